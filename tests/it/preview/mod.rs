//! The preview, over a real socket.

mod drafts;
mod edits;
mod network;
mod strain;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use crate::library::{Library, program};

/// Long enough for a busy machine; what is waited for takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running preview and its library; both end with it.
pub struct Preview {
    child: Child,
    pub address: String,
    pub said: Arc<Mutex<Vec<String>>>,
    pub library: Library,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `sopress serve LIBRARY` at any free port.
pub fn preview(library: Library, more: &[&str]) -> Preview {
    let mut child = program()
        .args(["serve", library.folder.root.as_str()])
        .args(["--date", "2026-11-22"])
        .args(if more.contains(&"--port") {
            &[][..]
        } else {
            &["--port", "0"]
        })
        .args(more)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stderr.take().unwrap()).lines();
    let said: Arc<Mutex<Vec<String>>> = Arc::default();
    let heard = Arc::clone(&said);
    std::thread::spawn(move || {
        for line in lines.map_while(Result::ok) {
            heard.lock().unwrap().push(line);
        }
    });
    let mut preview = Preview {
        child,
        address: String::new(),
        said,
        library,
    };
    let serving = preview.hears("serving http://");
    let address = serving.split("http://").nth(1).unwrap();
    preview.address = address.split('/').next().unwrap().to_owned();
    preview
}

impl Preview {
    /// The first line at the terminal that holds `words`.
    pub fn hears(&self, words: &str) -> String {
        let find = || {
            let said = self.said.lock().unwrap();
            said.iter().find(|line| line.contains(words)).cloned()
        };
        eventually(find).unwrap_or_else(|| panic!("`{words}` in {:#?}", self.said.lock().unwrap()))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// What the operating system calls it.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The answer to a request, as of a client that asks once.
    pub fn ask(&self, request: &str) -> String {
        let request = request.replacen("\r\n\r\n", "\r\nConnection: close\r\n\r\n", 1);
        let mut stream = self.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n",
            self.address
        ))
    }

    /// Asks until the page holds `words`.
    pub fn shows(&self, path: &str, words: &str) -> String {
        let mut last = String::new();
        let found = eventually(|| {
            last = self.get(path);
            last.contains(words).then(|| last.clone())
        });
        found.unwrap_or_else(|| panic!("`{words}` at {path} in {last}"))
    }

    /// What the panel of a page is told.
    pub fn state(&self, page: &str) -> serde_json::Value {
        let answer = self.get(&format!("/-/state?page={page}"));
        let body = answer.split_once("\r\n\r\n").unwrap().1;
        serde_json::from_str(body).unwrap()
    }

    /// Ends it as Ctrl-C does; how long that took.
    #[cfg(unix)]
    pub fn interrupt(&mut self) -> Duration {
        let begin = Instant::now();
        let id = self.child.id().to_string();
        let killed = std::process::Command::new("kill")
            .args(["-INT", &id])
            .status();
        assert!(killed.unwrap().success());
        self.child.wait().unwrap();
        begin.elapsed()
    }
}

/// What `find` finds before patience ends.
pub fn eventually<T>(mut find: impl FnMut() -> Option<T>) -> Option<T> {
    let begin = Instant::now();
    loop {
        match find() {
            Some(found) => return Some(found),
            None if begin.elapsed() > PATIENCE => return None,
            None => std::thread::sleep(Duration::from_millis(10)),
        }
    }
}
