//! What a commit's message and headers record, and no more.

use crate::text::folded;

use super::log::Record;
use super::{Commit, Moment, ObjectId, Signature};

/// What a commit records besides its change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// The trailers that name someone, in order.
    pub trailers: Vec<Trailer>,
    /// Whether the raw commit has a signature. It has not been verified: say "carries a signature".
    pub carries_signature: bool,
    /// Author and committer are different people, by name and address.
    pub author_differs_from_committer: bool,
    /// The merges that brought the commit in and whose messages name approvers or reviewers, the
    /// nearest first.
    pub brought_in_by: Vec<Approval>,
}

/// A merge whose message names approvers or reviewers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approval {
    /// The merge.
    pub merge: ObjectId,
    /// The trailers that name someone, in order.
    pub trailers: Vec<Trailer>,
}

/// A line such as `Approved-by: Ann Lee <ann@example.org>`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trailer {
    /// As written, without the colon.
    pub key: String,
    /// As written.
    pub value: String,
}

impl Evidence {
    /// Who is named as approver or reviewer, as written.
    pub(crate) fn approvals(&self) -> impl Iterator<Item = &Trailer> {
        self.trailers.iter().filter(|trailer| trailer.approves())
    }
}

impl Trailer {
    fn approves(&self) -> bool {
        ["approved-by", "reviewed-by"].contains(&self.key.to_lowercase().as_str())
    }
}

/// The approvers and reviewers that a commit's message names; `None` if there are none.
pub(super) fn approval(record: &Record) -> Option<Approval> {
    let (_, _, mut trailers) = message(&record.message);
    trailers.retain(Trailer::approves);
    (!trailers.is_empty()).then(|| Approval {
        merge: ObjectId(record.id.as_str().into()),
        trailers,
    })
}

/// Converts a commit. The names are as git stores them, before `.mailmap`.
pub(super) fn commit(record: &Record) -> Commit {
    let author = signature(&record.author);
    let committer = signature(&record.committer);
    let (subject, summary, trailers) = message(&record.message);
    Commit {
        id: ObjectId(record.id.as_str().into()),
        evidence: Evidence {
            trailers,
            carries_signature: record.carries_signature,
            author_differs_from_committer: differ(&author, &committer),
            brought_in_by: Vec::new(),
        },
        author,
        committer,
        subject,
        summary,
    }
}

pub(super) fn differ(one: &Signature, other: &Signature) -> bool {
    one.name != other.name || one.email != other.email
}

/// `Ann Lee <ann@example.org> 1700000000 +0200`.
fn signature(written: &str) -> Signature {
    let (who, time) = match written.rsplit_once('>') {
        Some((who, time)) => (who, time.trim()),
        None => (written, ""),
    };
    let (name, email) = who.split_once('<').unwrap_or((who, ""));
    let (name, email) = (name.trim(), email.trim());
    Signature {
        name: if name.is_empty() { email } else { name }.to_owned(),
        email: email.to_owned(),
        when: moment(time),
    }
}

fn moment(written: &str) -> Option<Moment> {
    let (seconds, offset) = written.split_once(' ')?;
    let seconds: i64 = seconds.parse().ok()?;
    let (sign, digits) = match offset.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let number: i16 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let offset_minutes = sign * (number / 100 * 60 + number % 100);
    let date = jiff::tz::Offset::from_seconds(i32::from(offset_minutes) * 60)
        .ok()?
        .to_datetime(jiff::Timestamp::from_second(seconds).ok()?)
        .date();
    Some(Moment {
        seconds,
        offset_minutes,
        date,
    })
}

/// The subject, the first paragraph that is not a trailer, the trailers.
fn message(written: &str) -> (String, String, Vec<Trailer>) {
    let mut paragraphs = written
        .split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let subject = paragraphs.next().unwrap_or_default();
    // git takes a paragraph's lines together as the subject.
    let subject = folded(subject);
    let mut rest: Vec<&str> = paragraphs.collect();
    let trailers = rest
        .last()
        .and_then(|last| trailers(last))
        .unwrap_or_default();
    if !trailers.is_empty() {
        rest.pop();
    }
    let summary = rest.first().map(|text| shortened(text)).unwrap_or_default();
    (subject, summary, trailers)
}

/// All the lines of a paragraph, if each is a trailer or continues one.
fn trailers(paragraph: &str) -> Option<Vec<Trailer>> {
    let mut found: Vec<Trailer> = Vec::new();
    for line in paragraph.lines() {
        if line.starts_with([' ', '\t']) {
            let last = found.last_mut()?;
            last.value.push(' ');
            last.value.push_str(line.trim());
            continue;
        }
        let (key, value) = line.split_once(':')?;
        let is_key = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        if key.is_empty() || !key.bytes().all(is_key) || !value.starts_with(' ') {
            return None;
        }
        found.push(Trailer {
            key: key.to_owned(),
            value: value.trim().to_owned(),
        });
    }
    Some(found)
}

fn shortened(paragraph: &str) -> String {
    const LIMIT: usize = 300;
    let mut text = String::new();
    for word in paragraph.split_whitespace() {
        if text.len() + word.len() > LIMIT {
            text.push('…');
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    text
}
