//! Filled: the paragraphs of a Markdown text on lines as wide as a terminal,
//! which itself would break words. Examples and tables stay as they are.

use std::io;

use terminal_size::{Width, terminal_size_of};

use crate::diag::lines::on_lines;

/// No line is longer, however wide the terminal is.
const WIDEST: usize = 100;

/// The text as it is printed on the standard output: filled on a terminal,
/// anywhere else as it is.
pub(super) fn for_output(text: &str) -> String {
    match terminal_size_of(io::stdout()) {
        Some((Width(columns), _)) => filled(text, usize::from(columns).min(WIDEST)),
        None => text.to_owned(),
    }
}

/// The text with lines of so many characters at most, where words allow it.
fn filled(text: &str, width: usize) -> String {
    let (mut out, mut paragraph, mut is_example) = (String::with_capacity(text.len()), Vec::new(), false);
    for line in text.lines() {
        let is_fence = line.starts_with("```");
        if is_example || is_fence || line.is_empty() || line.starts_with(['|', ' ', '-']) {
            flow(&mut paragraph, width, &mut out);
            out.push_str(line);
            out.push('\n');
        } else {
            paragraph.extend(line.split_whitespace());
        }
        is_example ^= is_fence;
    }
    flow(&mut paragraph, width, &mut out);
    out
}

/// Writes the words of a paragraph, and leaves none.
fn flow(words: &mut Vec<&str>, width: usize, out: &mut String) {
    if !words.is_empty() {
        out.push_str(&on_lines(words.drain(..), width));
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::filled;

    #[test]
    fn paragraphs_are_filled_and_examples_stay() {
        let text = "Một hai ba bốn\nnăm.\n\n```csv\nid,name_vi,một,hai,ba\n```\n\n| a | một hai ba bốn |\n";
        let expected = "Một hai\nba bốn\nnăm.\n\n```csv\nid,name_vi,một,hai,ba\n```\n\n| a | một hai ba bốn |\n";
        assert_eq!(filled(text, 8), expected);
        assert_eq!(filled("rất-dài-không-ngắt được\n", 5), "rất-dài-không-ngắt\nđược\n");
    }
}
