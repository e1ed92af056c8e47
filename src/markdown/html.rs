//! The HTML of a text. What its author may not do comes out inert: raw HTML as
//! text, links of harmful schemes as links to nowhere.

use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Tag, TagEnd};

use super::anchors::Anchors;
use super::cells::Cells;
use super::{Resolve, Scheme, block_word, lines, parser, scheme};

/// The text as HTML. `#` becomes `h2`: the page's own title is its `h1`.
pub fn to_html(text: &str, resolve: &dyn Resolve) -> String {
    let mut making =
        Making { resolve, events: Vec::new(), anchors: Anchors::default(), titled: None, block: None, cells: Cells::default() };
    for event in parser(text) {
        making.take(event);
    }
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, making.events.into_iter());
    lines::joined(&html)
}

/// A text of which a part has been read.
struct Making<'t, 'r> {
    resolve: &'r dyn Resolve,
    /// What the writer of HTML is to have.
    events: Vec<Event<'t>>,
    anchors: Anchors,
    /// The open heading or term: its place among the events, and its text so
    /// far. Its anchor is made of that, which is known only at its end.
    titled: Option<(usize, String)>,
    /// The open block: its word and its text so far.
    block: Option<(&'static str, String)>,
    cells: Cells,
}

impl<'t> Making<'t, '_> {
    fn take(&mut self, event: Event<'t>) {
        let event = match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(ref info))) if block_word(info).is_some() => {
                self.block = block_word(info).map(|word| (word, String::new()));
                return;
            }
            Event::Text(ref piece) if let Some((_, text)) = &mut self.block => {
                text.push_str(piece);
                return;
            }
            Event::Start(tag) => self.begun(tag),
            Event::End(tag) => self.ended(tag),
            Event::Html(raw) | Event::InlineHtml(raw) => Event::Text(raw),
            Event::Text(ref piece) | Event::Code(ref piece) => {
                if let Some((_, title)) = &mut self.titled {
                    title.push_str(piece);
                }
                event
            }
            other => other,
        };
        self.events.push(event);
    }

    fn begun(&mut self, tag: Tag<'t>) -> Event<'t> {
        Event::Start(match tag {
            Tag::Heading { level, classes, id, .. } => {
                self.titled = Some((self.events.len(), String::new()));
                Tag::Heading { level: lowered(level), id, classes, attrs: Vec::new() }
            }
            Tag::DefinitionListTitle => {
                self.titled = Some((self.events.len(), String::new()));
                return Event::Html("<dt>".into());
            }
            // `<an@example.vn>`: the writer of HTML adds the scheme.
            Tag::Link { link_type: LinkType::Email, .. } => tag,
            Tag::Link { link_type, dest_url, title, id } => Tag::Link { link_type, dest_url: self.address(&dest_url), title, id },
            Tag::Image { link_type, dest_url, title, id } => Tag::Image { link_type, dest_url: self.address(&dest_url), title, id },
            other => return self.cells.styled(Event::Start(other)),
        })
    }

    fn ended(&mut self, tag: TagEnd) -> Event<'t> {
        match tag {
            TagEnd::CodeBlock if let Some((word, text)) = self.block.take() => Event::Html(self.resolve.block(word, &text).into()),
            TagEnd::Heading(level) => {
                if let Some((place, title)) = self.titled.take()
                    && let Event::Start(Tag::Heading { id, .. }) = &mut self.events[place]
                {
                    *id = Some(self.anchors.next(id.as_deref(), &title).into());
                }
                Event::End(TagEnd::Heading(lowered(level)))
            }
            TagEnd::DefinitionListTitle => {
                // Anchors are made of letters, digits and hyphens.
                if let Some((place, title)) = self.titled.take() {
                    self.events[place] = Event::Html(format!("<dt id=\"{}\">", self.anchors.next(None, &title)).into());
                }
                Event::End(tag)
            }
            other => self.cells.styled(Event::End(other)),
        }
    }

    fn address(&self, target: &str) -> CowStr<'t> {
        match scheme(target) {
            Scheme::Harmless => target.to_owned().into(),
            Scheme::Own => self.resolve.link(target).into(),
            Scheme::Other => "#".into(),
        }
    }
}

fn lowered(level: HeadingLevel) -> HeadingLevel {
    if level == HeadingLevel::H1 { HeadingLevel::H2 } else { level }
}
