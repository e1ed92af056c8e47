//! How values are stored: bytes without gaps, read back field by field.
//!
//! The form is private to one build of the program (the store is dropped by
//! any other), so nothing is tagged and nothing is versioned. A source file is
//! stored as its place in a list that reader and writer agree on, because the
//! numbers of [`SourceId`] are those of one run. Reading never panics and never
//! takes more memory than a small multiple of the bytes given: whatever does
//! not fit gives `None`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::shelf::Texts;
use crate::diag::SourceId;
use crate::model::long::{LongText, Parts};

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
    /// For every long text in its turn where it begins and its parts, when it
    /// is long enough to be here.
    pub(super) places: Vec<Option<(u64, Parts)>>,
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
        let (start, parts) = Stored::get(self)?;
        self.texts?.text(start, parts)
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(count)?;
        self.bytes = rest;
        Some(taken)
    }

    /// The next text.
    pub(super) fn text(&mut self) -> Option<&'a str> {
        let count = usize::get(self)?;
        simdutf8::basic::from_utf8(self.take(count)?).ok()
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
    fn count(&mut self) -> Option<usize> {
        usize::get(self).filter(|count| *count <= self.bytes.len())
    }
}

/// What can be stored.
pub(super) trait Stored: Sized {
    /// Appends the value.
    fn put(&self, out: &mut Out<'_>);
    /// Reads a value; `None` when the bytes are none.
    fn get(from: &mut In<'_>) -> Option<Self>;
}

impl Stored for u64 {
    fn put(&self, out: &mut Out<'_>) {
        let mut rest = *self;
        while rest >= 0x80 {
            out.bytes.push((rest & 0x7f) as u8 | 0x80);
            rest >>= 7;
        }
        out.bytes.push(rest as u8);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let [byte] = *from.take(1)? else { return None };
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }
}

macro_rules! as_u64 {
    ($($number:ty),*) => {$(
        impl Stored for $number {
            fn put(&self, out: &mut Out<'_>) {
                (*self as u64).put(out);
            }

            fn get(from: &mut In<'_>) -> Option<Self> {
                u64::get(from)?.try_into().ok()
            }
        }
    )*};
}

as_u64!(u32, usize);

impl Stored for i64 {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.extend(self.to_le_bytes());
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Some(Self::from_le_bytes(from.take(8)?.try_into().ok()?))
    }
}

impl Stored for u8 {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.push(*self);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        from.take(1).map(|taken| taken[0])
    }
}

impl Stored for bool {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.push(u8::from(*self));
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        match from.take(1)? {
            [0] => Some(false),
            [1] => Some(true),
            _ => None,
        }
    }
}

impl Stored for char {
    fn put(&self, out: &mut Out<'_>) {
        u32::from(*self).put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Self::from_u32(u32::get(from)?)
    }
}

impl Stored for String {
    fn put(&self, out: &mut Out<'_>) {
        out.text(self);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        from.text().map(str::to_owned)
    }
}

impl Stored for Cow<'static, str> {
    fn put(&self, out: &mut Out<'_>) {
        out.text(self);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        String::get(from).map(Cow::Owned)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, out: &mut Out<'_>) {
        self.is_some().put(out);
        if let Some(value) = self {
            value.put(out);
        }
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        if bool::get(from)? { T::get(from).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Box<T> {
    fn put(&self, out: &mut Out<'_>) {
        (**self).put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        T::get(from).map(Box::new)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, out: &mut Out<'_>) {
        self.len().put(out);
        self.iter().for_each(|item| item.put(out));
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let count = from.count()?;
        (0..count).map(|_| T::get(from)).collect()
    }
}

impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn put(&self, out: &mut Out<'_>) {
        self.len().put(out);
        for (key, value) in self {
            key.put(out);
            value.put(out);
        }
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        let count = from.count()?;
        (0..count).map(|_| Some((K::get(from)?, V::get(from)?))).collect()
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn put(&self, out: &mut Out<'_>) {
        self.0.put(out);
        self.1.put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Some((A::get(from)?, B::get(from)?))
    }
}

impl<A: Stored, B: Stored, C: Stored> Stored for (A, B, C) {
    fn put(&self, out: &mut Out<'_>) {
        self.0.put(out);
        self.1.put(out);
        self.2.put(out);
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        Some((A::get(from)?, B::get(from)?, C::get(from)?))
    }
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
