//! Words: numbers, dates, money, goals and lists as people of a language write
//! them.
//!
//! Numbers, plurals and collation come from CLDR (ICU4X); the patterns of
//! dates, money and units stand in the theme's messages, because Vietnamese
//! offices write `31/12/2024` and `tháng 02/2024` whatever CLDR says. Knows
//! nothing of pages or templates.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt::Write as _;

use fixed_decimal::Decimal as Fixed;
use foldhash::HashMap;
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed, CollatorPreferences};
use icu_decimal::DecimalFormatter;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_locale_core::{Locale, locale};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::digits::{Digits, plain};
use super::plurals::Plurals;
use crate::model::lang::Lang;
use crate::model::plan::{Comparator, TargetKind};
use crate::model::portal::Portal;
use crate::model::theme::{Messages, filled, filled_by};
use crate::model::value::{Decimal, PartialDate};

/// The words of one language, ready for use.
pub(crate) struct Words {
    /// The language.
    pub(crate) lang: Lang,
    messages: HashMap<String, String>,
    units: BTreeMap<String, String>,
    /// Formatters of numbers and plural rules cannot be shared between
    /// threads; making one takes less than a microsecond.
    locale: Locale,
    /// How the language writes numbers, when that can be said in a few words.
    digits: Option<Digits>,
    plurals: Plurals,
    collator: CollatorBorrowed<'static>,
}

/// An amount of money: short, and exact to the đồng when that says more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Money {
    /// `92,97 triệu đồng`
    pub(crate) short: String,
    /// `92.970.000 đồng`; empty when `short` is that already.
    pub(crate) exact: String,
}

impl Words {
    /// The words of `lang`; languages that ICU does not know count and sort
    /// as English does.
    pub(crate) fn new(lang: Lang, messages: &Messages, portal: &Portal) -> Self {
        let locale: Locale = lang.as_str().parse().unwrap_or(locale!("en"));
        let mut preferences = CollatorPreferences::from(&locale);
        preferences.numeric_ordering = Some(icu_collator::preferences::CollationNumericOrdering::True);
        Self {
            lang,
            messages: messages.iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect(),
            units: portal.units.iter().map(|(code, label)| (code.clone(), label.pick(lang, &portal.languages).text.to_owned())).collect(),
            collator: Collator::try_new(preferences, CollatorOptions::default())
                .or_else(|_| Collator::try_new(locale!("en").into(), CollatorOptions::default()))
                .expect("English collation is compiled in"),
            digits: Digits::learnt(&|number, strategy| by_icu(&locale, number, strategy)),
            plurals: Plurals::new(&locale),
            locale,
        }
    }

    /// The message with this key; the key itself when there is none.
    pub(crate) fn t(&self, key: &str) -> String {
        self.find(key).unwrap_or(key).to_owned()
    }

    /// The message with its `{name}` places filled.
    pub(crate) fn fill(&self, key: &str, args: &[(&str, &str)]) -> String {
        filled(self.find(key).unwrap_or(key), args)
    }

    /// The message with this key, if there is one.
    pub(crate) fn find(&self, key: &str) -> Option<&str> {
        self.messages.get(key).map(String::as_str)
    }

    /// The label of a code: `section.code`, else the code itself.
    pub(crate) fn label(&self, section: &str, code: &str) -> String {
        self.find(&format!("{section}.{code}")).unwrap_or(code).to_owned()
    }

    /// The message in the plural form for `count`, with `{n}` filled.
    pub(crate) fn count(&self, key: &str, count: u64) -> String {
        self.plural(key, Decimal::from(count)).unwrap_or_else(|| self.fill(key, &[("n", &self.number(Decimal::from(count)))]))
    }

    /// The message in the plural form for `count`, with `{n}` and more filled.
    pub(crate) fn count_and(&self, key: &str, count: u64, args: &[(&str, &str)]) -> String {
        args.iter().fold(self.count(key, count), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    fn plural(&self, key: &str, number: Decimal) -> Option<String> {
        let one = if self.plurals.is_one(number) { self.find(&format!("{key}.one")) } else { None };
        let pattern = one.or_else(|| self.find(&format!("{key}.other")))?;
        Some(filled_by(pattern, |name, text| (name == "n").then(|| self.write_number(number, text))))
    }

    /// A number: `1.234,5`. All its digits are printed.
    pub(crate) fn number(&self, number: Decimal) -> String {
        let mut text = String::new();
        self.write_number(number, &mut text);
        text
    }

    /// Appends a number as [`Words::number`] has it.
    pub(crate) fn write_number(&self, number: Decimal, text: &mut String) {
        self.write_grouped(number, GroupingStrategy::Auto, text);
    }

    /// Appends a whole number of which only the type is known: groups begin at
    /// five digits, because four are as often a year.
    pub(crate) fn write_whole(&self, number: Decimal, text: &mut String) {
        self.write_grouped(number, GroupingStrategy::Min2, text);
    }

    /// Appends a number that names something, such as a key: no groups.
    pub(crate) fn write_ordinal(&self, number: Decimal, text: &mut String) {
        self.write_grouped(number, GroupingStrategy::Never, text);
    }

    fn write_grouped(&self, number: Decimal, strategy: GroupingStrategy, text: &mut String) {
        plain(number, |plain| match &self.digits {
            Some(digits) => digits.write(plain, strategy, text),
            None => text.push_str(&by_icu(&self.locale, plain, strategy)),
        });
    }

    /// A number with its unit: `70%`, `5 văn bản`, `92,97 triệu đồng`.
    pub(crate) fn quantity(&self, number: Decimal, unit: &str) -> String {
        let number = number.normalize();
        if unit == "vnd" {
            return self.money(number).short;
        }
        if let Some(label) = self.units.get(unit) {
            return format!("{} {label}", self.number(number));
        }
        match self.plural(&format!("quantity.{unit}"), number) {
            Some(text) => text,
            None if unit.is_empty() => self.number(number),
            None => format!("{} {}", self.number(number), self.label("unit", unit)),
        }
    }

    /// A unit by itself: `%`, `văn bản`.
    pub(crate) fn unit(&self, unit: &str) -> String {
        self.units.get(unit).cloned().unwrap_or_else(|| self.label("unit", unit))
    }

    /// What has to be reached: `từ 70% trở lên`, `more than 70%`.
    pub(crate) fn goal(&self, kind: TargetKind, comparator: Option<Comparator>, value: Option<Decimal>, unit: &str) -> String {
        match (kind, value) {
            (TargetKind::YesNo, _) => self.t("goal.done"),
            (TargetKind::Qualitative | TargetKind::Quantitative, None) => self.t("goal.in-words"),
            (_, Some(value)) => self.compare(comparator, value, unit),
        }
    }

    /// A value with its comparator in words.
    pub(crate) fn compare(&self, comparator: Option<Comparator>, value: Decimal, unit: &str) -> String {
        let key = match comparator {
            None | Some(Comparator::Equal) => "goal.equal",
            Some(Comparator::Greater) => "goal.greater",
            Some(Comparator::AtLeast) => "goal.at-least",
            Some(Comparator::Less) => "goal.less",
            Some(Comparator::AtMost) => "goal.at-most",
        };
        self.fill(key, &[("value", &self.quantity(value, unit))])
    }

    /// An amount in đồng. Short only where nothing is lost: at most three
    /// digits behind the comma, else the exact amount is the short one too.
    pub(crate) fn money(&self, amount: Decimal) -> Money {
        let exact = self.fill("money.vnd", &[("n", &self.number(amount.normalize()))]);
        let scales = [("money.billion", 1_000_000_000), ("money.million", 1_000_000), ("money.thousand", 1000)];
        let size = amount.abs();
        for (key, scale) in scales {
            let scale = Decimal::from(scale);
            if size < scale || (key == "money.thousand" && size < Decimal::from(100_000)) {
                continue;
            }
            let scaled = amount / scale;
            if scaled.normalize().scale() <= 3 {
                let short = self.fill(key, &[("n", &self.number(scaled.normalize()))]);
                return Money { short, exact };
            }
            break;
        }
        Money { short: exact, exact: String::new() }
    }

    /// `31/12/2024`, `31 December 2024`.
    pub(crate) fn date(&self, date: Date) -> String {
        self.partial(date.into())
    }

    /// A date that may lack its day or month: `tháng 02/2024`.
    pub(crate) fn partial(&self, date: PartialDate) -> String {
        let key = match (date.month, date.day) {
            (Some(_), Some(_)) => "date.day",
            (Some(_), None) => "date.month",
            (None, _) => "date.year",
        };
        let (month, day) = (date.month.unwrap_or(1), date.day.unwrap_or(1));
        filled_by(self.find(key).unwrap_or(key), |name, text| {
            match name {
                "d" => write!(text, "{day}"),
                "dd" => write!(text, "{day:02}"),
                "m" => write!(text, "{month}"),
                "mm" => write!(text, "{month:02}"),
                "month" => {
                    let key = format!("date.month-{month}");
                    text.write_str(self.find(&key).unwrap_or(&key))
                }
                "y" => write!(text, "{}", date.year),
                _ => return None,
            }
            .ok()
        })
    }

    /// A period; `None` when neither end is known. Whole years and whole
    /// months are said as such.
    pub(crate) fn period(&self, start: Option<Date>, end: Option<Date>) -> Option<String> {
        Some(match (start, end) {
            (None, None) => return None,
            (Some(start), None) => self.fill("date.from", &[("start", &self.date(start))]),
            (None, Some(end)) => self.fill("date.to", &[("end", &self.date(end))]),
            (Some(start), Some(end)) if start == end => self.date(start),
            (Some(start), Some(end)) => {
                let (first, last) = (coarse(start, end, Edge::First), coarse(start, end, Edge::Last));
                if first == last {
                    self.partial(first)
                } else if first.month.is_none() {
                    self.fill("date.years", &[("start", &first.year.to_string()), ("end", &last.year.to_string())])
                } else {
                    self.fill("date.range", &[("start", &self.partial(first)), ("end", &self.partial(last))])
                }
            }
        })
    }

    /// `Quý 4/2024`, `Q4 2024`.
    pub(crate) fn quarter(&self, year: i16, number: i8) -> String {
        self.fill("date.quarter", &[("q", &number.to_string()), ("y", &year.to_string())])
    }

    /// A moment, told in UTC because nothing else is the same for every reader.
    pub(crate) fn time(&self, moment: Timestamp) -> String {
        let civil = moment.to_zoned(TimeZone::UTC).datetime();
        let clock = format!("{:02}:{:02}", civil.hour(), civil.minute());
        self.fill("date.time", &[("clock", &clock), ("date", &self.date(civil.date()))])
    }

    /// A size of a file: `12,3 KB`; units of 1,000 bytes.
    pub(crate) fn bytes(&self, bytes: u64) -> String {
        let scaled = |key: &str, scale: u64| {
            let tenths = bytes * 10 / scale;
            let number =
                if tenths >= 1000 { Decimal::from(tenths / 10) } else { Decimal::new(i64::try_from(tenths).expect("below 1000"), 1) };
            self.fill(key, &[("n", &self.number(number.normalize()))])
        };
        match bytes {
            0..1000 => self.count("bytes.byte", bytes),
            1000..1_000_000 => scaled("bytes.kb", 1000),
            1_000_000..1_000_000_000 => scaled("bytes.mb", 1_000_000),
            _ => scaled("bytes.gb", 1_000_000_000),
        }
    }

    /// `A, B và C`.
    pub(crate) fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [only] => only.clone(),
            [first @ .., last] => self.fill("list.and", &[("first", &first.join(&self.t("list.separator"))), ("last", last)]),
        }
    }

    /// How two names sort for readers of the language.
    pub(crate) fn order(&self, one: &str, other: &str) -> Ordering {
        self.collator.compare(one, other).then_with(|| one.cmp(other))
    }
}

enum Edge {
    First,
    Last,
}

/// Leaves out of one end of a period what a reader does not need: its day and
/// month when the period is whole years, its day when it is whole months.
fn coarse(start: Date, end: Date, edge: Edge) -> PartialDate {
    let date = match edge {
        Edge::First => start,
        Edge::Last => end,
    };
    let whole_months = start.day() == 1 && end == end.last_of_month();
    let whole_years = whole_months && start.month() == 1 && end.month() == 12;
    PartialDate { year: date.year(), month: (!whole_years).then_some(date.month()), day: (!whole_months).then_some(date.day()) }
}

/// A number as ICU writes it.
fn by_icu(locale: &Locale, number: &str, strategy: GroupingStrategy) -> String {
    let options = || DecimalFormatterOptions::from(strategy);
    let formatter = DecimalFormatter::try_new(locale.into(), options())
        .or_else(|_| DecimalFormatter::try_new(locale!("en").into(), options()))
        .expect("English numbers are compiled in");
    let number: Fixed = number.parse().expect("an exact decimal prints as digits with an optional point");
    formatter.format(&number).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixtures::{messages, portal};

    fn words(tag: &str) -> Words {
        Words::new(Lang::new(tag).unwrap(), &messages(tag), &portal())
    }

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn vietnamese_and_english_write_numbers_dates_and_money_their_own_way() {
        let (vi, en) = (words("vi"), words("en"));
        assert_eq!((vi.number(decimal("1234567.5")), en.number(decimal("1234567.5"))), ("1.234.567,5".into(), "1,234,567.5".into()));
        assert_eq!(vi.date("2024-12-31".parse().unwrap()), "31/12/2024");
        assert_eq!(en.date("2024-12-31".parse().unwrap()), "31 December 2024");
        let february = PartialDate::parse("2024-02").unwrap();
        assert_eq!((vi.partial(february), en.partial(february)), ("tháng 02/2024".into(), "February 2024".into()));
        let money = |words: &Words, amount| words.money(decimal(amount));
        assert_eq!(money(&vi, "92970000"), Money { short: "92,97 triệu đồng".into(), exact: "92.970.000 đồng".into() });
        assert_eq!(money(&en, "92970000").short, "VND 92.97 million");
        assert_eq!(money(&vi, "1234567891").short, "1.234.567.891 đồng", "never rounded");
        assert_eq!(vi.bytes(12_345), "12,3 KB");
        assert_eq!(vi.list(&["A".into(), "B".into(), "C".into()]), "A, B và C");
    }

    #[test]
    fn goals_are_told_in_words() {
        let (vi, en) = (words("vi"), words("en"));
        let goal =
            |words: &Words, comparator, value, unit| words.goal(TargetKind::Quantitative, Some(comparator), Some(decimal(value)), unit);
        assert_eq!(goal(&vi, Comparator::AtLeast, "70", "percent"), "từ 70% trở lên");
        assert_eq!(goal(&vi, Comparator::Greater, "70.0", "percent"), "trên 70%");
        assert_eq!(goal(&en, Comparator::AtLeast, "70", "percent"), "at least 70%");
        assert_eq!(goal(&en, Comparator::Greater, "70", "percent"), "more than 70%");
        assert_eq!(goal(&en, Comparator::Equal, "1", "document"), "1 document");
        assert_eq!(goal(&en, Comparator::Equal, "2", "document"), "2 documents");
        assert_eq!(goal(&vi, Comparator::AtMost, "3", "bo-luat"), "không quá 3 bộ luật");
    }

    #[test]
    fn periods_leave_out_what_goes_without_saying() {
        let vi = words("vi");
        let period = |start: &str, end: &str| vi.period(start.parse().ok(), end.parse().ok()).unwrap_or_default();
        assert_eq!(period("2024-01-01", "2024-12-31"), "năm 2024");
        assert_eq!(period("2021-01-01", "2025-12-31"), "giai đoạn 2021–2025");
        assert_eq!(period("2024-02-01", "2024-02-29"), "tháng 02/2024");
        assert_eq!(period("2024-02-05", "2024-03-31"), "05/02/2024 – 31/03/2024");
        assert_eq!(period("", "2024-03-31"), "đến 31/03/2024");
    }

    #[test]
    fn names_sort_as_vietnamese_readers_expect() {
        let vi = words("vi");
        let mut names = ["Đà Nẵng", "Lâm Đồng", "An Giang", "Mục 10", "Lào Cai", "Cần Thơ", "Ăn", "Mục 9", "Cà Mau", "Cao Bằng", "Âu Cơ"];
        names.sort_by(|one, other| vi.order(one, other));
        assert_eq!(
            names,
            ["An Giang", "Ăn", "Âu Cơ", "Cà Mau", "Cao Bằng", "Cần Thơ", "Đà Nẵng", "Lào Cai", "Lâm Đồng", "Mục 9", "Mục 10"]
        );
    }
}
