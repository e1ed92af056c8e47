//! The text of an SVG in the making: what it says of itself, its data, its
//! symbols and patterns, and the sheet around a drawing that stands alone.

use std::fmt::Write as _;

use super::measure;
use super::role::{Class, Style};

type At = (i32, i32);

/// What a drawing says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// Its classes beside `chart`.
    pub(super) class: &'a str,
    /// Its id on the page; unique there. Empty when it has no description.
    pub(super) id: &'a str,
    /// What it shows.
    pub(super) title: &'a str,
    /// The same facts in words; may be empty.
    pub(super) description: &'a str,
    /// What a drawing needs that stands alone.
    pub(super) paper: Option<&'a Paper<'a>>,
}

/// What a drawing needs that stands alone.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// Its style sheet.
    pub css: &'a str,
    /// Its language (BCP 47).
    pub lang: &'a str,
    /// What it is about, where its title does not say it; else empty.
    pub subject: &'a str,
    /// Where its numbers come from, in a sentence.
    pub source: &'a str,
}

/// White space around a drawing that stands alone.
const MARGIN: i32 = 24;
const PAPER_LINE: i32 = 22;

/// An SVG being drawn.
pub(super) struct Svg {
    pub(super) size: (u32, u32),
    id: String,
    pub(super) text: String,
    /// Patterns that are defined already, one bit each.
    patterns: u8,
    /// What follows the drawing.
    foot: String,
}

impl Svg {
    /// An empty drawing.
    pub(super) fn new(size: (u32, u32), head: &Head<'_>) -> Self {
        let mut svg = Self { size, id: head.id.to_owned(), text: String::with_capacity(8192), patterns: 0, foot: String::new() };
        match head.paper {
            None => {
                svg.begin(size, head, "");
                svg.tell(head);
            }
            Some(paper) => svg.begin_alone(head, paper),
        }
        svg
    }

    fn begin(&mut self, (width, height): (u32, u32), head: &Head<'_>, lang: &str) {
        let _ = write!(self.text, "<svg class=\"chart {}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"", head.class);
        if !lang.is_empty() {
            let _ = write!(self.text, " xml:lang=\"{}\"", Escaped(lang));
        }
        let _ = write!(
            self.text,
            " viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"{}\"",
            measure::TEXT_SIZE
        );
    }

    /// Ends the opening tag, and says what the drawing shows.
    fn tell(&mut self, head: &Head<'_>) {
        let (id, title, description) = (Escaped(head.id), Escaped(head.title), Escaped(head.description));
        let _ = if head.description.is_empty() {
            write!(self.text, "><title>{title}</title>")
        } else {
            write!(
                self.text,
                " id=\"{id}\" aria-labelledby=\"{id}-t {id}-d\"><title id=\"{id}-t\">{title}</title><desc id=\"{id}-d\">{description}</desc>"
            )
        };
    }

    /// A sheet with the title above the drawing and its source below it.
    fn begin_alone(&mut self, head: &Head<'_>, paper: &Paper<'_>) {
        let (width, height) = (i32::try_from(self.size.0).unwrap_or(0), i32::try_from(self.size.1).unwrap_or(0));
        let lines = |text: &str| measure::wrap(text, f64::from(measure::TEXT_SIZE) * 1.15, width, 4);
        let title = if paper.subject.is_empty() { head.title.to_owned() } else { format!("{}: {}", paper.subject, head.title) };
        let (title, source) = (lines(&title), measure::wrap(paper.source, f64::from(measure::TEXT_SIZE), width, 5));
        let line_of = |number: usize| PAPER_LINE * i32::try_from(number).unwrap_or(0);
        let top = MARGIN + line_of(title.len()) + 10;
        let whole = (width + 2 * MARGIN, top + height + 14 + line_of(source.len()) + MARGIN - 6);
        self.begin((whole.0.unsigned_abs(), whole.1.unsigned_abs()), head, paper.lang);
        self.tell(head);
        let _ = write!(self.text, "<style>{}</style>", Escaped(paper.css));
        let _ = write!(self.text, "<rect class=\"ground\" width=\"{}\" height=\"{}\"/>", whole.0, whole.1);
        for (number, line) in title.iter().enumerate() {
            let y = MARGIN + line_of(number) + 12;
            let _ = write!(self.text, "<text class=\"title\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", Escaped(line));
        }
        for (number, line) in source.iter().enumerate() {
            let y = top + height + 14 + line_of(number) + 12;
            let _ = write!(self.foot, "<text class=\"source\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", Escaped(line));
        }
        let _ = write!(self.text, "<g transform=\"translate({MARGIN} {top})\">");
        self.foot.insert_str(0, "</g>");
    }

    /// Begins the shapes of one datum.
    pub(super) fn open(&mut self, title: &str, value: &str) {
        self.text.push_str("<g class=\"datum\"");
        if !value.is_empty() {
            let _ = write!(self.text, " data-value=\"{}\"", Escaped(value));
        }
        let _ = write!(self.text, "><title>{}</title>", Escaped(title));
    }

    /// Ends the shapes of a datum.
    pub(super) fn close(&mut self) {
        self.text.push_str("</g>");
    }

    /// Begins a symbol.
    pub(super) fn open_symbol(&mut self, name: &str) {
        let _ = write!(self.text, "<defs><g id=\"{}-{name}\">", Escaped(&self.id));
    }

    /// Ends a symbol.
    pub(super) fn close_symbol(&mut self) {
        self.text.push_str("</g></defs>");
    }

    /// Uses a symbol at a place.
    pub(super) fn put(&mut self, style: Style, name: &str, (x, y): At) {
        let _ = write!(self.text, "<use class=\"{}\" href=\"#{}-{name}\" x=\"{x}\" y=\"{y}\"/>", Class::from(style), Escaped(&self.id));
    }

    /// Lays the pattern of a series over a rectangle. The first series is plain.
    pub(super) fn pattern(&mut self, series: usize, (left, top): At, (right, bottom): At) {
        let path = PATTERNS[series % PATTERNS.len()];
        if path.is_empty() {
            return;
        }
        let (name, id) = (series % PATTERNS.len(), Escaped(&self.id));
        if self.patterns & (1 << name) == 0 {
            self.patterns |= 1 << name;
            let _ = write!(
                self.text,
                "<pattern id=\"{id}-p{name}\" class=\"pattern\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\"/></pattern>"
            );
        }
        let (width, height) = (right - left, bottom - top);
        let _ = write!(
            self.text,
            "<rect class=\"patterned\" fill=\"url(#{id}-p{name})\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>"
        );
    }

    /// The finished drawing.
    pub(super) fn finish(&mut self) -> String {
        self.text.push_str(&self.foot);
        self.text.push_str("</svg>");
        std::mem::take(&mut self.text)
    }

    pub(super) fn points<I: IntoIterator<Item = At>>(&mut self, path: I) {
        for (number, (x, y)) in path.into_iter().enumerate() {
            let _ = write!(self.text, "{}{x},{y}", if number == 0 { "" } else { " " });
        }
    }
}

/// The patterns of series on a tile of 8 by 8.
const PATTERNS: [&str; 8] = [
    "",
    "M-2 6L2 10M-2 -2L10 10M6 -2L10 2",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M-2 2L2 -2M-2 10L10 -2M6 10L10 6",
    "M0 2H8M0 6H8",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
    "M0 0L8 8M8 0L0 8",
];

/// A text as XML has it; characters that XML cannot hold are left out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut rest = self.0;
        while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}') || c.is_control()) {
            f.write_str(&rest[..at])?;
            let special = rest[at..].chars().next().expect("just found");
            f.write_str(match special {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\t' | '\n' | '\r' => " ",
                _ => "",
            })?;
            rest = &rest[at + special.len_utf8()..];
        }
        f.write_str(rest)
    }
}
