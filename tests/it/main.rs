//! What is true of sopress as a whole, tested at its boundaries.

mod steps;
mod emit;
mod folder;
mod render;
mod source;
