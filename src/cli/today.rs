//! Today's date: the only place that reads the clock.

use anyhow::{Context, bail};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::date::{Date, DateError, parse_date};
use crate::wording::list;

/// The day given with the option, else `SOURCE_DATE_EPOCH` (reproducible-builds.org), else the clock; the latter two in
/// the site's time zone.
pub fn today(option: &str, given: Option<&str>, time_zone: &str) -> anyhow::Result<Date> {
    if let Some(text) = given {
        return match parse_date(text) {
            Ok(date) => Ok(date),
            Err(DateError::NotIso { meant: Some(date) }) => {
                bail!(
                    "`{option} {text}` is not a date written as YYYY-MM-DD; did you mean `{date}`?"
                )
            }
            Err(DateError::NotIso { meant: None }) => {
                let days: Vec<String> = in_either_order(text)
                    .map(|day| format!("`{day}`"))
                    .collect();
                let help = match days.is_empty() {
                    true => String::new(),
                    false => format!("; did you mean {}?", list(&days, "or")),
                };
                bail!("`{option} {text}` is not a date written as YYYY-MM-DD{help}")
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

/// The days that a date such as `14/03/2027` or `3.4.2027` can mean: day first, or month first.
fn in_either_order(text: &str) -> impl Iterator<Item = Date> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-', ' ']).collect();
    let numbers = match parts.as_slice() {
        [one, two, year] if year.len() == 4 => (one.parse().ok())
            .zip(two.parse().ok())
            .zip(year.parse().ok()),
        _ => None,
    };
    let days = numbers.into_iter().flat_map(|((one, two), year)| {
        let day_first = Date::new(year, two, one).ok();
        let month_first = Date::new(year, one, two).ok().filter(|_| one != two);
        [day_first, month_first]
    });
    days.flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_another_order_is_the_day_or_the_days_that_it_can_mean() {
        let meant = |text: &str| -> Vec<String> {
            in_either_order(text).map(|day| day.to_string()).collect()
        };
        assert_eq!(meant("14/03/2027"), ["2027-03-14"]);
        assert_eq!(meant("03.14.2027"), ["2027-03-14"]);
        assert_eq!(meant("3/4/2027"), ["2027-04-03", "2027-03-04"]);
        assert_eq!(meant("4-4-2027"), ["2027-04-04"]);
        assert!(meant("31/31/2027").is_empty() && meant("soon").is_empty());
    }
}
