//! Markdown: what a text links to, and its HTML.
//!
//! CommonMark with tables, footnotes, definition lists, strikethrough, heading
//! attributes. Raw HTML comes out as text. Fenced `chart` and `table` blocks
//! are handed to the caller, who knows the data.

use std::ops::Range;

/// What a Markdown text holds that others need to know.
#[derive(Debug, Clone, Default)]
pub struct Outline {
    /// Anchors that links may name, in order.
    pub anchors: Vec<String>,
    /// Links and images: target and place.
    pub links: Vec<(String, Range<usize>)>,
    /// Fenced `chart` and `table` blocks: word, text, place of the text.
    pub blocks: Vec<(String, String, Range<usize>)>,
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
