//! Long texts: the Markdown of datasets, which is most of what a portal says
//! and of which a page shows one. It need not be in memory before that.

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use super::lang::{Lang, Text};

/// Where long texts are kept while nobody reads them.
pub trait Shelf: Debug + Send + Sync {
    /// The text at this place; `None` when it cannot be read, which the shelf
    /// remembers: what was made of it then must not be published.
    fn read(&self, place: Place) -> Option<String>;
}

/// Who puts long texts on a shelf as they are read.
pub trait Shelve: Debug + Sync {
    /// The text as it is read again; in memory when it is short or the shelf
    /// takes no more.
    fn shelve(&self, text: LongText) -> LongText;
}

/// Texts that take more room than this many bytes are worth a shelf.
const LONG: usize = 256;

/// The languages of a text and the length of each part in bytes, in the order
/// in which they stand one behind the other.
pub type Parts = Vec<(Lang, u32)>;

/// A place on a shelf, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Where it begins.
    pub start: u64,
    /// How long it is.
    pub bytes: usize,
}

/// A text in one or more languages that may be long.
#[derive(Debug, Clone)]
pub struct LongText(Held);

#[derive(Debug, Clone)]
enum Held {
    /// In memory.
    Here(Text),
    /// On a shelf, language by language, one behind the other.
    There { shelf: Arc<dyn Shelf>, place: Place, parts: Box<[(Lang, u32)]> },
}

impl Default for LongText {
    fn default() -> Self {
        Text::default().into()
    }
}

impl From<Text> for LongText {
    fn from(text: Text) -> Self {
        Self(Held::Here(text))
    }
}

impl LongText {
    /// A text on a shelf; `parts` are its languages, sorted, and the length of
    /// each text in bytes. `None` unless there is something in every part.
    pub fn shelved(shelf: Arc<dyn Shelf>, start: u64, parts: Parts) -> Option<Self> {
        let bytes = parts.iter().try_fold(0usize, |sum, (_, bytes)| sum.checked_add(usize::try_from(*bytes).ok()?))?;
        let is_sound = !parts.is_empty() && parts.iter().all(|(_, bytes)| *bytes > 0) && parts.is_sorted_by(|a, b| a.0 < b.0);
        is_sound.then(|| Self(Held::There { shelf, place: Place { start, bytes }, parts: parts.into() }))
    }

    /// Whether it is in memory.
    pub fn is_here(&self) -> bool {
        matches!(self.0, Held::Here(_))
    }

    /// Whether there is no text in any language.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0, Held::Here(text) if text.is_empty())
    }

    /// The text, read from its shelf when it is on one. Whoever needs it more
    /// than once holds on to what this gives.
    pub fn read(&self) -> Cow<'_, Text> {
        match &self.0 {
            Held::Here(text) => Cow::Borrowed(text),
            Held::There { shelf, place, parts } => Cow::Owned(shelf.read(*place).map(|all| apart(&all, parts)).unwrap_or_default()),
        }
    }
}

/// The texts one behind the other, and their parts, which [`LongText::shelved`]
/// takes; `None` when they are too short to be worth a shelf.
pub fn together(text: &Text) -> Option<(String, Parts)> {
    let parts: Parts = text.iter().map(|(lang, part)| Some((lang, u32::try_from(part.len()).ok()?))).collect::<Option<_>>()?;
    let all: String = text.iter().map(|(_, part)| part).collect();
    (all.len() > LONG).then_some((all, parts))
}

/// Texts that stand one behind the other.
fn apart(all: &str, parts: &[(Lang, u32)]) -> Text {
    let (mut text, mut rest) = (Text::default(), all);
    for (lang, bytes) in parts {
        let (part, behind) = rest.split_at_checked(*bytes as usize).unwrap_or((rest, ""));
        text.set(*lang, part);
        rest = behind;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Letters(&'static str);

    impl Shelf for Letters {
        fn read(&self, Place { start, bytes }: Place) -> Option<String> {
            let start = usize::try_from(start).ok()?;
            self.0.get(start..start + bytes).map(str::to_owned)
        }
    }

    fn lang(tag: &str) -> Lang {
        Lang::new(tag).expect("a tag")
    }

    #[test]
    fn a_shelved_text_reads_as_it_was() {
        let shelf: Arc<dyn Shelf> = Arc::new(Letters("..plankế hoạch"));
        let text = LongText::shelved(shelf, 2, vec![(lang("en"), 4), (lang("vi"), 12)]).expect("sound");
        let mut told = Text::of(lang("en"), "plan");
        told.set(lang("vi"), "kế hoạch");
        assert_eq!(*text.read(), told);
        assert!(!text.is_empty());
    }

    #[test]
    fn long_texts_come_apart_as_they_were_put_together_and_short_ones_stay() {
        let mut long = Text::of(lang("vi"), "kế hoạch ".repeat(30));
        long.set(lang("en"), "plan");
        let (all, parts) = together(&long).expect("long");
        assert_eq!(apart(&all, &parts), long);
        assert!(together(&Text::of(lang("vi"), "kế hoạch")).is_none());
    }

    #[test]
    fn what_no_text_can_be_is_not_shelved() {
        let shelf = || -> Arc<dyn Shelf> { Arc::new(Letters("")) };
        assert!(LongText::shelved(shelf(), 0, vec![]).is_none());
        assert!(LongText::shelved(shelf(), 0, vec![(lang("en"), 0)]).is_none());
        assert!(LongText::shelved(shelf(), 0, vec![(lang("vi"), 1), (lang("en"), 1)]).is_none());
    }
}
