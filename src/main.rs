//! The command `sopress`.

fn main() -> std::process::ExitCode {
    sopress::cli::run()
}
