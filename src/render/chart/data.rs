//! What a chart draws, as rows: the same numbers, none more and none less.

use super::Chart;
use super::bullet::{Bullet, Reading};
use super::grid::Grid;
use super::timeline::Timeline;

/// The head and the rows of what a chart draws.
pub fn data(chart: &Chart) -> Vec<Vec<String>> {
    match chart {
        Chart::Bullet(chart) => bullet(chart),
        Chart::Timeline(chart) => timeline(chart),
        Chart::Grid(chart) => grid(chart),
    }
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

fn digits(reading: &Reading) -> String {
    reading.value.normalize().to_string()
}

fn bullet(chart: &Bullet) -> Vec<Vec<String>> {
    let mut rows = vec![row(["what", "value", "text"])];
    let known = [("target", Some(&chart.goal)), ("result", chart.result.as_ref()), ("earlier", chart.earlier.as_ref())];
    rows.extend(known.into_iter().filter_map(|(what, reading)| Some(row([what, &digits(reading?), &reading?.text]))));
    rows
}

fn timeline(chart: &Timeline) -> Vec<Vec<String>> {
    let mut rows = vec![row(["period", "name", "state"])];
    for period in &chart.periods {
        rows.extend(period.things.iter().map(|thing| row([&period.label, &thing.name, &thing.state])));
    }
    rows
}

/// Columns that would be empty throughout are left out.
fn grid(chart: &Grid) -> Vec<Vec<String>> {
    let has_series = !chart.series.is_empty();
    let has_goals = chart.goal.is_some() || chart.names.iter().any(|name| name.goal.is_some());
    // `trên 95%` says more than 95.
    let has_words = chart.names.iter().any(|name| name.goal.is_some());
    let line = |name: &str, series: &str, value: String, goal: String, words: &str| {
        let cells =
            [(true, name.to_owned()), (has_series, series.to_owned()), (true, value), (has_goals, goal), (has_words, words.to_owned())];
        cells.into_iter().filter(|(is_there, _)| *is_there).map(|(_, cell)| cell).collect::<Vec<String>>()
    };
    let mut rows = vec![line("name", "series", "value".into(), "target".into(), "target_text")];
    for (number, name) in chart.names.iter().enumerate() {
        let own = name.goal.as_ref().or(chart.goal.as_ref());
        let (goal, words) = own.map(|goal| (digits(goal), goal.text.as_str())).unwrap_or_default();
        for series in 0..chart.series.len().max(1) {
            let named = chart.series.get(series).map_or("", String::as_str);
            rows.push(line(&name.text, named, chart.datum_value(number, series), goal.clone(), words));
        }
    }
    rows
}
