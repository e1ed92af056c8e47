//! The search index: what the search page's script reads.
//!
//! Files are classic scripts that call one function, because that works from a
//! disk too and needs nothing of the security policy. A search reads the start,
//! the files of its words, and the names and texts of what it shows; the rest
//! of the index stays where it is. What is in it, [`super::index`] knows.

mod script;

use std::io::Write;
use std::ops::Range;

use script::Script;

use super::index::index;
use super::page::standing::standing;
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Shard, Shards, Subject, shards};

/// The format `search`.
pub(super) struct Search;

impl Format for Search {
    fn name(&self) -> &'static str {
        "search"
    }

    fn media_type(&self) -> &'static str {
        "text/javascript"
    }

    fn scope(&self) -> Scope {
        Scope::Search
    }

    fn file_name(&self) -> &'static str {
        "js"
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Searched)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Search { lang, shard } = subject else { return Ok(()) };
        let Shards { terms, titles, texts } = shards(context.catalog);
        let at = standing(context, &PageId::Search, *lang);
        let script = Script { at: &at, index: index(&at), terms, titles, texts };
        match *shard {
            Shard::Start => script.start(out)?,
            Shard::Words => script.words(out)?,
            Shard::Facets => script.facets(out)?,
            Shard::Terms(number) => script.terms(number, out)?,
            Shard::Titles(number) => script.titles(number, out)?,
            Shard::Texts(number) => script.texts(number, out)?,
        }
        Ok(())
    }
}

/// The entries of a block, when all are spread evenly over so many.
fn block(entries: usize, blocks: u32, number: u32) -> Range<usize> {
    let size = block_size(entries, blocks);
    let start = (size * number as usize).min(entries);
    start..(start + size).min(entries)
}

fn block_size(entries: usize, blocks: u32) -> usize {
    entries.div_ceil(blocks as usize).max(1)
}

#[cfg(test)]
mod tests {
    use super::block;

    #[test]
    fn blocks_hold_every_entry_once_and_may_be_empty() {
        for (entries, blocks) in [(0, 1), (1, 3), (100, 7), (100, 100), (5, 9)] {
            let all: Vec<usize> = (0..blocks).flat_map(|number| block(entries, blocks, number)).collect();
            assert_eq!(all, (0..entries).collect::<Vec<_>>());
        }
    }
}
