//! The vocabulary of what is shown: names and texts as numbers of their words.
//!
//! A portal says few words often. They stand once in what every search reads,
//! and names and texts name them by a Huffman code; a space between two words
//! is not written. What is rare stands as it is beside the code.

use std::collections::HashMap;

use super::bits::Bits;
use super::huffman::Huffman;

/// The most words of a vocabulary: every search reads them.
const MOST: usize = 2_000;
/// What stands less often than this costs less where it stands.
const LEAST: u64 = 3;

/// Ends a text; no word is empty.
const END: &str = "";
/// The next one that is rare; between words a space is never written.
const RARE: &str = " ";

/// The words that are named by a number.
#[derive(Debug)]
pub(in crate::render) struct Vocabulary {
    numbers: HashMap<String, usize>,
    /// Shorter codes first, then by letter: as a reader needs them.
    pub(in crate::render) words: Vec<String>,
    code: Huffman,
}

/// Counts the words of texts.
#[derive(Debug, Default)]
pub(super) struct Count {
    words: HashMap<String, u64>,
    texts: u64,
}

impl Count {
    /// Counts the words of a text.
    pub(super) fn add(&mut self, text: &str) {
        self.texts += 1;
        for word in split(text).filter(|word| *word != RARE && !word.contains(char::is_control)) {
            match self.words.get_mut(word) {
                Some(count) => *count += 1,
                None => drop(self.words.insert(word.to_owned(), 1)),
            }
        }
    }

    /// The vocabulary of the texts.
    pub(super) fn vocabulary(self) -> Vocabulary {
        let mut rare = 1;
        let mut all: Vec<(String, u64)> = self.words.into_iter().collect();
        all.sort_unstable_by(|(one, often), (other, more)| more.cmp(often).then_with(|| one.cmp(other)));
        let last = all.partition_point(|(_, count)| *count >= LEAST).min(MOST);
        rare += all.drain(last..).map(|(_, count)| count).sum::<u64>();
        all.extend([(END.to_owned(), self.texts + 1), (RARE.to_owned(), rare)]);
        let counts: Vec<u64> = all.iter().map(|(_, count)| *count).collect();
        let lengths = Huffman::new(&counts).lengths;
        let mut words: Vec<(u32, String)> = lengths.into_iter().zip(all.into_iter().map(|(word, _)| word)).collect();
        words.sort_unstable();
        let code = Huffman::of(words.iter().map(|(length, _)| *length).collect());
        let words: Vec<String> = words.into_iter().map(|(_, word)| word).collect();
        Vocabulary { numbers: words.iter().cloned().zip(0..).collect(), words, code }
    }
}

impl Vocabulary {
    /// Writes a text; what is rare goes beside it.
    pub(in crate::render) fn write<'t>(&self, text: &'t str, bits: &mut Bits, rare: &mut Vec<&'t str>) {
        for word in split(text) {
            match self.numbers.get(word).filter(|_| word != RARE) {
                Some(number) => self.code.write(*number, bits),
                None => {
                    self.code.write(self.numbers[RARE], bits);
                    rare.push(word);
                }
            }
        }
        self.code.write(self.numbers[END], bits);
    }

    /// How many words have a code of one bit, of two, and so on.
    pub(in crate::render) fn lengths(&self) -> Vec<usize> {
        let longest = self.code.lengths.last().copied().unwrap_or_default();
        (1..=longest).map(|length| self.code.lengths.iter().filter(|other| **other == length).count()).collect()
    }
}

/// A letter that is no part of a word. Told by ranges that a browser's script
/// can tell as well, whatever it knows of newer letters.
fn is_sign(letter: char) -> bool {
    matches!(letter, '\0'..='/' | ':'..='@' | '['..='`' | '{'..='\u{bf}' | '\u{2000}'..='\u{206f}')
}

/// Words, and what stands between them; not a space between two words.
fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let end = rest.find(|letter| is_sign(letter) != is_sign(first)).unwrap_or(rest.len());
        at += end;
        // Behind a word one space leads to the next, which is not a sign.
        if !is_sign(first) && text[at..].starts_with(' ') && text[at + 1..].chars().next().is_some_and(|next| !is_sign(next)) {
            at += 1;
        }
        Some(&rest[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::super::bits::tests::Reader;
    use super::super::huffman::tests::read;
    use super::*;

    const TEXTS: [&str; 7] =
        ["Chữ ký số, 5G và số", "Sở TT&TT · số", "", " số  số\nsố ", "«số» – 30%", "một lần và một lần nữa", "số 1.000/QĐ"];

    #[test]
    fn texts_are_read_as_they_were_written() {
        let mut count = Count::default();
        TEXTS.iter().for_each(|text| count.add(text));
        let vocabulary = count.vocabulary();
        assert_eq!(vocabulary.words.iter().filter(|word| word.len() > 1).collect::<Vec<_>>(), ["số"]);
        assert_eq!(vocabulary.lengths().iter().sum::<usize>(), vocabulary.words.len());
        let (mut bits, mut rare) = (Bits::default(), Vec::new());
        TEXTS.iter().for_each(|text| vocabulary.write(text, &mut bits, &mut rare));
        let text = bits.finish();
        let (mut reader, mut rare) = (Reader::new(&text), rare.into_iter());
        for expected in TEXTS {
            let (mut told, mut is_word) = (String::new(), false);
            loop {
                let word = match vocabulary.words[read(&vocabulary.code, &mut reader)].as_str() {
                    END => break,
                    RARE => rare.next().expect("another one"),
                    word => word,
                };
                if is_word && !word.starts_with(is_sign) {
                    told.push(' ');
                }
                is_word = !word.starts_with(is_sign);
                told.push_str(word);
            }
            assert_eq!(told, expected);
        }
    }

    #[test]
    fn words_and_signs_part() {
        assert_eq!(split("5G và 4G, là 2").collect::<Vec<_>>(), ["5G", "và", "4G", ", ", "là", "2"]);
        assert_eq!(split(" a ").collect::<Vec<_>>(), [" ", "a", " "]);
    }
}
