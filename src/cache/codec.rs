//! How values are stored: bytes without gaps, read back field by field.
//!
//! The form is private to one build of the program (the store is dropped by
//! any other), so nothing is tagged and nothing is versioned. A source file is
//! stored as its place in a list that reader and writer agree on, because the
//! numbers of [`SourceId`] are those of one run. Reading never panics and never
//! takes more memory than a small multiple of the bytes given: whatever does
//! not fit gives `None`.

use super::shelf::Texts;
use crate::diag::SourceId;
use crate::model::long::LongText;

/// Bytes being written.
pub(super) struct Out<'a> {
    /// What has been written.
    pub(super) bytes: Vec<u8>,
    /// Whether a source was named that is not in the list; the bytes are of no
    /// use then.
    pub(super) is_foreign: bool,
    /// Whether what only the rows tell is left out.
    pub(super) leaves_rows_out: bool,
    /// Long texts, when they are written apart.
    pub(super) apart: Option<Apart>,
    sources: &'a [SourceId],
}

impl<'a> Out<'a> {
    /// Nothing is written; `sources` is the list of files, sorted.
    pub(super) fn new(sources: &'a [SourceId]) -> Self {
        Self { bytes: Vec::new(), is_foreign: false, leaves_rows_out: false, apart: None, sources }
    }

    /// The same, for a digest of what does not change with the rows.
    pub(super) fn without_rows(mut self) -> Self {
        self.leaves_rows_out = true;
        self
    }

    /// The same, with long texts written apart.
    pub(super) fn with_texts_apart(mut self) -> Self {
        self.apart = Some(Apart::default());
        self
    }

    /// Appends a text.
    pub(super) fn text(&mut self, text: &str) {
        text.len().put(self);
        self.bytes.extend(text.as_bytes());
    }

    pub(super) fn source(&mut self, source: SourceId) {
        match self.sources.binary_search(&source) {
            Ok(place) => place.put(self),
            Err(_) => self.is_foreign = true,
        }
    }
}

/// Long texts written apart.
#[derive(Default)]
pub(super) struct Apart {
    /// The texts, one behind the other.
    pub(super) texts: Vec<u8>,
    /// For every long text in its turn where it begins and how long it is, in
    /// bytes, when it is long enough to be here.
    pub(super) places: Vec<Option<(u64, u64)>>,
}

/// Bytes being read.
pub(super) struct In<'a> {
    bytes: &'a [u8],
    sources: &'a [SourceId],
    texts: Option<&'a Texts>,
}

impl<'a> In<'a> {
    /// At the beginning; `sources` is this run's list of the same files.
    pub(super) fn new(bytes: &'a [u8], sources: &'a [SourceId]) -> Self {
        Self { bytes, sources, texts: None }
    }

    /// The same, where long texts were written apart.
    pub(super) fn with_texts(mut self, texts: &'a Texts) -> Self {
        self.texts = Some(texts);
        self
    }

    /// A text that was written apart.
    pub(super) fn text_apart(&mut self) -> Option<LongText> {
        let (start, bytes) = Stored::get(self)?;
        self.texts?.text(start, bytes)
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        simdutf8::basic::from_utf8(self.letters()?).ok()
    }

    /// The bytes of the next text.
    pub(super) fn letters(&mut self) -> Option<&'a [u8]> {
        let count = usize::get(self)?;
        self.take(count)
    }

    /// How many bytes are to be read.
    pub(super) fn rest(&self) -> usize {
        self.bytes.len()
    }

    /// Whether everything has been read.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn source(&mut self) -> Option<SourceId> {
        let place = usize::get(self)?;
        self.sources.get(place).copied()
    }

    /// A number of items of at least one byte each.
    pub(super) fn count(&mut self) -> Option<usize> {
        usize::get(self).filter(|count| *count <= self.rest())
    }
}

/// What can be stored.
pub(super) trait Stored: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Out<'_>);
    /// Reads a value; `None` when the bytes are none.
    fn get(from: &mut In<'_>) -> Option<Self>;
}

/// A struct stored field by field. A field that is not named here does not
/// compile, so none is forgotten.
macro_rules! stored_struct {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Stored for $name {
            fn put(&self, out: &mut Out<'_>) {
                let $name { $($field),* } = self;
                $($field.put(out);)*
            }

            fn get(from: &mut In<'_>) -> Option<Self> {
                $(let $field = Stored::get(from)?;)*
                Some($name { $($field),* })
            }
        }
    )*};
}

/// An enum stored as a number and the fields of its variant. A variant that is
/// not named here does not compile.
macro_rules! stored_enum {
    ($($name:ident { $($tag:literal $variant:ident { $($field:tt : $bound:ident),* }),* $(,)? })*) => {$(
        impl Stored for $name {
            fn put(&self, out: &mut Out<'_>) {
                match self {
                    $($name::$variant { $($field: $bound),* } => {
                        out.bytes.push($tag);
                        $($bound.put(out);)*
                    })*
                }
            }

            fn get(from: &mut In<'_>) -> Option<Self> {
                match from.take(1)? {
                    $([$tag] => {
                        $(let $bound = Stored::get(from)?;)*
                        Some($name::$variant { $($field: $bound),* })
                    })*
                    _ => None,
                }
            }
        }
    )*};
}

pub(super) use {stored_enum, stored_struct};

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn stored<T: Stored>(value: &T) -> Vec<u8> {
        let mut out = Out::new(&[]);
        value.put(&mut out);
        out.bytes
    }

    #[test]
    fn values_come_back_as_they_were() {
        let value = (vec!["a".to_owned(), "đô".to_owned()], BTreeMap::from([(1u64, Some(true)), (u64::MAX, None)]), i64::MIN);
        let bytes = stored(&value);
        let mut from = In::new(&bytes, &[]);
        assert_eq!(Stored::get(&mut from), Some(value));
        assert!(from.is_empty());
    }

    #[test]
    fn bytes_that_were_cut_or_invented_give_nothing() {
        let bytes = stored(&vec!["abc".to_owned(); 3]);
        for end in 0..bytes.len() {
            assert_eq!(Vec::<String>::get(&mut In::new(&bytes[..end], &[])), None, "{end}");
        }
        assert_eq!(Vec::<String>::get(&mut In::new(&[0xff; 40], &[])), None);
        assert_eq!(String::get(&mut In::new(&[2, 0xff, 0xfe], &[])), None);
        assert_eq!(In::new(&[0], &[]).source(), None);
    }
}
