//! Garbled text: Vietnamese that an encoding has spoilt, seen by letters that
//! no Vietnamese text has side by side.
//!
//! Looks at few bytes of a sound text, because every cell of every table comes
//! here. Does not mend anything: what was lost, nobody can guess.

/// What has happened to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Garbled {
    /// Letters became question marks: `Th? t?c`. They are gone.
    Lost,
    /// UTF-8 read as Windows-1252: `Thá»§ tá»¥c`.
    Mojibake,
    /// TCVN3 (fonts `.VnTime`) or VNI read as Unicode: `hµnh chÝnh`.
    OldFont,
}

impl Garbled {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Lost, Self::Mojibake, Self::OldFont];

    /// The variant of the sentences that say so.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Mojibake => "mojibake",
            Self::OldFont => "old-font",
        }
    }
}

/// How a text is garbled, if it is.
pub fn garbled(text: &str) -> Option<Garbled> {
    // Sound Vietnamese has none of these bytes but for a few signs (`°`, `«`,
    // the no-break space) and question marks.
    let is_suspect = text.bytes().fold(false, |any, byte| any | matches!(byte, 0xc2 | 0xef | b'?'));
    if is_suspect { text.split_whitespace().find_map(word) } else { None }
}

/// How a word is garbled.
fn word(word: &str) -> Option<Garbled> {
    if word.contains('\u{fffd}') {
        return Some(Garbled::Lost);
    }
    // `?` stands inside addresses and formulas as well.
    let is_address = word.contains(['/', '=', '&', '.', '*', '(', '[']);
    let mut before = None;
    let mut letters = word.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        match (letter, next) {
            ('á', Some('º' | '»')) | ('Ã', Some('¡'..='¿')) | ('Æ', Some('°' | '¡')) | ('Ä', Some('‘' | '\u{90}' | 'ƒ' | '©')) =>
            {
                return Some(Garbled::Mojibake);
            }
            ('?', Some(next)) if !is_address && next.is_lowercase() && before.is_some_and(char::is_alphabetic) => {
                return Some(Garbled::Lost);
            }
            // A sign before a name may be meant; at a word's beginning only `®`
            // (đ) is none.
            (sign, Some('a'..='z')) if is_tcvn3(sign) && before.map_or(sign == '®', |before: char| before.is_ascii_lowercase()) => {
                return Some(Garbled::OldFont);
            }
            _ => {}
        }
        before = Some(letter);
    }
    None
}

/// Signs by which TCVN3 writes `à á ả ã ạ ă ằ â đ ê ơ ư …`.
fn is_tcvn3(sign: char) -> bool {
    matches!(sign, 'µ' | '¸' | '¶' | '¹' | '¨' | '©' | '®' | 'ª' | '«' | '¬' | '¾' | '¼' | '½')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spoilt_vietnamese_is_seen_and_named() {
        for (text, how) in [
            ("Th? t?c hành chính", Garbled::Lost),
            ("Đào t\u{fffd}o", Garbled::Lost),
            ("Thá»§ tá»¥c", Garbled::Mojibake),
            ("Táº\u{ad}p huáº¥n", Garbled::Mojibake),
            ("HÃ¡t", Garbled::Mojibake),
            ("Ä‘Ã o táº¡o", Garbled::Mojibake),
            ("Thñ tôc hµnh chÝnh", Garbled::OldFont),
            ("®µo t¹o", Garbled::OldFont),
            ("c¸c c¬ quan", Garbled::OldFont),
        ] {
            assert_eq!(garbled(text), Some(how), "{text}");
        }
    }

    #[test]
    fn sound_texts_are_left_alone() {
        for text in [
            "Thủ tục hành chính",
            "ĐÃ\u{a0}HOÀN THÀNH",
            "https://mau.vn/trang?id=3",
            "tìm?q=a&b",
            "Ai làm? Khi nào?",
            "Vì sao?Vì thế",
            "25°C, 3 m², 1½ giờ",
            "Microsoft® Windows®",
            "© 2025 Sở Nội vụ, «trích»sau",
            "hoàn\u{ad}thành",
            "©vietnam",
            "España, naïve, café, ø",
            "chú thích¹",
            "20µm",
            "\u{feff}mã",
        ] {
            assert_eq!(garbled(text), None, "{text}");
        }
    }
}
