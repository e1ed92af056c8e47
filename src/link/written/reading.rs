//! What a plan's own words say in numbers: shares, amounts of money and the
//! time that a task is given. Reads Vietnamese, as plans are written.
//!
//! Gives every reading of a number that may stand for two (`1.500`), because
//! whoever asks wants to know whether a value can be what is written.

use jiff::civil::Date;

use crate::model::value::Decimal;

/// A number in a text, in every way in which it can be read, and where it ends.
struct Number {
    readings: Vec<Decimal>,
    start: usize,
    end: usize,
}

/// The numbers of a text.
fn numbers(text: &str) -> Vec<Number> {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < bytes.len() {
        if !is_digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is_digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1)) {
            at += 1;
        }
        found.push(Number { readings: readings(&text[start..at]), start, end: at });
    }
    let spaced = spaced(text, &found);
    found.extend(spaced);
    found
}

/// Numbers with spaces between thousands, `500 000 000`, beside those that they
/// are made of: nobody can tell whether they are one.
fn spaced(text: &str, numbers: &[Number]) -> Vec<Number> {
    let is_group =
        |number: &Number| number.end - number.start == 3 && text[number.start..number.end].bytes().all(|byte| byte.is_ascii_digit());
    let follows = |one: &Number, next: &Number| matches!(&text[one.end..next.start], " " | "\u{a0}") && is_group(next);
    let runs = numbers.chunk_by(follows).filter(|run| run.len() > 1 && run[0].end - run[0].start <= 3);
    let whole = runs.map(|run| {
        let (start, end) = (run[0].start, run[run.len() - 1].end);
        Number { readings: readings(&text[start..end].replace([' ', '\u{a0}'], "")), start, end }
    });
    whole.collect()
}

/// More numbers are not added up.
const MOST_PARTS: usize = 20;

/// Whether some of the numbers that stand one behind the other add up to a value.
fn add_up(parts: &[Decimal], value: Decimal) -> bool {
    let sums = |first: usize| {
        parts[first..].iter().scan(Decimal::ZERO, |sum, part| sum.checked_add(*part).inspect(|more| *sum = *more)).any(|sum| sum == value)
    };
    (0..parts.len()).any(sums)
}

/// The values that digits with points and commas may stand for.
fn readings(digits: &str) -> Vec<Decimal> {
    let forms = [digits.replace('.', "").replace(',', "."), digits.replace(',', ""), digits.replace(',', ".")];
    let mut values: Vec<Decimal> = forms.iter().filter_map(|form| Decimal::from_str_exact(form).ok()).collect();
    values.dedup();
    values
}

/// What a text says of shares.
pub(super) struct Shares<'a> {
    /// The shares as they are written: `90%`.
    pub(super) written: Vec<&'a str>,
    /// All its numbers: in a range only the last one has the sign.
    numbers: Vec<Number>,
}

impl Shares<'_> {
    /// Whether the text has this number.
    pub(super) fn have(&self, value: Decimal) -> bool {
        self.numbers.iter().any(|number| number.readings.contains(&value))
    }
}

/// The shares in a text.
pub(super) fn shares(text: &str) -> Shares<'_> {
    let numbers = numbers(text);
    let sign = |rest: &str| ["%", "phần trăm", "per cent", "percent"].iter().find(|sign| rest.starts_with(**sign)).map(|sign| sign.len());
    let written = numbers.iter().filter_map(|number| {
        let rest = text[number.end..].trim_start();
        Some(&text[number.start..text.len() - rest.len() + sign(rest)?])
    });
    Shares { written: written.collect(), numbers }
}

/// The numbers of a text that has some and not this one, neither in digits
/// (`1,5 triệu`) nor in words (`hai`); `None` when it has it, or has none.
pub(super) fn counts(text: &str, value: Decimal) -> Option<Vec<&str>> {
    const WORDS: [&str; 11] = ["hai", "ba", "bốn", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "chục"];
    let numbers = numbers(text);
    let is_value = |number: &Number| {
        let factor = scale(text[number.end..].trim_start()).map_or(Decimal::ONE, |(factor, _)| Decimal::from(factor));
        number.readings.iter().any(|reading| *reading == value || reading.checked_mul(factor) == Some(value))
    };
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // `năm` is five, and the year.
    let is_word = |(at, word): (usize, &&str)| {
        WORDS.contains(word) && !(*word == "năm" && words.get(at + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit())))
    };
    let has_word = value < Decimal::ONE_HUNDRED && words.iter().enumerate().any(is_word);
    // Years and numbers of documents count nothing.
    let counts = |number: &&Number| {
        let (digits, behind) = (&text[number.start..number.end], &text[number.end..]);
        year(digits).is_none() && !behind.starts_with(['/', '-']) && !text[..number.start].ends_with(['/', '-'])
    };
    let parts: Vec<Decimal> =
        numbers.iter().filter(counts).filter_map(|number| number.readings.first().copied()).take(MOST_PARTS).collect();
    let written: Vec<&str> = numbers.iter().filter(counts).map(|number| &text[number.start..number.end]).collect();
    (!written.is_empty() && !has_word && !numbers.iter().any(is_value) && !add_up(&parts, value)).then_some(written)
}

/// An amount of money in a text: as it is written, and what it may be in đồng.
pub(super) struct Amount<'a> {
    pub(super) written: &'a str,
    readings: Vec<Decimal>,
}

/// The amounts of money in a text: `19,05 triệu đồng`, `3 tỷ`, `500.000 đồng`.
pub(super) fn amounts(text: &str) -> Vec<Amount<'_>> {
    let amount = |number: &Number| {
        let rest = text[number.end..].trim_start();
        let (factor, rest) = scale(rest).map_or((1, rest), |(factor, rest)| (factor, rest.trim_start()));
        let currency = ["đồng", "đ", "vnđ", "vnd"].iter().find_map(|word| leading(rest, word));
        if currency.is_none() && factor == 1 {
            return None;
        }
        let rest = currency.or_else(|| (!rest.starts_with(char::is_alphabetic)).then_some(rest))?;
        // What each costs, or every year, is no amount of the whole.
        if rest.trim_start().starts_with(['/', 'x', '×']) {
            return None;
        }
        let readings = number.readings.iter().filter_map(|reading| reading.checked_mul(Decimal::from(factor))).collect();
        Some(Amount { written: text[number.start..text.len() - rest.len()].trim_end(), readings })
    };
    numbers(text).iter().filter_map(amount).collect()
}

/// Whether an amount is one of those, or several of them added up that stand
/// one behind the other: `3 tỷ 500 triệu đồng`, a sum of sources.
pub(super) fn are(amounts: &[Amount<'_>], value: Decimal) -> bool {
    let own = |amount: &Amount<'_>| amount.readings.contains(&value);
    let parts: Vec<Decimal> = amounts.iter().filter_map(|amount| amount.readings.first().copied()).take(MOST_PARTS).collect();
    amounts.iter().any(own) || add_up(&parts, value)
}

/// By how much the word at the head of a text multiplies, and the rest of it.
fn scale(text: &str) -> Option<(u32, &str)> {
    const WORDS: [(&str, u32); 7] = [
        ("nghìn", 1_000),
        ("ngàn", 1_000),
        ("triệu", 1_000_000),
        ("tr.", 1_000_000),
        ("tr", 1_000_000),
        ("tỷ", 1_000_000_000),
        ("tỉ", 1_000_000_000),
    ];
    WORDS.iter().find_map(|(word, factor)| Some((*factor, leading(text, word)?)))
}

/// The text behind a word at its head, in any case.
fn leading<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let end = text.char_indices().nth(word.chars().count()).map_or(text.len(), |(at, _)| at);
    let is_word = word.ends_with('.') || !text[end..].starts_with(char::is_alphabetic);
    (is_word && text[..end].to_lowercase() == word).then(|| &text[end..])
}

/// The time that a text gives a task.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::link) struct Time {
    /// The first day that it names; `None` when only the last one counts:
    /// `trước 30/6/2024`, `đến hết quý II/2024`.
    pub(in crate::link) first: Option<Date>,
    /// The last day.
    pub(in crate::link) last: Date,
}

/// The time in a text such as `Quý II/2024`, `Năm 2021 - 2023`, `tháng 6/2024`
/// or `trước 30/6/2024`; `None` where the text names none, or is about
/// something else: the day of a document, or whatever follows an event.
pub(in crate::link) fn time(text: &str) -> Option<Time> {
    const OPEN: [&str; 5] = ["theo", "số", "sau", "hằng", "hàng"];
    let text = text.to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let years: Vec<i16> = words.iter().filter_map(|word| year(word)).collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    if words.iter().any(|word| OPEN.contains(word)) {
        return None;
    }
    let (mut from, mut to) = (1, 12);
    if first == last {
        let months = months(&text, &words);
        // Where the year stands more often, something else is named that is not understood.
        if let (Some(least), Some(most)) = (months.iter().min(), months.iter().max())
            && months.len() >= years.len()
        {
            (from, to) = (*least, *most);
        }
    }
    let is_until = words.iter().any(|word| matches!(*word, "trước" | "đến" | "hết"));
    let is_since = words.contains(&"từ") && !is_until && first == last;
    let day = Date::new(first, from, 1).ok()?;
    let last = Date::new(last, to, 1).ok()?.last_of_month();
    (!is_since).then_some(Time { first: (!is_until).then_some(day), last })
}

/// A year of a plan.
pub(in crate::link) fn year(word: &str) -> Option<i16> {
    let is_one = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    word.parse().ok().filter(|_| is_one)
}

/// The months that a text names, in quarters with the first and the last one:
/// `quý I, II`, `tháng 3 - tháng 10`, `từ 15/3 đến 30/6/2024`.
fn months(text: &str, words: &[&str]) -> Vec<i8> {
    let month = |word: &str| word.parse::<i8>().ok().filter(|month| (1..=12).contains(month));
    let mut found = Vec::new();
    let mut after = "";
    for word in words {
        match *word {
            "quý" | "tháng" => after = *word,
            "và" | "đến" => {}
            word if after == "quý" && quarter(word).is_some() => found.extend(quarter(word).into_iter().flat_map(|n| [n * 3 - 2, n * 3])),
            word if after == "tháng" && month(word).is_some() => found.extend(month(word)),
            _ => after = "",
        }
    }
    // `6/2024`, `30/6/2024`, `15/3`: the month stands before the year, or behind the day.
    for date in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')) {
        let parts: Vec<&str> = date.split(['/', '.', '-', '–']).filter(|part| !part.is_empty()).collect();
        let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.len() < 2 || !parts.iter().all(is_number) {
            continue;
        }
        // Several in one, as in `30/6-15/7/2024` or `3-10/2024`: whatever may be a month counts.
        let signs: Vec<char> = date.chars().filter(|c| !c.is_ascii_digit()).collect();
        let has_day = parts.len() == 3 && signs.len() == 2 && signs[0] == signs[1];
        let rest = &parts[usize::from(has_day)..];
        found.extend(rest.iter().filter(|part| year(part).is_none()).filter_map(|part| month(part)));
    }
    found
}

fn quarter(word: &str) -> Option<i8> {
    Some(match word {
        "i" | "1" => 1,
        "ii" | "2" => 2,
        "iii" | "3" => 3,
        "iv" | "4" => 4,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a number")
    }

    #[test]
    fn shares_are_found_in_every_form() {
        let text = "Tối thiểu 1.500 hồ sơ, đạt từ 70 - 80,5 %, 9 phần trăm";
        let shares = shares(text);
        assert_eq!(shares.written, ["80,5 %", "9 phần trăm"]);
        assert!(["70", "80.5", "1500", "9"].iter().all(|value| shares.have(number(value))));
        assert!(!shares.have(number("8")) && !shares.have(number("805.1")));
    }

    #[test]
    fn counts_are_found_in_digits_and_in_words() {
        assert_eq!(counts("56 nhiệm vụ (41 thường xuyên)", number("65")), Some(vec!["56", "41"]));
        assert_eq!(counts("40 lớp trong năm 2025", number("44")), Some(vec!["40"]));
        for (text, value) in [
            ("09 nhiệm vụ", "9"),
            ("khoảng 1,5 triệu người dân", "1500000"),
            ("hai lớp cho 40 người", "2"),
            ("02 hội nghị và 03 lớp tập huấn", "5"),
            ("1 500 hồ sơ", "1500"),
            ("Theo Quyết định 06/QĐ-TTg năm 2022", "12"),
            ("mở các lớp tập huấn", "3"),
        ] {
            assert_eq!(counts(text, number(value)), None, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_with_their_scale() {
        for (text, value) in [
            ("khoảng 3 tỷ đồng từ ngân sách", "3000000000"),
            ("là 19,05 triệu đồng (bản quyền)", "19050000"),
            ("3 tỷ 500 triệu đồng", "3500000000"),
            ("500.000 đồng", "500000"),
            ("1.200 tr.đ", "1200000000"),
            ("2,5 Tỉ", "2500000000"),
            ("500 000 000 đồng", "500000000"),
        ] {
            assert!(are(&amounts(text), number(value)), "{text}");
        }
        for text in
            ["2 triệu người", "năm 2024", "04 bộ máy vi tính", "3 đoàn", "15 trường", "2 tỷ đồng/năm", "300.000 đồng / lớp x 50 lớp"]
        {
            assert!(amounts(text).is_empty(), "{text}");
        }
        assert_eq!(amounts("là 19,05 triệu đồng,")[0].written, "19,05 triệu đồng");
    }

    #[test]
    fn times_are_read_as_plans_write_them() {
        let day = |text: &str| text.parse::<Date>().expect("a day");
        for (text, first, last) in [
            ("Quý I/2024", "2024-01-01", "2024-03-31"),
            ("quý II, III năm 2024", "2024-04-01", "2024-09-30"),
            ("Năm 2024", "2024-01-01", "2024-12-31"),
            ("Từ năm 2021 – 2023", "2021-01-01", "2023-12-31"),
            ("Tháng 6/2024", "2024-06-01", "2024-06-30"),
            ("6 tháng đầu năm 2024", "2024-01-01", "2024-12-31"),
            ("01/3/2024 - 30/6/2024", "2024-03-01", "2024-06-30"),
            ("Quý I/2024 - Quý III/2024", "2024-01-01", "2024-09-30"),
            ("Tháng 3 - tháng 10/2024", "2024-03-01", "2024-10-31"),
            ("Tháng 6, tháng 12 năm 2024", "2024-06-01", "2024-12-31"),
            ("Tháng 3-10/2024", "2024-03-01", "2024-10-31"),
            ("3-10/2024", "2024-03-01", "2024-10-31"),
            ("30.6.2024", "2024-06-01", "2024-06-30"),
            ("Đợt 1 năm 2024", "2024-01-01", "2024-12-31"),
            ("Giai đoạn 1 năm 2024", "2024-01-01", "2024-12-31"),
            ("Đầu năm 2024, cuối quý I/2024", "2024-01-01", "2024-03-31"),
        ] {
            assert_eq!(time(text), Some(Time { first: Some(day(first)), last: day(last) }), "{text}");
        }
        for (text, last) in [
            ("Trước 30/6/2024", "2024-06-30"),
            ("đến hết Quý II năm 2024", "2024-06-30"),
            ("Đến năm 2025", "2025-12-31"),
            ("Từ tháng 01/2024 đến tháng 12/2024", "2024-12-31"),
            ("Từ Quý I đến Quý IV/2024", "2024-12-31"),
            ("Trước 15/6/2024 và 15/12/2024", "2024-12-31"),
            ("từ 15/3 đến 30/6/2024", "2024-06-30"),
        ] {
            assert_eq!(time(text), Some(Time { first: None, last: day(last) }), "{text}");
        }
        for text in ["Thường xuyên", "Từ năm 2024", "Theo Kế hoạch 59/KH-UBND năm 2023", "Hàng năm từ 2024", ""] {
            assert_eq!(time(text), None, "{text}");
        }
    }
}
