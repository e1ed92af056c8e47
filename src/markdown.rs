//! Markdown: what a text links to, and its HTML.
//!
//! CommonMark with tables, footnotes, definition lists, strikethrough and
//! heading attributes. Raw HTML comes out as text, and links may only lead to
//! harmless schemes, because texts come from many hands. Fenced `chart` and
//! `table` blocks are handed to the caller, who knows the data.

mod cells;
mod letters;
mod lines;
pub mod links;
mod spaces;

use std::collections::BTreeMap;
use std::ops::Range;

use cells::Cells;
pub use letters::{bare_letters, slug};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};
pub use spaces::on_one_line;

/// What a Markdown text holds that others need to know.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Anchors that links may name, in order.
    pub anchors: Vec<String>,
    /// Links and images: target and place.
    pub links: Vec<(String, Range<usize>)>,
    /// Fenced `chart` and `table` blocks: word, text, place of the text.
    pub blocks: Vec<(String, String, Range<usize>)>,
    /// Entries of definition lists: term, what it means, anchor.
    pub terms: Vec<(String, String, String)>,
    /// Places of raw HTML.
    pub raw_html: Vec<Range<usize>>,
}

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

/// What the text holds: anchors, links, blocks, raw HTML.
pub fn outline(text: &str) -> Outline {
    let mut outline = Outline::default();
    let mut anchors = Anchors::default();
    let mut heading: Option<(Option<String>, String)> = None;
    let mut fence: Option<(String, String, Option<Range<usize>>)> = None;
    let mut part = Part::Other;
    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Start(Tag::Heading { id, .. }) => heading = Some((id.map(|id| id.to_string()), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((id, title)) = heading.take() {
                    outline.anchors.push(anchors.next(id.as_deref(), &title));
                }
            }
            Event::Start(Tag::DefinitionListTitle) => {
                part = Part::Term;
                outline.terms.push(Default::default());
            }
            Event::End(TagEnd::DefinitionListTitle) => {
                part = Part::Other;
                if let Some((term, _, anchor)) = outline.terms.last_mut() {
                    *anchor = anchors.next(None, term);
                    outline.anchors.push(anchor.clone());
                }
            }
            Event::Start(Tag::DefinitionListDefinition) => part = Part::Meaning,
            Event::End(TagEnd::DefinitionListDefinition) => part = Part::Other,
            Event::SoftBreak | Event::HardBreak if part != Part::Other => {
                if let Some((_, meaning, _)) = outline.terms.last_mut() {
                    meaning.push(' ');
                }
            }
            Event::Start(Tag::Link { link_type: LinkType::Email, dest_url, .. }) => {
                outline.links.push((format!("mailto:{dest_url}"), range));
            }
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => outline.links.push((dest_url.to_string(), range)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                fence = block_word(&info).map(|word| (word.to_owned(), String::new(), None));
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((word, body, place)) = fence.take() {
                    outline.blocks.push((word, body, place.unwrap_or(range)));
                }
            }
            Event::Text(piece) | Event::Code(piece) => {
                if let Some((_, title)) = &mut heading {
                    title.push_str(&piece);
                }
                if let Some((term, meaning, _)) = outline.terms.last_mut() {
                    match part {
                        Part::Term => term.push_str(&piece),
                        Part::Meaning => meaning.push_str(&piece),
                        Part::Other => {}
                    }
                }
                if let Some((_, body, place)) = &mut fence {
                    body.push_str(&piece);
                    *place = Some(place.as_ref().map_or(range.clone(), |first| first.start..range.end));
                }
            }
            // A block of HTML comes line by line and is one finding.
            Event::Html(_) if outline.raw_html.last().is_some_and(|last| last.end == range.start) => {
                outline.raw_html.last_mut().expect("just seen").end = range.end;
            }
            Event::Html(_) | Event::InlineHtml(_) => outline.raw_html.push(range),
            _ => {}
        }
    }
    outline
}

/// Where in a definition list the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Term,
    Meaning,
    Other,
}

/// The text as HTML. `#` becomes `h2`: the page's own title is its `h1`.
pub fn to_html(text: &str, resolve: &dyn Resolve) -> String {
    let mut anchors = Anchors::default();
    // The place of the open heading or term among the events, and its text so far.
    let mut heading: Option<(usize, String)> = None;
    let mut fence: Option<(String, String)> = None;
    let mut events = Vec::new();
    let mut cells = Cells::default();
    for event in parser(text) {
        if let (Event::Text(piece) | Event::Code(piece), Some((_, title))) = (&event, &mut heading) {
            title.push_str(piece);
        }
        let event = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) if block_word(info).is_some() => {
                fence = block_word(info).map(|word| (word.to_owned(), String::new()));
                continue;
            }
            Event::End(TagEnd::CodeBlock) if fence.is_some() => {
                let (word, body) = fence.take().expect("just seen");
                Event::Html(resolve.block(&word, &body).into())
            }
            Event::Text(piece) if fence.is_some() => {
                fence.as_mut().expect("just seen").1.push_str(&piece);
                continue;
            }
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Start(Tag::Heading { level, classes, id, .. }) => {
                heading = Some((events.len(), String::new()));
                Event::Start(Tag::Heading { level: lowered(level), id, classes, attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(level)) => {
                // Its anchor is made of its title, which is known only now.
                if let Some((place, title)) = heading.take()
                    && let Event::Start(Tag::Heading { id, .. }) = &mut events[place]
                {
                    *id = Some(anchors.next(id.as_deref(), &title).into());
                }
                Event::End(TagEnd::Heading(lowered(level)))
            }
            Event::Start(Tag::DefinitionListTitle) => {
                heading = Some((events.len(), String::new()));
                Event::Html("<dt>".into())
            }
            Event::End(TagEnd::DefinitionListTitle) => {
                // Anchors are made of letters, digits and hyphens.
                if let Some((place, title)) = heading.take() {
                    events[place] = Event::Html(format!("<dt id=\"{}\">", anchors.next(None, &title)).into());
                }
                Event::End(TagEnd::DefinitionListTitle)
            }
            // `<an@example.vn>`: the writer of HTML adds the scheme.
            Event::Start(Tag::Link { link_type: LinkType::Email, .. }) => event,
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: address(&dest_url, resolve), title, id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Image { link_type, dest_url: address(&dest_url, resolve), title, id })
            }
            other => cells.styled(other),
        };
        events.push(event);
    }
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    lines::joined(&html)
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

/// The first paragraph without any markup, for lists; the whole text when it
/// has none. Headings are passed over.
pub fn summary(text: &str) -> String {
    // Most texts begin with a paragraph: the rest of them need not be parsed,
    // unless something in brackets may be explained there.
    let ends = text.match_indices("\n\n").map(|(end, _)| end);
    let first = ends.take_while(|end| !text[..*end].contains('[')).take(2).find_map(|end| first_paragraph(&text[..end]));
    first.or_else(|| first_paragraph(text)).unwrap_or_else(|| plain(text))
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

fn address<'a>(target: &str, resolve: &dyn Resolve) -> CowStr<'a> {
    match scheme(target) {
        Scheme::Harmless => target.to_owned().into(),
        Scheme::Own => resolve.link(target).into(),
        Scheme::Other => "#".into(),
    }
}

fn block_word(info: &str) -> Option<&'static str> {
    let word = info.split([' ', '\t', ',', '{']).next().unwrap_or_default();
    BLOCKS.into_iter().find(|block| *block == word)
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}

/// Makes the anchors of a text: the author's own, else from the title, each once.
#[derive(Default)]
struct Anchors {
    used: BTreeMap<String, usize>,
}

impl Anchors {
    fn next(&mut self, own: Option<&str>, title: &str) -> String {
        let base = own.map_or_else(|| slug(title), str::to_owned);
        let mut count = self.used.get(&base).map_or(1, |count| count + 1);
        let numbered = |count: usize| if count == 1 { base.clone() } else { format!("{base}-{count}") };
        // What a number makes of one title may be another's own anchor.
        while count > 1 && self.used.contains_key(&numbered(count)) {
            count += 1;
        }
        let anchor = numbered(count);
        if count > 1 {
            self.used.insert(anchor.clone(), 1);
        }
        self.used.insert(base, count);
        anchor
    }
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
