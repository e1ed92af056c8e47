//! The code of lists of numbers in the search index: printable letters, small
//! numbers in one of them.
//!
//! A text, not bytes, because the index is made of classic scripts that work
//! from a disk too. The letters are those that need no escape between quotes.

/// Letters for numbers below [`LAST`] that end a number.
const ENDS: &[u8; 64] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";

/// Letters that say that more follows.
const MORE: &[u8; 24] = b"!#%&'()*+,./:;<=>?@[]^{|";

/// Appends a number.
pub(super) fn push(text: &mut String, mut number: u32) {
    while let Some(rest) = number.checked_sub(64) {
        text.push(char::from(MORE[rest as usize % MORE.len()]));
        number = rest / 24;
    }
    text.push(char::from(ENDS[number as usize]));
}

#[cfg(test)]
mod tests {
    use super::{ENDS, MORE, push};

    fn read(text: &str) -> Vec<u32> {
        let (mut numbers, mut sum, mut scale) = (Vec::new(), 0, 1);
        for letter in text.bytes() {
            match MORE.iter().position(|more| *more == letter) {
                Some(digit) => {
                    sum += scale * (64 + u32::try_from(digit).unwrap());
                    scale *= 24;
                }
                None => {
                    let digit = ENDS.iter().position(|end| *end == letter).expect("a letter of the code");
                    numbers.push(sum + scale * u32::try_from(digit).unwrap());
                    (sum, scale) = (0, 1);
                }
            }
        }
        numbers
    }

    #[test]
    fn numbers_are_read_as_they_were_written_and_small_ones_take_one_letter() {
        let numbers = [0, 1, 63, 64, 65, 1599, 1600, 38_463, 38_464, 1_000_000, u32::MAX / 64];
        let mut text = String::new();
        numbers.iter().for_each(|number| push(&mut text, *number));
        assert_eq!(read(&text), numbers);
        let length = |number| {
            let mut text = String::new();
            push(&mut text, number);
            text.len()
        };
        assert_eq!([63, 64, 1599, 1600].map(length), [1, 2, 2, 3]);
    }

    #[test]
    fn no_letter_needs_an_escape_in_a_script() {
        let mut letters = [&ENDS[..], &MORE[..]].concat();
        assert!(letters.iter().all(|letter| letter.is_ascii_graphic() && !b"\"\\`$~".contains(letter)));
        letters.sort_unstable();
        letters.dedup();
        assert_eq!(letters.len(), 88);
    }
}
