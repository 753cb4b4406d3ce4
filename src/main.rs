//! The command `sopress`.

// A page is made of thousands of small values, on every core at once: with the system's allocator a
// build takes an eighth longer.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    sopress::cli::run()
}
