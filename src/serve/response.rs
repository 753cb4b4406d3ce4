//! A response and how it is written: content type, entity tag, ranges of bytes.

use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::time::UNIX_EPOCH;

use camino::Utf8PathBuf;
use sha2::{Digest, Sha256};

use super::http::Request;

/// The content type of pages.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// Bytes collected before they go to the network, so that head and body go together.
const BUFFER: usize = 64 * 1024;

/// Sent with every response: nothing from other hosts is loaded, nothing is kept without asking
/// again, and pages of other sites can embed nothing. They could otherwise run the search index,
/// which is scripts, and read it.
const FIELDS: &str = "Cache-Control: no-cache\r\n\
    Content-Security-Policy: default-src 'self'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'\r\n\
    Cross-Origin-Resource-Policy: same-origin\r\n\
    X-Content-Type-Options: nosniff\r\n\
    Referrer-Policy: same-origin\r\n";

/// A response.
pub(super) struct Response {
    /// The HTTP status code.
    pub(super) status: u16,
    /// The content type.
    pub(super) content_type: &'static str,
    /// Where to go instead, percent-encoded.
    pub(super) location: Option<String>,
    /// What follows the head.
    pub(super) body: Body,
}

/// The body of a response.
pub(super) enum Body {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The content of a file of the library, as it is when it is sent.
    File(Utf8PathBuf),
    /// Each text as soon as it is there, until the browser goes away.
    Stream(Box<dyn Iterator<Item = String>>),
}

impl Response {
    /// 200 with these bytes.
    pub(super) fn bytes(content_type: &'static str, bytes: impl Into<Vec<u8>>) -> Response {
        Response::new(200, content_type, Body::Bytes(bytes.into()))
    }

    /// A plain sentence.
    pub(super) fn text(status: u16, text: &str) -> Response {
        let bytes = text.as_bytes().to_vec();
        Response::new(status, "text/plain; charset=utf-8", Body::Bytes(bytes))
    }

    /// A response without a location.
    pub(super) fn new(status: u16, content_type: &'static str, body: Body) -> Response {
        Response {
            status,
            content_type,
            location: None,
            body,
        }
    }

    /// Writes what `request` wants of the response; whether the connection is kept open.
    pub(super) fn write(self, to: impl Write, request: &Request) -> io::Result<bool> {
        let (length, tag, mut content) = match self.body {
            Body::Stream(texts) => return stream(BufWriter::new(to), texts, request),
            Body::Bytes(bytes) => {
                let tag = format!("\"{}\"", fingerprint(&bytes));
                (bytes.len() as u64, tag, Content::Bytes(bytes))
            }
            Body::File(path) => match File::open(path).and_then(|it| Ok((it.metadata()?, it))) {
                Ok((metadata, file)) => {
                    let changed = metadata.modified().ok();
                    let since = changed.and_then(|at| at.duration_since(UNIX_EPOCH).ok());
                    let nanoseconds = since.map_or(0, |since| since.as_nanos());
                    let length = metadata.len();
                    (
                        length,
                        format!("\"{length:x}-{nanoseconds:x}\""),
                        Content::File(file),
                    )
                }
                Err(_) => {
                    let gone = Response::text(404, "the file is no longer in the library\n");
                    return gone.write(to, request);
                }
            },
        };
        let is_found = self.status == 200;
        let held = request.if_none_match.as_deref();
        let is_same = is_found && held.is_some_and(|held| matches_tag(held, &tag));
        let is_current = |it: &String| *it == tag;
        let range = match &request.range {
            Some(range)
                if is_found
                    && !request.is_head
                    && request.if_range.as_ref().is_none_or(is_current) =>
            {
                Range::parse(range, length)
            }
            _ => Range::Whole,
        };
        let (status, first, count) = match range {
            _ if is_same => (304, 0, 0),
            Range::Whole => (self.status, 0, length),
            Range::Bytes(first, last) => (206, first, last - first + 1),
            Range::OutOfBounds => (416, 0, 0),
        };
        let mut to = BufWriter::with_capacity(BUFFER, to);
        start(&mut to, status, request.is_kept_open)?;
        write!(to, "ETag: {tag}\r\n")?;
        if !is_same {
            let content_type = self.content_type;
            write!(
                to,
                "Content-Type: {content_type}\r\nContent-Length: {count}\r\n"
            )?;
            match range {
                Range::Whole if is_found => write!(to, "Accept-Ranges: bytes\r\n")?,
                Range::Whole => {}
                Range::Bytes(first, last) => {
                    write!(to, "Content-Range: bytes {first}-{last}/{length}\r\n")?;
                }
                Range::OutOfBounds => write!(to, "Content-Range: bytes */{length}\r\n")?,
            }
        }
        if let Some(location) = &self.location {
            write!(to, "Location: {location}\r\n")?;
        }
        to.write_all(b"\r\n")?;
        if !request.is_head {
            content.copy(first, count, &mut to)?;
        }
        to.flush()?;
        Ok(request.is_kept_open)
    }
}

/// Writes a response of unknown length, which ends with its connection.
fn stream(
    mut to: impl Write,
    texts: impl Iterator<Item = String>,
    request: &Request,
) -> io::Result<bool> {
    start(&mut to, 200, false)?;
    to.write_all(b"Content-Type: text/event-stream\r\n\r\n")?;
    for text in texts.take_while(|_| !request.is_head) {
        to.write_all(text.as_bytes())?;
        to.flush()?;
    }
    to.flush()?;
    Ok(false)
}

/// Writes the lines that every head begins with.
fn start(to: &mut impl Write, status: u16, is_kept_open: bool) -> io::Result<()> {
    let connection = match is_kept_open {
        true => "keep-alive",
        false => "close",
    };
    let reason = reason(status);
    write!(
        to,
        "HTTP/1.1 {status} {reason}\r\nConnection: {connection}\r\n{FIELDS}"
    )
}

/// The body of a response whose length is known.
enum Content {
    Bytes(Vec<u8>),
    File(File),
}

impl Content {
    /// Writes `count` bytes from the byte `first`.
    fn copy(&mut self, first: u64, count: u64, to: &mut impl Write) -> io::Result<()> {
        let copied = match self {
            Content::Bytes(bytes) => {
                let from = usize::try_from(first).expect("the range is within the bytes");
                io::copy(&mut bytes[from..].take(count), to)?
            }
            Content::File(file) => {
                file.seek(SeekFrom::Start(first))?;
                io::copy(&mut file.take(count), to)?
            }
        };
        match copied == count {
            true => Ok(()),
            // The file became shorter: the browser must not take what follows for the rest.
            false => Err(io::ErrorKind::UnexpectedEof.into()),
        }
    }
}

/// The range of bytes that the field `Range` asks for: players of videos and PDF readers do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Range {
    Whole,
    /// From the first to the last byte, counted from 0.
    Bytes(u64, u64),
    OutOfBounds,
}

impl Range {
    /// Of a body of `length` bytes (RFC 9110, 14.1.2). A field that is invalid or asks for several
    /// ranges is answered with the whole body, which the standard allows.
    fn parse(field: &str, length: u64) -> Range {
        let bounds = field.strip_prefix("bytes=");
        let Some((first, last)) = bounds.and_then(|it| it.split_once('-')) else {
            return Range::Whole;
        };
        let number = |text: &str| match text.bytes().all(|byte| byte.is_ascii_digit()) {
            true => text.parse::<u64>().ok(),
            false => None,
        };
        match (first.trim(), last.trim()) {
            ("", last) => match number(last) {
                None => Range::Whole,
                Some(0) => Range::OutOfBounds,
                Some(_) if length == 0 => Range::OutOfBounds,
                Some(count) => Range::Bytes(length.saturating_sub(count), length - 1),
            },
            (first, last) => match (number(first), number(last)) {
                (None, _) => Range::Whole,
                (Some(first), _) if first >= length => Range::OutOfBounds,
                (Some(first), None) if last.is_empty() => Range::Bytes(first, length - 1),
                (Some(first), Some(last)) if first <= last => {
                    Range::Bytes(first, last.min(length - 1))
                }
                _ => Range::Whole,
            },
        }
    }
}

/// Whether a list of entity tags holds this one (weak comparison, RFC 9110, 13.1.2).
fn matches_tag(held: &str, tag: &str) -> bool {
    held.split(',').any(|one| {
        let one = one.trim();
        one == "*" || one.strip_prefix("W/").unwrap_or(one) == tag
    })
}

/// A short hash of the bytes.
pub(super) fn fingerprint(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest[..12]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        413 => "Content Too Large",
        414 => "URI Too Long",
        416 => "Range Not Satisfiable",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        505 => "HTTP Version Not Supported",
        _ => "Service Unavailable",
    }
}

/// The content type of a file, by its name; a browser offers to download an unknown one.
pub(super) fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "html" | "htm" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "txt" | "md" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "atom" => "application/atom+xml",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_within_the_file() {
        for (asked, expected) in [
            ("bytes=0-0", Range::Bytes(0, 0)),
            ("bytes=2-", Range::Bytes(2, 9)),
            ("bytes=2-100", Range::Bytes(2, 9)),
            ("bytes=-3", Range::Bytes(7, 9)),
            ("bytes=-100", Range::Bytes(0, 9)),
            ("bytes=10-", Range::OutOfBounds),
            ("bytes=-0", Range::OutOfBounds),
            ("bytes=5-2", Range::Whole),
            ("bytes=0-1,4-5", Range::Whole),
            ("bytes=a-b", Range::Whole),
            ("bytes=", Range::Whole),
            ("lines=1-2", Range::Whole),
            ("bytes=-99999999999999999999", Range::Whole),
        ] {
            assert_eq!(Range::parse(asked, 10), expected, "{asked}");
        }
        assert_eq!(Range::parse("bytes=0-", 0), Range::OutOfBounds);
        assert_eq!(Range::parse("bytes=-1", 0), Range::OutOfBounds);
    }
}
