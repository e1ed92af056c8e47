//! Long texts: the Markdown of datasets, which is most of what a portal says
//! and of which a page shows one. It need not be in memory before that.

use std::borrow::Cow;
use std::fmt::Debug;
use std::sync::Arc;

use super::text::Text;

/// Where long texts are kept while nobody reads them.
pub trait Shelf: Debug + Send + Sync {
    /// The text at this place; `None` when it cannot be read, which the shelf
    /// remembers: what was made of it then must not be published.
    fn read(&self, place: Place) -> Option<Text>;
}

/// Who puts long texts on a shelf as they are read.
pub trait Shelve: Debug + Sync {
    /// The text as it is read again; in memory when it is short or the shelf
    /// takes no more.
    fn shelve(&self, text: LongText) -> LongText;
}

/// Texts that take more room than this many bytes are worth a shelf.
const LONG: usize = 256;

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
    /// On a shelf, all languages together.
    There { shelf: Arc<dyn Shelf>, place: Place },
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
    /// A text on a shelf, which holds [`worth_a_shelf`] at this place.
    pub fn shelved(shelf: Arc<dyn Shelf>, place: Place) -> Self {
        Self(Held::There { shelf, place })
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
            Held::There { shelf, place } => Cow::Owned(shelf.read(*place).unwrap_or_default()),
        }
    }
}

/// What a shelf keeps of a text, all its languages together; `None` when it is
/// too short to be worth it.
pub fn worth_a_shelf(text: &Text) -> Option<&str> {
    Some(text.together()).filter(|together| together.len() > LONG)
}

#[cfg(test)]
mod tests {
    use super::super::lang::Lang;
    use super::*;

    #[derive(Debug)]
    struct Letters(String);

    impl Shelf for Letters {
        fn read(&self, Place { start, bytes }: Place) -> Option<Text> {
            let start = usize::try_from(start).ok()?;
            Text::apart(self.0.get(start..start + bytes)?)
        }
    }

    #[test]
    fn long_texts_read_as_they_were_and_short_ones_stay() {
        let lang = |tag: &str| Lang::new(tag).expect("a tag");
        let long: Text = [(lang("vi"), "kế hoạch ".repeat(30)), (lang("en"), "plan".to_owned())].into_iter().collect();
        let together = worth_a_shelf(&long).expect("long");
        let shelf: Arc<dyn Shelf> = Arc::new(Letters(format!("..{together}")));
        let text = LongText::shelved(shelf, Place { start: 2, bytes: together.len() });
        assert_eq!(*text.read(), long);
        assert!(!text.is_empty() && !text.is_here());
        assert!(worth_a_shelf(&Text::of(lang("vi"), "kế hoạch")).is_none());
    }
}
