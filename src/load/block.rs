//! Blocks: the TOML of a fenced `chart` or `table`, key by key.
//!
//! Knows no table: whether columns exist, and whether what is drawn is honest,
//! is asked when everything has been read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::keys::Keys;
use super::tree::{Kind, Node, parse_toml};
use crate::diag::code::{BAD_BLOCK, BAD_FILTER};
use crate::diag::{Diagnostic, Notes, SourceId, Spot, nearest};
use crate::model::block::{Block, BlockKind, ChartMark, ChartSpec, Goal, Sort};
use crate::model::filter::Filter;
use crate::model::schema::is_id;
use crate::model::value::Decimal;

/// The keys of a `chart` block.
pub const CHART_KEYS: [&str; 15] =
    ["resource", "mark", "x", "y", "color", "value", "filter", "sort", "limit", "title", "unit", "target", "from", "gaps", "name"];

/// The keys of a `table` block.
pub const TABLE_KEYS: [&str; 6] = ["resource", "columns", "filter", "sort", "limit", "title"];

/// Reads the blocks of a page, which begins at byte `base` of its file.
pub fn blocks(found: &[(String, String, Range<usize>)], base: usize, source: SourceId, notes: &mut Notes) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut charts, mut names) = (0, BTreeSet::new());
    for (word, text, place) in found {
        let Some(mut block) = block(word, text, base + place.start, source, notes) else { continue };
        if block.kind == BlockKind::Chart {
            charts += 1;
            block.chart.number = charts;
            if !names.insert(block.file_name()) {
                let (start, end) = block.places.get("name").copied().unwrap_or(block.span);
                let told = Diagnostic::new(&BAD_BLOCK, Spot::bytes(source, start..end)).arg("word", word);
                notes.push(told.arg("value", block.file_name()).variant("name-twice"));
            }
        }
        blocks.push(block);
    }
    blocks
}

/// A block being read.
struct Reader<'a> {
    word: &'static str,
    source: SourceId,
    whole: Spot,
    /// The text of the block and where it begins in the file.
    text: &'a str,
    base: usize,
    keys: Keys<'a>,
    sound: bool,
    is_unfiltered: bool,
}

fn block(word: &str, text: &str, base: usize, source: SourceId, notes: &mut Notes) -> Option<Block> {
    let (kind, word) = if word == "chart" { (BlockKind::Chart, "chart") } else { (BlockKind::Table, "table") };
    let whole = Spot::bytes(source, base..base + text.len());
    let mut inner = Notes::default();
    let Some(node) = parse_toml(text, source, base, "toml", &mut inner) else {
        let mut args = inner.groups().flat_map(|group| &group.shown).flat_map(|told| &told.args);
        let mut told = Diagnostic::new(&BAD_BLOCK, whole).arg("word", word).variant("syntax");
        told.args.extend(args.find(|(name, _)| name == "error").cloned());
        notes.push(told);
        return None;
    };
    let keys = Keys::new(&node, source, "", notes);
    let mut reader = Reader { word, source, whole, text, base, keys, sound: true, is_unfiltered: false };
    let read = reader.read(kind, notes);
    reader.refuse_unknown(if kind == BlockKind::Chart { &CHART_KEYS } else { &TABLE_KEYS }, notes);
    reader.sound.then_some(read)
}

impl Reader<'_> {
    fn told(&self, variant: &'static str, spot: Spot) -> Diagnostic {
        Diagnostic::new(&BAD_BLOCK, spot).arg("word", self.word).variant(variant)
    }

    fn text(&mut self, key: &'static str, notes: &mut Notes) -> String {
        self.keys.string(key, notes).map(|text| text.value).unwrap_or_default()
    }

    fn required(&mut self, key: &'static str, notes: &mut Notes) -> String {
        let value = self.text(key, notes);
        if value.is_empty() {
            if self.keys.node(key).is_none_or(|node| node.scalar().is_some_and(|text| text.is_empty())) {
                notes.push(self.told("missing", self.whole).arg("key", key));
            }
            self.sound = false;
        }
        value
    }

    fn read(&mut self, kind: BlockKind, notes: &mut Notes) -> Block {
        let resource = self.required("resource", notes);
        let chart = if kind == BlockKind::Chart { self.chart(notes) } else { ChartSpec::default() };
        let place = |node: &Node<'_>| (node.span.start, node.span.end);
        Block {
            kind,
            resource,
            title: self.text("title", notes),
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
            span: (self.base, self.base + self.text.len()),
            places: self.keys.entries().map(|(key, _, node)| (key.to_owned(), place(node))).collect::<BTreeMap<_, _>>(),
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
            notes.push(self.told("missing", self.whole).arg("key", "target"));
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
        let start = self.inside(&node.span, &given.value);
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

    /// Where a text begins inside its quotes; their beginning where escapes
    /// have moved its letters.
    fn inside(&self, span: &Range<usize>, value: &str) -> usize {
        let raw = &self.text[span.start - self.base..span.end - self.base];
        raw.find(value).map_or(span.start, |at| span.start + at)
    }

    fn refuse_unknown(&mut self, known: &[&str], notes: &mut Notes) {
        let unknown: Vec<(&str, Spot)> =
            self.keys.entries().filter(|(key, ..)| !known.contains(key)).map(|(key, spot, _)| (key, spot)).collect();
        for (key, spot) in unknown {
            let told = self.told("key", spot).arg("key", key).arg("allowed", known.join(", "));
            notes.push(match nearest(key, known.iter().copied()) {
                Some(near) => told.arg("near", near).variant("key-near"),
                None => told,
            });
            self.sound = false;
        }
    }
}
