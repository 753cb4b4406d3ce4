//! The command `sopress`.

/// Millions of small texts are made and thrown away in a build, on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sopress::cli::run()
}
