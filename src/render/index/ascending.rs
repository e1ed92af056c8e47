//! Numbers that never fall, kept as differences: a byte for most.
//!
//! The lists of the search index while it is made; how they are published is
//! the affair of [`super::bits`].

/// A list of numbers that never fall.
#[derive(Debug, Default)]
pub(in crate::render) struct Ascending {
    bytes: Vec<u8>,
    count: u32,
    last: u32,
}

impl Ascending {
    /// Appends a number, which is not below the last one.
    pub(super) fn push(&mut self, number: u32) {
        push(&mut self.bytes, number - self.last);
        self.last = number;
        self.count += 1;
    }

    /// Whether the last number is this one.
    pub(super) fn ends_with(&self, number: u32) -> bool {
        self.count > 0 && self.last == number
    }

    /// How many numbers there are.
    pub(in crate::render) fn len(&self) -> u32 {
        self.count
    }

    /// How many bytes they take.
    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }

    /// The numbers.
    pub(in crate::render) fn iter(&self) -> impl Iterator<Item = u32> {
        read(&self.bytes).scan(0, |sum, step| {
            *sum += step;
            Some(*sum)
        })
    }
}

/// Appends a number of any size: seven bits a byte, the lowest first.
pub(super) fn push(bytes: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// The numbers that [`push`] wrote.
pub(super) fn read(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let mut bytes = bytes.iter();
    std::iter::from_fn(move || {
        let (mut number, mut scale) = (0, 0);
        loop {
            let byte = *bytes.next()?;
            number |= u32::from(byte & 0x7f) << scale;
            scale += 7;
            if byte < 0x80 {
                return Some(number);
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use super::Ascending;

    #[test]
    fn numbers_are_read_as_they_were_written() {
        let numbers = [0, 0, 1, 127, 255, 16_500, 16_500, u32::MAX];
        let mut list = Ascending::default();
        numbers.iter().for_each(|number| list.push(*number));
        assert_eq!((list.iter().collect::<Vec<_>>(), list.len()), (numbers.to_vec(), 8));
        assert!(list.ends_with(u32::MAX) && !Ascending::default().ends_with(0));
    }
}
