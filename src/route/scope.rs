//! Scopes: what formats are made for, in the order of rendering.

/// What a format is made for: one output per subject of this kind. Outputs are
/// rendered in the order of [`SCOPES`], so that a later one can name size and
/// checksum of an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Every table.
    Resource,
    /// Every table in every language, in as many files as its rows need.
    Workbook,
    /// Every well-known table that the portal uses.
    WellKnown,
    /// Every dataset: its descriptor.
    Descriptor,
    /// Every dataset: bundles, which hold the descriptor too.
    Bundle,
    /// Every plan: its bundle.
    Plan,
    /// The portal, once: bundles of all datasets, which pages name with their size.
    Collection,
    /// Every dataset: what describes all files made of it.
    Record,
    /// Every answer of the interface for programs.
    Answer,
    /// Every part of the catalogue of all datasets, which is one part unless
    /// there are very many.
    Part,
    /// Every chart of every page in every language.
    Chart,
    /// Every page in every language that has news or deadlines of its own.
    Feed,
    /// Every part of the rows of every long table in every language.
    Rows,
    /// Every page in every language.
    Page,
    /// Every file of the search index in every language.
    Search,
    /// The portal, once.
    Portal,
}

/// The scopes in the order of rendering. Those that stand together are rendered
/// side by side, the first ones begun first: none of them names another.
pub const SCOPES: [&[Scope]; 13] = [
    &[Scope::Resource],
    &[Scope::Workbook],
    &[Scope::WellKnown],
    &[Scope::Descriptor],
    &[Scope::Bundle],
    &[Scope::Plan],
    &[Scope::Collection],
    &[Scope::Record],
    &[Scope::Answer],
    &[Scope::Part],
    &[Scope::Feed],
    &[Scope::Rows],
    // What is made once, of the whole portal, would else keep one processor
    // busy at the end.
    &[Scope::Portal, Scope::Search, Scope::Chart, Scope::Page],
];
