//! Front matter edited in place: text in, text out, every other byte as it was.

pub mod front;
