//! Which form of a word a number takes, learnt from ICU once where that can be
//! said in a few words: asking it takes as long as writing the number.

use fixed_decimal::Decimal as Fixed;
use icu_locale_core::{Locale, locale};
use icu_plurals::{PluralCategory, PluralRules};

use crate::model::value::Decimal;

/// Which numbers a language tells in the form that ICU calls `one`.
pub(super) enum Plurals {
    /// None.
    Never,
    /// The whole number 1, whatever its sign.
    One,
    /// Whatever ICU says of this language.
    Icu(Locale),
}

/// Numbers that languages tell as they tell 1, where they do so with any but 1.
const OTHERS: [&str; 18] =
    ["0", "0.1", "0.5", "1.0", "1.5", "2", "3", "5", "10", "11", "21", "31", "71", "91", "101", "1001", "1000000", "1000001"];

impl Plurals {
    /// The rules of a language; the English ones where ICU has none.
    pub(super) fn new(locale: &Locale) -> Self {
        let rules = rules(locale);
        let mut others = OTHERS.iter().map(|number| number.parse().expect("a number"));
        if others.any(|number| is_one(&rules, number)) {
            Self::Icu(locale.clone())
        } else if is_one(&rules, Decimal::ONE) {
            Self::One
        } else {
            Self::Never
        }
    }

    /// Whether a number takes the form `one`.
    pub(super) fn is_one(&self, number: Decimal) -> bool {
        match self {
            Self::Never => false,
            Self::One => number.abs() == Decimal::ONE && number.scale() == 0,
            Self::Icu(locale) => is_one(&rules(locale), number),
        }
    }
}

fn rules(locale: &Locale) -> PluralRules {
    PluralRules::try_new_cardinal(locale.into())
        .or_else(|_| PluralRules::try_new_cardinal(locale!("en").into()))
        .expect("English plurals are compiled in")
}

fn is_one(rules: &PluralRules, number: Decimal) -> bool {
    let number: Fixed = number.to_string().parse().expect("an exact decimal prints as digits with an optional point");
    rules.category_for(&number) == PluralCategory::One
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_what_icu_says() {
        let numbers: Vec<Decimal> = (-3..=1_100)
            .flat_map(|whole| [Decimal::from(whole), Decimal::new(whole, 1), Decimal::new(whole, 2)])
            .chain([Decimal::from(1_000_001), Decimal::MAX])
            .collect();
        for (lang, is_learnt) in [("en", true), ("de", true), ("km", true), ("lo", true), ("vi", false), ("fr", false), ("ru", false)] {
            let locale: Locale = lang.parse().expect("a language");
            let (learnt, rules) = (Plurals::new(&locale), rules(&locale));
            assert_eq!(!matches!(learnt, Plurals::Icu(_)), is_learnt, "{lang}");
            for number in &numbers {
                assert_eq!(learnt.is_one(*number), is_one(&rules, *number), "{lang} {number}");
            }
        }
    }
}
