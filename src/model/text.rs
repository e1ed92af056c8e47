//! Texts in one or more languages.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::lang::{Lang, Languages};

/// A text in one or more languages. In a file it is a plain string (the
/// default language) or a table by language.
///
/// A portal holds many, several for every column of every table, and most are
/// short: all languages of one stand together, sorted, each behind its tag and
/// its length, so that a text is one piece of memory.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Text(Box<str>);

/// A text chosen for a reader, with the language that it is really in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picked<'a> {
    /// The text; empty when there is none in any language.
    pub text: &'a str,
    /// Its language.
    pub lang: Lang,
}

impl Text {
    /// A text in one language.
    pub fn of(lang: Lang, text: impl AsRef<str>) -> Self {
        [(lang, text.as_ref())].into_iter().collect()
    }

    /// Sets the text of one language; an empty text is no text.
    pub fn set(&mut self, lang: Lang, text: impl AsRef<str>) {
        let others = self.iter().filter(|(known, _)| *known != lang);
        *self = others.chain([(lang, text.as_ref())]).collect();
    }

    /// Says which language a text without one is in.
    pub fn settle(&mut self, default: Lang) {
        let Some(text) = self.exact(Lang::UNDETERMINED).map(str::to_owned) else { return };
        let kept = self.exact(default).is_some();
        *self = self.iter().filter(|(lang, _)| *lang != Lang::UNDETERMINED).collect();
        if !kept {
            self.set(default, text);
        }
    }

    /// The text in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        let wanted = lang.as_str();
        self.parts().find(|(tag, _)| *tag == wanted).map(|(_, text)| text)
    }

    /// The text for a reader of `lang`: in that language, else in the first of
    /// the portal's languages that has it, else in any.
    pub fn pick(&self, lang: Lang, languages: &Languages) -> Picked<'_> {
        let order = std::iter::once(lang).chain(languages.iter()).chain(std::iter::once(Lang::UNDETERMINED));
        let found = order.into_iter().find_map(|lang| Some((lang, self.exact(lang)?))).or_else(|| self.iter().next());
        match found {
            Some((Lang::UNDETERMINED, text)) => Picked { text, lang: languages.default() },
            Some((lang, text)) => Picked { text, lang },
            None => Picked { text: "", lang },
        }
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The texts by language.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &str)> {
        self.parts().map(|(tag, text)| (Lang::known(tag), text))
    }

    /// All languages as they stand together, for those who keep it as it is.
    pub(crate) fn together(&self) -> &str {
        &self.0
    }

    /// A text whose languages stood together so; `None` when they did not.
    pub(crate) fn apart(together: &str) -> Option<Self> {
        let mut parts = Parts(together);
        let is_sound = |(tag, text): (&str, &str)| (Lang::is_tag(tag) && !text.trim().is_empty()).then_some(());
        while !parts.0.is_empty() {
            is_sound(parts.next()?)?;
        }
        Parts(together).is_sorted_by(|one, other| one.0 < other.0).then(|| Self(together.into()))
    }

    fn parts(&self) -> Parts<'_> {
        Parts(&self.0)
    }
}

/// The last of several texts in one language counts; an empty text is none.
impl<T: AsRef<str>> FromIterator<(Lang, T)> for Text {
    fn from_iter<I: IntoIterator<Item = (Lang, T)>>(all: I) -> Self {
        let mut parts: Vec<(Lang, T)> = Vec::new();
        for (lang, text) in all {
            parts.retain(|(known, _)| *known != lang);
            parts.push((lang, text));
        }
        parts.retain(|(_, text)| !text.as_ref().trim().is_empty());
        parts.sort_unstable_by_key(|(lang, _)| *lang);
        let room = parts.iter().map(|(lang, text)| lang.as_str().len() + text.as_ref().len() + 1 + LONGEST_NUMBER).sum();
        let mut together = String::with_capacity(room);
        for (lang, text) in &parts {
            put_number(lang.as_str().len(), &mut together);
            together.push_str(lang.as_str());
            put_number(text.as_ref().len(), &mut together);
            together.push_str(text.as_ref());
        }
        Self(together.into())
    }
}

/// The languages of a text, one after the other; ends where something else
/// stands.
#[derive(Clone)]
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let (bytes, rest) = number(self.0)?;
        let (tag, rest) = rest.split_at_checked(bytes)?;
        let (bytes, rest) = number(rest)?;
        let (text, rest) = rest.split_at_checked(bytes)?;
        self.0 = rest;
        Some((tag, text))
    }
}

/// So many letters a number takes at most.
const LONGEST_NUMBER: usize = usize::BITS.div_ceil(6) as usize;

/// Writes a number as letters of ASCII, six bits in each, so that what they
/// stand in is a text; all but the last have the seventh bit.
fn put_number(number: usize, to: &mut String) {
    let mut rest = number;
    while rest >= 0x40 {
        to.push(char::from((rest & 0x3f) as u8 | 0x40));
        rest >>= 6;
    }
    to.push(char::from(rest as u8));
}

/// The number that a text begins with, and what follows it.
fn number(text: &str) -> Option<(usize, &str)> {
    let mut number = 0;
    for (place, &byte) in text.as_bytes().iter().take(LONGEST_NUMBER).enumerate() {
        number |= usize::from(byte & 0x3f) << (6 * place);
        if byte < 0x40 {
            return Some((number, &text[place + 1..]));
        }
    }
    None
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a table of texts by language")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::of(Lang::UNDETERMINED, text))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let mut texts = Vec::new();
                while let Some((tag, value)) = map.next_entry::<String, String>()? {
                    let lang = Lang::new(&tag).ok_or_else(|| de::Error::custom(format!("`{tag}` is not a language")))?;
                    texts.push((lang, value));
                }
                Ok(texts.into_iter().collect())
            }
        }
        deserializer.deserialize_any(Either)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).expect("a tag")
    }

    #[test]
    fn every_language_of_a_text_is_found_again_however_long_it_is() {
        let long = "Ủy ban nhân dân ".repeat(20_000);
        let lengths = ["a", &"b".repeat(63), &"ê".repeat(32), &"c".repeat(4_096), &long];
        for text in lengths {
            let all: Text = [(lang("vi"), text), (lang("en"), "Plan"), (lang("zh-Hant"), text)].into_iter().collect();
            assert_eq!(
                all.iter().map(|(lang, text)| (lang.to_string(), text.len())).collect::<Vec<_>>(),
                [("en".to_owned(), 4), ("vi".to_owned(), text.len()), ("zh-Hant".to_owned(), text.len()),]
            );
            assert_eq!(all.exact(lang("vi")), Some(text));
            assert_eq!(Text::apart(all.together()), Some(all));
        }
    }

    #[test]
    fn an_empty_text_is_none_and_the_last_word_counts() {
        let mut text: Text = [(lang("vi"), "một"), (lang("en"), " "), (lang("vi"), "hai")].into_iter().collect();
        assert_eq!((text.exact(lang("vi")), text.exact(lang("en"))), (Some("hai"), None));
        text.set(lang("en"), "two");
        text.set(lang("vi"), "");
        assert_eq!(text.iter().collect::<Vec<_>>(), [(lang("en"), "two")]);
        text.set(lang("en"), "\t");
        assert!(text.is_empty());
    }

    #[test]
    fn a_text_without_a_language_is_in_the_default_one_unless_that_has_its_own() {
        let mut alone = Text::of(Lang::UNDETERMINED, "Kế hoạch");
        alone.settle(lang("vi"));
        assert_eq!(alone, Text::of(lang("vi"), "Kế hoạch"));
        let mut both: Text = [(Lang::UNDETERMINED, "x"), (lang("vi"), "y")].into_iter().collect();
        both.settle(lang("vi"));
        assert_eq!(both, Text::of(lang("vi"), "y"));
    }

    #[test]
    fn letters_that_stand_for_no_text_give_none() {
        for together in
            ["\u{2}", "\u{2}vi", "\u{2}vi\u{5}ab", "\u{2}VI\u{1}a", "\u{2}vi\u{1} ", "\u{2}vi\u{1}a\u{2}en\u{1}b", "ế", "\u{2}vi\u{1}ế"]
        {
            assert_eq!(Text::apart(together), None, "{together:?}");
        }
        assert_eq!(Text::apart(""), Some(Text::default()));
    }
}
