//! Edges: what stands before and behind a cell's text, or inside it, and is not
//! seen.

use std::borrow::Cow;

use crate::model::garbled::{is_hidden, without_hidden};

/// The text without what is not seen at its edges.
pub fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_hidden(c))
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

/// A text that `fits` without what nobody sees, and the variant of the sentences
/// that say what that is.
pub fn unseen<'a>(text: &'a str, fits: impl Fn(&str) -> bool) -> Option<(&'static str, Cow<'a, str>)> {
    let inner = bare(text);
    match edge(text) {
        Some(edge) if fits(inner) => Some((edge, inner.into())),
        _ if !inner.contains(is_hidden) => None,
        _ => Some(without_hidden(inner)).filter(|inner| fits(inner)).map(|inner| ("hidden", inner.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::{bare, edge, unseen};

    #[test]
    fn what_nobody_sees_is_told_where_nothing_else_is_wrong() {
        let fits = |text: &str| text == "so-noi-vu";
        for (text, variant) in [(" so-noi-vu", "space"), ("so-noi-vu\u{200b}", "nbsp"), ("so\u{ad}-noi-vu ", "hidden")] {
            assert_eq!(unseen(text, fits), Some((variant, "so-noi-vu".into())), "{text:?}");
        }
        assert_eq!(unseen("so\u{200b}-noi", fits), None);
    }

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
