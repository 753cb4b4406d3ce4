//! `sopress serve`

use std::cell::RefCell;
use std::net::{AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::process::{Command, Stdio};
use std::sync::Arc;

use super::CLEAN;
use super::open::{LibraryArguments, SETTINGS, look_again, open_again, open_files, today_of};
use super::print::{self, Format, Progress};
use crate::history::Archive;
use crate::serve::{self, Library, Read, Told, Watching, What};
use crate::wording::Count;

/// How many new findings are printed at once; a library read for the first time may have thousands.
const MOST_FINDINGS: usize = 30;

/// Preview the library in a browser while you write
///
/// Pages look as they will after a build, and update by themselves after every edit. Findings are
/// shown here and on the page. Errors do not stop the preview: it shows the last good state until
/// they are fixed. Drafts and documents in review are included, marked as not published.
#[derive(clap::Args)]
#[command(after_help = "Examples:
  sopress serve                        the library here, at http://127.0.0.1:4040/
  sopress serve handbook --published   without drafts, as `sopress build` writes it
  sopress serve --poll                 on a network drive or in a container
  sopress serve --host 0.0.0.0         for everybody in the same network")]
pub struct Arguments {
    #[command(flatten)]
    library: LibraryArguments,
    /// Leave out drafts and documents in review, as `sopress build` does
    #[arg(long, conflicts_with = "drafts")]
    published: bool,
    /// The port; if it is in use, the next free one is used
    #[arg(long, default_value_t = 4040)]
    port: u16,
    /// The address to listen on; by default only this computer can open the preview
    #[arg(long, value_name = "ADDR", value_parser = address)]
    host: Option<IpAddr>,
    /// Open the preview in the default browser
    #[arg(long)]
    open: bool,
    /// Watch for changes (the default)
    #[arg(long, overrides_with = "no_watch")]
    watch: bool,
    /// Do not watch for changes
    #[arg(long)]
    no_watch: bool,
    /// Check all files at intervals, for systems that do not report changes
    #[arg(long, conflicts_with = "no_watch")]
    poll: bool,
}

/// Runs until the process is stopped.
pub fn run(arguments: &Arguments) -> anyhow::Result<u8> {
    let root = &arguments.library.library;
    let out = root.join("site");
    // A wrong folder or date is a mistake on the command line, not an edit in progress.
    today_of(&arguments.library)?;
    if !root.join(SETTINGS).is_file() {
        open_files(&arguments.library, Some(&out))?.has_documents()?;
    }
    let host = arguments.host.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let listener = serve::listen(host, arguments.port)?;
    let address = listener.address;
    if arguments.port != 0 && address.port() != arguments.port {
        print::line(&format!("port {} is in use", arguments.port));
    }
    // The history as last read, so that an edit does not read all commits again.
    let archive: RefCell<Arc<Archive>> = RefCell::default();
    let library = Library {
        root,
        left_out: std::slice::from_ref(&out),
        read: &|| {
            let previous = archive.borrow().clone();
            let read = open_again(&arguments.library, Some(&out), previous);
            let read = read.map_err(|error| format!("{error:#}"))?;
            *archive.borrow_mut() = Arc::clone(&read.archive);
            Ok(Read {
                archive: read.archive,
                sources: read.sources,
                today: read.today,
                with_drafts: !arguments.published,
            })
        },
        today: &|| today_of(&arguments.library).ok(),
        git: &|sources, archive| look_again(root, sources, archive),
    };
    let watching = match (arguments.no_watch, arguments.poll) {
        (true, _) => Watching::Off,
        (false, true) => Watching::Polled,
        (false, false) => Watching::Native,
    };
    let mut progress = Some(Progress::new());
    if let Some(progress) = &progress {
        progress.say("building");
    }
    let mut is_open = false;
    serve::run(
        listener,
        &library,
        watching,
        arguments.host.is_some(),
        |told| {
            drop(progress.take());
            say(&told);
            if !is_open {
                is_open = true;
                let here = here(address);
                print::line(&format!("serving http://{here}/ until Ctrl-C"));
                if here != address {
                    print::line(&format!(
                        "others can open it at the name or address of this computer, port {}",
                        address.port()
                    ));
                }
                if arguments.open {
                    browse(&format!("http://{here}/"));
                }
            }
        },
    );
    Ok(CLEAN)
}

fn address(typed: &str) -> Result<IpAddr, AddrParseError> {
    match typed {
        "localhost" => Ok(IpAddr::V4(Ipv4Addr::LOCALHOST)),
        typed => typed.parse(),
    }
}

/// The address for a browser on this computer: `0.0.0.0` cannot be opened.
fn here(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address.ip() {
            IpAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

fn say(told: &Told<'_>) {
    match told {
        Told::Problem(problem) => {
            print::line(&format!("showing the last good state: {problem}"));
        }
        Told::Page(problem) => print::line(problem),
        Told::Shown {
            documents,
            what,
            sources,
            found,
            new,
            took,
        } => {
            let shown = &new[..new.len().min(MOST_FINDINGS)];
            print::findings(shown, sources, Format::Human, "");
            if let more @ 1.. = new.len() - shown.len() {
                print::line(&format!(
                    "and {more} more; `sopress check` lists them all\n"
                ));
            }
            let what = match what {
                What::Git => return,
                What::Anything => Count(*documents, "document").to_string(),
                What::Files([one]) => format!("`{one}` changed"),
                What::Files(more) => format!("{} changed", Count(more.len(), "file")),
            };
            let (counts, milliseconds) = (print::counts(found), took.as_secs_f64() * 1000.0);
            print::line(&format!("{what}, {counts}, {milliseconds:.0} ms"));
        }
    }
}

/// If no browser can be started, the address above is enough.
fn browse(address: &str) {
    let program = match std::env::consts::OS {
        "macos" => "open",
        "windows" => "explorer",
        _ => "xdg-open",
    };
    let mut command = Command::new(program);
    command.arg(address);
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    if command.spawn().is_err() {
        print::line(&format!(
            "cannot start `{program}`; open the address in a browser"
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_can_be_opened_is_told() {
        let told = |address: &str| here(address.parse().unwrap()).to_string();
        assert_eq!(told("0.0.0.0:4040"), "127.0.0.1:4040");
        assert_eq!(told("[::]:4040"), "[::1]:4040");
        assert_eq!(told("192.168.1.7:80"), "192.168.1.7:80");
        assert_eq!(address("localhost").unwrap().to_string(), "127.0.0.1");
        assert!(address("elsewhere.example").is_err());
    }
}
