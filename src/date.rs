//! Calendar days and the lengths of time between reviews.
//!
//! In: text as authors write it. Out: a [`Date`] or a [`Cycle`]. Knows no clock and no SOP.

use std::fmt;
use std::str::FromStr;

use jiff::Span;
pub use jiff::civil::Date;

/// The time from one review to the next, in whole calendar units.
///
/// Months and years follow the calendar and clamp at the month's end: 31 August and six
/// months is 28 (or 29) February.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cycle {
    count: u16,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Year,
}

impl Cycle {
    /// A cycle of whole calendar months.
    pub const fn months(count: u16) -> Cycle {
        Cycle {
            count,
            unit: Unit::Month,
        }
    }

    /// How many of which unit: `day`, `week`, `month` or `year`.
    pub fn parts(self) -> (u16, &'static str) {
        let unit = match self.unit {
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Year => "year",
        };
        (self.count, unit)
    }

    /// The date on which the next review is due, counted from `start`.
    /// Saturates at the end of the calendar (the year 9999).
    pub fn after(self, start: Date) -> Date {
        self.span()
            .and_then(|span| start.checked_add(span))
            .unwrap_or(Date::MAX)
    }

    fn span(self) -> Result<Span, jiff::Error> {
        let (count, none) = (i64::from(self.count), Span::new());
        match self.unit {
            Unit::Day => none.try_days(count),
            Unit::Week => none.try_weeks(count),
            Unit::Month => none.try_months(count),
            Unit::Year => none.try_years(count),
        }
    }
}

/// In the form that authors use: `6 months`, `1 year`.
impl fmt::Display for Cycle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (count, unit) = self.parts();
        let plural = if count == 1 { "" } else { "s" };
        write!(f, "{count} {unit}{plural}")
    }
}

/// Why a text is not a review cycle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CycleError {
    /// Neither a count with a unit, nor an ISO 8601 duration, nor a word such as `annual`.
    #[error("`{0}` is not a length of time")]
    Unreadable(String),
    /// A cycle of zero would always be due.
    #[error("a review cycle of `{0}` is zero")]
    Zero(String),
    /// Hours and minutes have no meaning for a review.
    #[error("`{0}` is shorter than a day")]
    TooShort(String),
}

/// Reads `6 months`, `6 month`, `90d`, `P12M`, `P1Y`, `annual`, `quarterly`, `every 2 years`.
impl FromStr for Cycle {
    type Err = CycleError;

    fn from_str(text: &str) -> Result<Cycle, CycleError> {
        let folded = text.trim().to_lowercase();
        let folded = folded.strip_prefix("every ").unwrap_or(&folded).trim();
        let unreadable = || CycleError::Unreadable(text.trim().to_owned());
        let cycle = match named(folded) {
            Some(cycle) => cycle,
            None => counted(folded)
                .ok_or_else(unreadable)?
                .map_err(|()| CycleError::TooShort(text.trim().to_owned()))?,
        };
        if cycle.count == 0 {
            return Err(CycleError::Zero(text.trim().to_owned()));
        }
        Ok(cycle)
    }
}

fn named(word: &str) -> Option<Cycle> {
    let (count, unit) = match word {
        "daily" | "day" => (1, Unit::Day),
        "weekly" | "week" => (1, Unit::Week),
        "fortnightly" | "biweekly" => (2, Unit::Week),
        "monthly" | "month" => (1, Unit::Month),
        "quarterly" | "quarter" => (3, Unit::Month),
        "half-yearly" | "biannual" | "biannually" | "semi-annual" | "semiannual"
        | "semiannually" | "six-monthly" => (6, Unit::Month),
        "annual" | "annually" | "yearly" | "year" => (1, Unit::Year),
        "biennial" | "biennially" => (2, Unit::Year),
        "triennial" | "triennially" => (3, Unit::Year),
        _ => return None,
    };
    Some(Cycle { count, unit })
}

/// `None`: not a count and a unit. `Some(Err)`: a unit shorter than a day.
fn counted(text: &str) -> Option<Result<Cycle, ()>> {
    let iso = text.strip_prefix('p');
    let text = iso.unwrap_or(text);
    let digits = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let count: u16 = text[..digits].parse().ok()?;
    let unit = match text[digits..].trim() {
        "d" | "day" | "days" => Unit::Day,
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        "mo" | "mos" | "month" | "months" => Unit::Month,
        "m" => Unit::Month,
        "q" | "quarter" | "quarters" => {
            return Some(Ok(Cycle {
                count: count.checked_mul(3)?,
                unit: Unit::Month,
            }));
        }
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Year,
        "h" | "hour" | "hours" | "min" | "mins" | "minute" | "minutes" | "s" | "seconds" => {
            return Some(Err(()));
        }
        _ => return None,
    };
    Some(Ok(Cycle { count, unit }))
}

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateError {
    /// A date in another format, with the ISO 8601 date it most likely means.
    NotIso {
        /// The same day as `YYYY-MM-DD`, if the format is unambiguous (`2019-5-13`).
        meant: Option<Date>,
    },
    /// The right format, but a day that does not exist (`2023-02-29`).
    NoSuchDay,
}

/// Parses a calendar day in ISO 8601, `YYYY-MM-DD`; a time of day after it is ignored.
pub fn parse_date(text: &str) -> Result<Date, DateError> {
    let text = text.trim();
    let day = match text.get(10..11) {
        Some("T" | "t" | " ") => &text[..10],
        _ => text,
    };
    let parts: Vec<&str> = day.split('-').collect();
    let all_digits = parts
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    if let ([year, month, day], true) = (parts.as_slice(), all_digits)
        && year.len() == 4
        && month.len() <= 2
        && day.len() <= 2
    {
        let number = |part: &str| part.parse::<i16>().unwrap_or(0);
        let found = Date::new(number(year), number(month) as i8, number(day) as i8);
        return match found {
            Ok(date) if month.len() == 2 && day.len() == 2 => Ok(date),
            Ok(date) => Err(DateError::NotIso { meant: Some(date) }),
            Err(_) => Err(DateError::NoSuchDay),
        };
    }
    Err(DateError::NotIso {
        meant: written_out(text),
    })
}

/// `3 March 2026`, `Mar 3, 2026`, `2026/03/03`: formats in which day and month cannot be confused.
fn written_out(text: &str) -> Option<Date> {
    [
        "%d %B %Y",
        "%d %b %Y",
        "%B %d, %Y",
        "%b %d, %Y",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%d-%b-%Y",
    ]
    .iter()
    .find_map(|form| Date::strptime(form, text).ok())
}

/// Whole days from `from` to `to`; negative when `to` is earlier.
pub fn days_between(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn cycle(text: &str) -> Cycle {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_ends_where_the_shorter_month_ends() {
        assert_eq!(
            cycle("6 months").after(date(2025, 8, 31)),
            date(2026, 2, 28)
        );
        assert_eq!(cycle("1 month").after(date(2024, 1, 31)), date(2024, 2, 29));
        assert_eq!(cycle("1 year").after(date(2024, 2, 29)), date(2025, 2, 28));
        assert_eq!(cycle("4 years").after(date(2024, 2, 29)), date(2028, 2, 29));
    }

    #[test]
    fn a_cycle_is_read_in_every_spelling_that_authors_use() {
        for (text, meaning) in [
            ("6 month", "6 months"),
            ("1 months", "1 month"),
            ("191 days", "191 days"),
            ("P12M", "12 months"),
            ("P1Y", "1 year"),
            ("annual", "1 year"),
            ("Annually", "1 year"),
            ("quarterly", "3 months"),
            ("every 2 years", "2 years"),
            ("90d", "90 days"),
            ("6m", "6 months"),
            ("52 weeks", "52 weeks"),
        ] {
            assert_eq!(cycle(text).to_string(), meaning, "{text}");
        }
    }

    #[test]
    fn a_cycle_that_means_nothing_is_refused() {
        for text in [
            "",
            "soon",
            "0 months",
            "6 hours",
            "PT6M",
            "-3 months",
            "70000 days",
            "1.5 years",
        ] {
            assert!(text.parse::<Cycle>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_cycle_beyond_the_calendar_saturates() {
        assert_eq!(cycle("65535 years").after(date(2026, 1, 1)), Date::MAX);
    }

    #[test]
    fn a_date_is_iso_or_says_what_it_may_mean() {
        assert_eq!(parse_date("2026-03-03"), Ok(date(2026, 3, 3)));
        assert_eq!(parse_date("2026-03-03T10:00:00Z"), Ok(date(2026, 3, 3)));
        let meant = |date| Err(DateError::NotIso { meant: Some(date) });
        assert_eq!(parse_date("2019-5-13"), meant(date(2019, 5, 13)));
        assert_eq!(parse_date("3 March 2026"), meant(date(2026, 3, 3)));
        assert_eq!(
            parse_date("03/04/2026"),
            Err(DateError::NotIso { meant: None })
        );
        assert_eq!(parse_date("2023-02-29"), Err(DateError::NoSuchDay));
        assert_eq!(parse_date("2023-13-01"), Err(DateError::NoSuchDay));
    }
}
