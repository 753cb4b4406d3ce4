//! The rules. Each is a file of its own; the table here lists them all.
