//! Numbers: the text of a cell as an exact decimal, by the lexical rules of
//! Table Schema v2 for `number` and `integer`.

use std::borrow::Cow;

use super::all_digits;
use crate::model::schema::NumberFormat;
use crate::model::value::{Decimal, Value};

/// The plain form of a number: digits with an optional `.`; `None` when the
/// text is no number in this format.
fn plain<'a>(format: &NumberFormat, text: &'a str) -> Option<Cow<'a, str>> {
    let text = if format.bare {
        text
    } else {
        text.trim_matches(|c: char| !c.is_ascii_digit() && c != '-' && c != '+' && c != format.decimal_char)
    };
    if format.decimal_char == '.' && format.group_char.is_none() {
        return Some(Cow::Borrowed(text));
    }
    let (whole, fraction) = text.split_once(format.decimal_char).map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut digits = String::with_capacity(text.len());
    match format.group_char {
        Some(group) if whole.contains(group) => {
            let mut groups = whole.split(group);
            let first = groups.next()?;
            let bare = first.trim_start_matches(['-', '+']);
            (1..=3).contains(&bare.len()).then_some(())?;
            digits.push_str(first);
            for part in groups {
                (part.len() == 3 && all_digits(part)).then_some(())?;
                digits.push_str(part);
            }
        }
        _ => digits.push_str(whole),
    }
    if let Some(fraction) = fraction {
        (!fraction.contains('.')).then_some(())?;
        digits.push('.');
        digits.push_str(fraction);
    }
    (whole.find('.').is_none_or(|_| format.group_char == Some('.'))).then_some(Cow::Owned(digits))
}

pub(super) fn number<'a>(format: &NumberFormat, text: &str) -> Option<Value<'a>> {
    match text {
        "NaN" => return Some(Value::NotFinite("NaN")),
        "INF" => return Some(Value::NotFinite("INF")),
        "-INF" => return Some(Value::NotFinite("-INF")),
        _ => {}
    }
    decimal(&plain(format, text)?).map(Value::Number)
}

/// Reads a decimal exactly: sign, digits, `.`, exponent as XML Schema has
/// them; `None` beyond 28 digits, which nobody would see being rounded.
pub fn decimal(text: &str) -> Option<Decimal> {
    if let Some(number) = short(text) {
        return Some(number);
    }
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    let body = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
    let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
    let digits_only = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let well_formed = digits_only(whole) && digits_only(fraction) && !(whole.is_empty() && fraction.is_empty());
    if !well_formed {
        return None;
    }
    match exponent {
        None => Decimal::from_str_exact(mantissa.strip_prefix('+').unwrap_or(mantissa)).ok(),
        Some(exponent) => {
            all_digits(exponent.strip_prefix(['-', '+']).unwrap_or(exponent)).then(|| Decimal::from_scientific(text).ok()).flatten()
        }
    }
}

/// The same for what most cells hold, in one pass: up to 18 digits, with a
/// point between two of them or without, and nothing else.
fn short(text: &str) -> Option<Decimal> {
    const DIGITS: usize = 18;
    if text.len() > DIGITS + 1 {
        return None;
    }
    let (mut mantissa, mut point) = (0_u64, None);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => mantissa = mantissa * 10 + u64::from(byte - b'0'),
            b'.' if point.is_none() && at > 0 => point = Some(at),
            _ => return None,
        }
    }
    let places = point.map_or(0, |point| text.len() - point - 1);
    let digits = text.len() - usize::from(point.is_some());
    let is_short = (1..=DIGITS).contains(&digits) && (point.is_none() || places > 0);
    is_short.then(|| Decimal::from_i128_with_scale(mantissa.into(), u32::try_from(places).unwrap_or(0)))
}

pub(super) fn integer(format: &NumberFormat, text: &str) -> Option<Decimal> {
    let digits = plain(format, text)?;
    let body = digits.strip_prefix(['-', '+']).unwrap_or(&digits);
    all_digits(body).then(|| decimal(&digits)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_numbers_are_read_as_long_ones_are() {
        for text in ["0", "7", "0.0", "00.10", "2024", "26.50", "123456789012345678", "999999999999999999", "0.12345678901234567"] {
            let (short, exact) = (short(text).expect(text), Decimal::from_str_exact(text).expect(text));
            assert_eq!((short.mantissa(), short.scale()), (exact.mantissa(), exact.scale()), "{text}");
        }
        let long = ["1234567890123456789", "9999999999999999999", "0.1234567890123456789012345"];
        for text in ["", ".", "1.", ".1", "-1", "1e3", "1.2.3", "1 0", "٣"].into_iter().chain(long) {
            assert!(short(text).is_none(), "{text}");
        }
    }
}
