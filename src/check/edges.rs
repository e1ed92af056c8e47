//! Edges: what stands before and behind a cell's text and is not seen.

/// Characters that take no room and that nobody types.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// The text without what is not seen at its edges.
pub fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

/// The variant of the sentences for what stands at the edges: `space` when
/// Excel's TRIM takes it away, else `nbsp`. `None` when nothing does.
pub fn edge(text: &str) -> Option<&'static str> {
    let inner = bare(text);
    if inner.len() == text.len() {
        return None;
    }
    let (before, behind) = text.split_once(inner).unwrap_or((text, ""));
    let is_plain = before.chars().chain(behind.chars()).all(|c| c.is_ascii());
    Some(if is_plain { "space" } else { "nbsp" })
}

#[cfg(test)]
mod tests {
    use super::{bare, edge};

    #[test]
    fn what_is_not_seen_at_the_edges_is_named_by_what_takes_it_away() {
        for (text, inner, named) in [
            ("90", "90", None),
            ("90 ", "90", Some("space")),
            ("\t90\n", "90", Some("space")),
            ("90\u{a0}", "90", Some("nbsp")),
            ("\u{feff}90 ", "90", Some("nbsp")),
            ("a\u{a0}b", "a\u{a0}b", None),
            ("  ", "", Some("space")),
            ("", "", None),
        ] {
            assert_eq!((bare(text), edge(text)), (inner, named), "{text:?}");
        }
    }
}
