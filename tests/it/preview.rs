//! The preview, over a real socket.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::library::{Library, library, program};

struct Preview {
    child: Child,
    address: String,
    _library: Library,
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn preview() -> Preview {
    let library =
        library("-- sops/a b.md --\n# One\n\n[form](form.pdf)\n").with("sops/form.pdf", "%PDF");
    let mut child = program()
        .args(["serve", library.folder.root.as_str(), "--port", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let said = BufReader::new(child.stderr.take().unwrap());
    let line = said
        .lines()
        .map_while(Result::ok)
        .find(|line| line.contains("http://"))
        .expect("it says where it serves");
    let address = line
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    Preview {
        child,
        address,
        _library: library,
    }
}

impl Preview {
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!(
            "GET {path} HTTP/1.1\r\nConnection: close\r\nHost: {}\r\n\r\n",
            self.address
        ))
    }
}

#[test]
fn the_preview_serves_the_site_and_nothing_else() {
    let preview = preview();
    let home = preview.get("/");
    assert!(home.starts_with("HTTP/1.1 200 OK"), "{home}");
    assert!(home.contains("Content-Type: text/html; charset=utf-8"));
    assert!(home.contains("default-src 'self'") && home.contains("Connection: close"));
    assert!(preview.get("/a%20b.html").contains("<h1"));
    assert!(preview.get("/form.pdf").ends_with("%PDF"));
    for path in [
        "/../sopress.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/nope.html",
    ] {
        assert!(preview.get(path).starts_with("HTTP/1.1 404"), "{path}");
    }
    let head = preview.ask(&format!(
        "HEAD / HTTP/1.1\r\nConnection: close\r\nHost: {}\r\n\r\n",
        preview.address
    ));
    assert!(head.ends_with("\r\n\r\n"), "a head has no body: {head}");
    let post = preview.ask(&format!(
        "POST / HTTP/1.1\r\nConnection: close\r\nHost: {}\r\nContent-Length: 0\r\n\r\n",
        preview.address
    ));
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[test]
fn the_preview_refuses_a_foreign_host() {
    let preview = preview();
    for host in ["Host: evil.example\r\n", ""] {
        let answer = preview.ask(&format!(
            "GET / HTTP/1.1\r\nConnection: close\r\n{host}\r\n"
        ));
        assert!(answer.starts_with("HTTP/1.1 403"), "{host}: {answer}");
    }
}
