//! Huffman codes: what stands often takes few bits.
//!
//! Canonical: the lengths alone tell the code, so they are all that a reader
//! needs. Knows nothing of what the symbols are.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::bits::Bits;

/// The code of symbols 0, 1, 2 and so on.
#[derive(Debug)]
pub(in crate::render) struct Huffman {
    /// How many bits every symbol takes; none, when it never stands.
    pub(in crate::render) lengths: Vec<u32>,
    codes: Vec<u32>,
}

/// What is rarer than once in so many takes no more bits for it: codes stay
/// below 32 bits.
const RAREST: u64 = 1 << 16;

impl Huffman {
    /// The code for symbols that stand so often.
    pub(in crate::render) fn new(counts: &[u64]) -> Self {
        Self::of(lengths(counts))
    }

    /// The code whose symbols take so many bits: shorter codes first, and among
    /// those of a length in the order of symbols.
    pub(in crate::render) fn of(lengths: Vec<u32>) -> Self {
        let mut order: Vec<usize> = (0..lengths.len()).filter(|symbol| lengths[*symbol] > 0).collect();
        order.sort_by_key(|symbol| lengths[*symbol]);
        let mut codes = vec![0; lengths.len()];
        let (mut code, mut length) = (0_u32, 0);
        for symbol in order {
            code <<= lengths[symbol] - length;
            length = lengths[symbol];
            codes[symbol] = code;
            code = code.wrapping_add(1);
        }
        Self { lengths, codes }
    }

    /// Writes a symbol.
    pub(in crate::render) fn write(&self, symbol: usize, bits: &mut Bits) {
        bits.push(self.codes[symbol], self.lengths[symbol]);
    }
}

/// How many bits every symbol takes.
fn lengths(counts: &[u64]) -> Vec<u32> {
    let least = counts.iter().sum::<u64>() / RAREST;
    let mut lengths = vec![0; counts.len()];
    // The lightest two trees become one until one is left; equal weights join
    // in the order in which they were made, the same in every run.
    let mut parents: Vec<usize> = (0..counts.len()).collect();
    let used = parents.iter().copied().filter(|symbol| counts[*symbol] > 0);
    let mut trees: BinaryHeap<Reverse<(u64, usize)>> = used.map(|symbol| Reverse((counts[symbol].max(least), symbol))).collect();
    if let (1, Some(Reverse((_, only)))) = (trees.len(), trees.peek()) {
        lengths[*only] = 1;
        return lengths;
    }
    while let (Some(Reverse((one, first))), Some(Reverse((other, second)))) = (trees.pop(), trees.pop()) {
        let joined = parents.len();
        parents.push(joined);
        (parents[first], parents[second]) = (joined, joined);
        trees.push(Reverse((one + other, joined)));
    }
    // A tree is made after its branches: from the root down, each a bit deeper.
    let mut depths = vec![0; parents.len()];
    for tree in (0..parents.len()).rev() {
        if parents[tree] != tree {
            depths[tree] = depths[parents[tree]] + 1;
        }
    }
    lengths.copy_from_slice(&depths[..counts.len()]);
    lengths
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::bits::tests::Reader;
    use super::{Bits, Huffman};

    /// Reads a symbol as `search.js` does: by the number of codes of a length.
    pub(in crate::render::index) fn read(huffman: &Huffman, reader: &mut Reader<'_>) -> usize {
        let mut order: Vec<usize> = (0..huffman.lengths.len()).filter(|symbol| huffman.lengths[*symbol] > 0).collect();
        order.sort_by_key(|symbol| huffman.lengths[*symbol]);
        let (mut code, mut first, mut index) = (0, 0, 0);
        for length in 1..32 {
            code |= reader.take(1);
            let count = huffman.lengths.iter().filter(|other| **other == length).count() as u32;
            if code < first + count {
                return order[(index + code - first) as usize];
            }
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }
        panic!("no such code");
    }

    #[test]
    fn symbols_are_read_as_they_were_written_and_what_is_frequent_is_short() {
        for counts in
            [vec![5], vec![0, 3, 0], vec![1, 1], vec![9, 1, 1, 4, 0, 2], vec![1_000_000_000, 1, 1, 1, 1, 2, 3], (0..300).collect()]
        {
            let huffman = Huffman::new(&counts);
            let mut bits = Bits::default();
            let symbols: Vec<usize> = (0..counts.len()).chain((0..counts.len()).rev()).filter(|symbol| counts[*symbol] > 0).collect();
            symbols.iter().for_each(|symbol| huffman.write(*symbol, &mut bits));
            let text = bits.finish();
            let mut reader = Reader::new(&text);
            assert_eq!(symbols.iter().map(|_| read(&huffman, &mut reader)).collect::<Vec<_>>(), symbols);
            let most = counts.iter().enumerate().max_by_key(|(_, count)| **count).expect("a symbol").0;
            assert!(symbols.iter().all(|symbol| huffman.lengths[*symbol] >= huffman.lengths[most] && huffman.lengths[*symbol] < 32));
        }
        assert_eq!(Huffman::new(&[8, 4, 2, 1, 1]).lengths, [1, 2, 3, 4, 4]);
    }
}
