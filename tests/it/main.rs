//! What is true of sopress as a whole, tested at its boundaries.

mod emit;
mod folder;
mod render;
mod source;
