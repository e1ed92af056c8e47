//! Bits as text: how numbers stand in the files of the search index.
//!
//! The files are scripts, so that the index works from a disk, and scripts are
//! text: six bits are a letter. A list of numbers is written by its
//! differences, each by a Golomb-Rice code whose parameter follows the mean of
//! those before it: words that are spread evenly and words that stand in one
//! plan only both come near to what they can take at least, and compression
//! finds nothing left to do. `search.js` reads it.

/// Letters of six bits; none needs an escape between quotes.
const LETTERS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// A difference that takes more ones than this is written as a number of any
/// size instead: one jump must not take a thousand letters.
const MOST_ONES: u32 = 12;

/// After so many differences the older ones count half.
const WINDOW: u32 = 32;

/// Bits being written.
#[derive(Debug, Default)]
pub(in crate::render) struct Bits {
    text: String,
    value: u64,
    count: u32,
}

impl Bits {
    /// Appends the lowest bits of a number, at most 32 of them, highest first.
    pub(in crate::render) fn push(&mut self, value: u32, count: u32) {
        self.value = self.value << count | u64::from(value);
        self.count += count;
        while self.count >= 6 {
            self.count -= 6;
            self.text.push(char::from(LETTERS[(self.value >> self.count) as usize & 63]));
        }
        self.value &= 63;
    }

    /// Appends a number of any size, above zero (Elias gamma code).
    pub(in crate::render) fn number(&mut self, number: u32) {
        let more = number.ilog2();
        self.push(0, more);
        self.push(number, more + 1);
    }

    /// Appends numbers that never fall, the last below `universe`, and how
    /// many there are.
    pub(in crate::render) fn ascending(&mut self, count: u32, universe: u32, numbers: impl Iterator<Item = u32>) {
        self.number(count + 1);
        let mut rice = Rice::new(count, universe);
        let mut last = 0;
        for number in numbers {
            let gap = number - last;
            last = number;
            let parameter = rice.parameter();
            let ones = gap >> parameter;
            if ones < MOST_ONES {
                self.push((1 << (ones + 1)) - 2, ones + 1);
                self.push(gap & ((1 << parameter) - 1), parameter);
            } else {
                self.push((1 << MOST_ONES) - 1, MOST_ONES);
                self.number(gap - (MOST_ONES << parameter) + 1);
            }
            rice.add(gap);
        }
    }

    /// Appends numbers that rise: the same, each less as many as are before it.
    pub(in crate::render) fn rising(&mut self, count: u32, universe: u32, numbers: impl Iterator<Item = u32>) {
        self.ascending(count, universe, (0..).zip(numbers).map(|(before, number)| number - before));
    }

    /// The text, the last letter filled up.
    pub(in crate::render) fn finish(mut self) -> String {
        if self.count > 0 {
            self.push(0, 6 - self.count);
        }
        self.text
    }
}

/// The mean of the last differences.
struct Rice {
    sum: u64,
    count: u64,
}

impl Rice {
    fn new(count: u32, universe: u32) -> Self {
        Self { sum: u64::from(universe / count.max(1)), count: 1 }
    }

    /// How many bits of a difference are written as they are: about the
    /// logarithm of two thirds of the mean.
    fn parameter(&self) -> u32 {
        (0..).find(|bits| (self.count << bits) * 3 >= self.sum * 2).expect("a power of two that is as large")
    }

    fn add(&mut self, gap: u32) {
        self.sum += u64::from(gap);
        self.count += 1;
        if self.count == u64::from(WINDOW) {
            self.sum /= 2;
            self.count /= 2;
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::{Bits, LETTERS, MOST_ONES, Rice};

    /// Reads what [`Bits`] wrote, bit by bit, as `search.js` does.
    pub(in crate::render::index) struct Reader<'a> {
        text: &'a [u8],
        at: usize,
    }

    impl<'a> Reader<'a> {
        pub(in crate::render::index) fn new(text: &'a str) -> Self {
            Self { text: text.as_bytes(), at: 0 }
        }

        pub(in crate::render::index) fn take(&mut self, count: u32) -> u32 {
            (0..count).fold(0, |value, _| {
                let letter = LETTERS.iter().position(|letter| *letter == self.text[self.at / 6]).expect("a letter");
                self.at += 1;
                value << 1 | (letter >> (5 - (self.at - 1) % 6)) as u32 & 1
            })
        }

        fn number(&mut self) -> u32 {
            let more = (0..).take_while(|_| self.take(1) == 0).count() as u32;
            1 << more | self.take(more)
        }

        fn ascending(&mut self, universe: u32) -> Vec<u32> {
            let count = self.number() - 1;
            let (mut rice, mut last) = (Rice::new(count, universe), 0);
            let next = |_| {
                let parameter = rice.parameter();
                let ones = (0..MOST_ONES).take_while(|_| self.take(1) == 1).count() as u32;
                let rest = if ones < MOST_ONES { self.take(parameter) } else { self.number() - 1 };
                let gap = (ones << parameter) + rest;
                rice.add(gap);
                last += gap;
                last
            };
            (0..count).map(next).collect()
        }
    }

    #[test]
    fn lists_are_read_as_they_were_written() {
        let jump = [0, 0, 0, 1, 1, 2, 3, 3, 90_000, 90_001, 4_000_000];
        let even: Vec<u32> = (0..1000).map(|number| number * 7).collect();
        let mut bits = Bits::default();
        bits.ascending(11, 4_000_001, jump.into_iter());
        bits.rising(1000, 7000, even.iter().copied());
        bits.ascending(0, 0, std::iter::empty());
        bits.number(u32::MAX);
        let text = bits.finish();
        let mut reader = Reader::new(&text);
        assert_eq!(reader.ascending(4_000_001), jump);
        assert_eq!(reader.ascending(7000).into_iter().zip(0..).map(|(number, before)| number + before).collect::<Vec<_>>(), even);
        assert_eq!((reader.ascending(0), reader.number()), (Vec::new(), u32::MAX));
    }

    #[test]
    fn numbers_spread_by_chance_take_hardly_more_than_they_must() {
        let (universe, mut seed, mut numbers) = (5000, 7_u32, Vec::new());
        for number in 0..universe {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            if seed >> 16 < 65_536 / 20 {
                numbers.push(number);
            }
        }
        let share = numbers.len() as f64 / f64::from(universe);
        let least = -f64::from(universe) * (share * share.log2() + (1.0 - share) * (1.0 - share).log2());
        let mut bits = Bits::default();
        bits.rising(numbers.len() as u32, universe, numbers.iter().copied());
        let taken = bits.finish().len() as f64 * 6.0;
        assert!(taken < least * 1.07, "{taken} bits, at least {least}");
    }
}
