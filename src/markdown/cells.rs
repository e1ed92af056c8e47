//! Cells: a table's alignments as classes. Style attributes, which the writer
//! of HTML would make of them, are refused by the pages' security policy.

use pulldown_cmark::{Alignment, Event, Tag, TagEnd};

/// The table that is open among the events.
#[derive(Debug, Default)]
pub(super) struct Cells {
    alignments: Vec<Alignment>,
    column: usize,
    is_head: bool,
}

impl Cells {
    /// The event as the writer of HTML is to have it.
    pub(super) fn styled<'a>(&mut self, event: Event<'a>) -> Event<'a> {
        match event {
            Event::Start(Tag::Table(alignments)) => {
                self.alignments = alignments;
                Event::Start(Tag::Table(Vec::new()))
            }
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                self.is_head = event == Event::Start(Tag::TableHead);
                self.column = 0;
                event
            }
            Event::Start(Tag::TableCell) => {
                let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                Event::Html(opening(self.is_head, alignment).into())
            }
            Event::End(TagEnd::TableCell) => Event::Html(if self.is_head { "</th>" } else { "</td>" }.into()),
            other => other,
        }
    }
}

fn opening(is_head: bool, alignment: Alignment) -> &'static str {
    match (is_head, alignment) {
        (true, Alignment::Right) => "<th scope=\"col\" class=\"number\">",
        (true, Alignment::Center) => "<th scope=\"col\" class=\"center\">",
        (true, _) => "<th scope=\"col\">",
        (false, Alignment::Right) => "<td class=\"number\">",
        (false, Alignment::Center) => "<td class=\"center\">",
        (false, _) => "<td>",
    }
}
