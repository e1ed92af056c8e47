//! How a language writes numbers, learnt from ICU once instead of asked for
//! every cell: its signs, and from how many digits on it groups by thousands.
//!
//! A language that does anything else (other digits, other groups) is not
//! learnt, and ICU is asked every time.

use icu_decimal::options::GroupingStrategy;

use crate::model::value::Decimal;

/// The signs of a language that groups by thousands and uses the digits 0 to 9.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Digits {
    group: String,
    point: String,
    minus: String,
    /// The fewest digits that are grouped by default.
    least: usize,
}

/// Numbers on which the two have to agree.
const SAMPLES: [&str; 12] =
    ["0", "7", "-12", "999", "1234", "-1234.50", "12345", "123456", "0.001", "-0.5", "1234567.25", "-98765432101234567890.125"];

impl Digits {
    /// What `written` does, when it can be learnt.
    pub(in crate::render) fn learnt(written: &dyn Fn(&str, GroupingStrategy) -> String) -> Option<Self> {
        let sample = |number: &str| written(number, GroupingStrategy::Auto);
        let between = |number: &str, before: &str, after: &str| {
            Some(sample(number).strip_prefix(before)?.strip_suffix(after)?.to_owned()).filter(|sign| !sign.is_empty())
        };
        let learnt = Digits {
            group: between("12345", "12", "345")?,
            point: between("1.5", "1", "5")?,
            minus: between("-1", "", "1")?,
            least: if between("1234", "1", "234").is_some() { 4 } else { 5 },
        };
        let strategies = [GroupingStrategy::Auto, GroupingStrategy::Min2, GroupingStrategy::Never];
        let agrees =
            |strategy: GroupingStrategy| SAMPLES.iter().all(|number| learnt.written(number, strategy) == written(number, strategy));
        strategies.into_iter().all(agrees).then_some(learnt)
    }

    /// A number in plain digits, as people of the language write it.
    fn written(&self, number: &str, strategy: GroupingStrategy) -> String {
        let mut text = String::with_capacity(2 * number.len());
        self.write(number, strategy, &mut text);
        text
    }

    /// Appends a number in plain digits, as people of the language write it.
    pub(in crate::render) fn write(&self, number: &str, strategy: GroupingStrategy, text: &mut String) {
        let least = match strategy {
            GroupingStrategy::Never => usize::MAX,
            GroupingStrategy::Min2 => self.least.max(5),
            _ => self.least,
        };
        let number = match number.strip_prefix('-') {
            Some(number) => {
                text.push_str(&self.minus);
                number
            }
            None => number,
        };
        let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
        if whole.len() < least {
            text.push_str(whole);
        } else {
            let (mut group, mut rest) = whole.split_at((whole.len() - 1) % 3 + 1);
            text.push_str(group);
            while !rest.is_empty() {
                (group, rest) = rest.split_at(3);
                text.push_str(&self.group);
                text.push_str(group);
            }
        }
        if let Some(part) = part {
            text.push_str(&self.point);
            text.push_str(part);
        }
    }
}

/// Calls `take` with a number in plain digits, as its own `Display` writes it,
/// which takes four times as long for the numbers that tables hold.
pub(in crate::render) fn plain<R>(number: Decimal, take: impl FnOnce(&str) -> R) -> R {
    /// Digits of the largest number that is written here, a point and a zero
    /// before it.
    const ROOM: usize = 22;
    let places = number.scale() as usize;
    let digits = u64::try_from(number.mantissa().unsigned_abs());
    let (Ok(mut digits), false, true) = (digits, number.is_sign_negative(), places < ROOM - 2) else {
        return take(&number.to_string());
    };
    let mut text = [b'0'; ROOM];
    let mut start = text.len();
    while digits > 0 || text.len() - start <= places + usize::from(places > 0) {
        if places > 0 && text.len() - start == places {
            start -= 1;
            text[start] = b'.';
        }
        start -= 1;
        text[start] = b'0' + u8::try_from(digits % 10).expect("a digit");
        digits /= 10;
    }
    take(std::str::from_utf8(&text[start..]).expect("digits and a point"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_digits_are_those_of_the_number_itself() {
        for text in [
            "0",
            "7",
            "-0",
            "-12.50",
            "0.001",
            "1234567.25",
            "0.10",
            "18446744073709551615",
            "1844674407370955161.5",
            "0.18446744073709551615",
            "18446744073709551616.5",
            "-0.5",
            "100",
            "0.0",
            "0.00",
            "10.0",
            "0.0000000000000000000",
            "0.00000000000000000001",
        ] {
            let number: Decimal = text.parse().expect("a number");
            assert_eq!(plain(number, str::to_owned), number.to_string(), "{text}");
        }
    }
}
