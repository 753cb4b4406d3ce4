//! What a preview survives: much at once, slowly, without end, or never finished.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use super::network::{small, status};
use super::{Preview, eventually, preview};
use crate::library::library;

#[test]
fn a_thousand_connections_at_once_are_answered() {
    let preview = small();
    let request = format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", preview.address);
    let answered = std::thread::scope(|scope| {
        let begun: Vec<_> = (0..1000)
            .map(|_| {
                let thread = std::thread::Builder::new().stack_size(128 * 1024);
                let ask = || preview.ask(&request);
                thread.spawn_scoped(scope, ask).unwrap()
            })
            .collect();
        let answers = begun.into_iter().map(|one| one.join().unwrap());
        answers.filter(|answer| status(answer) == "200").count()
    });
    assert_eq!(answered, 1000);
}

#[test]
fn slow_clients_and_open_tabs_block_nobody() {
    let preview = small();
    let slow: Vec<TcpStream> = (0..40)
        .map(|_| {
            let mut stream = preview.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
            stream
        })
        .collect();
    let tabs: Vec<TcpStream> = (0..10)
        .map(|_| {
            let mut stream = preview.connect();
            let request = "GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(request.as_bytes()).unwrap();
            let mut start = [0; 15];
            stream.read_exact(&mut start).unwrap();
            assert_eq!(&start, b"HTTP/1.1 200 OK");
            stream
        })
        .collect();
    let mut quick = preview.connect();
    quick
        .set_read_timeout(Some(Duration::from_secs(5)))
        .unwrap();
    quick
        .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .unwrap();
    let mut start = [0; 15];
    quick.read_exact(&mut start).unwrap();
    assert_eq!(&start, b"HTTP/1.1 200 OK");
    drop((slow, tabs));
}

#[test]
fn those_who_ask_and_never_read_block_nobody() {
    let library = library("-- sops/a.md --\n# One\n\n[film](film.mp4)\n");
    let preview = preview(
        library.with("sops/film.mp4", vec![7; 16 * 1024 * 1024]),
        &[],
    );
    let waiting: Vec<TcpStream> = (0..60)
        .map(|_| {
            let mut stream = preview.connect();
            let request = "GET /film.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n";
            stream.write_all(request.as_bytes()).unwrap();
            stream
        })
        .collect();
    for _ in 0..20 {
        assert_eq!(status(&preview.get("/")), "200");
    }
    drop(waiting);
}

/// One answer of a connection that goes on.
fn next_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap();
    let length = head.split("Content-Length: ").nth(1).unwrap_or("0");
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8_lossy(&body)
}

#[test]
fn one_connection_takes_request_after_request_and_many_at_once() {
    let preview = small();
    let mut stream = preview.connect();
    let ask = |path: &str| format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let home = preview
        .get("/")
        .split_once("\r\n\r\n")
        .unwrap()
        .1
        .to_owned();
    for _ in 0..20 {
        stream.write_all(ask("/").as_bytes()).unwrap();
        let answer = next_answer(&mut stream);
        assert!(answer.contains("Connection: keep-alive\r\n"), "{answer}");
        assert!(answer.ends_with(&home), "{answer}");
    }
    let all: String = ["/", "/form.pdf", "/nope", "/"].map(ask).concat();
    stream.write_all(all.as_bytes()).unwrap();
    let answers: Vec<String> = (0..4).map(|_| next_answer(&mut stream)).collect();
    let statuses: Vec<&str> = answers.iter().map(|answer| status(answer)).collect();
    assert_eq!(statuses, ["200", "200", "404", "200"]);
    assert!(answers[1].ends_with("%PDF") && answers[3].ends_with(&home));
    stream
        .write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .unwrap();
    let mut last = String::new();
    stream.read_to_string(&mut last).unwrap();
    assert!(last.contains("Connection: close\r\n"), "{last}");
    assert!(last.ends_with(&home), "{last}");
}

#[test]
fn a_body_is_not_waited_for() {
    let preview = small();
    for body in [
        "POST / HTTP/1.1\r\nContent-Length: 99999999999999\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 99999999999999\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 10\r\n",
        "GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n",
        "GET / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 10\r\n",
    ] {
        let mut stream = preview.connect();
        let head = format!("{body}Host: localhost\r\n\r\nhalf");
        stream.write_all(head.as_bytes()).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(
            ["405", "413"].contains(&status(&answer)),
            "{body}: {answer}"
        );
        assert!(answer.contains("Connection: close\r\n"), "{answer}");
    }
    assert_eq!(status(&preview.get("/")), "200");
}

#[test]
fn a_request_that_never_comes_whole_is_given_up() {
    let preview = small();
    let mut stream = preview.connect();
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let mut slow = stream.try_clone().unwrap();
    let dripping = std::thread::spawn(move || {
        // One byte at a time, until the other end has had enough.
        while slow.write_all(b"a").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer);
    assert_eq!(status(&answer), "408", "{answer}");
    dripping.join().unwrap();
}

#[test]
fn those_who_never_ask_make_room_for_those_who_do() {
    let preview = small();
    let silent: Vec<TcpStream> = (0..800)
        .map(|_| {
            let mut stream = preview.connect();
            let _ = stream.write_all(b"GET / HTTP/1.1\r\nHo");
            stream
        })
        .collect();
    assert_eq!(status(&preview.get("/")), "200");
    drop(silent);
}

#[cfg(target_os = "linux")]
fn memory(preview: &Preview) -> u64 {
    let file = format!("/proc/{}/status", preview.id());
    let status = std::fs::read_to_string(file).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let mut words = line.unwrap().split_whitespace();
    words.nth(1).unwrap().parse().unwrap()
}

#[cfg(target_os = "linux")]
fn open_files(preview: &Preview) -> usize {
    let folder = format!("/proc/{}/fd", preview.id());
    std::fs::read_dir(folder).unwrap().count()
}

#[cfg(target_os = "linux")]
#[test]
fn a_head_without_end_takes_no_memory() {
    let preview = small();
    preview.get("/");
    let before = memory(&preview);
    for start in ["GET /", "GET / HTTP/1.1\r\nHost: localhost\r\nX: "] {
        let mut stream = preview.connect();
        let _ = stream.write_all(start.as_bytes());
        let part = vec![b'a'; 1024 * 1024];
        let sent = (0..100)
            .take_while(|_| stream.write_all(&part).is_ok())
            .count();
        assert!(sent < 100, "a hundred megabytes are not read to the end");
    }
    let grown = memory(&preview).saturating_sub(before);
    assert!(grown < 10 * 1024, "{grown} kB more");
    assert_eq!(status(&preview.get("/")), "200");
}

#[cfg(target_os = "linux")]
#[test]
fn no_connection_leaves_an_open_file_behind() {
    let preview = small();
    preview.get("/");
    let before = open_files(&preview);
    for round in 0..60 {
        let mut stream = preview.connect();
        let request = match round % 6 {
            0 => "GET /form.pdf HTTP/1.1\r\nHost: localhost\r\n\r\n",
            1 => "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\n\r\n",
            2 => "GET / HTTP/1.1\r\nHo",
            3 => "nonsense\r\n\r\n",
            4 => "GET /-/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
            _ => "",
        };
        stream.write_all(request.as_bytes()).unwrap();
        if round % 4 == 0 {
            let _ = stream.shutdown(Shutdown::Write);
        }
    }
    let closed = eventually(|| (open_files(&preview) <= before).then_some(()));
    assert!(closed.is_some(), "{} after {before}", open_files(&preview));
}
