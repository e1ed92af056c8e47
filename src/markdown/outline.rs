//! The outline of a text: what it holds that others need to know.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::anchors::Anchors;
use super::{block_word, parser};

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

/// What the text holds: anchors, links, blocks, raw HTML.
pub fn outline(text: &str) -> Outline {
    let mut reading = Reading::default();
    for (event, range) in parser(text).into_offset_iter() {
        match event {
            Event::Start(tag) => reading.begin(tag, range),
            Event::End(tag) => reading.end(tag, range),
            Event::Text(piece) | Event::Code(piece) => reading.text(&piece, range),
            Event::SoftBreak | Event::HardBreak => reading.space(),
            Event::Html(_) => reading.html(range),
            Event::InlineHtml(_) => reading.outline.raw_html.push(range),
            _ => {}
        }
    }
    reading.outline
}

/// A text of which a part has been read.
#[derive(Default)]
struct Reading {
    outline: Outline,
    anchors: Anchors,
    /// The open heading: the anchor that its author gave it, and its text so far.
    heading: Option<(Option<String>, String)>,
    /// The open block: its word, its text so far and the place of that.
    block: Option<(String, String, Option<Range<usize>>)>,
    part: Part,
}

/// Where in a definition list the reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Part {
    Term,
    Meaning,
    #[default]
    Other,
}

impl Reading {
    fn begin(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Heading { id, .. } => self.heading = Some((id.map(|id| id.to_string()), String::new())),
            Tag::DefinitionListTitle => {
                self.part = Part::Term;
                self.outline.terms.push(Default::default());
            }
            Tag::DefinitionListDefinition => self.part = Part::Meaning,
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => self.outline.links.push((format!("mailto:{dest_url}"), range)),
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => self.outline.links.push((dest_url.to_string(), range)),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) => {
                self.block = block_word(&info).map(|word| (word.to_owned(), String::new(), None));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Heading(_) => {
                if let Some((id, title)) = self.heading.take() {
                    self.outline.anchors.push(self.anchors.next(id.as_deref(), &title));
                }
            }
            TagEnd::DefinitionListTitle => {
                self.part = Part::Other;
                if let Some((term, _, anchor)) = self.outline.terms.last_mut() {
                    *anchor = self.anchors.next(None, term);
                    self.outline.anchors.push(anchor.clone());
                }
            }
            TagEnd::DefinitionListDefinition => self.part = Part::Other,
            TagEnd::CodeBlock => {
                if let Some((word, text, place)) = self.block.take() {
                    self.outline.blocks.push((word, text, place.unwrap_or(range)));
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, piece: &str, range: Range<usize>) {
        if let Some((_, title)) = &mut self.heading {
            title.push_str(piece);
        }
        if let Some((term, meaning, _)) = self.outline.terms.last_mut() {
            match self.part {
                Part::Term => term.push_str(piece),
                Part::Meaning => meaning.push_str(piece),
                Part::Other => {}
            }
        }
        if let Some((_, text, place)) = &mut self.block {
            text.push_str(piece);
            *place = Some(place.as_ref().map_or(range.clone(), |first| first.start..range.end));
        }
    }

    /// What ends a line inside a meaning parts its words.
    fn space(&mut self) {
        if let Some((_, meaning, _)) = self.outline.terms.last_mut().filter(|_| self.part == Part::Meaning) {
            meaning.push(' ');
        }
    }

    /// A block of HTML comes line by line and is one finding.
    fn html(&mut self, line: Range<usize>) {
        match self.outline.raw_html.last_mut() {
            Some(block) if block.end == line.start => block.end = line.end,
            _ => self.outline.raw_html.push(line),
        }
    }
}
