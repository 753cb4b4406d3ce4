//! `sopress completions`

use clap::CommandFactory;
use clap_complete::Shell;

use super::{CLEAN, print};

/// Print a script that completes commands and options in a shell
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress completions bash > ~/.local/share/bash-completion/completions/sopress
  sopress completions fish > ~/.config/fish/completions/sopress.fish
  sopress completions zsh > ~/.zfunc/_sopress")]
pub struct Arguments {
    /// The shell
    shell: Shell,
}

/// The exit code.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let mut script = Vec::new();
    let mut command = super::Arguments::command();
    clap_complete::generate(arguments.shell, &mut command, "sopress", &mut script);
    print::out(&String::from_utf8_lossy(&script));
    Ok(CLEAN)
}
