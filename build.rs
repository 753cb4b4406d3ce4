//! Builds the package again when a file of a built-in theme comes, goes or changes.

fn main() {
    println!("cargo:rerun-if-changed=themes");
}
