//! The command `sopress`.

// A page is made of thousands of small values, on every core at once: what the system's allocator
// makes of that is an eighth of a build.
#[cfg(any(target_os = "linux", target_os = "macos"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> std::process::ExitCode {
    sopress::cli::run()
}
