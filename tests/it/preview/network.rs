//! Who is answered, with what, and what a connection cannot do.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener};
use std::time::Duration;

use super::{Preview, preview};
use crate::library::library;

pub fn small() -> Preview {
    let library =
        library("-- sops/a b.md --\n# One\n\n[form](form.pdf)\n").with("sops/form.pdf", "%PDF");
    preview(library, &[])
}

pub fn status(answer: &str) -> &str {
    answer.get(9..12).unwrap_or_default()
}

#[test]
fn the_preview_serves_the_site_and_nothing_else() {
    let preview = small();
    preview.library.folder.put("secret.txt", "secret");
    let home = preview.get("/");
    assert_eq!(status(&home), "200", "{home}");
    assert!(home.contains("Content-Type: text/html; charset=utf-8"));
    assert!(home.contains("default-src 'self'") && home.contains("Connection: close"));
    assert!(home.contains("nosniff") && home.contains("Cache-Control: no-cache"));
    assert!(home.contains("Cross-Origin-Resource-Policy: same-origin\r\n"));
    assert!(home.contains("frame-ancestors 'self'\r\n"));
    assert!(preview.get("/a%20b.html").contains("<h1"));
    assert!(preview.get("/form.pdf").ends_with("%PDF"));
    let long = format!("/{}", "long/".repeat(2000));
    for path in [
        "/../sopress.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5csecret.txt",
        "/sops/../secret.txt",
        "/secret.txt",
        "/sops/a%20b.md",
        "/nope.html",
        "/a%20b.html%00",
        "/-/nothing",
        long.as_str(),
    ] {
        let answer = preview.get(path);
        assert_eq!(status(&answer), "404", "{path}: {answer}");
        assert!(!answer.contains("secret\n"), "{path}");
    }
    let host = &preview.address;
    let head = preview.ask(&format!("HEAD / HTTP/1.1\r\nHost: {host}\r\n\r\n"));
    assert!(head.ends_with("\r\n\r\n"), "a head has no body: {head}");
    let length = home.split_once("\r\n\r\n").unwrap().1.len();
    assert!(
        head.contains(&format!("Content-Length: {length}\r\n")),
        "{head}"
    );
    let part = |asked: &str| {
        let request = format!("GET /form.pdf HTTP/1.1\r\nHost: {host}\r\n{asked}\r\n\r\n");
        preview.ask(&request)
    };
    let some = part("Range: bytes=1-2");
    assert_eq!(status(&some), "206", "{some}");
    assert!(some.contains("Content-Range: bytes 1-2/4\r\n"), "{some}");
    assert!(some.ends_with("\r\n\r\nPD"), "{some}");
    let none = part("Range: bytes=4-");
    assert_eq!(status(&none), "416", "{none}");
    let old = part("Range: bytes=1-2\r\nIf-Range: \"another\"");
    assert_eq!(status(&old), "200", "{old}");
    let post = "POST / HTTP/1.1\r\nContent-Length: 4\r\n";
    let post = preview.ask(&format!("{post}Host: {host}\r\n\r\nbody"));
    assert_eq!(status(&post), "405", "{post}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_library_is_not_followed() {
    let outside = crate::folder::Folder::new().with("secret.txt", "secret");
    let library = library("-- sops/a.md --\n# One\n\n[it](leak.txt)\n");
    library
        .folder
        .link("sops/leak.txt", outside.at("secret.txt"));
    let preview = preview(library, &[]);
    assert_eq!(status(&preview.get("/leak.txt")), "404");
}

#[test]
fn what_the_browser_holds_already_is_not_sent_again() {
    let preview = small();
    for path in ["/", "/form.pdf", "/assets/standard.css"] {
        let answer = preview.get(path);
        let tag = answer.split("ETag: ").nth(1).unwrap();
        let tag = tag.split("\r\n").next().unwrap();
        let again = |held: &str| {
            let host = &preview.address;
            let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\nIf-None-Match: {held}");
            preview.ask(&format!("{request}\r\n\r\n"))
        };
        let same = again(tag);
        assert_eq!(status(&same), "304", "{path}: {same}");
        assert!(same.ends_with("\r\n\r\n"), "{same}");
        assert_eq!(status(&again(&format!("\"x\", W/{tag}"))), "304");
        assert_eq!(status(&again("\"another\"")), "200");
    }
}

#[test]
fn a_foreign_host_is_refused_unless_asked_for() {
    let closed = small();
    let open = preview(
        library("-- sops/a.md --\n# One\n"),
        &["--host", "127.0.0.1"],
    );
    for host in [
        "Host: evil.example\r\n",
        "Host: 127.0.0.1.evil.example\r\n",
        "",
    ] {
        let request = format!("GET / HTTP/1.1\r\n{host}\r\n");
        let answer = closed.ask(&request);
        assert_eq!(status(&answer), "403", "{host}: {answer}");
        assert_eq!(status(&open.ask(&request)), "200", "{host}");
    }
}

#[test]
fn a_page_of_another_site_is_refused_even_where_any_host_is_served() {
    let closed = small();
    let open = preview(
        library("-- sops/a.md --\n# One\n"),
        &["--host", "127.0.0.1"],
    );
    for preview in [&closed, &open] {
        let asked = |origin: &str| {
            let host = &preview.address;
            preview.ask(&format!(
                "GET / HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n\r\n"
            ))
        };
        for origin in ["https://evil.example", "null", "http://localhost:1"] {
            let answer = asked(origin);
            assert_eq!(status(&answer), "403", "{origin}: {answer}");
        }
        assert_eq!(
            status(&asked(&format!("http://{}", preview.address))),
            "200"
        );
    }
}

#[test]
fn another_version_of_http_is_refused_at_once() {
    let preview = small();
    for request in [
        "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        // The client keeps its end open: the server alone has to end the connection.
        let mut stream = preview.connect();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert_eq!(status(&answer), "505", "{request}: {answer}");
        assert!(answer.contains("Connection: close\r\n"), "{answer}");
    }
}

#[test]
fn a_port_in_use_gives_the_next_free_one_and_says_so() {
    // Two ports in a row of which the first is taken; another program may take the second.
    for _ in 0..5 {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = taken.local_addr().unwrap().port().to_string();
        let library = library("-- sops/a.md --\n# One\n");
        let preview = preview(library, &["--port", &port]);
        preview.hears(&format!("port {port} is in use"));
        assert_ne!(preview.address, format!("127.0.0.1:{port}"));
        assert_eq!(status(&preview.get("/")), "200");
    }
}

#[test]
fn malformed_requests_are_survived() {
    let preview = small();
    let long = format!("GET /{} HTTP/1.1\r\n\r\n", "a".repeat(100_000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(5000));
    for request in [
        "nonsense\r\n\r\n",
        "GET /\r\n\r\n",
        "GET  HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nno colon\r\n\r\n",
        "GET /\u{e4} HTTP/1.1\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{0}\u{2}\r\n\r\n",
        "GET /%ff HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "GET http://x/ HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "BREW / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        long.as_str(),
        many.as_str(),
    ] {
        let mut stream = preview.connect();
        // A server that has heard enough may hang up in the middle.
        let _ = stream.write_all(request.as_bytes());
        let _ = stream.shutdown(Shutdown::Write);
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        let start: String = request.chars().take(40).collect();
        let is_refused = answer.is_empty() || status(&answer).starts_with('4');
        assert!(is_refused, "{start}: {answer}");
        assert_eq!(status(&preview.get("/")), "200", "after {start}");
    }
    assert_eq!(status(&preview.ask(&long)), "414");
    assert_eq!(status(&preview.ask(&many)), "431");
    for bytes in [&b""[..], b"GET", b"GET / HTTP/1.1\r\nHost: loc", &[0; 5000]] {
        let mut stream = preview.connect();
        let _ = stream.write_all(bytes);
        let _ = stream.shutdown(Shutdown::Write);
    }
    assert_eq!(status(&preview.get("/")), "200");
}

#[cfg(unix)]
#[test]
fn it_ends_at_once_when_told_to() {
    let mut preview = small();
    let mut tab = preview.connect();
    tab.write_all(b"GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    assert!(preview.interrupt() < Duration::from_secs(2));
}
