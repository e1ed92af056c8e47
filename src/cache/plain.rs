//! How plain values are stored: numbers, texts, lists, and several together.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::codec::{In, Out, Stored};
use super::digest::Digest;
use crate::model::checksum::Checksum;

/// An item of a list is taken to have so many bytes, when room is made for all
/// of them: lists of smaller ones make room as they come.
const SMALL: usize = 4;

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

impl Stored for Checksum {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.extend(self.bytes());
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        <[u8; 32]>::try_from(from.take(32)?).ok().map(Self::from)
    }
}

impl Stored for Digest {
    fn put(&self, out: &mut Out<'_>) {
        out.bytes.extend(self.bytes());
    }

    fn get(from: &mut In<'_>) -> Option<Self> {
        <[u8; 16]>::try_from(from.take(16)?).ok().map(Self::from)
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
        let mut all = Vec::with_capacity(count.min(from.rest().div_ceil(SMALL)));
        for _ in 0..count {
            all.push(T::get(from)?);
        }
        Some(all)
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
