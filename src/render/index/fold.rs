//! Folding: how a word is written in the search index.
//!
//! A word has a key, under which it is found however it is typed, and a form,
//! which keeps its accents so that exact matches can stand first. `hòa` and
//! `hoà`, `kỹ` and `kĩ`, composed and decomposed letters have one form. The
//! script of the search page does the same; `tests/search/fold.csv` holds both.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::lang::Lang;

/// A word as the index knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::render) struct Folded {
    /// Without accents, in lower case; in English without endings.
    pub(in crate::render) key: String,
    /// With accents; the tone stands behind the letters.
    pub(in crate::render) form: String,
}

/// The Vietnamese tones as combining marks, and the signs that stand for them.
const TONES: [(char, char); 5] = [('\u{300}', '`'), ('\u{301}', '\''), ('\u{303}', '~'), ('\u{309}', '?'), ('\u{323}', '.')];

/// What a letter of a text is to the index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Other,
}

fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' '..='~' => Class::Other,
        letter if letter.is_numeric() => Class::Digit,
        letter if letter.is_alphabetic() || is_combining_mark(letter) => Class::Letter,
        _ => Class::Other,
    }
}

/// The words of a text: runs of letters and runs of digits.
pub(in crate::render) fn words(text: &str) -> impl Iterator<Item = &str> {
    places(text).map(|place| &text[place])
}

fn places(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut letters = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, first) = letters.find(|(_, letter)| class(*letter) != Class::Other)?;
        let kind = class(first);
        let mut end = start + first.len_utf8();
        while let Some((at, letter)) = letters.next_if(|(_, letter)| class(*letter) == kind) {
            end = at + letter.len_utf8();
        }
        Some(start..end)
    })
}

/// A word of a text in a language.
pub(in crate::render) fn fold(word: &str, lang: Lang) -> Folded {
    let mut letters = String::with_capacity(word.len());
    let mut tone = None;
    for letter in word.to_lowercase().nfkd() {
        match TONES.iter().find(|(mark, _)| *mark == letter) {
            Some((_, sign)) => tone = Some(*sign),
            None => letters.push(letter),
        }
    }
    if letters.starts_with(|first: char| first.is_ascii_digit()) {
        let number = letters.trim_start_matches('0');
        let number = if number.is_empty() { "0".to_owned() } else { number.to_owned() };
        return Folded { key: number.clone(), form: number };
    }
    let mut key: String = letters.chars().filter(|letter| !is_combining_mark(*letter)).map(|l| if l == 'đ' { 'd' } else { l }).collect();
    if ends_in_lone_y(&key) {
        key.pop();
        key.push('i');
        letters.pop();
        letters.push('i');
    }
    let mut form: String = letters.nfc().collect();
    form.extend(tone);
    if lang.as_str() == "en" {
        let is_plain = form == key;
        key = stem(key);
        if is_plain {
            form.clone_from(&key);
        }
    }
    Folded { key, form }
}

/// `kỹ`, `lý`, `tỷ`, `quý`: written with `i` as often as with `y`.
fn ends_in_lone_y(key: &str) -> bool {
    let Some(before) = key.strip_suffix('y') else { return false };
    before == "qu" || (!before.is_empty() && before.chars().all(|letter| "bcdghklmnprstvx".contains(letter)))
}

/// An English word without the endings of number and tense.
fn stem(mut word: String) -> String {
    if !word.is_ascii() || word.len() < 4 {
        return word;
    }
    if word.ends_with("ies") && word.len() > 4 {
        word.truncate(word.len() - 3);
        word.push('y');
    } else if word.ends_with("sses") {
        word.truncate(word.len() - 2);
    } else if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
    let tense = ["ing", "ed"].into_iter().find(|end| word.len() >= end.len() + 4 && word.ends_with(end));
    if let Some(end) = tense {
        word.truncate(word.len() - end.len());
        let bytes = word.as_bytes();
        if bytes[bytes.len() - 1] == bytes[bytes.len() - 2] && b"bdgmnprt".contains(&bytes[bytes.len() - 1]) {
            word.pop();
        }
    }
    if word.len() >= 4 && word.ends_with('e') {
        word.pop();
    }
    if word.len() > 4 { word.replace("iz", "is") } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_or_of_digits() {
        let all = |text| words(text).collect::<Vec<_>>();
        assert_eq!(all("Số 749/QĐ-TTg, 5G: «hòa»"), ["Số", "749", "QĐ", "TTg", "5", "G", "hòa"]);
        assert_eq!(all("ho\u{300}a  "), ["ho\u{300}a"]);
        assert_eq!(all(" – "), Vec::<&str>::new());
    }

    #[test]
    fn words_fold_as_the_table_says() {
        let mut lines = 0;
        for line in include_str!("../../../tests/search/fold.csv").lines().skip(1) {
            let [lang, word, key, form] = line.split(',').collect::<Vec<_>>()[..] else { panic!("four cells: {line}") };
            let folded = fold(word, Lang::new(lang).expect("a language"));
            assert_eq!((folded.key.as_str(), folded.form.as_str()), (key, form), "{word}");
            lines += 1;
        }
        assert!(lines > 40);
    }
}
