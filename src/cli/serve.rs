//! `sopress serve`

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use super::CLEAN;
use super::open::{LibraryArguments, open};
use super::print::{self, Format, Progress};
use crate::pipeline::{self, Memory};
use crate::serve;
use crate::wording::Count;

/// Show the site in a browser, without writing it
///
/// Builds the site in memory and answers on this machine only. Errors do not stop it: what is
/// wrong is told here and left out or said on the page.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress serve                        the library here, at http://127.0.0.1:4040/
  sopress serve handbook --drafts      with what is still being written
  sopress serve --host 0.0.0.0         for everybody in the same network")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// The port; if it is busy, the next free one is taken
    #[arg(long, default_value_t = 4040)]
    port: u16,
    /// The address to listen on; any other than this machine's own lets others read the site
    #[arg(long, value_name = "ADDR")]
    host: Option<IpAddr>,
}

/// Returns when the process is told to end.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let progress = Progress::new();
    progress.say("building");
    let library = open(
        &arguments.library,
        Some(&arguments.library.library.join("site")),
    )?;
    let built = pipeline::build(library.inputs(), &mut Memory::default())?;
    drop(progress);
    let found = &built.diagnostics;
    print::findings(found, &library.sources, Format::Human, "");
    let host = arguments.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let listener = serve::listen(host, arguments.port)?;
    let (pages, counts) = (Count(built.pages, "page"), print::counts(found));
    if arguments.port != 0 && listener.address.port() != arguments.port {
        print::line(&format!("port {} is busy", arguments.port));
    }
    print::line(&format!(
        "{pages}, {counts}; serving http://{}/ until Ctrl-C",
        listener.address
    ));
    serve::run(&listener, &Arc::new(built.site), arguments.host.is_some());
    Ok(CLEAN)
}
