//! Languages, and texts in several of them.

use std::fmt;

use serde::de::{self, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language tag (BCP 47) of at most eleven letters, such as `vi` or `en`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang {
    tag: [u8; 11],
    length: u8,
}

impl Lang {
    /// The undetermined language: a text given without one, to be read as the
    /// portal's default language.
    pub const UNDETERMINED: Lang = Lang { tag: *b"und\0\0\0\0\0\0\0\0", length: 3 };

    /// The language of a tag; `None` unless it is two or three lower-case
    /// letters, or those with subtags (`zh-Hant`).
    pub fn new(tag: &str) -> Option<Self> {
        let mut parts = tag.split('-');
        let primary = parts.next()?;
        let well_formed = (2..=3).contains(&primary.len())
            && primary.bytes().all(|byte| byte.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if !well_formed || tag.len() > 11 {
            return None;
        }
        let mut bytes = [0; 11];
        bytes[..tag.len()].copy_from_slice(tag.as_bytes());
        Some(Self { tag: bytes, length: u8::try_from(tag.len()).expect("at most eleven") })
    }

    /// The tag.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.tag[..self.length as usize]).expect("built from a str")
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Lang {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// The languages of a portal, the default one first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Lang>);

impl Languages {
    /// `default` first, then the others in their order, each once.
    pub fn new(default: Lang, all: impl IntoIterator<Item = Lang>) -> Self {
        let mut list = vec![default];
        for lang in all {
            if !list.contains(&lang) {
                list.push(lang);
            }
        }
        Self(list)
    }

    /// The language of a text that names none.
    pub fn default(&self) -> Lang {
        self.0[0]
    }

    /// All languages, the default one first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.iter().copied()
    }

    /// Whether the portal has this language.
    pub fn contains(&self, lang: Lang) -> bool {
        self.0.contains(&lang)
    }
}

/// A text in one or more languages. In a file it is a plain string (the
/// default language) or a table by language.
///
/// Sorted by language. A portal holds many and most are in two languages: a
/// list takes no more than the texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text(Vec<(Lang, String)>);

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
    pub fn of(lang: Lang, text: impl Into<String>) -> Self {
        let mut all = Self::default();
        all.set(lang, text);
        all
    }

    /// Sets the text of one language; an empty text is no text.
    pub fn set(&mut self, lang: Lang, text: impl Into<String>) {
        let text = text.into();
        let place = self.place(lang);
        match (text.trim().is_empty(), place) {
            (true, Ok(at)) => {
                self.0.remove(at);
            }
            (true, Err(_)) => {}
            (false, Ok(at)) => self.0[at].1 = text,
            (false, Err(at)) => {
                self.0.reserve_exact(1);
                self.0.insert(at, (lang, text));
            }
        }
    }

    /// Says which language a text without one is in.
    pub fn settle(&mut self, default: Lang) {
        if let Ok(at) = self.place(Lang::UNDETERMINED) {
            let (_, text) = self.0.remove(at);
            if self.exact(default).is_none() {
                self.set(default, text);
            }
        }
    }

    /// The text in exactly this language.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        self.place(lang).ok().map(|at| self.0[at].1.as_str())
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
        self.0.iter().map(|(lang, text)| (*lang, text.as_str()))
    }

    /// Where a language's text stands, or would.
    fn place(&self, lang: Lang) -> Result<usize, usize> {
        self.0.binary_search_by_key(&lang, |(lang, _)| *lang)
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
                let mut text = Text::default();
                while let Some((tag, value)) = map.next_entry::<String, String>()? {
                    let lang = Lang::new(&tag).ok_or_else(|| de::Error::custom(format!("`{tag}` is not a language")))?;
                    text.set(lang, value);
                }
                Ok(text)
            }
        }
        deserializer.deserialize_any(Either)
    }
}
