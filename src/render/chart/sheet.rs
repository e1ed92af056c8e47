//! Sheets: an SVG around the shapes of a drawing, with what it says of itself;
//! on a page, or on paper of its own with its title above and its source below.

use std::fmt::Write as _;

use super::measure;
use super::style::Style;
use super::svg::{Drawing, Escaped};

/// What a drawing says of itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Head<'a> {
    /// Its classes beside `chart`.
    pub(super) class: &'a str,
    /// Its id on the page; unique there. Empty when it has no description.
    pub(super) id: &'a str,
    /// The id of another form of it that has the description.
    pub(super) described_by: Option<&'a str>,
    /// What it shows.
    pub(super) title: &'a str,
    /// The same facts in words; may be empty.
    pub(super) description: &'a str,
}

/// What a drawing needs that stands alone.
#[derive(Debug, Clone, Copy)]
pub struct Paper<'a> {
    /// Its style sheet.
    pub style: &'a Style,
    /// Its language (BCP 47).
    pub lang: &'a str,
    /// What it is about, where its title does not say it; else empty.
    pub subject: &'a str,
    /// Where its numbers come from, in a sentence.
    pub source: &'a str,
}

/// White space around a drawing that stands alone.
const MARGIN: i32 = 24;
const LINE: i32 = 22;

impl Drawing {
    /// Appends the drawing as it stands on a page.
    pub(super) fn on_page(&self, head: &Head<'_>, html: &mut String) {
        html.reserve(self.shapes.len() + head.description.len() + 512);
        begin(html, self.size, head, "");
        html.push_str(&self.shapes);
        html.push_str("</svg>");
    }

    /// The drawing on a sheet, the title above it and its source below it: a file.
    pub(super) fn on_paper(&self, head: &Head<'_>, paper: &Paper<'_>) -> String {
        let (width, height) = (i32::try_from(self.size.0).unwrap_or(0), i32::try_from(self.size.1).unwrap_or(0));
        let size = f64::from(measure::TEXT_SIZE);
        let title = if paper.subject.is_empty() { head.title.to_owned() } else { format!("{}: {}", paper.subject, head.title) };
        let (title, source) = (measure::wrap(&title, size * 1.15, width, 4), measure::wrap(paper.source, size, width, 5));
        let top = MARGIN + height_of(title.len()) + 10;
        let whole = (width + 2 * MARGIN, top + height + 14 + height_of(source.len()) + MARGIN - 6);
        let style = paper.style.of(self.classes);
        let mut svg = String::with_capacity(self.shapes.len() + style.len() + head.description.len() + 2048);
        svg.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        begin(&mut svg, (whole.0.unsigned_abs(), whole.1.unsigned_abs()), head, paper.lang);
        svg.extend(["<style>", &*style, "</style>"]);
        let _ = write!(svg, "<rect class=\"ground\" width=\"{}\" height=\"{}\"/>", whole.0, whole.1);
        lines(&mut svg, "title", &title, MARGIN);
        let _ = write!(svg, "<g transform=\"translate({MARGIN} {top})\">");
        svg.extend([&*self.shapes, "</g>"]);
        lines(&mut svg, "source", &source, top + height + 14);
        svg.push_str("</svg>\n");
        svg
    }
}

/// Begins an SVG, and says what the drawing shows.
fn begin(svg: &mut String, (width, height): (u32, u32), head: &Head<'_>, lang: &str) {
    let _ = write!(svg, "<svg class=\"chart {}\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\"", head.class);
    if !lang.is_empty() {
        let _ = write!(svg, " xml:lang=\"{}\"", Escaped(lang));
    }
    let _ = write!(svg, " viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-size=\"{}\"", measure::TEXT_SIZE);
    let (id, title) = (Escaped(head.id), Escaped(head.title));
    if head.description.is_empty() {
        let _ = write!(svg, "><title>{title}</title>");
        return;
    }
    let described_by = Escaped(head.described_by.unwrap_or(head.id));
    let _ = write!(svg, " id=\"{id}\" aria-labelledby=\"{id}-t {described_by}-d\"><title id=\"{id}-t\">{title}</title>");
    if head.described_by.is_none() {
        let _ = write!(svg, "<desc id=\"{id}-d\">{}</desc>", Escaped(head.description));
    }
}

/// Writes lines one below the other, the first `above` from the top.
fn lines(svg: &mut String, class: &str, lines: &[String], above: i32) {
    for (number, line) in lines.iter().enumerate() {
        let y = above + height_of(number) + 12;
        let _ = write!(svg, "<text class=\"{class}\" x=\"{MARGIN}\" y=\"{y}\">{}</text>", Escaped(line));
    }
}

fn height_of(lines: usize) -> i32 {
    LINE * i32::try_from(lines).unwrap_or(0)
}
