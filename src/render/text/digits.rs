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
    pub(in crate::render) fn written(&self, number: &str, strategy: GroupingStrategy) -> String {
        let least = match strategy {
            GroupingStrategy::Never => usize::MAX,
            GroupingStrategy::Min2 => self.least.max(5),
            _ => self.least,
        };
        let (is_negative, number) = number.strip_prefix('-').map_or((false, number), |number| (true, number));
        let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
        let mut written = String::with_capacity(number.len() + whole.len() / 3 * self.group.len() + 4);
        if is_negative {
            written.push_str(&self.minus);
        }
        if whole.len() < least {
            written.push_str(whole);
        } else {
            for (at, digit) in whole.char_indices() {
                if at > 0 && (whole.len() - at).is_multiple_of(3) {
                    written.push_str(&self.group);
                }
                written.push(digit);
            }
        }
        if let Some(part) = part {
            written.push_str(&self.point);
            written.push_str(part);
        }
        written
    }
}

/// A number in plain digits, as its own `Display` writes it, which takes four
/// times as long for the numbers that tables hold.
pub(in crate::render) fn plain(number: Decimal) -> String {
    let places = number.scale() as usize;
    let Ok(digits) = u64::try_from(number.mantissa().unsigned_abs()) else { return number.to_string() };
    if number.is_sign_negative() {
        return number.to_string();
    }
    if places == 0 {
        return digits.to_string();
    }
    let mut text = digits.to_string();
    if let Some(zeros) = (places + 1).checked_sub(text.len()) {
        text.insert_str(0, &"0".repeat(zeros));
    }
    text.insert(text.len() - places, '.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_digits_are_those_of_the_number_itself() {
        for text in
            ["0", "7", "-0", "-12.50", "0.001", "1234567.25", "0.10", "18446744073709551615", "18446744073709551616.5", "-0.5", "100"]
        {
            let number: Decimal = text.parse().expect("a number");
            assert_eq!(plain(number), number.to_string(), "{text}");
        }
    }
}
