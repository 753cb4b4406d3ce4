//! Days with reminders as an iCalendar file (RFC 5545, RFC 7986).
//!
//! In: events and the day of the build. Out: text with CRLF, folded at 75 bytes. Same events, same
//! bytes: the time stamp is the day of the build, and the same event always has the same UID.

use crate::date::Date;

/// Something that falls on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Identifies the event across builds: `SOP-001-review@handbook.example.org`.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// One line.
    pub summary: String,
    /// May have line breaks.
    pub description: String,
    /// A whole web address.
    pub url: Option<String>,
    /// How many days before the event calendars show a reminder.
    pub reminders: Vec<u16>,
}

/// A calendar that programs can subscribe to.
pub fn calendar(name: &str, events: &[Event], built: Date) -> String {
    let mut out = String::new();
    for text in [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//sopress//reviews//EN",
        "CALSCALE:GREGORIAN",
    ] {
        line(&mut out, text);
    }
    line(&mut out, &format!("NAME:{}", text(name)));
    line(&mut out, &format!("X-WR-CALNAME:{}", text(name)));
    line(&mut out, "REFRESH-INTERVAL;VALUE=DURATION:P1D");
    let stamp = format!("{}T000000Z", basic(built));
    if events.is_empty() {
        NOTHING.iter().for_each(|text| line(&mut out, text));
    }
    for event in events {
        add(&mut out, event, &stamp);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

/// RFC 5545, 3.6: a calendar has at least one component. A time zone that no event uses shows
/// nothing.
const NOTHING: [&str; 8] = [
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
];

fn add(out: &mut String, event: &Event, stamp: &str) {
    let after = event.day.tomorrow().unwrap_or(event.day);
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", text(&event.uid)));
    line(out, &format!("DTSTAMP:{stamp}"));
    line(out, &format!("DTSTART;VALUE=DATE:{}", basic(event.day)));
    line(out, &format!("DTEND;VALUE=DATE:{}", basic(after)));
    line(out, &format!("SUMMARY:{}", text(&event.summary)));
    if !event.description.is_empty() {
        line(out, &format!("DESCRIPTION:{}", text(&event.description)));
    }
    if let Some(url) = &event.url {
        line(out, &format!("URL:{url}"));
    }
    line(out, "TRANSP:TRANSPARENT");
    for days in &event.reminders {
        line(out, "BEGIN:VALARM");
        line(out, "ACTION:DISPLAY");
        line(out, &format!("DESCRIPTION:{}", text(&event.summary)));
        line(out, &format!("TRIGGER:-P{days}D"));
        line(out, "END:VALARM");
    }
    line(out, "END:VEVENT");
}

fn basic(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}

/// RFC 5545, 3.3.11. Control characters are not allowed in a text.
fn text(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    for c in raw.trim().chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// RFC 5545, 3.1: at most 75 bytes per line, without splitting a character.
fn line(out: &mut String, content: &str) {
    const MOST: usize = 75;
    let mut width = 0;
    for c in content.chars() {
        if width + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_written_as_the_standard_asks() {
        let event = Event {
            uid: "SOP-001-review@firm.example".to_owned(),
            day: "2026-12-31".parse().unwrap(),
            summary: "Review due: SOP-001 Räumen; wischen, prüfen und die Liste am Ende der Woche"
                .to_owned(),
            description: "Owner: Quality\nLast review: 2025-12-31".to_owned(),
            url: Some("https://firm.example/a.html".to_owned()),
            reminders: vec![30],
        };
        let built = "2026-11-22".parse().unwrap();
        expect_test::expect![[r#"
            BEGIN:VCALENDAR
            VERSION:2.0
            PRODID:-//sopress//reviews//EN
            CALSCALE:GREGORIAN
            NAME:Reviews
            X-WR-CALNAME:Reviews
            REFRESH-INTERVAL;VALUE=DURATION:P1D
            BEGIN:VEVENT
            UID:SOP-001-review@firm.example
            DTSTAMP:20261122T000000Z
            DTSTART;VALUE=DATE:20261231
            DTEND;VALUE=DATE:20270101
            SUMMARY:Review due: SOP-001 Räumen\; wischen\, prüfen und die Liste am En
             de der Woche
            DESCRIPTION:Owner: Quality\nLast review: 2025-12-31
            URL:https://firm.example/a.html
            TRANSP:TRANSPARENT
            BEGIN:VALARM
            ACTION:DISPLAY
            DESCRIPTION:Review due: SOP-001 Räumen\; wischen\, prüfen und die Liste a
             m Ende der Woche
            TRIGGER:-P30D
            END:VALARM
            END:VEVENT
            END:VCALENDAR
        "#]]
        .assert_eq(&calendar("Reviews", &[event], built).replace("\r\n", "\n"));
    }
}
