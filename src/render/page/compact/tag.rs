//! One opening tag made small. A tag of plain HTML is the minifier's work; one
//! that holds tags of the engine is copied attribute by attribute, each value
//! with an expression in double quotes.

use super::Misplaced;
use super::hide::{Hidden, Kind, MARK, Template};

/// A tag as read.
pub(super) struct Opening {
    /// How it comes out.
    pub(super) html: String,
    /// How many bytes of the text it takes.
    pub(super) length: usize,
    /// What must not stand in it.
    pub(super) misplaced: Vec<Misplaced>,
}

const BARE: &str = "an expression in a tag needs an attribute and quotes around it: name=\"{{ … }}\"";
const SPLIT: &str = "an attribute value that holds tags of the template needs quotes around it";

/// Reads the tag that a text begins with; `None` when it has no end.
pub(super) fn opening(text: &str, template: &Template<'_>, is_drawing: bool) -> Option<Opening> {
    let mut reader = Reader { text, at: 1, template, html: String::from("<"), misplaced: Vec::new(), is_bare: false };
    reader.name();
    loop {
        let space = reader.take(|byte| byte.is_ascii_whitespace());
        match *text.as_bytes().get(reader.at)? {
            b'>' => break,
            b'/' => {
                reader.at += 1;
                // In HTML itself a slash means nothing.
                if is_drawing && text.as_bytes().get(reader.at) == Some(&b'>') {
                    reader.html.push_str(if reader.is_bare { " /" } else { "/" });
                }
            }
            _ => {
                if !space.is_empty() {
                    reader.html.push(' ');
                }
                reader.is_bare = false;
                reader.attribute()?;
            }
        }
    }
    let (source, misplaced) = (&text[..=reader.at], reader.misplaced);
    // The minifier writes names in drawings in lower case.
    let html = if source.contains(MARK) || is_drawing { reader.html + ">" } else { minified(source) };
    Some(Opening { html, length: source.len(), misplaced })
}

/// A tag without tags of the engine, as the minifier writes it.
fn minified(tag: &str) -> String {
    let mut how = minify_html::Cfg::new();
    how.keep_closing_tags = true;
    how.keep_html_and_head_opening_tags = true;
    how.keep_input_type_text_attr = true;
    let small = String::from_utf8(minify_html::minify(tag.as_bytes(), &how)).ok();
    // Alone, a tag must come out as one tag; whatever else it is stays as it was.
    let is_tag = |small: &String| small.ends_with('>') && small.matches('<').count() == 1 && small.starts_with('<');
    small.filter(is_tag).unwrap_or_else(|| tag.to_owned())
}

/// Whether a value needs no quotes: no expression, and nothing that could end it.
fn is_bare(value: &str) -> bool {
    !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"#%()+,-.:;?@[]_|~".contains(&byte))
}

struct Reader<'a, 't> {
    text: &'a str,
    at: usize,
    template: &'a Template<'t>,
    html: String,
    misplaced: Vec<Misplaced>,
    /// Whether the value written last has no quotes.
    is_bare: bool,
}

impl<'a, 't> Reader<'a, 't> {
    /// Takes bytes while they are of a kind.
    fn take(&mut self, is_of: impl Fn(u8) -> bool) -> &'a str {
        let rest = &self.text[self.at..];
        let length = rest.bytes().position(|byte| !is_of(byte)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    /// The hidden tag that comes next.
    fn hidden(&self) -> Option<&'a Hidden<'t>> {
        self.template.tags_in(&self.text[self.at..]).next().filter(|_| self.text[self.at..].starts_with(MARK))
    }

    /// Copies one hidden tag.
    fn copy_hidden(&mut self) {
        let length: usize = self.text[self.at..].chars().take(2).map(char::len_utf8).sum();
        self.html.push_str(&self.text[self.at..self.at + length]);
        self.at += length;
    }

    /// The element's name, which an expression may be a part of: `h{{ level }}`.
    fn name(&mut self) {
        loop {
            match self.hidden() {
                Some(hidden) if hidden.kind.is_statement() => return,
                Some(_) => self.copy_hidden(),
                None => {
                    let part = self.take(|byte| byte.is_ascii() && !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'));
                    if part.is_empty() {
                        return;
                    }
                    self.html.push_str(part);
                }
            }
        }
    }

    /// One attribute, or one tag of the engine that stands between attributes;
    /// `None` when the text ends in it.
    fn attribute(&mut self) -> Option<()> {
        if let Some(hidden) = self.hidden() {
            self.refuse(hidden);
            self.copy_hidden();
            return Some(());
        }
        let start = self.at;
        while self.at == start || !self.hidden().is_some_and(|hidden| hidden.kind.is_statement()) {
            match self.hidden() {
                Some(hidden) => {
                    self.refuse(hidden);
                    self.copy_hidden();
                }
                None => {
                    // A name may begin with `=`, and hold whatever is no ASCII.
                    let rest = &self.text[self.at..];
                    let ends = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'=');
                    let letter = rest.chars().next()?;
                    if self.at > start && letter.is_ascii() && ends(letter as u8) {
                        break;
                    }
                    self.html.push(letter);
                    self.at += letter.len_utf8();
                }
            }
        }
        let after_name = self.at;
        self.take(|byte| byte.is_ascii_whitespace());
        if self.text.as_bytes().get(self.at) != Some(&b'=') {
            self.at = after_name;
            return Some(());
        }
        self.at += 1;
        self.take(|byte| byte.is_ascii_whitespace());
        self.html.push('=');
        match *self.text.as_bytes().get(self.at)? {
            quote @ (b'"' | b'\'') => self.quoted(quote),
            _ => self.unquoted(),
        }
    }

    /// An expression where no value is: what it prints could become attributes.
    fn refuse(&mut self, hidden: &Hidden<'_>) {
        if hidden.kind == Kind::Expression {
            self.misplaced.push(Misplaced::of(hidden, BARE));
        }
    }

    /// A value in quotes. Only double ones are escaped in what expressions print.
    fn quoted(&mut self, quote: u8) -> Option<()> {
        let rest = &self.text[self.at + 1..];
        let value = &rest[..rest.bytes().position(|byte| byte == quote)?];
        self.at += value.len() + 2;
        let quote = char::from(quote);
        if quote == '\'' && value.contains(MARK) {
            self.html.extend(["\"", &value.replace('"', "&#34;"), "\""]);
        } else if is_bare(value) {
            self.html.push_str(value);
            self.is_bare = true;
        } else {
            self.html.push(quote);
            self.html.push_str(value);
            self.html.push(quote);
        }
        Some(())
    }

    /// A value without quotes: it gets them when it holds tags of the engine.
    fn unquoted(&mut self) -> Option<()> {
        let value = self.take(|byte| !byte.is_ascii_whitespace() && byte != b'>');
        if !value.contains(MARK) {
            self.html.push_str(value);
            self.is_bare = true;
            return Some(());
        }
        // `value={{ v }}{% if s %} selected{% endif %}`: the value ends where
        // statements follow that print nothing of it.
        let mut parts: Vec<&str> = Vec::new();
        let mut letters = value.char_indices().peekable();
        while let Some((start, letter)) = letters.next() {
            if letter == MARK {
                letters.next();
            }
            let end = letters.peek().map_or(value.len(), |(at, _)| *at);
            parts.push(&value[start..end]);
        }
        let is_statement = |part: &&str| self.template.tags_in(part).next().is_some_and(|hidden| hidden.kind.is_statement());
        let mut core = parts.iter().rposition(|part| !is_statement(part)).map_or(0, |last| last + 1);
        while core < parts.len() && !self.is_balanced(&parts[..core].concat()) {
            core += 1;
        }
        let (value, after) = parts.split_at(core);
        let value = value.concat();
        if !self.is_balanced(&value) {
            let first = self.template.tags_in(&value).next().map(|hidden| Misplaced::of(hidden, SPLIT));
            self.misplaced.extend(first);
        }
        self.html.extend(["\"", &value.replace('"', "&#34;"), "\""]);
        self.html.extend(after.iter().copied());
        Some(())
    }

    /// Whether everything that begins in a value ends in it.
    fn is_balanced(&self, value: &str) -> bool {
        let mut depth = 0i32;
        for hidden in self.template.tags_in(value) {
            match hidden.kind {
                Kind::Opens => depth += 1,
                Kind::Closes => depth -= 1,
                Kind::Divides if depth == 0 => return false,
                _ => {}
            }
            if depth < 0 {
                return false;
            }
        }
        depth == 0
    }
}
