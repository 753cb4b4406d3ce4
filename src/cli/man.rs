//! `sopress man`

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;

use super::{CLEAN, print};

/// Print the manual page
///
/// One page for all commands, in roff.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress man > ~/.local/share/man/man1/sopress.1")]
pub struct Arguments {}

/// The exit code.
pub fn run(_: &Arguments) -> anyhow::Result<u8> {
    let mut command = super::Arguments::command();
    command.build();
    let mut page = Vec::new();
    Man::new(command.clone())
        .render(&mut page)
        .context("cannot make the manual page")?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let man = Man::new(sub.clone());
        page.extend(format!(".SH \"{}\"\n", sub.get_name().to_uppercase()).into_bytes());
        man.render_description_section(&mut page)
            .and_then(|()| man.render_synopsis_section(&mut page))
            .and_then(|()| man.render_options_section(&mut page))
            .with_context(|| format!("cannot describe the command `{}`", sub.get_name()))?;
    }
    print::out(&String::from_utf8_lossy(&page));
    Ok(CLEAN)
}
