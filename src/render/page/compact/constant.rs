//! Words that never change: `t(key="…")` without anything to fill in is its
//! word, which is put in as the template loads.

use std::borrow::Cow;

use super::hide::{Hidden, Kind};

/// A word of the theme.
pub(in crate::render) struct Word {
    /// As it is.
    pub(in crate::render) plain: String,
    /// As HTML.
    pub(in crate::render) escaped: String,
}

/// A tag with its constant words put in; the word alone when the tag does
/// nothing but print one.
pub(super) fn spoken<'a>(tag: &'a Hidden<'_>, word: &dyn Fn(&str) -> Option<Word>) -> Cow<'a, str> {
    if !tag.text.contains(CALL) || is_verbatim(tag) {
        return Cow::Borrowed(tag.text);
    }
    if tag.kind == Kind::Expression {
        let inner = tag.text[2..tag.text.len() - 2].trim_matches('-').trim();
        if let Some((key, "")) = call(inner) {
            // A word that is not there, looks like a tag, or whose spaces a neighbour would trim, is left to the engine.
            let Some(Word { escaped, .. }) = word(key) else { return Cow::Borrowed(tag.text) };
            return if escaped.contains('{') || escaped.trim() != escaped { Cow::Borrowed(tag.text) } else { Cow::Owned(escaped) };
        }
    }
    let mut spoken = String::with_capacity(tag.text.len());
    let mut rest = tag.text;
    let mut quote = None;
    while let Some(letter) = rest.chars().next() {
        let begins_word = !spoken.ends_with(|before: char| before.is_ascii_alphanumeric() || matches!(before, '_' | '.'));
        if quote.is_none()
            && begins_word
            && let Some((key, after)) = call(rest)
            && let Some(Word { plain, .. }) = word(key)
        {
            spoken.extend(["\"", &plain.replace('\\', "\\\\").replace('"', "\\\""), "\""]);
            rest = after;
            continue;
        }
        match quote {
            Some(open) if letter == open => quote = None,
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            _ => {}
        }
        let length = if quote.is_some() && letter == '\\' { rest.chars().take(2).map(char::len_utf8).sum() } else { letter.len_utf8() };
        spoken.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    Cow::Owned(spoken)
}

const CALL: &str = "t(key=";

/// Whether the tag is text that the engine does not read.
fn is_verbatim(tag: &Hidden<'_>) -> bool {
    tag.kind == Kind::Markup && tag.text.starts_with("{%")
}

/// Reads `t(key="…")`: the key, and what follows.
fn call(text: &str) -> Option<(&str, &str)> {
    let rest = text.strip_prefix(CALL)?.strip_prefix('"')?;
    let (key, after) = rest.split_once('"')?;
    let after = after.strip_prefix(')')?;
    (!key.contains('\\')).then_some((key, after))
}
