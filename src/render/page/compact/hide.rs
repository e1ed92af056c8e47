//! The engine's tags hidden from HTML: each becomes two characters that no
//! HTML tool takes for anything but text.
//!
//! Finds where tags begin and end as the engine's own lexer does: strings may
//! hold `}}`, `raw` blocks may hold anything. Knows no HTML.

use std::borrow::Cow;

use super::Misplaced;

/// Stands before the number of a hidden tag. It is no character at all in the
/// eyes of Unicode, so that no author has a use for it.
pub(super) const MARK: char = '\u{FDD0}';

/// The first of the characters that number hidden tags.
const FIRST: u32 = 0xF_0000;
const MOST: usize = 0x2_0000;

/// A template with its tags hidden.
#[derive(Debug)]
pub(super) struct Template<'a> {
    /// The text, [`MARK`] and a number for each tag.
    pub(super) text: String,
    tags: Vec<Hidden<'a>>,
}

/// A tag of the engine.
#[derive(Debug, Clone)]
pub(super) struct Hidden<'a> {
    /// As its author wrote it.
    pub(super) text: &'a str,
    /// Its place in the template, in bytes.
    pub(super) start: usize,
    pub(super) kind: Kind,
}

/// What a tag does to the text around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Prints a value, escaped.
    Expression,
    /// Prints what its author vouches for: `… | safe`, a component, a `raw` block.
    Markup,
    /// Begins something that a later tag ends: `if`, `for`, `block` …
    Opens,
    /// Ends it.
    Closes,
    /// `else`, `elif`.
    Divides,
    /// Any other statement.
    Stands,
}

impl Kind {
    /// Whether the tag prints nothing itself.
    pub(super) fn is_statement(self) -> bool {
        !matches!(self, Kind::Expression | Kind::Markup)
    }
}

impl<'a> Template<'a> {
    /// The tag behind a number.
    pub(super) fn tag(&self, number: char) -> Option<&Hidden<'a>> {
        self.tags.get(usize::try_from(u32::from(number).checked_sub(FIRST)?).ok()?)
    }

    /// All its tags, in their order.
    pub(super) fn tags(&self) -> &[Hidden<'a>] {
        &self.tags
    }

    /// The tags hidden in a part of the text, in their order.
    pub(super) fn tags_in(&self, part: &str) -> impl Iterator<Item = &Hidden<'a>> {
        let mut letters = part.chars();
        std::iter::from_fn(move || {
            letters.find(|letter| *letter == MARK)?;
            self.tag(letters.next()?)
        })
    }

    /// A text with its tags put back, each as `written` says.
    pub(super) fn restored<'b>(&'b self, text: &str, written: impl Fn(&'b Hidden<'a>) -> Cow<'b, str>) -> String {
        let mut whole = String::with_capacity(text.len() * 2);
        let mut parts = text.split(MARK);
        whole.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let mut letters = part.chars();
            let tag = letters.next().and_then(|number| self.tag(number));
            whole.push_str(&tag.map_or(Cow::Borrowed(""), &written));
            whole.push_str(letters.as_str());
        }
        whole
    }
}

/// Hides the tags of a template; nothing is left of its comments but that
/// they stand between two texts.
///
/// # Errors
/// When it holds the character that hides them, or too many tags.
pub(super) fn hide(source: &str) -> Result<Template<'_>, Misplaced> {
    let mut template = Template { text: String::with_capacity(source.len()), tags: Vec::new() };
    if let Some(start) = source.find(MARK) {
        return Err(Misplaced { start, length: MARK.len_utf8(), message: "the character U+FDD0 cannot stand in a template" });
    }
    let mut trim_start = false;
    let mut rest = source;
    loop {
        let start = rest.match_indices('{').map(|(at, _)| at).find(|at| matches!(rest.as_bytes().get(at + 1), Some(b'{' | b'%' | b'#')));
        let (text, tag) = rest.split_at(start.unwrap_or(rest.len()));
        let text = if trim_start { text.trim_start() } else { text };
        template.text.push_str(if tag.as_bytes().get(2) == Some(&b'-') { text.trim_end() } else { text });
        if tag.is_empty() {
            return Ok(template);
        }
        let (length, kind) = measure(tag);
        let whole = &tag[..length];
        trim_start = length > 4 && whole.as_bytes()[length - 3] == b'-';
        let number = u32::try_from(template.tags.len())
            .ok()
            .filter(|_| template.tags.len() < MOST)
            .and_then(|number| char::from_u32(FIRST + number));
        let start = source.len() - tag.len();
        let Some(number) = number else {
            return Err(Misplaced { start, length: 2, message: "a template can hold 131,072 tags" });
        };
        template.text.extend([MARK, number]);
        template.tags.push(Hidden { text: if whole.starts_with("{#") { "{##}" } else { whole }, start, kind });
        rest = &tag[length..];
    }
}

/// The length of the tag that a text begins with, and what it is. A tag
/// without an end reaches to the end of the text: the engine tells its fault.
fn measure(text: &str) -> (usize, Kind) {
    match text.as_bytes()[1] {
        b'#' => (text[2..].find("#}").map_or(text.len(), |end| end + 4), Kind::Stands),
        b'{' => {
            let length = end(text, "}}");
            let inner = text[..length].trim_matches(['{', '}', '-']).trim();
            let vouched =
                inner.starts_with('<') || inner.rsplit('|').next().is_some_and(|last| inner.contains('|') && last.trim() == "safe");
            (length, if vouched { Kind::Markup } else { Kind::Expression })
        }
        _ => {
            let length = end(text, "%}");
            let inner = inner(&text[..length]);
            match word(inner) {
                "raw" => (raw_end(text, length), Kind::Markup),
                "if" | "for" | "block" | "filter" | "component" | "macro" => (length, Kind::Opens),
                "set" | "set_global" if !inner.contains('=') => (length, Kind::Opens),
                "else" | "elif" => (length, Kind::Divides),
                word if word.starts_with("end") => (length, Kind::Closes),
                "" if inner.starts_with("</") => (length, Kind::Closes),
                "" if inner.starts_with('<') && !inner.ends_with("/>") => (length, Kind::Opens),
                _ => (length, Kind::Stands),
            }
        }
    }
}

/// What stands between the delimiters of a statement.
pub(super) fn inner(statement: &str) -> &str {
    let inner = statement.strip_prefix("{%").unwrap_or(statement);
    let inner = inner.strip_suffix("%}").unwrap_or(inner);
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    inner.strip_suffix('-').unwrap_or(inner).trim()
}

/// The name that a text begins with.
pub(super) fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Where a tag ends: behind the first delimiter outside of strings.
fn end(text: &str, delimiter: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while at < bytes.len() && bytes[at] != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
            }
            _ if bytes[at..].starts_with(delimiter.as_bytes()) => return at + 2,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// Where a `raw` block ends whose first tag ends at `from`.
fn raw_end(text: &str, from: usize) -> usize {
    let ends = text[from..].match_indices("{%").map(|(at, _)| from + at);
    let closed = ends.map(|at| (at, at + end(&text[at..], "%}"))).find(|(at, end)| inner(&text[*at..*end]) == "endraw");
    closed.map_or(text.len(), |(_, end)| end)
}
