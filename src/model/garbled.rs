//! Garbled text: Vietnamese that an encoding has spoilt, seen by letters that
//! no Vietnamese text has side by side.
//!
//! Looks at few bytes of a sound text, because every cell of every table comes
//! here. Does not mend anything: what was lost, nobody can guess.

mod hidden;
mod legacy;
mod syllable;

pub use hidden::{hidden_word, is_hidden, without_hidden};

/// What has happened to a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Garbled {
    /// Letters became question marks: `Th? t?c`. They are gone.
    Lost,
    /// UTF-8 read as Windows-1252: `Thá»§ tá»¥c`.
    Mojibake,
    /// TCVN3 (fonts `.VnTime`) read as Unicode: `hµnh chÝnh`.
    OldFont,
    /// VNI read as Unicode: `haønh chính`.
    Vni,
    /// VPS read as Unicode: `hành chính, Çào tåo`.
    Vps,
    /// Accents behind their letters: `ha`nh chi'nh, dda`o ta.o`.
    Viqr,
    /// The Icelandic eth where `đ` should stand: `Ðoàn`.
    Eth,
    /// Characters inside words that take no room: `Nội\u{200b}vụ`.
    Hidden,
}

impl Garbled {
    /// All of them.
    pub const ALL: [Self; 8] = [Self::Lost, Self::Mojibake, Self::OldFont, Self::Vni, Self::Vps, Self::Viqr, Self::Eth, Self::Hidden];

    /// The variant of the sentences that say so.
    pub fn name(self) -> &'static str {
        match self {
            Self::Lost => "lost",
            Self::Mojibake => "mojibake",
            Self::OldFont => "old-font",
            Self::Vni => "vni",
            Self::Vps => "vps",
            Self::Viqr => "viqr",
            Self::Eth => "eth",
            Self::Hidden => "hidden",
        }
    }

    /// The variant for what is no cell of a table.
    pub fn of_text(self) -> &'static str {
        match self {
            Self::Lost => "lost-text",
            Self::Mojibake => "mojibake-text",
            Self::OldFont => "old-font-text",
            Self::Vni => "vni-text",
            Self::Vps => "vps-text",
            Self::Viqr => "viqr-text",
            Self::Eth => "eth-text",
            Self::Hidden => "hidden-text",
        }
    }
}

/// How a text is garbled, if it is.
pub fn garbled(text: &str) -> Option<Garbled> {
    // Sound Vietnamese has none of these bytes but for a few signs (`°`, `«`,
    // the no-break space), question marks, dashes, and what other languages lend.
    let (mut is_suspect, mut has_mark, mut has_letter, mut has_sign) = (false, false, false, false);
    for byte in text.bytes() {
        is_suspect |= matches!(byte, 0xc2 | 0xef | b'?');
        has_mark |= byte == b'^';
        has_letter |= byte == 0xc3;
        has_sign |= byte == 0xe2;
    }
    let has_strange = has_mark || (has_letter && has_strange_letter(text.as_bytes()));
    let legacy = if has_strange { legacy::encoding(text) } else { None };
    let legacy = legacy.or_else(|| (has_strange && has_eth(text)).then_some(Garbled::Eth));
    let spoilt = legacy.or_else(|| if is_suspect { text.split_whitespace().find_map(word) } else { None });
    spoilt.or_else(|| ((is_suspect || has_sign) && hidden::hides(text)).then_some(Garbled::Hidden))
}

/// Whether a text has one of the letters from U+00C0 to U+00FF that Vietnamese
/// does not have. No step depends on what another has found, so that many
/// letters are looked at in one.
fn has_strange_letter(text: &[u8]) -> bool {
    text.iter().zip(&text[1.min(text.len())..]).fold(false, |found, (first, second)| found | ((*first == 0xc3) & is_strange(*second)))
}

/// Whether these are the last bits of a letter from U+00C0 to U+00FF that
/// Vietnamese does not have; capitals and small letters lie 32 apart.
fn is_strange(last: u8) -> bool {
    let at = last & 0x1f;
    let within = |first: u8, count: u8| at.wrapping_sub(first) < count;
    // ÄÅÆÇ, Ë, ÎÏÐÑ, Ö×Ø, ÛÜ, Þß
    within(0x04, 4) | within(0x0b, 1) | within(0x0e, 4) | within(0x16, 3) | within(0x1b, 2) | within(0x1e, 2)
}

/// Whether a word begins with an eth. No Icelandic word does, and `đ` stands
/// nowhere else.
fn has_eth(text: &str) -> bool {
    let is_eth = |word: &str| word.strip_prefix(['Ð', 'ð']).is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    text.split(|letter: char| !letter.is_alphabetic()).any(is_eth)
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
    fn letters_that_vietnamese_has_are_not_strange() {
        for letter in '\u{c0}'..='\u{ff}' {
            let is_vietnamese = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".contains(letter);
            assert_eq!(has_strange_letter(format!("lá {letter}n").as_bytes()), !is_vietnamese, "{letter}");
        }
        assert!(!has_strange_letter(b"") && !has_strange_letter(b"\xc3"));
    }

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
            ("Céng hßa x· héi chñ nghÜa ViÖt Nam", Garbled::OldFont),
            ("§éc lËp - Tù do - H¹nh phóc", Garbled::OldFont),
            ("ViÖt Nam", Garbled::OldFont),
            ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", Garbled::Vni),
            ("ÑOÄC LAÄP - TÖÏ DO - HAÏNH PHUÙC", Garbled::Vni),
            ("Quyeát ñònh veà vieäc ban haønh Keá hoaïch (soá 12/QÑ-UBND)", Garbled::Vni),
            ("Vieät Nam", Garbled::Vni),
            ("C¶ng hòa xã h¶i chû nghïa ViŒt Nam, Çào tåo nguÒn nhân l¿c", Garbled::Vps),
            ("Co^.ng ho`a xa~ ho^.i chu? nghi~a Vie^.t Nam", Garbled::Viqr),
            ("DDo^.c la^.p - Tu+. do - Ha.nh phu'c", Garbled::Viqr),
            ("®µo t¹o", Garbled::OldFont),
            ("Ðoàn thanh niên huyện Ðông Anh", Garbled::Eth),
            ("Tỉnh Bình Ðịnh", Garbled::Eth),
            ("(ðã duyệt)", Garbled::Eth),
            ("c¸c c¬ quan", Garbled::OldFont),
            ("hoàn\u{ad}thành", Garbled::Hidden),
            ("Sở Nội\u{200b} vụ", Garbled::Hidden),
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
            "©vietnam",
            "España, naïve, café, ø",
            "chú thích¹",
            "20µm",
            "\u{feff}mã",
            "Noël, naïve, Loïc et Moïse : où êtes-vous allés ? Le maïs français coûte 5 €",
            "L'été à la forêt, près de l'hôtel du Château, né à Angoulême, thé & café crème",
            "Guðmundur og Sigríður, Garðabær, í Reykjavík; ð, Ð",
            "Straße, Größe, Änderungsverträge, Übergangsmaßnahmen für Köln, Düsseldorf und Österreich",
            "Grüße aus München: schöne Tage, kühle Nächte, hübsche Häuser, früh, spät, Bö",
            "Příliš žluťoučký kůň úpěl ďábelské ódy, má čtyři děti, Škoda být tím",
            "El niño español pingüino, aéreo, oásis, aún, Málaga, año, según, país, baúl",
            "São João, coração, pães, ações, avô, três, português, não, mãe",
            "på, blå, føre, Ærø, søen, været, måned, Håkon",
            "määrä, pää, häät, öljy, Jyväskylä, tällä hetkellä",
            "Bà Nà, Hòa Bình, Lê Thánh Tông, xã Phú Thuân, núi Bà Đen",
            "x^2 + y^2 = z^2, E^0, 10^6 m^3",
            "Phở Noël, Citroën, Häagen-Dazs, Nestlé tại Việt Nam",
            "Citroën, Häagen-Dazs, Nestlé, Škoda, Peugeot",
            "À propos, Élysée, Île-de-France, ÉCOLE, CÔTE D'IVOIRE, FORÊT, NOËL, MAÏS",
            "Curaçao, Réunion, Åland, Côte d’Ivoire, São Tomé, Türkiye, Österreich",
        ] {
            assert_eq!(garbled(text), None, "{text}");
        }
    }
}
