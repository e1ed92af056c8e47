//! A chart in words: the finding that its title states, and the description
//! for those who do not see it. Both are made of the numbers that are drawn.

use super::standpoint::Standpoint;
use crate::model::value::Decimal;
use crate::render::chart::{BarItem, Grid, Look, Reading};

/// A description tells so many numbers; of more it tells the greatest and the
/// least, and of a line, which runs through time, the first and the last too.
const MOST_TOLD: usize = 60;

/// A number with its place.
#[derive(Clone, Copy)]
struct Known<'a> {
    name: &'a str,
    reading: &'a Reading,
}

/// What the numbers say at first sight; `None` where that takes judgement.
pub(super) fn finding(at: &Standpoint<'_>, grid: &Grid, unit: &str) -> Option<String> {
    if grid.series.len() > 1 || grid.names.len() < 2 {
        return None;
    }
    let known = known(grid, 0);
    if grid.look == Look::Lines {
        let (first, last) = (known.first()?, known.last()?);
        let key = match last.reading.value.cmp(&first.reading.value) {
            std::cmp::Ordering::Greater => "chart.rose",
            std::cmp::Ordering::Less => "chart.fell",
            std::cmp::Ordering::Equal => "chart.held",
        };
        return Some(
            at.words
                .fill(key, &[("from", &full(at, first, unit)), ("to", &full(at, last, unit)), ("first", first.name), ("last", last.name)]),
        );
    }
    let (_, most) = extremes(&known)?;
    // Several may share the top; then none of them is the finding.
    let shared = known.iter().filter(|one| one.reading.value == most.reading.value).count() > 1;
    (!shared).then(|| at.words.fill("chart.most", &[("name", most.name), ("value", &full(at, &most, unit))]))
}

/// All that a chart shows, in sentences.
pub(super) fn described(at: &Standpoint<'_>, grid: &Grid, unit: &str) -> String {
    described_in(at, grid, unit, &at.words.unit(unit))
}

/// The same with other words for what the numbers count.
pub(super) fn described_in(at: &Standpoint<'_>, grid: &Grid, unit: &str, counted: &str) -> String {
    let kind = match grid.look {
        Look::Bars if grid.series.len() > 1 => "chart.kind-grouped",
        Look::Bars => "chart.kind-bar",
        Look::Stacked => "chart.kind-stacked",
        Look::Dots => "chart.kind-dot",
        Look::Lines => "chart.kind-line",
        Look::Heat => "chart.kind-heat",
    };
    let kind = at.t(kind);
    let kind = if counted.is_empty() { format!("{kind}.") } else { at.words.fill("chart.kind-of", &[("kind", &kind), ("unit", counted)]) };
    let mut sentences = vec![kind];
    let depth = grid.series.len().max(1);
    let telling = if grid.names.len() * depth > MOST_TOLD { Telling::Extremes } else { Telling::Each };
    for series in 0..depth {
        let values = values(at, grid, series, unit, telling);
        sentences.push(match grid.series.get(series).filter(|_| depth > 1) {
            Some(name) => format!("{name}: {values}."),
            None => format!("{values}."),
        });
    }
    if let Some(goal) = &grid.goal {
        sentences.push(format!("{}.", goal.text));
    }
    sentences.join(" ")
}

/// Bars, each with what it is held against.
pub(super) fn described_bars(at: &Standpoint<'_>, bars: &[BarItem]) -> String {
    let one = |item: &BarItem| match &item.mark {
        Some(mark) if item.text.is_empty() => format!("{}: {}; {}", item.label, mark.text, at.t("status.no-data").to_lowercase()),
        Some(mark) => format!("{}: {}; {}", item.label, mark.text, item.text),
        None => format!("{}: {}", item.label, item.text),
    };
    bars.iter().map(one).collect::<Vec<_>>().join(". ")
}

/// How the numbers of a series are told: one by one, or the least and the
/// greatest.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Telling {
    Each,
    Extremes,
}

fn values(at: &Standpoint<'_>, grid: &Grid, series: usize, unit: &str, telling: Telling) -> String {
    let known = known(grid, series);
    if grid.none.is_empty() {
        return if telling == Telling::Extremes { summary(at, grid.look, &known, unit) } else { list(at, grid, series, unit) };
    }
    // Of counts, what is there is told, and once that of the others nothing is.
    let mut told: Vec<String> = match telling {
        Telling::Extremes if !known.is_empty() => vec![summary(at, grid.look, &known, unit)],
        _ => known.iter().map(|one| format!("{}: {}", one.name, full(at, one, unit))).collect(),
    };
    if known.is_empty() {
        told.push(grid.none.clone());
    } else if known.len() < grid.names.len() {
        told.push(at.t("chart.none-others"));
    }
    told.join("; ")
}

/// The numbers of a series; of counts, those of what is there.
fn known(grid: &Grid, series: usize) -> Vec<Known<'_>> {
    let rows = grid.names.iter().zip(&grid.cells);
    let all = rows.filter_map(|(name, row)| Some(Known { name: &name.text, reading: row.get(series)?.as_ref()? }));
    all.filter(|one| !grid.is_nothing(one.reading)).collect()
}

fn full(at: &Standpoint<'_>, known: &Known<'_>, unit: &str) -> String {
    at.words.quantity(known.reading.value, unit)
}

fn list(at: &Standpoint<'_>, grid: &Grid, series: usize, unit: &str) -> String {
    let one = |(name, row): (&crate::render::chart::Name, &Vec<Option<Reading>>)| {
        let value = row.get(series).and_then(Option::as_ref);
        let value = value.map_or_else(|| grid.missing.clone(), |reading| at.words.quantity(reading.value, unit));
        match &name.goal {
            Some(goal) => format!("{}: {value} ({})", name.text, goal.text),
            None => format!("{}: {value}", name.text),
        }
    };
    grid.names.iter().zip(&grid.cells).map(one).collect::<Vec<_>>().join("; ")
}

fn summary(at: &Standpoint<'_>, look: Look, known: &[Known<'_>], unit: &str) -> String {
    let (Some(first), Some(last), Some((least, most))) = (known.first(), known.last(), extremes(known)) else {
        return at.t("chart.missing");
    };
    let named = |one: &Known<'_>| format!("{} ({})", full(at, one, unit), one.name);
    // An extreme that many share is nobody's own.
    let extreme = |one: &Known<'_>| {
        let many = known.iter().filter(|other| other.reading.value == one.reading.value).count() as u64;
        if many > 1 { at.words.count_and("chart.summary-many", many, &[("value", &full(at, one, unit))]) } else { named(one) }
    };
    let parts = [("first", named(first)), ("last", named(last)), ("least", extreme(&least)), ("most", extreme(&most))];
    let args: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, text.as_str())).collect();
    at.words.fill(if look == Look::Lines { "chart.summary-time" } else { "chart.summary" }, &args)
}

/// The least and the greatest; of equals the first.
fn extremes<'a>(known: &[Known<'a>]) -> Option<(Known<'a>, Known<'a>)> {
    let value = |one: &Known<'a>| -> Decimal { one.reading.value };
    let least = known.iter().min_by_key(|one| value(one))?;
    let most = known.iter().rev().max_by_key(|one| value(one))?;
    Some((*least, *most))
}
