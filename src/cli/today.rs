//! Today's date: the only place that reads the clock.

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::date::{Date, DateError, parse_date};

/// `--date`, else `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock; the latter two in
/// the site's time zone.
pub fn today(given: Option<&str>, time_zone: &str) -> anyhow::Result<Date> {
    if let Some(text) = given {
        return match parse_date(text) {
            Ok(date) => Ok(date),
            Err(DateError::NotIso { meant: Some(date) }) => {
                bail!("`--date {text}` is not a date written as YYYY-MM-DD; did you mean `{date}`?")
            }
            Err(DateError::NotIso { meant: None }) => {
                bail!("`--date {text}` is not a date written as YYYY-MM-DD")
            }
            Err(DateError::NoSuchDay) => bail!("`{text}` is not a day in the calendar"),
        };
    }
    let zone = TimeZone::get(time_zone)
        .with_context(|| format!("cannot find the time zone `{time_zone}`"))?;
    let moment = match std::env::var("SOURCE_DATE_EPOCH") {
        Err(_) => Timestamp::now(),
        Ok(text) => text
            .trim()
            .parse()
            .ok()
            .and_then(|seconds| Timestamp::from_second(seconds).ok())
            .with_context(|| format!("`SOURCE_DATE_EPOCH={text}` is not a number of seconds"))?,
    };
    Ok(moment.to_zoned(zone).date())
}
