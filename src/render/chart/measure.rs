//! Measure: how wide a text will be, without a font.
//!
//! Layout needs widths, but the site uses the reader's own system fonts, so no
//! embedded font would measure what is really drawn; one would only add its
//! weight to the binary. A table of widths, taken from common sans-serif fonts
//! and rounded up, errs on the side of leaving room. Vietnamese letters are
//! measured as their base letters: marks add height, not width.

/// The size of all text, in pixels of a chart that is 360 wide.
pub(super) const TEXT_SIZE: i32 = 14;

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// The advances of all letters of European alphabets and common signs, found
/// once: every text of every chart is measured several times.
static COMMON: LazyLock<Vec<u32>> = LazyLock::new(|| ('\0'..'\u{2100}').map(measured).collect());

/// The width of a text in pixels at a font size in pixels, rounded up.
pub(super) fn width(text: &str, size: f64) -> i32 {
    pixels(thousandths(text), size)
}

fn pixels(thousandths: u32, size: f64) -> i32 {
    (f64::from(thousandths) * size / 1000.0).ceil() as i32
}

/// The width of a text in thousandths of the font size.
fn thousandths(text: &str) -> u32 {
    let common = &*COMMON;
    text.chars().map(|character| common.get(character as usize).copied().unwrap_or_else(|| measured(character))).sum()
}

/// The advance of a character in thousandths of the font size.
fn measured(character: char) -> u32 {
    let mut base = character;
    let mut seen = false;
    decompose_canonical(character, |part| {
        if !seen {
            base = part;
            seen = true;
        }
    });
    match base {
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200d}' => 0,
        'i' | 'j' | 'l' | '\'' | '|' | 'ı' => 280,
        'I' | '.' | ',' | ':' | ';' | '!' | ' ' | '\u{a0}' | '\u{202f}' | '·' => 300,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '/' | '-' | '"' | '‑' => 400,
        'J' | 'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' => 540,
        '0'..='9' | 'a'..='z' | 'đ' | '–' | '?' | '₫' | '$' if !matches!(base, 'm' | 'w') => 600,
        'm' | 'w' | 'M' | 'W' | '%' | '—' | '@' => 930,
        'A'..='Z' | 'Đ' | '=' | '+' | '<' | '>' | '≥' | '≤' | '×' => 720,
        _ if (base as u32) < 0x1100 => 700,
        _ => 1000,
    }
}

/// Breaks a text into lines no wider than `room`, at spaces where there are
/// any; what does not fit into `most` lines ends in an ellipsis.
pub(super) fn wrap(text: &str, size: f64, room: i32, most: usize) -> Vec<String> {
    let (mut lines, mut taken) = (vec![String::new()], 0);
    let space = thousandths(" ");
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("begins with one line");
        let wide = thousandths(word);
        if line.is_empty() {
            *line = word.to_owned();
            taken = wide;
        } else if pixels(taken + space + wide, size) <= room {
            line.extend([" ", word]);
            taken += space + wide;
        } else {
            lines.push(word.to_owned());
            taken = wide;
        }
    }
    if lines.len() > most {
        lines.truncate(most);
        lines.last_mut().expect("at least one line is kept").push('…');
    }
    lines.into_iter().map(|line| cut(line, size, room)).collect()
}

/// A text on one line no wider than `room`, with an ellipsis where it is cut.
pub(super) fn fit(text: &str, size: f64, room: i32) -> String {
    cut(text.to_owned(), size, room)
}

/// Cuts what is wider than `room`, such as one endless word.
fn cut(mut line: String, size: f64, room: i32) -> String {
    if width(&line, size) <= room {
        return line;
    }
    while !line.is_empty() && width(&line, size) + width("…", size) > room {
        line.pop();
    }
    line + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_are_as_wide_as_their_base_letters() {
        assert_eq!(width("ế", 14.0), width("e", 14.0));
        assert_eq!(width("e\u{302}\u{301}", 14.0), width("e", 14.0));
        assert!(width("Đ", 14.0) > width("đ", 14.0));
        assert_eq!(width("", 14.0), 0);
    }

    #[test]
    fn long_labels_wrap_at_spaces_and_end_in_an_ellipsis() {
        let label = "Tỷ lệ thủ tục hành chính đủ điều kiện được cung cấp dưới hình thức dịch vụ công trực tuyến toàn trình";
        let lines = wrap(label, 14.0, 350, 3);
        assert!(lines.len() > 1 && lines.iter().all(|line| width(line, 14.0) <= 350));
        assert_eq!(lines.join(" "), label);
        let short = wrap(label, 14.0, 120, 2);
        assert_eq!(short.len(), 2);
        assert!(short[1].ends_with('…') && short.iter().all(|line| width(line, 14.0) <= 120));
        assert_eq!(wrap("", 14.0, 100, 3), [""]);
        assert!(width(&wrap(&"x".repeat(500), 14.0, 100, 3)[0], 14.0) <= 100);
    }
}
