//! Markdown: what a text links to, and its HTML.
//!
//! CommonMark with tables, footnotes, definition lists, strikethrough and
//! heading attributes. Raw HTML comes out as text, and links may only lead to
//! harmless schemes, because texts come from many hands. Fenced `chart` and
//! `table` blocks are handed to the caller, who knows the data.

mod anchors;
mod cells;
mod html;
mod letters;
mod lines;
pub mod links;
mod outline;
mod shortened;
mod spaces;

pub use anchors::is_taken;
pub use html::to_html;
pub use letters::{bare_letters, slug};
pub use outline::{Outline, outline};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
pub use shortened::{cut_at, shortened};
pub use spaces::on_one_line;

/// Answers what a text alone cannot know.
pub trait Resolve {
    /// The address to write for a link or image target.
    fn link(&self, target: &str) -> String;
    /// The HTML of a `chart` or `table` block.
    fn block(&self, word: &str, text: &str) -> String;
}

/// Words of a fence that congbo draws itself.
pub const BLOCKS: [&str; 2] = ["chart", "table"];

fn parser(text: &str) -> Parser<'_> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_DEFINITION_LIST;
    Parser::new_ext(text, options)
}

/// The text without any markup, for descriptions.
pub fn plain(text: &str) -> String {
    let mut plain = String::new();
    for event in parser(text) {
        match event {
            Event::Text(piece) | Event::Code(piece) => plain.push_str(&piece),
            Event::SoftBreak | Event::HardBreak | Event::End(_) if !plain.ends_with(' ') => plain.push(' '),
            _ => {}
        }
    }
    on_one_line(&plain)
}

/// The first paragraph without any markup, cut to a sentence or two, for lists;
/// of the whole text when it has none. Headings are passed over.
pub fn summary(text: &str) -> String {
    // Most texts begin with a paragraph: the rest of them need not be parsed,
    // unless something in brackets may be explained there.
    let ends = text.match_indices("\n\n").map(|(end, _)| end);
    let first = ends.take_while(|end| !text[..*end].contains('[')).take(2).find_map(|end| first_paragraph(&text[..end]));
    shortened(&first.or_else(|| first_paragraph(text)).unwrap_or_else(|| plain(text)))
}

/// The first paragraph that says something, without its markup.
fn first_paragraph(text: &str) -> Option<String> {
    let mut is_heading = false;
    let mut paragraph = String::new();
    for event in parser(text) {
        match event {
            Event::Start(Tag::Heading { .. }) => is_heading = true,
            Event::End(TagEnd::Heading(_)) => is_heading = false,
            Event::Text(piece) | Event::Code(piece) if !is_heading => paragraph.push_str(&piece),
            Event::SoftBreak | Event::HardBreak => paragraph.push(' '),
            Event::End(TagEnd::Paragraph) if !paragraph.trim().is_empty() => {
                return Some(on_one_line(&paragraph));
            }
            _ => {}
        }
    }
    None
}

/// Whether an address has a scheme, and whether browsers can be harmed by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scheme {
    /// A path or an anchor of the portal itself.
    Own,
    /// `http`, `https`, `mailto` or `tel`.
    Harmless,
    /// Anything else: `javascript`, `data`, `file` …
    Other,
}

/// The kind of scheme of a link target.
pub fn scheme(target: &str) -> Scheme {
    let cleaned: String = target.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
    if cleaned.starts_with("//") || cleaned.starts_with("\\\\") {
        return Scheme::Other;
    }
    match cleaned.split_once(':') {
        Some((scheme, _)) if !scheme.contains(['/', '#', '?']) => match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" | "tel" => Scheme::Harmless,
            _ => Scheme::Other,
        },
        _ => Scheme::Own,
    }
}

fn block_word(info: &str) -> Option<&'static str> {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    BLOCKS.into_iter().find(|block| *block == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Plain;

    impl Resolve for Plain {
        fn link(&self, target: &str) -> String {
            format!("resolved/{target}")
        }

        fn block(&self, word: &str, text: &str) -> String {
            format!("<figure>{word}:{}</figure>", text.len())
        }
    }

    #[test]
    fn html_scripts_and_harmful_links_come_out_inert() {
        let text =
            "<script>alert(1)</script>\n\n[a](javascript:alert(1)) [b](<jAvA&#9;script:x>) ![c](data:text/html,x) <b>x</b> [d](//evil.vn)";
        let html = to_html(text, &Plain);
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert_eq!(html.matches("href=\"#\"").count() + html.matches("src=\"#\"").count(), 4, "{html}");
    }

    #[test]
    fn a_table_is_aligned_by_classes_because_pages_refuse_styles() {
        let html = to_html("| a | b | c |\n|---|---:|:-:|\n| 1 | 2 | 3 |\n", &Plain);
        let head =
            r#"<thead><tr><th scope="col">a</th><th scope="col" class="number">b</th><th scope="col" class="center">c</th></tr></thead>"#;
        let row = r#"<tbody><tr><td>1</td><td class="number">2</td><td class="center">3</td></tr></tbody>"#;
        assert_eq!(html.trim(), format!("<table>{head}{row}</table>"));
    }

    #[test]
    fn an_address_of_mail_is_a_link_of_its_own() {
        assert_eq!(outline("<an@mau.vn>").links[0].0, "mailto:an@mau.vn");
        assert_eq!(to_html("<an@mau.vn>", &Plain).trim(), r#"<p><a href="mailto:an@mau.vn">an@mau.vn</a></p>"#);
    }

    #[test]
    fn anchors_fold_accents_and_never_repeat() {
        let outline = outline("# Điều khoản\n\n## Điều khoản\n\n## Own {#own}\n\n[x](a.md#b)\n");
        assert_eq!(outline.anchors, ["dieu-khoan", "dieu-khoan-2", "own"]);
        assert_eq!(outline.links[0].0, "a.md#b");
        let outline = self::outline("# A {#a-2}\n# A\n# A\n# A\n# A {#a-2}\n");
        assert_eq!(outline.anchors, ["a-2", "a", "a-3", "a-4", "a-2-2"]);
        let html = to_html("# Điều khoản\n", &Plain);
        assert_eq!(html.trim(), r#"<h2 id="dieu-khoan">Điều khoản</h2>"#);
    }

    #[test]
    fn anchors_that_pages_give_to_their_own_parts_are_not_taken_from_them() {
        let outline = outline("# Search\n## Search\n## Chart 1\n## Chart of accounts\n## Main {#main}\n");
        assert_eq!(outline.anchors, ["search-2", "search-3", "chart-1-2", "chart-of-accounts", "main-2"]);
    }

    #[test]
    fn terms_of_a_definition_list_are_anchors_and_say_what_they_mean() {
        let text = "CNTT\n: công nghệ\n  thông tin. Máy tính và *mạng*.\n\n## CNTT\n";
        let outline = outline(text);
        assert_eq!(outline.terms, [("CNTT".into(), "công nghệ thông tin. Máy tính và mạng.".into(), "cntt".into())]);
        assert_eq!(outline.anchors, ["cntt", "cntt-2"]);
        let html = to_html(text, &Plain);
        assert!(html.contains("<dt id=\"cntt\">CNTT</dt>") && html.contains("<h2 id=\"cntt-2\">"), "{html}");
    }

    #[test]
    fn chart_and_table_blocks_are_handed_to_the_caller_with_their_place() {
        let text = "a\n\n```chart\nmark = \"bar\"\n```\n\n```rust\nlet x;\n```\n";
        let outline = outline(text);
        assert_eq!(outline.blocks.len(), 1);
        let (word, body, place) = &outline.blocks[0];
        assert_eq!((word.as_str(), body.as_str()), ("chart", "mark = \"bar\"\n"));
        assert_eq!(&text[place.clone()], body);
        assert!(to_html(text, &Plain).contains("<figure>chart:13</figure>"));
    }
}
