//! Records: many values, each behind a path, that stay in the bytes they were
//! read from; one is read when somebody asks for it. A site has a hundred
//! thousand of them, and a run that changes little asks for few.

use std::marker::PhantomData;

use super::codec::{In, Stored};

/// Where the records of one kind begin in some bytes; sorted by path.
#[derive(Debug)]
pub(super) struct Records<T> {
    starts: Vec<u32>,
    kind: PhantomData<fn() -> T>,
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self { starts: Vec::new(), kind: PhantomData }
    }
}

impl<T: Stored> Records<T> {
    /// Passes over the records that come next in `bytes`, of which `from` is
    /// the rest; `None` when there is one that cannot be read, or is not in
    /// its place.
    pub(super) fn read(bytes: &[u8], from: &mut In<'_>) -> Option<Self> {
        let count = usize::get(from)?;
        let mut starts = Vec::with_capacity(count.min(from.rest()));
        let mut last = "";
        for place in 0..count {
            starts.push(u32::try_from(bytes.len() - from.rest()).ok()?);
            let path = from.text()?;
            T::get(from)?;
            if place > 0 && path <= last {
                return None;
            }
            last = path;
        }
        Some(Self { starts, kind: PhantomData })
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The record at a place, with its path.
    pub(super) fn get<'b>(&self, bytes: &'b [u8], place: usize) -> Option<(&'b str, T)> {
        let mut from = In::new(bytes.get(*self.starts.get(place)? as usize..)?, &[]);
        Some((from.text()?, T::get(&mut from)?))
    }

    /// The place of the record of a path.
    pub(super) fn find(&self, bytes: &[u8], path: &str) -> Option<usize> {
        let known = |start: &u32| In::new(&bytes[*start as usize..], &[]).letters().unwrap_or_default();
        self.starts.binary_search_by(|start| known(start).cmp(path.as_bytes())).ok()
    }
}
