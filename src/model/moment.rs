//! Moments: days and times of day as people and programs write them.
//!
//! Knows what metadata may hold, and nothing of the cells of tables, which
//! declare their form.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};

/// A moment as the standard wants it, of a day its beginning; `None` for what is
/// neither, which clients would refuse the whole package for.
pub fn moment(given: &str) -> Option<String> {
    let given = given.trim().replacen([' ', 't'], "T", 1).replace('z', "Z").replace(' ', "");
    if !given.contains('T') {
        return given.parse::<Date>().ok().map(|day| format!("{day}T00:00:00Z"));
    }
    match given.parse::<Timestamp>() {
        // It may be written in more ways than the standard knows.
        Ok(_) if is_rfc_3339(&given) => Some(given),
        Ok(moment) => Some(moment.to_string()),
        Err(_) => given.parse::<DateTime>().ok().map(|moment| format!("{moment}Z")),
    }
}

/// Whether a moment with an offset is written as RFC 3339 has it:
/// `2024-03-01T08:00:00+07:00`.
fn is_rfc_3339(moment: &str) -> bool {
    let (Some(clock), Some(rest)) = (moment.get(10..19), moment.get(19..)) else { return false };
    let rest = rest.strip_prefix('.').map_or(rest, |rest| rest.trim_start_matches(|c: char| c.is_ascii_digit()));
    let is_offset = rest.len() == 6 && rest.starts_with(['+', '-']) && rest.as_bytes()[3] == b':';
    clock.matches(':').count() == 2 && (rest == "Z" || is_offset)
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn the_moment_of_creation_is_one_that_clients_read() {
        for (given, told) in [
            ("2020-01-31", Some("2020-01-31T00:00:00Z")),
            ("2020-01-31 08:30:00", Some("2020-01-31T08:30:00Z")),
            ("2020-01-31T08:30:00.5+07:00", Some("2020-01-31T08:30:00.5+07:00")),
            ("2020-01-31 08:30:00 +07:00", Some("2020-01-31T08:30:00+07:00")),
            ("2020-01-31t08:30:00z", Some("2020-01-31T08:30:00Z")),
            ("tháng 1 năm 2020", None),
            ("2020", None),
        ] {
            assert_eq!(moment(given).as_deref(), told, "{given}");
        }
    }
}
