//! Blocks: the TOML of a fenced `chart` or `table`, key by key, and the charts
//! that a descriptor names for its dataset's page.
//!
//! Knows no table but by name: whether columns exist, and whether what is drawn
//! is honest, is asked when everything has been read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::keys::Keys;
use super::tree::{Kind, Node, parse_toml};
use crate::diag::code::{BAD_BLOCK, BAD_FILTER};
use crate::diag::{Diagnostic, Notes, SourceId, Spot, nearest};
use crate::model::block::{Block, BlockKind, ChartMark, ChartSpec, Goal, OwnChart, Sort};
use crate::model::dataset::Dataset;
use crate::model::filter::Filter;
use crate::model::lang::{Lang, Text};
use crate::model::schema::is_id;
use crate::model::value::Decimal;

/// The keys of a `chart` block.
pub const CHART_KEYS: [&str; 15] =
    ["resource", "mark", "x", "y", "color", "value", "filter", "sort", "limit", "title", "unit", "target", "from", "gaps", "name"];

/// The keys of a `table` block.
pub const TABLE_KEYS: [&str; 6] = ["resource", "columns", "filter", "sort", "limit", "title"];

/// Reads the blocks of a page in a language, which begins at byte `base` of its
/// file.
pub fn blocks(found: &[(String, String, Range<usize>)], lang: Lang, base: usize, source: SourceId, notes: &mut Notes) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut names = Names::default();
    for (word, text, place) in found {
        let start = base + place.start;
        let (kind, word) = if word == "chart" { (BlockKind::Chart, "chart") } else { (BlockKind::Table, "table") };
        let whole = start..start + text.len();
        let Some(node) = fenced(text, word, &whole, source, notes) else { continue };
        let keys = Keys::new(&node, source, "", notes);
        let reader = Reader { word, source, whole, keys, home: Home::Page(lang), sound: true, is_unfiltered: false };
        if let Some(mut block) = reader.read(kind, notes) {
            names.number(&mut block, source, notes);
            blocks.push(block);
        }
    }
    blocks
}

/// How diagnostics name a chart of a descriptor.
pub const OWN: &str = "congbo.charts";

/// Reads the charts of a dataset's page (`congbo.charts`), each with what was
/// given for it.
pub fn own_charts(all: Vec<Keys<'_>>, dataset: &Dataset, default: Lang, source: SourceId, notes: &mut Notes) -> Vec<OwnChart> {
    let mut charts: Vec<OwnChart> = Vec::new();
    let mut names = Names::default();
    for keys in all {
        let given = keys.entries().map(|(key, _, node)| (key.to_owned(), node.to_json())).collect();
        let whole = keys.whole();
        let home = Home::Dataset { dataset, default };
        let reader = Reader { word: OWN, source, whole, keys, home, sound: true, is_unfiltered: false };
        if let Some(mut block) = reader.read(BlockKind::Chart, notes) {
            names.number(&mut block, source, notes);
            charts.push(OwnChart { block, given: serde_json::Value::Object(given) });
        }
    }
    charts
}

/// The names of a page's charts so far.
#[derive(Default)]
struct Names {
    charts: usize,
    taken: BTreeSet<String>,
}

impl Names {
    /// Numbers a chart among those of its page, and tells one whose name is
    /// taken.
    fn number(&mut self, block: &mut Block, source: SourceId, notes: &mut Notes) {
        if block.kind == BlockKind::Table {
            return;
        }
        self.charts += 1;
        block.chart.number = self.charts;
        if !self.taken.insert(block.file_name()) {
            let (start, end) = block.places.get("name").copied().unwrap_or(block.span);
            let told = Diagnostic::new(&BAD_BLOCK, Spot::bytes(source, start..end)).arg("word", "chart");
            notes.push(told.arg("value", block.file_name()).variant("name-twice"));
        }
    }
}

/// The TOML of a fenced block.
fn fenced<'t>(text: &'t str, word: &str, whole: &Range<usize>, source: SourceId, notes: &mut Notes) -> Option<Node<'t>> {
    let mut inner = Notes::default();
    let node = parse_toml(text, source, whole.start, "toml", &mut inner);
    if node.is_none() {
        let mut args = inner.groups().flat_map(|group| &group.shown).flat_map(|told| &told.args);
        let mut told = Diagnostic::new(&BAD_BLOCK, Spot::bytes(source, whole.clone())).arg("word", word).variant("syntax");
        told.args.extend(args.find(|(name, _)| name == "error").cloned());
        notes.push(told);
    }
    node
}

/// Where a block stands.
enum Home<'a> {
    /// In a page, whose words are in one language.
    Page(Lang),
    /// In the descriptor of a dataset, which draws its own tables.
    Dataset { dataset: &'a Dataset, default: Lang },
}

/// A block being read.
struct Reader<'a> {
    word: &'static str,
    source: SourceId,
    /// Bytes of the file that the block stands in.
    whole: Range<usize>,
    keys: Keys<'a>,
    home: Home<'a>,
    sound: bool,
    is_unfiltered: bool,
}

impl Reader<'_> {
    fn told(&self, variant: &'static str, spot: Spot) -> Diagnostic {
        Diagnostic::new(&BAD_BLOCK, spot).arg("word", self.word).variant(variant)
    }

    fn whole(&self) -> Spot {
        Spot::bytes(self.source, self.whole.clone())
    }

    fn text(&mut self, key: &'static str, notes: &mut Notes) -> String {
        self.keys.string(key, notes).map(|text| text.value).unwrap_or_default()
    }

    fn required(&mut self, key: &'static str, notes: &mut Notes) -> String {
        let value = self.text(key, notes);
        if value.is_empty() {
            if self.keys.node(key).is_none_or(|node| node.scalar().is_some_and(|text| text.is_empty())) {
                notes.push(self.told("missing", self.whole()).arg("key", key));
            }
            self.sound = false;
        }
        value
    }

    /// The block; `None` when something is wrong with it.
    fn read(mut self, kind: BlockKind, notes: &mut Notes) -> Option<Block> {
        let read = self.block(kind, notes);
        self.refuse_unknown(if kind == BlockKind::Chart { &CHART_KEYS } else { &TABLE_KEYS }, notes);
        self.sound.then_some(read)
    }

    fn block(&mut self, kind: BlockKind, notes: &mut Notes) -> Block {
        let resource = self.resource(notes);
        let chart = if kind == BlockKind::Chart { self.chart(notes) } else { ChartSpec::default() };
        let place = |node: &Node<'_>| (node.span.start, node.span.end);
        Block {
            kind,
            resource,
            title: self.title(notes),
            filter: self.filter(notes),
            is_unfiltered: self.is_unfiltered,
            sort: self.sort(notes),
            limit: self.keys.get("limit", "word-count", notes).unwrap_or_default(),
            columns: if kind == BlockKind::Table {
                self.keys.strings("columns", notes).map(|list| list.value).unwrap_or_default()
            } else {
                Vec::new()
            },
            chart,
            span: (self.whole.start, self.whole.end),
            places: self.keys.entries().map(|(key, _, node)| (key.to_owned(), place(node))).collect::<BTreeMap<_, _>>(),
        }
    }

    /// The table that is read: `dataset/table`. A dataset's page draws tables of
    /// that dataset, by their names alone; the only one need not be named.
    fn resource(&mut self, notes: &mut Notes) -> String {
        let Home::Dataset { dataset, .. } = self.home else { return self.required("resource", notes) };
        let is_named = self.keys.node("resource").is_some();
        let table = match dataset.resources.as_slice() {
            [only] if !is_named => only.name.clone(),
            _ => self.required("resource", notes),
        };
        if !table.is_empty() && dataset.resource(&table).is_none() {
            let tables: Vec<&str> = dataset.resources.iter().map(|table| table.name.as_str()).collect();
            let told = self.told("resource-own", self.keys.spot("resource")).arg("value", &table);
            notes.push(match nearest(&table, tables.iter().copied()) {
                Some(near) => told.arg("near", near).variant("resource-near"),
                None => told.arg("allowed", tables.join(", ")),
            });
            self.sound = false;
        }
        format!("{}/{table}", dataset.name)
    }

    fn title(&mut self, notes: &mut Notes) -> Text {
        match self.home {
            Home::Page(lang) => Text::of(lang, self.text("title", notes)),
            Home::Dataset { default, .. } => {
                let mut title = self.keys.text("title", notes).unwrap_or_default();
                title.settle(default);
                title
            }
        }
    }

    fn chart(&mut self, notes: &mut Notes) -> ChartSpec {
        let word = self.required("mark", notes);
        let mark = ChartMark::named(&word);
        if mark.is_none() && !word.is_empty() {
            let allowed = ChartMark::ALL.map(ChartMark::word).join(", ");
            notes.push(self.told("mark", self.keys.spot("mark")).arg("value", &word).arg("allowed", allowed));
            self.sound = false;
        }
        let mark = mark.unwrap_or_default();
        // Rows are counted where bars have no column of numbers.
        let counts = matches!(mark, ChartMark::Bar | ChartMark::Grouped | ChartMark::Stacked);
        let chart = ChartSpec {
            mark,
            y: self.required("y", notes),
            x: if counts { self.text("x", notes) } else { self.required("x", notes) },
            color: if mark.needs_series() { self.required("color", notes) } else { self.text("color", notes) },
            value: self.text("value", notes),
            unit: self.text("unit", notes),
            name: self.text("name", notes),
            target: self.target(notes),
            from: self.number("from", notes),
            bridge: self.gaps(notes),
            number: 0,
        };
        let is_odd = |key: &str| match key {
            "color" => matches!(mark, ChartMark::Bar | ChartMark::Bullet | ChartMark::Heat),
            "value" => mark != ChartMark::Heat,
            "gaps" => mark != ChartMark::Line,
            "target" | "from" => matches!(mark, ChartMark::Heat | ChartMark::Timeline),
            "unit" => mark == ChartMark::Timeline,
            _ => false,
        };
        let odd: Vec<(String, Spot)> =
            self.keys.entries().filter(|(key, ..)| is_odd(key)).map(|(key, spot, _)| (key.to_owned(), spot)).collect();
        for (key, spot) in odd {
            notes.push(self.told("key-of-mark", spot).arg("key", key).arg("mark", mark.word()));
            self.sound = false;
        }
        if !chart.name.is_empty() && !is_id(&chart.name) {
            notes.push(self.told("name", self.keys.spot("name")).arg("value", &chart.name));
            self.sound = false;
        }
        if mark == ChartMark::Bullet && chart.target.is_none() && self.keys.node("target").is_none() {
            notes.push(self.told("missing", self.whole()).arg("key", "target"));
            self.sound = false;
        }
        chart
    }

    fn number(&mut self, key: &'static str, notes: &mut Notes) -> Option<Decimal> {
        let node = self.keys.node(key)?;
        let number = if let Kind::Number(text) = &node.value { text.parse().ok() } else { None };
        if number.is_none() {
            notes.push(self.told("number", self.keys.spot(key)).arg("key", key));
            self.sound = false;
        }
        number
    }

    /// A number, or the name of a column.
    fn target(&mut self, notes: &mut Notes) -> Option<Goal> {
        match &self.keys.node("target")?.value {
            Kind::Text(column) => Some(Goal::Column(column.to_string())),
            _ => self.number("target", notes).map(Goal::Number),
        }
    }

    fn gaps(&mut self, notes: &mut Notes) -> bool {
        match self.text("gaps", notes).as_str() {
            "" | "keep" => false,
            "bridge" => true,
            other => {
                notes.push(self.told("gaps", self.keys.spot("gaps")).arg("value", other));
                self.sound = false;
                false
            }
        }
    }

    fn sort(&mut self, notes: &mut Notes) -> Option<Sort> {
        let text = self.text("sort", notes);
        let (column, descending) = text.strip_prefix('-').map_or((text.as_str(), false), |column| (column, true));
        (!column.is_empty()).then(|| Sort { column: column.to_owned(), descending })
    }

    fn filter(&mut self, notes: &mut Notes) -> Option<(Filter, usize)> {
        let given = self.keys.string("filter", notes).filter(|filter| !filter.value.trim().is_empty())?;
        let node = self.keys.node("filter")?;
        let start = inside(&node.span, &given.value);
        match Filter::parse(&given.value) {
            Ok(filter) => Some((filter, start)),
            Err(fault) => {
                let spot = Spot::bytes(self.source, start + fault.span.start..start + fault.span.end);
                // Its columns are looked at all the same.
                notes.push(Diagnostic::new(&BAD_FILTER, spot).word("expected", fault.expected));
                self.is_unfiltered = true;
                None
            }
        }
    }

    /// Tells keys that are none. What else is wrong is told all the same.
    fn refuse_unknown(&self, known: &[&str], notes: &mut Notes) {
        for (key, spot, _) in self.keys.entries().filter(|(key, ..)| !known.contains(key)) {
            let told = self.told("key", spot).arg("key", key).arg("allowed", known.join(", "));
            notes.push(match nearest(key, known.iter().copied()) {
                Some(near) => told.arg("near", near).variant("key-near"),
                None => told,
            });
        }
    }
}

/// Where a text begins inside its quotes, one or three on each side; their
/// beginning where escapes have moved its letters.
fn inside(span: &Range<usize>, value: &str) -> usize {
    let quotes = span.len().saturating_sub(value.len());
    span.start + if matches!(quotes, 2 | 6) { quotes / 2 } else { 0 }
}
