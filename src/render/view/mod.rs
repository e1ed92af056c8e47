//! Views: what templates may see, the contract with themes.
//!
//! One file per page kind; each makes a plain struct of words that are already
//! in the reader's language and of links that already lead somewhere. A
//! template reads `page` (see [`frame`] and [`surroundings`]) and `view` (the struct of its page
//! kind) and needs to know nothing of plans, registries or addresses. Views
//! know nothing of the template engine.

pub(super) mod accessibility;
pub(super) mod against;
pub(super) mod agency;
pub(super) mod answer;
pub(super) mod api;
pub(super) mod authored;
mod bars;
pub(super) mod bounded;
pub(super) mod cite;
mod cited;
pub(super) mod cells;
mod codes;
mod column;
pub(super) mod bullets;
mod by_plan;
pub(super) mod cell;
mod chart_words;
pub(super) mod charts;
pub(super) mod compare;
pub(super) mod compare_agencies;
pub(super) mod compare_indicators;
pub(super) mod contradiction;
pub(super) mod dataset;
pub(super) mod differences;
pub(super) mod document;
pub(super) mod drawn;
pub(super) mod dublin;
mod due;
mod duties;
pub(super) mod figure;
pub(super) mod files;
pub(super) mod frame;
mod force;
pub(super) mod home;
pub(super) mod indicator;
mod leads;
mod lists;
pub(super) mod money;
pub(super) mod names;
pub(super) mod paging;
mod phone_columns;
pub(super) mod pillar;
pub(super) mod plan;
mod plan_names;
pub(super) mod plans;
pub(super) mod promises;
mod preview;
pub(super) mod prose;
pub(super) mod quarters;
mod results;
mod rows;
pub(super) mod search;
mod sections;
mod scrolling;
mod short;
pub(super) mod sheet;
pub(super) mod schema_org;
pub(super) mod standpoint;
mod states;
pub(super) mod status;
pub(super) mod surroundings;
pub(super) mod table;
pub(super) mod target;
pub(super) mod task;
pub(super) mod timeline;
pub(super) mod topic;
mod years;

use serde::Serialize;

use crate::render::facts::catalogue::web_address;
use crate::route::PageId;

/// A piece of text on a page, perhaps a link.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct Item {
    /// The text.
    pub(super) text: String,
    /// Its language, when that is not the page's.
    pub(super) lang: Option<String>,
    /// In words that it is an original in another language, then.
    pub(super) mark: Option<String>,
    /// Where it leads.
    pub(super) href: Option<String>,
    /// The date it prints, for machines.
    pub(super) date: Option<String>,
    /// What follows it in small print.
    pub(super) note: Option<String>,
}

/// A label and what is to be said of it; no fact has no items.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Fact {
    /// The label.
    pub(super) label: String,
    /// The items, each on its own.
    pub(super) items: Vec<Item>,
}

/// What a view says of its page as a whole.
#[derive(Debug, Clone)]
pub(super) struct Head {
    /// The page's one heading.
    pub(super) title: Item,
    /// One sentence for search engines; plain text.
    pub(super) description: String,
    /// The pages above it, the home page left out.
    pub(super) above: Vec<(PageId, Item)>,
}

/// A list of facts that drops the empty ones.
#[derive(Debug, Default)]
pub(super) struct Facts(Vec<Fact>);

impl Facts {
    /// Adds a fact if there is anything to say.
    pub(super) fn add(&mut self, label: String, items: Vec<Item>) {
        let items: Vec<Item> = items.into_iter().filter(|item| !item.text.is_empty()).collect();
        if !items.is_empty() {
            self.0.push(Fact { label, items });
        }
    }

    /// The facts, in the order in which they were added.
    pub(super) fn list(self) -> Vec<Fact> {
        self.0
    }
}

impl Item {
    /// Text in the page's language that leads nowhere.
    pub(super) fn plain(text: impl Into<String>) -> Self {
        Item { text: text.into(), ..Item::default() }
    }

    /// Whether it is a text and nothing else.
    pub(super) fn is_plain(&self) -> bool {
        let Item { text: _, lang, mark, href, date, note } = self;
        [lang, mark, href, date, note].iter().all(|more| more.is_none())
    }

    /// The same, leading to an address; to one on the web as every browser reads it.
    pub(super) fn to(mut self, href: Option<String>) -> Self {
        let on_the_web = |href: &String| if href.starts_with("http") { web_address(href) } else { None };
        self.href = href.map(|href| on_the_web(&href).unwrap_or(href));
        self
    }

    /// The same, with small print.
    pub(super) fn with_note(mut self, note: String) -> Self {
        self.note = Some(note).filter(|note| !note.is_empty());
        self
    }
}
