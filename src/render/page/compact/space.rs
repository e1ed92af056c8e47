//! The spaces between pieces: several are one, and beside a tag that begins or
//! ends a line of its own there is none. Where only a statement of the engine
//! stands between two spaces both stay, because one of them may be all that is
//! left when it is not carried out.

use super::walk::Piece;

/// The pieces as text; with all their spaces when those may count.
pub(super) fn joined(pieces: &[Piece], is_spacious: bool) -> String {
    let mut joined = String::new();
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(text) if !is_spacious => {
                let is_block = |piece: Option<&Piece>| matches!(piece, Some(Piece::Block(_)));
                let text = if is_block(at.checked_sub(1).and_then(|before| pieces.get(before))) {
                    text.trim_start_matches(is_space)
                } else {
                    text
                };
                let text = if is_block(pieces.get(at + 1)) { text.trim_end_matches(is_space) } else { text };
                collapse(text, &mut joined);
            }
            Piece::Text(text) | Piece::Kept(text) | Piece::Block(text) | Piece::Inline(text) => joined.push_str(text),
        }
    }
    joined
}

/// Space in the eyes of HTML; a space that must not break a line is a letter.
fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

fn collapse(text: &str, out: &mut String) {
    let mut was_space = false;
    for letter in text.chars() {
        if is_space(letter) {
            if !was_space {
                out.push(' ');
            }
        } else {
            out.push(letter);
        }
        was_space = is_space(letter);
    }
}
