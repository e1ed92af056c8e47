//! Wording: the sentences of the diagnostics, per language.
//!
//! One TOML file per language, embedded; a sentence has `{name}` places that a
//! diagnostic's arguments fill. Languages without a file of their own read
//! English.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Arg, Code, Diagnostic};

/// A language that diagnostics can be told in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tongue {
    /// Vietnamese.
    #[default]
    Vi,
    /// English.
    En,
}

impl Tongue {
    /// The tongue for a language tag: Vietnamese for `vi…`, else English.
    pub fn of(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("vi") { Tongue::Vi } else { Tongue::En }
    }
}

type Table = BTreeMap<String, BTreeMap<String, String>>;

/// The sentences of one language.
pub struct Wording {
    tag: &'static str,
    tables: Table,
}

/// The sentences of `tongue`.
pub fn wording(tongue: Tongue) -> &'static Wording {
    static VI: OnceLock<Wording> = OnceLock::new();
    static EN: OnceLock<Wording> = OnceLock::new();
    let (cell, tag, text) = match tongue {
        Tongue::Vi => (&VI, "vi", include_str!("wording/vi.toml")),
        Tongue::En => (&EN, "en", include_str!("wording/en.toml")),
    };
    cell.get_or_init(|| Wording { tag, tables: toml::from_str(text).expect("the built-in wording is valid TOML, a test parses it") })
}

impl Wording {
    /// What a code is about, in a line.
    pub fn title(&self, code: &Code) -> &str {
        self.sentence(code.id, "title", None).unwrap_or(code.name)
    }

    /// What a code means, why the rule exists and how to mend it; Markdown.
    pub fn explanation(&self, code: &Code) -> &str {
        self.sentence(code.id, "explain", None).unwrap_or_default()
    }

    /// The diagnostic's sentence called `part` (`message`, `label`, `help`,
    /// `related-…`), filled; empty when the wording has none.
    pub fn tell(&self, diagnostic: &Diagnostic, part: &str) -> String {
        let template = self.sentence(diagnostic.code.id, part, diagnostic.variant.as_deref()).unwrap_or_default();
        self.fill(template, &diagnostic.args)
    }

    /// A term of the tool's own, such as the name of a column type.
    pub fn word<'a>(&'a self, word: &'a str) -> &'a str {
        self.tables.get("words").and_then(|words| words.get(word)).map_or(word, String::as_str)
    }

    /// A count as the language writes it: `12.340`, `12,340`.
    pub fn number(&self, count: usize) -> String {
        self.decimal(&count.to_string())
    }

    /// A decimal in plain digits as the language writes it: `-1.234,5`.
    fn decimal(&self, plain: &str) -> String {
        let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |digits| ("-", digits));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut text = sign.to_owned();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                text.push_str(self.word("thousands"));
            }
            text.push(digit);
        }
        if !fraction.is_empty() {
            text.push_str(self.word("decimal"));
            text.push_str(fraction);
        }
        text
    }

    /// A term with `{name}` places, filled.
    pub fn phrase(&self, word: &str, args: &[(&'static str, Arg)]) -> String {
        self.fill(self.word(word), args)
    }

    fn sentence(&self, id: &str, part: &str, variant: Option<&str>) -> Option<&str> {
        let table = self.tables.get(id)?;
        let of = |variant: &str| table.get(&format!("{part}-{variant}"));
        // `vni-text` is told as every text is, then as `vni`.
        let plain = |variant: &str| variant.strip_suffix("-text").and_then(|plain| of("text").or_else(|| of(plain)));
        let special = variant.and_then(|variant| of(variant).or_else(|| plain(variant)));
        special.or_else(|| table.get(part)).map(String::as_str)
    }

    fn fill<N: AsRef<str>>(&self, template: &str, args: &[(N, Arg)]) -> String {
        let mut text = String::with_capacity(template.len());
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            let name = &rest[open + 1..open + close];
            match args.iter().find(|(known, _)| known.as_ref() == name) {
                // A value of the data cannot break the line or steer a terminal.
                Some((_, Arg::Text(value))) => text.extend(value.chars().map(|c| match c {
                    '\n' | '\r' | '\t' => ' ',
                    c if c.is_control() => '\u{fffd}',
                    c => c,
                })),
                Some((_, Arg::Word(word))) => text.push_str(self.word(word)),
                Some((_, Arg::Texts(texts))) => {
                    let own = texts.iter().find(|(tag, _)| tag == self.tag).or(texts.first());
                    text.push_str(own.map_or("", |(_, text)| text));
                }
                Some((_, Arg::Number(number))) => text.push_str(&self.decimal(number)),
                None => text.push_str(&rest[open..=open + close]),
            }
            rest = &rest[open + close + 1..];
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::code::CODES;

    fn places(text: &str) -> Vec<&str> {
        let mut names: Vec<&str> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    #[test]
    fn every_code_has_the_same_sentences_in_both_languages() {
        let (vi, en) = (wording(Tongue::Vi), wording(Tongue::En));
        assert_eq!(vi.tables.keys().collect::<Vec<_>>(), en.tables.keys().collect::<Vec<_>>());
        for (id, table) in &vi.tables {
            let other = &en.tables[id];
            assert_eq!(table.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>(), "{id}");
            for (part, sentence) in table {
                assert_eq!(places(sentence), places(&other[part]), "{id} {part}");
            }
        }
        for code in CODES {
            for part in ["title", "message", "help", "explain"] {
                let table = vi.tables.get(code.id).unwrap_or_else(|| panic!("{} has no wording", code.id));
                assert!(table.contains_key(part), "{} {part}", code.id);
            }
        }
        let codes = vi.tables.keys().filter(|id| id.as_str() != "words").count();
        assert_eq!(codes, CODES.len(), "a sentence without a code");
    }
}
