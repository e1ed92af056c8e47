//! Texts in the encodings of old Vietnamese fonts: TCVN3 (`.VnTime`), VNI, VPS,
//! and VIQR, which writes accents behind letters.
//!
//! A text is read in each of them and held against how Vietnamese is built: what
//! is nothing as it stands and Vietnamese when it is read so, is so encoded.
//! French or German read so is nothing. Looked at only when a text has letters
//! that Vietnamese in Unicode does not have.

use std::collections::BTreeSet;

use super::Garbled;
use super::syllable::is_syllable;

/// What programs show of a font's letters, and what the font shows, one by one.
struct Font {
    seen: &'static str,
    meant: &'static str,
}

const TCVN3: Font = Font {
    seen: "¡¢£¤¥¦§¨©ª«¬\u{ad}®¯µ¶·¸¹º»¼½¾¿ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ",
    meant: "ĂÂÊÔƠƯĐăâêôơưđẰàảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ",
};

const VPS: Font = Font {
    seen: "€‚ƒ„…†‡ˆ‰Š‹ŒŽ“”•–—˜š›œžŸ¡¢£¤¥¦§¨©ª«¬\u{ad}®¯°±²³´µ¶·¸¹º»¼½¾¿ÀÃÄÅÆÇÈËÌÍÎÏÐÑÒÓÕÖ×ØÙÛÜÞäåæëïðñ÷øûýþÿ",
    meant: "ÀÃẤẦẨọỗĂếềểệẰỀỂỄỐỒỔýỷỵờỞắằẳẵặỠớÙờởỡŨỨợỪổỬỲỸÍÌộỈĨÓửữÒỎÕựầấẩẫậđẻẹỉễịỹƯỦồốỏơÈừứũưẺảạăẽĩẴĐƠụủỶẼỳ",
};

/// Letters of VNI that are whole by themselves.
const VNI_LETTERS: [(char, &str); 8] = [('ñ', "đ"), ('ö', "ư"), ('ô', "ơ"), ('æ', "ỉ"), ('ó', "ĩ"), ('ò', "ị"), ('î', "ỵ"), ('í', "í")];

/// Accents of VNI, which stand behind their letter: a tone by itself, then what
/// makes another letter of `a`, `e` and `o`, with a tone or without.
const VNI_TONES: [(char, &str); 5] = [('ø', "\u{300}"), ('ù', "\u{301}"), ('û', "\u{309}"), ('õ', "\u{303}"), ('ï', "\u{323}")];
const VNI_HATS: [(char, &str); 6] = [
    ('â', "\u{302}"),
    ('à', "\u{302}\u{300}"),
    ('á', "\u{302}\u{301}"),
    ('å', "\u{302}\u{309}"),
    ('ã', "\u{302}\u{303}"),
    ('ä', "\u{302}\u{323}"),
];
const VNI_BREVES: [(char, &str); 6] = [
    ('ê', "\u{306}"),
    ('è', "\u{306}\u{300}"),
    ('é', "\u{306}\u{301}"),
    ('ú', "\u{306}\u{309}"),
    ('ü', "\u{306}\u{303}"),
    ('ë', "\u{306}\u{323}"),
];

/// No syllable takes more letters, accents counted: `nghie^~ng`.
const LONGEST: usize = 12;

/// Accents of VIQR.
const VIQR: [(char, &str); 8] = [
    ('^', "\u{302}"),
    ('(', "\u{306}"),
    ('+', "\u{31b}"),
    ('`', "\u{300}"),
    ('\'', "\u{301}"),
    ('?', "\u{309}"),
    ('~', "\u{303}"),
    ('.', "\u{323}"),
];

/// The encoding of a text, if it is one of these.
pub(super) fn encoding(text: &str) -> Option<Garbled> {
    // Vietnamese in Unicode has letters that none of these fonts has.
    if text.chars().any(|letter| matches!(letter, 'Ă' | 'ă' | 'Đ' | 'đ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | '\u{1ea0}'..='\u{1ef9}')) {
        return None;
    }
    let font = |font: Font| move |word: &str| Some(word.chars().map(|letter| font.letter(letter)).collect());
    let has_marks = text.contains('^');
    let all: [(Garbled, Score); 4] = [
        (Garbled::Vni, Score::of(text, is_letter, vni)),
        (Garbled::OldFont, Score::of(text, |letter| is_letter(letter) || (!letter.is_ascii() && TCVN3.seen.contains(letter)), font(TCVN3))),
        (Garbled::Vps, Score::of(text, |letter| is_letter(letter) || (!letter.is_ascii() && VPS.seen.contains(letter)), font(VPS))),
        (
            Garbled::Viqr,
            Score::of(if has_marks { text } else { "" }, |letter| is_letter(letter) || VIQR.iter().any(|(mark, _)| *mark == letter), viqr),
        ),
    ];
    let sure = all.into_iter().filter(|(_, score)| score.is_sure());
    sure.reduce(|best, next| if next.1.right > best.1.right { next } else { best }).map(|(how, _)| how)
}

fn is_letter(letter: char) -> bool {
    letter.is_alphabetic()
}

impl Font {
    fn letter(&self, letter: char) -> char {
        let at = self.seen.chars().position(|seen| seen == letter);
        at.and_then(|at| self.meant.chars().nth(at)).unwrap_or(letter)
    }
}

/// How well a text reads in an encoding.
struct Score {
    /// Different words that are Vietnamese only when they are read so.
    right: usize,
    /// Words with accents that are nothing even then.
    wrong: usize,
    /// Whether one of the right words looks as no language does: `ViÖt`.
    is_odd: bool,
}

impl Score {
    fn of(text: &str, is_letter: impl Fn(char) -> bool, read: impl Fn(&str) -> Option<String>) -> Self {
        let (mut right, mut wrong, mut is_odd) = (BTreeSet::new(), 0, false);
        for word in text.split(|letter| !is_letter(letter)) {
            // A mark at the end may be the sentence's own.
            let plain = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
            if plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                continue;
            }
            let is_short = plain.chars().nth(LONGEST).is_none();
            if is_short && is_syllable(plain) {
                continue;
            }
            let has_meant = |word: &&str| read(word).is_some_and(|read| read != **word && is_syllable(&read));
            let tried = [word, plain].into_iter().take(if word == plain { 1 } else { 2 }).find(|word| is_short && has_meant(word));
            match tried {
                Some(_) => {
                    is_odd |= looks_odd(plain);
                    right.insert(plain.to_lowercase());
                }
                None => wrong += 1,
            }
            // Another language shows itself early.
            if wrong > right.len() + 1 {
                break;
            }
        }
        Self { right: right.len(), wrong, is_odd }
    }

    /// A few names of other languages may stand in a text; one word alone has to
    /// look as no word does.
    fn is_sure(&self) -> bool {
        match self.right {
            0 => false,
            1 => self.is_odd && self.wrong == 0,
            right => self.wrong * 4 <= right,
        }
    }
}

/// Whether a capital with an accent stands behind a small letter, or two accents
/// one behind the other on no letter that people write: `nghÜa`, `hoøa`, `Vieät`.
fn looks_odd(word: &str) -> bool {
    let pair = |(before, letter): (char, char)| {
        let is_capital = matches!(letter, 'À'..='Þ') && before.is_ascii_lowercase();
        let is_mark = matches!((before, letter), ('a' | 'e' | 'o' | 'u', 'ø' | 'û' | 'õ') | ('e' | 'o', 'ä' | 'å') | ('ö', 'ô'));
        is_capital || is_mark
    };
    word.chars().zip(word.chars().skip(1)).any(pair)
}

/// A word of VNI.
fn vni(word: &str) -> Option<String> {
    let mut read = String::new();
    let mut before = ' ';
    for letter in word.chars().flat_map(char::to_lowercase) {
        let of = |accents: &[(char, &'static str)]| accents.iter().find(|(mark, _)| *mark == letter).map(|(_, accent)| *accent);
        let accent = match before {
            'a' => of(&VNI_TONES).or_else(|| of(&VNI_HATS)).or_else(|| of(&VNI_BREVES)),
            'e' | 'o' => of(&VNI_TONES).or_else(|| of(&VNI_HATS)),
            'u' | 'y' | 'ô' | 'ö' => of(&VNI_TONES),
            _ => None,
        };
        let whole = || VNI_LETTERS.iter().find(|(whole, _)| *whole == letter).map(|(_, meant)| *meant);
        match accent.or_else(whole) {
            Some(text) => read.push_str(text),
            None if letter.is_ascii() || letter == 'ì' => read.push(letter),
            None => return None,
        }
        before = letter;
    }
    Some(read)
}

/// A word of VIQR.
fn viqr(word: &str) -> Option<String> {
    if !word.is_ascii() {
        return None;
    }
    let mut read = String::new();
    for letter in word.chars() {
        match VIQR.iter().find(|(mark, _)| *mark == letter) {
            Some((_, accent)) => read.push_str(accent),
            None => read.push(letter),
        }
    }
    Some(read.replace("dd", "đ").replace("DD", "Đ").replace("Dd", "Đ"))
}
