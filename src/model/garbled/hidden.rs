//! Hidden characters: signs without width inside words, which come along from
//! PDF, Word and web pages. Nobody sees them, and no search finds such a word.
//!
//! Some scripts and emoji need them; between letters of Vietnamese, and of
//! whatever else is written in Latin letters, they mean nothing.

/// Whether a character takes no room: zero-width spaces and joiners, marks of
/// direction, the soft hyphen.
pub fn is_hidden(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character is a letter or a digit as Vietnamese is written.
fn is_latin(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '\u{c0}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// Whether a character may stand beside a Latin word.
fn is_beside(c: char) -> bool {
    is_latin(c) || matches!(c, ' ' | '/' | '-' | '.' | ',' | ';' | ':' | '(' | ')')
}

/// Whether hidden characters between these two mean nothing. Where a text has
/// letters of other scripts, which may need them, only Latin letters show that.
fn is_meant_for_none(text: &str, before: char, behind: char) -> bool {
    let is_letter = |c: char| c.is_alphabetic() && is_latin(c);
    let is_told = is_beside(before) && is_beside(behind) && (is_latin(before) || is_latin(behind));
    let is_mixed = || text.chars().any(|c| c.is_alphabetic() && !is_latin(c));
    is_told && (is_letter(before) && is_letter(behind) || !is_mixed())
}

/// Where the first hidden character is that means nothing. What stands at the
/// edges of a text is no part of its words.
fn first(text: &str) -> Option<usize> {
    let (mut before, mut hidden) = (None, None);
    for (at, c) in text.char_indices() {
        if is_hidden(c) {
            hidden.get_or_insert(at);
            continue;
        }
        if let (Some(at), Some(before)) = (hidden.take(), before)
            && is_meant_for_none(text, before, c)
        {
            return Some(at);
        }
        before = Some(c);
    }
    None
}

/// Whether a text has hidden characters inside its words.
pub(super) fn hides(text: &str) -> bool {
    first(text).is_some()
}

/// A text without its hidden characters.
pub fn without_hidden(text: &str) -> String {
    text.replace(is_hidden, "")
}

/// The first word with a hidden character, in which these are seen: `Nội[U+200B]vụ`;
/// and the first of these.
pub fn hidden_word(text: &str) -> Option<(String, char)> {
    const LONGEST: usize = 20;
    let at = first(text)?;
    let is_end = |c: char| c.is_whitespace();
    let before: Vec<char> = text[..at].chars().rev().take_while(|c| !is_end(*c)).take(LONGEST).collect();
    let behind = text[at..].chars().take_while(|c| !is_end(*c)).take(LONGEST);
    let seen = |c: char| if is_hidden(c) { format!("[U+{:04X}]", u32::from(c)) } else { c.to_string() };
    Some((before.into_iter().rev().chain(behind).map(seen).collect(), text[at..].chars().next()?))
}

#[cfg(test)]
mod tests {
    use super::{hidden_word, hides};

    #[test]
    fn what_nobody_sees_inside_a_word_is_shown() {
        for (text, word) in [
            ("Sở N\u{200b}ội vụ", "N[U+200B]ội"),
            ("hoàn\u{ad}thành", "hoàn[U+00AD]thành"),
            ("số 12/\u{200b}QĐ-UBND", "12/[U+200B]QĐ-UBND"),
            ("Sở \u{feff}\u{feff}Nội vụ", "[U+FEFF][U+FEFF]Nội"),
            ("chuyển\u{200d} đổi", "chuyển[U+200D]"),
            ("Đăk\u{2060}Lăk", "Đăk[U+2060]Lăk"),
            ("90\u{200e}%, a\u{200e}b", "a[U+200E]b"),
            ("Sở\u{202a} Nội vụ", "Sở[U+202A]"),
        ] {
            assert_eq!(hidden_word(text).map(|(word, _)| word).as_deref(), Some(word), "{text:?}");
        }
    }

    #[test]
    fn what_scripts_need_and_what_stands_at_the_edges_is_left_alone() {
        for text in [
            "\u{feff}mã",
            "mã\u{200b}",
            "👩\u{200d}🌾 nông dân",
            "ភាសា\u{200b}ខ្មែរ",
            "ឆ្នាំ \u{200b}2025",
            "(\u{200f}2025) سنة",
            "می\u{200c}خواهم",
            "**đậm**\u{200b}nhạt",
            "\n\u{200b}\n",
            "Hà Nội – “Thủ đô”",
            "",
        ] {
            assert!(!hides(text), "{text:?}");
        }
    }
}
