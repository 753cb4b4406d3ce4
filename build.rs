//! Builds the package again when a file of a built-in theme or a vocabulary comes, goes or changes.

fn main() {
    println!("cargo:rerun-if-changed=themes");
    println!("cargo:rerun-if-changed=src/language");
}
