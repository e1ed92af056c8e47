//! A template cut into pieces of HTML: tags, made small, and the text between
//! them. What is no text for readers (comments) goes; what has rules of its
//! own (scripts, styles, text areas) stays as it is.

use super::Misplaced;
use super::hide::{Hidden, MARK, Template, inner, word};
use super::tag::opening;

/// A template in pieces.
pub(super) struct Walk<'a> {
    /// The template's name.
    pub(super) name: &'a str,
    pub(super) pieces: Vec<Piece>,
    /// Tags of the engine that must not stand where they stand.
    pub(super) misplaced: Vec<Misplaced>,
    /// What the template gives to others: itself, its components and blocks.
    pub(super) defined: Vec<String>,
    /// What it takes from others.
    pub(super) used: Vec<String>,
    /// What it takes into elements that keep their spaces.
    pub(super) used_in_spacious: Vec<String>,
}

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text in which several spaces are one.
    Text(String),
    /// What stays as it is.
    Kept(String),
    /// A tag beside which spaces are not shown.
    Block(String),
    /// A tag within a line.
    Inline(String),
}

/// Elements that begin and end a line of their own, parts of tables and
/// drawings, and the line break: spaces beside their tags are not shown.
#[rustfmt::skip]
const BLOCKS: [&str; 67] = [
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "circle", "col", "colgroup", "dd", "defs",
    "details", "dialog", "dir", "div", "dl", "dt", "ellipse", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "g",
    "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "line", "main", "menu", "nav", "ol",
    "optgroup", "option", "p", "path", "polygon", "polyline", "pre", "rect", "search", "section", "summary", "symbol", "table", "tbody",
    "td", "tfoot", "th", "thead", "title", "tr", "ul", "use",
];

/// Elements whose content is no HTML.
const RAW: [&str; 9] = ["iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"];

/// Cuts a template.
pub(super) fn walk<'a>(name: &'a str, template: &Template<'_>) -> Walk<'a> {
    let walk = Walk {
        name,
        pieces: Vec::new(),
        misplaced: Vec::new(),
        defined: vec![format!("include {name}")],
        used: Vec::new(),
        used_in_spacious: Vec::new(),
    };
    let mut walker = Walker { walk, template, pre: 0, code: 0, drawing: 0, is_head: false };
    walker.all();
    walker.walk
}

struct Walker<'a, 't> {
    walk: Walk<'a>,
    template: &'t Template<'t>,
    /// How deep the place is in elements that keep their spaces, in code, and
    /// in drawings.
    pre: usize,
    code: usize,
    drawing: usize,
    /// Whether it is in `head`, where spaces are never shown.
    is_head: bool,
}

impl Walker<'_, '_> {
    fn all(&mut self) {
        let mut rest = self.template.text.as_str();
        while !rest.is_empty() {
            let next = rest.match_indices('<').map(|(at, _)| at).find(|at| is_markup(&rest[at + 1..])).unwrap_or(rest.len());
            let (text, markup) = rest.split_at(next);
            self.text(text);
            rest = &markup[self.markup(markup)..];
        }
    }

    /// Takes text.
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.names(text);
        let is_kept = self.pre + self.code > 0;
        match self.walk.pieces.last_mut() {
            Some(Piece::Text(before)) if !is_kept => before.push_str(text),
            _ if is_kept => self.walk.pieces.push(Piece::Kept(text.to_owned())),
            _ => self.walk.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Takes markup that a text begins with; gives how long it is.
    fn markup(&mut self, text: &str) -> usize {
        let whole = |end: Option<usize>| end.unwrap_or(text.len());
        match text.as_bytes().get(1) {
            None => 0,
            Some(b'!') if text.starts_with("<!--") => {
                let length = whole(text.find("-->").map(|end| end + 3));
                // Statements work wherever they stand.
                let (comment, mut left) = (&text[..length], String::new());
                for (at, _) in comment.match_indices(MARK) {
                    let mark: String = comment[at..].chars().take(2).collect();
                    if self.template.tags_in(&mark).any(|hidden| hidden.kind.is_statement()) {
                        left.push_str(&mark);
                    }
                }
                self.text(&left);
                length
            }
            Some(b'!' | b'?') => {
                let length = whole(text.find('>').map(|end| end + 1));
                self.walk.pieces.push(Piece::Block(text[..length].to_owned()));
                length
            }
            Some(b'/') => {
                let length = whole(text.find('>').map(|end| end + 1));
                self.closing(&text[..length]);
                length
            }
            Some(_) => self.opening(text),
        }
    }

    fn closing(&mut self, tag: &str) {
        let name = name(&tag[2..]);
        let depth = self.depth(&name);
        if let Some(depth) = depth {
            *depth = depth.saturating_sub(1);
        }
        self.is_head &= name != "head";
        let is_plain = !tag.contains(MARK) && tag.ends_with('>');
        self.tag(&name, if is_plain { format!("{}>", tag[..tag.len() - 1].trim_end()) } else { tag.to_owned() });
    }

    fn opening(&mut self, text: &str) -> usize {
        let name = name(&text[1..]);
        let is_drawing = self.drawing > 0 || matches!(name.as_str(), "svg" | "math");
        let Some(opening) = opening(text, self.template, is_drawing) else {
            self.names(text);
            self.walk.pieces.push(Piece::Kept(text.to_owned()));
            return text.len();
        };
        self.names(&text[..opening.length]);
        self.walk.misplaced.extend(opening.misplaced);
        let closes_itself = is_drawing && opening.html.ends_with("/>");
        if let Some(depth) = self.depth(&name).filter(|_| !closes_itself) {
            *depth += 1;
        }
        self.is_head = (self.is_head || name == "head") && name != "body";
        self.tag(&name, opening.html);
        if RAW.contains(&name.as_str()) && !is_drawing {
            let content = &text[opening.length..];
            let length = raw_length(content, &name);
            self.raw(&content[..length]);
            return opening.length + length;
        }
        opening.length
    }

    /// Takes the content of an element whose content is no HTML.
    fn raw(&mut self, content: &str) {
        self.pre += 1;
        self.names(content);
        self.pre -= 1;
        if !content.is_empty() {
            self.walk.pieces.push(Piece::Kept(content.to_owned()));
        }
    }

    fn tag(&mut self, name: &str, html: String) {
        let is_block = self.is_head || BLOCKS.contains(&name);
        self.walk.pieces.push(if is_block { Piece::Block(html) } else { Piece::Inline(html) });
    }

    fn depth(&mut self, name: &str) -> Option<&mut usize> {
        match name {
            "pre" | "listing" => Some(&mut self.pre),
            "code" => Some(&mut self.code),
            "svg" | "math" => Some(&mut self.drawing),
            _ => None,
        }
    }

    /// Notes what the tags in a part of the template define and use.
    fn names(&mut self, part: &str) {
        for hidden in self.template.tags_in(part) {
            let Some((is_definition, name)) = subject(hidden) else { continue };
            if is_definition {
                self.walk.defined.push(name.clone());
            }
            if self.pre > 0 {
                self.walk.used_in_spacious.push(name.clone());
            }
            self.walk.used.push(name);
        }
    }
}

/// What a tag of the engine names, and whether it says what that is: a block,
/// a component, another template.
fn subject(hidden: &Hidden<'_>) -> Option<(bool, String)> {
    let inner = match hidden.text.strip_prefix("{{") {
        Some(rest) => rest.strip_prefix('-').unwrap_or(rest).trim_start(),
        None => inner(hidden.text),
    };
    if let Some(call) = inner.strip_prefix('<') {
        return Some((false, format!("component {}", word(call.trim_start()))));
    }
    let verb = word(inner);
    let object = inner[verb.len()..].trim();
    match verb {
        "block" | "component" => Some((true, format!("{verb} {}", word(object)))),
        "include" | "extends" => Some((false, format!("include {}", object.trim_matches(['"', '\'', '`'])))),
        _ => None,
    }
}

/// Whether `<` before this text begins markup; else it is a character.
fn is_markup(text: &str) -> bool {
    text.starts_with(|next: char| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?' | MARK))
}

/// The name of the element, in lower case; an expression is no letter of it.
fn name(tag: &str) -> String {
    let end = tag.find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).unwrap_or(tag.len());
    tag[..end].split(MARK).next().unwrap_or_default().to_ascii_lowercase()
}

/// How long content that is no HTML is: up to the closing tag of its element.
fn raw_length(text: &str, name: &str) -> usize {
    let closes = |at: usize| {
        let after = &text.as_bytes()[at + 2..];
        after.len() > name.len() && after[..name.len()].eq_ignore_ascii_case(name.as_bytes()) && !after[name.len()].is_ascii_alphanumeric()
    };
    text.match_indices("</").map(|(at, _)| at).find(|at| closes(*at)).unwrap_or(text.len())
}
