//! Marks of git: what it writes into a file in which two people have changed
//! the same place, for one of them to choose. Until that is done everything in
//! the file may stand there twice, so that nothing else is told of it.

use std::ops::Range;

/// How many signs a mark has.
const LENGTH: usize = 7;

/// As many bytes as a mark and what stands before it, a line's end or a
/// byte-order mark.
const ROOM: usize = LENGTH + 4;

/// The line of the first mark in a text. What stands in code of a Markdown page
/// is there to be read; charts and tables are no code.
pub fn in_text(text: &str) -> Option<Range<usize>> {
    if !text.contains("<<<<<<<") && !text.contains(">>>>>>>") {
        return None;
    }
    let (mut at, mut fence) = (0, None);
    for line in text.split_inclusive('\n') {
        if is_mark(line.as_bytes()) && fence.is_none() {
            return Some(at..at + line.trim_end().len());
        }
        fence = match (fence, fence_of(line)) {
            (None, Some((sign, info))) if !matches!(info, "chart" | "table") => Some(sign),
            (Some(open), Some((sign, ""))) if sign.starts_with(open) => None,
            (fence, _) => fence,
        };
        at += line.len();
    }
    None
}

/// The signs of a line that opens or closes code, and what stands behind them.
fn fence_of(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
    let (signs, info) = line.split_at(line.len() - line.trim_start_matches(sign).len());
    (signs.len() >= 3).then_some((signs, info.trim()))
}

/// Whether a line is a mark: seven signs, and a name behind a space or nothing.
fn is_mark(line: &[u8]) -> bool {
    let is_run = |sign| line.len() > LENGTH && line[..LENGTH].iter().all(|byte| *byte == sign);
    (is_run(b'<') || is_run(b'>')) && matches!(line[LENGTH], b' ' | b'\r' | b'\n')
}

/// Looks for the first mark in the bytes of a table, piece by piece.
#[derive(Debug, Default)]
pub struct Marks {
    /// The offset of the first mark.
    pub first: Option<u64>,
    /// The last bytes of the pieces before: a mark may stand across a border.
    tail: Vec<u8>,
}

impl Marks {
    /// Looks at the piece that begins at the offset `at`.
    pub fn look(&mut self, piece: &[u8], at: u64) {
        if self.first.is_some() {
            return;
        }
        let above = self.tail.len();
        self.tail.extend(piece.iter().take(ROOM));
        let across = begin(&self.tail, at == above as u64).map(|place| at + place as u64 - above as u64);
        let within = || begin(piece, false).map(|place| at + place as u64);
        self.first = if has_pair(piece) { across.or_else(within) } else { across };
        self.tail.truncate(above);
        self.tail.extend(&piece[piece.len().saturating_sub(ROOM)..]);
        self.tail.drain(..self.tail.len().saturating_sub(ROOM));
    }
}

/// Whether two of the signs stand side by side: they hardly ever do, and the
/// processor sees it in many bytes at once.
fn has_pair(bytes: &[u8]) -> bool {
    let pairs = bytes.iter().zip(bytes.iter().skip(1));
    pairs.fold(false, |any, (one, next)| any | ((one == next) & ((*one == b'<') | (*one == b'>'))))
}

/// Where a line begins that is a mark; the first one counts when it `begins` a
/// file.
fn begin(bytes: &[u8], begins: bool) -> Option<usize> {
    let start = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let is_line = |place: usize| if place == start && begins { true } else { place > 0 && matches!(bytes[place - 1], b'\n' | b'\r') };
    let signs = bytes.iter().enumerate().filter(|(_, byte)| matches!(byte, b'<' | b'>'));
    signs.map(|(place, _)| place).find(|place| is_line(*place) && is_mark(&bytes[*place..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_and_headings_quotes_and_code_are_none() {
        let line = |text: &str| in_text(text).map(|place| text[place].to_owned());
        assert_eq!(line("a = 1\n<<<<<<< HEAD\nb = 2\n").as_deref(), Some("<<<<<<< HEAD"));
        assert_eq!(line("<<<<<<<\r\n").as_deref(), Some("<<<<<<<"));
        assert_eq!(line("b\n=======\nc\n>>>>>>> nhánh khác\n").as_deref(), Some(">>>>>>> nhánh khác"));
        assert_eq!(line("```chart\n<<<<<<< HEAD\n").as_deref(), Some("<<<<<<< HEAD"));
        assert_eq!(line("```\nx\n```\n<<<<<<< HEAD\n").as_deref(), Some("<<<<<<< HEAD"));
        for none in ["Tiêu đề\n=======\n", "> > a\n", " <<<<<<< HEAD\n", "<<<<<<<<\n", "````md\n```\n<<<<<<< HEAD\n````\n", ">>>>>>>a\n"]
        {
            assert_eq!(line(none), None, "{none}");
        }
    }

    #[test]
    fn marks_are_found_wherever_a_table_is_cut_into_pieces() {
        let text = "\u{feff}a,b\n1,>>>>>>> 2\n<<<<<<< HEAD\n2,3\n";
        for cut in 0..text.len() {
            let mut marks = Marks::default();
            marks.look(&text.as_bytes()[..cut], 0);
            marks.look(&text.as_bytes()[cut..], cut as u64);
            assert_eq!(marks.first, text.find("<<<<<<<").map(|at| at as u64), "{cut}");
        }
        for (text, first) in [("\u{feff}<<<<<<< x\n", Some(3)), ("<<<<<<<\n", Some(0)), ("a,<<<<<<< x\n", None)] {
            let mut marks = Marks::default();
            text.as_bytes().chunks(2).enumerate().for_each(|(index, piece)| marks.look(piece, 2 * index as u64));
            assert_eq!(marks.first, first, "{text}");
        }
    }
}
