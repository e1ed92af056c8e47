//! Columns without a declared type in which nearly every value is a number or
//! a day: the few others make texts of all of them, which nobody sees until a
//! chart, an order or a sum is wrong.
//!
//! Also codes of which some have lost their zeros. Looks at bytes, because every
//! cell of such a column comes here; gives up as soon as it holds texts.

use jiff::civil::Date;

use super::alike::folded;
use super::excerpt::excerpt;
use super::spreadsheet;
use super::totals::total;
use super::vietnamese;
use crate::diag::code::{LEADING_ZEROS, MIXED_COLUMN, VIETNAMESE_FORM};
use crate::diag::{Diagnostic, Spot};

/// Fewer values show nothing.
const FEWEST: u64 = 4;

/// So many values of a kind stand against one that is none.
const AGAINST_ONE: u64 = 4;

/// After so many other values a column that has no more of a kind is one of texts.
const ENOUGH: u64 = 20;

/// What stands for a value that is not there.
const NOTHING: [&str; 13] = ["-", "--", "–", "—", "...", "…", "x", "/", "không", "không có", "chưa có", "n/a", "na"];

/// Whether a text stands for a value that is not there.
pub fn is_nothing(text: &str) -> bool {
    NOTHING.contains(&text.trim().to_lowercase().as_str())
}

/// What all values of a column have been so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sound {
    /// Numbers.
    Numbers,
    /// Days.
    Days,
    /// Neither.
    No,
}

/// The values of a column that is neither of numbers nor of days, or not yet
/// known to be.
#[derive(Default)]
pub struct Mixed {
    /// How many there were while all were numbers, or all days.
    sound: u64,
    /// Numbers, and numbers in Vietnamese form.
    numbers: (u64, u64),
    /// Days, and days in Vietnamese form.
    days: (u64, u64),
    others: u64,
    /// How many of the others are days with the month first, and the first.
    american: (u64, Option<(String, Spot)>),
    /// The first value that is no number in the usual form, and the first that
    /// is no such day.
    odd_number: Option<(String, Spot)>,
    odd_day: Option<(String, Spot)>,
    codes: Codes,
    is_text: bool,
}

/// Values of digits only: how many begin with a zero, how long these are, and
/// how many of the others there are by their length.
#[derive(Default)]
struct Codes {
    zeros: u64,
    length: Option<usize>,
    is_uneven: bool,
    sample: String,
    others: [u64; LONGEST_CODE],
    first: Vec<(usize, String, Spot)>,
}

/// Longer numbers are no codes that people type.
const LONGEST_CODE: usize = 16;

impl Mixed {
    /// Counts a value of a column of which all are numbers, or all days, as yet.
    pub fn sound(&mut self, text: &str, spot: impl Fn() -> Spot) {
        self.sound += 1;
        self.codes.note_number(text, &spot);
    }

    /// Looks at a value of a column that is neither, and was `before` it.
    pub fn note(&mut self, text: &str, before: Sound, spot: impl Fn() -> Spot) {
        if self.is_text {
            return;
        }
        match before {
            Sound::Numbers => self.numbers.0 += self.sound,
            Sound::Days => self.days.0 += self.sound,
            Sound::No => {}
        }
        let bytes = text.as_bytes();
        let is_digits = bytes.iter().all(u8::is_ascii_digit);
        if is_digits {
            self.codes.note(text, &spot);
        }
        let odd = |first: &mut Option<(String, Spot)>| {
            first.get_or_insert_with(|| (text.to_owned(), spot()));
        };
        if is_number(bytes) {
            self.numbers.0 += 1;
            odd(&mut self.odd_day);
        } else if is_day(bytes) {
            self.days.0 += 1;
            odd(&mut self.odd_number);
        } else {
            odd(&mut self.odd_number);
            odd(&mut self.odd_day);
            // What adds up the others has a word of its own.
            match () {
                () if vietnamese::is_number(text) => self.numbers.1 += 1,
                () if vietnamese::day(text).is_some() => self.days.1 += 1,
                () if is_digits || total(text).is_some() => {}
                () => {
                    self.others += 1;
                    if american(text).is_some() {
                        self.american.0 += 1;
                        self.american.1.get_or_insert_with(|| (text.to_owned(), spot()));
                    }
                }
            }
        }
        let known = (self.numbers.0 + self.numbers.1).max(self.days.0 + self.days.1).max(self.codes.zeros);
        self.is_text = self.others > ENOUGH && self.others > known;
    }

    /// What is to be said of the column, which is read as texts.
    pub fn doubt(&self) -> Option<Diagnostic> {
        if self.codes.zeros > 0 {
            return if self.others == 0 { self.codes.doubt() } else { None };
        }
        if let Some((text, spot)) = self.american.1.as_ref().filter(|_| self.american.0 == self.others && self.numbers == (0, 0)) {
            let told = Diagnostic::new(&VIETNAMESE_FORM, *spot).arg("value", text).arg("plain", american(text)?);
            return Some(told.number("count", self.american.0 + self.days.1).variant("american"));
        }
        let of = |(plain, formed): (u64, u64), rest: (u64, u64)| {
            let (own, others) = (plain + formed, self.others + rest.0 + rest.1);
            (own >= FEWEST && others * AGAINST_ONE <= own && others + formed > 0).then_some(others + formed)
        };
        let (word, count, (text, spot)) = match (of(self.numbers, self.days), of(self.days, self.numbers)) {
            (Some(count), _) => ("word-number", count, self.odd_number.as_ref()?),
            (_, Some(count)) => ("word-date", count, self.odd_day.as_ref()?),
            _ => return None,
        };
        let told = Diagnostic::new(&MIXED_COLUMN, *spot).word("type", word).arg("value", excerpt(text)).number("count", count);
        let plain = if word == "word-number" { vietnamese::number(text) } else { vietnamese::day(text).map(|day| day.to_string()) };
        Some(match plain {
            Some(plain) => told.arg("plain", plain).variant("form"),
            None if is_nothing(text) => told.variant("nothing"),
            None => told.variant(if word == "word-number" { "number" } else { "date" }),
        })
    }
}

impl Mixed {
    /// What is to be said of a column of whole numbers with this name: whether
    /// all may be days as a spreadsheet counts them, `45658` for `2025-01-01`.
    pub fn serial(&self, name: &str) -> Option<Diagnostic> {
        const DIGITS: usize = 5;
        let mut words = name.split(|letter: char| !letter.is_alphanumeric()).map(folded);
        let (_, text, spot) = self.codes.first.iter().find(|(length, ..)| *length == DIGITS)?;
        let count = self.codes.others[DIGITS];
        if self.sound != count || !words.any(|word| matches!(word.as_str(), "ngay" | "date")) {
            return None;
        }
        let told = Diagnostic::new(&VIETNAMESE_FORM, *spot).arg("value", text).arg("plain", spreadsheet::day(text)?);
        Some(told.number("count", count).variant("serial"))
    }
}

impl Codes {
    fn note(&mut self, text: &str, spot: impl Fn() -> Spot) {
        if text.len() >= LONGEST_CODE {
            return;
        }
        if text.starts_with('0') && text.len() > 1 {
            self.zeros += 1;
            let length = *self.length.get_or_insert(text.len());
            self.is_uneven |= length != text.len();
            if self.sample.is_empty() {
                self.sample.push_str(text);
            }
            return;
        }
        self.note_number(text, spot);
    }

    /// Counts a number by how long it is. One with a sign or a point is no code.
    fn note_number(&mut self, text: &str, spot: impl Fn() -> Spot) {
        let Some(others) = self.others.get_mut(text.len()) else { return };
        *others += 1;
        if *others == 1 {
            self.is_uneven |= !text.bytes().all(|byte| byte.is_ascii_digit());
            self.first.push((text.len(), text.to_owned(), spot()));
        }
    }

    /// Codes with zeros are all equally long: shorter ones have lost theirs.
    fn doubt(&self) -> Option<Diagnostic> {
        let length = self.length.filter(|_| !self.is_uneven)?;
        let (short, text, spot) = self.first.iter().find(|(short, ..)| *short < length)?;
        let count: u64 = self.others[..length].iter().sum();
        let told = Diagnostic::new(&LEADING_ZEROS, *spot).arg("value", &self.sample).arg("plain", text).number("count", count);
        Some(told.arg("meant", format!("{}{text}", "0".repeat(length - short))).variant("lost"))
    }
}

/// The day of a text as Americans write it, the month first: `12/31/2025`.
fn american(text: &str) -> Option<Date> {
    let (month, rest) = text.split_once('/').filter(|_| text.starts_with(|first: char| first.is_ascii_digit()))?;
    let (day, year) = rest.split_once('/')?;
    vietnamese::day(&format!("{day}/{month}/{year}"))
}

/// Whether the bytes are those of a number that needs no second look.
fn is_number(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"-").unwrap_or(bytes);
    let mut points = 0;
    let is_plain = bytes.iter().all(|byte| {
        points += u32::from(*byte == b'.');
        byte.is_ascii_digit() || *byte == b'.'
    });
    let is_code = bytes.len() > 1 && bytes[0] == b'0' && bytes[1] != b'.';
    is_plain && points <= 1 && !is_code && bytes.first().is_some_and(u8::is_ascii_digit) && bytes.last() != Some(&b'.')
}

/// Whether the bytes are those of a day as `2025-12-31`.
fn is_day(bytes: &[u8]) -> bool {
    let is_one = |(place, byte): (usize, &u8)| if place == 4 || place == 7 { *byte == b'-' } else { byte.is_ascii_digit() };
    bytes.len() == 10 && bytes.iter().enumerate().all(is_one)
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use crate::check::infer::infer;
    use crate::diag::{Notes, SourceId};
    use crate::model::schema::{Dialect, Field, FieldType, Schema};
    use crate::rows::Rows;

    /// The variant of what is told of a column with these values.
    fn doubt(texts: &[&str]) -> Option<String> {
        let csv = format!("a;ngay\n{};\n", texts.join(";\n"));
        let dialect = Dialect { delimiter: b';', ..Dialect::default() };
        let mut schema = Schema { fields: vec![Field::new("a", FieldType::Any); 2], ..Schema::default() };
        let mut notes = Notes::default();
        let open = || Rows::from_reader(Cursor::new(csv.as_bytes()), SourceId(0), dialect);
        infer(open, &[true, false], &mut schema, &mut notes).expect("memory can be read");
        let told = notes.groups().flat_map(|group| &group.shown).next()?;
        Some(told.variant.as_deref()?.to_owned())
    }

    #[test]
    fn few_values_among_numbers_or_days_are_doubted() {
        let doubted: [(&[&str], &str); 8] = [
            (&["1", "2", "3", "4", "-"], "nothing"),
            (&["-", "1", "2", "3", "4"], "nothing"),
            (&["1", "2", "3", "1.234,5", "4", "chưa rõ"], "form"),
            (&["1", "2", "3", "4", "khoảng 5"], "number"),
            (&["2025-01-01", "2025-02-01", "31/12/2025", "2025-02-03", "2025-02-04"], "form"),
            (&["2025-01-01", "2025-02-01", "quý I", "2025-02-03", "2025-02-04"], "date"),
            (&["01", "02", "3", "04"], "lost"),
            (&["1", "02", "12", "04"], "lost"),
        ];
        for (texts, variant) in doubted {
            assert_eq!(doubt(texts).as_deref(), Some(variant), "{texts:?}");
        }
        let sound: [&[&str]; 7] = [
            &["1", "2", "3", "Tổng cộng", "4"],
            &["1", "2", "a", "b"],
            &["Hà Nội", "Huế", "Đà Nẵng", "5"],
            &["01", "02", "10"],
            &["01", "002", "3"],
            &["1", "a", "2", "b", "3", "c", "4", "d"],
            &["1", "2", "3", "4", "5.5"],
        ];
        for texts in sound {
            assert_eq!(doubt(texts), None, "{texts:?}");
        }
    }
}
