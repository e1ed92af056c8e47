//! An entry: one thing that search finds.

use crate::render::view::Item;

/// What kind of thing an entry is, in the order in which entries are numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) enum Kind {
    /// A plan.
    Plan,
    /// A target.
    Target,
    /// A task.
    Task,
    /// A reported result.
    Result,
    /// A line of a budget.
    Budget,
    /// A duty to report.
    Duty,
    /// An agency.
    Agency,
    /// A document.
    Document,
    /// An indicator.
    Indicator,
    /// A pillar.
    Pillar,
    /// A quarter of the timeline.
    Quarter,
    /// A topic.
    Topic,
    /// An author's page, or the page of a section.
    Page,
    /// A dataset.
    Dataset,
    /// A table.
    Table,
    /// A column.
    Column,
    /// A row of a table that asks for it.
    Row,
    /// A term of the glossary; last, because every language has its own.
    Term,
}

impl Kind {
    /// Whether people look for things of this kind by their names.
    pub(in crate::render) fn has_name(self) -> bool {
        !matches!(self, Kind::Result | Kind::Budget | Kind::Duty | Kind::Quarter | Kind::Table | Kind::Column | Kind::Row)
    }

    /// The code in the index, in addresses and in messages.
    pub(in crate::render) fn name(self) -> &'static str {
        match self {
            Kind::Plan => "plan",
            Kind::Target => "target",
            Kind::Task => "task",
            Kind::Result => "result",
            Kind::Budget => "budget",
            Kind::Duty => "duty",
            Kind::Agency => "agency",
            Kind::Document => "document",
            Kind::Indicator => "indicator",
            Kind::Pillar => "pillar",
            Kind::Quarter => "quarter",
            Kind::Topic => "topic",
            Kind::Page => "page",
            Kind::Term => "term",
            Kind::Dataset => "dataset",
            Kind::Table => "table",
            Kind::Column => "column",
            Kind::Row => "row",
        }
    }
}

/// One thing that search finds, told in one language.
#[derive(Debug, Default)]
pub(super) struct Entry<'a> {
    /// Where it is shown: path below the site's root, perhaps with an anchor.
    pub(super) address: String,
    /// Its name.
    pub(super) title: String,
    /// The language of its name, where that is another than the reader's.
    pub(super) lang: Option<String>,
    /// What else it is called.
    pub(super) names: Vec<String>,
    /// What is said of it, shown beneath its name.
    pub(super) text: String,
    /// Further words under which it is found.
    pub(super) hidden: String,
    /// What it is a part of.
    pub(super) place: String,
    /// Ids of the plans it belongs to.
    pub(super) plans: Vec<&'a str>,
    /// Ids of the agencies that have to do with it.
    pub(super) agencies: Vec<&'a str>,
    /// Id of its pillar.
    pub(super) pillar: Option<&'a str>,
    /// First and last year.
    pub(super) years: Option<(i16, i16)>,
}

impl Entry<'_> {
    /// Nothing but a name.
    pub(super) fn named(name: Item) -> Self {
        Self { title: name.text, lang: name.lang, ..Self::default() }
    }
}

/// Parts of a text, the empty ones left out.
pub(super) fn joined(parts: &[&str]) -> String {
    let mut text = String::new();
    for part in parts.iter().map(|part| part.trim().trim_end_matches('.')).filter(|part| !part.is_empty()) {
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(part);
    }
    text
}
