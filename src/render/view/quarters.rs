//! The tasks of a plan quarter by quarter, as a chart.
//!
//! A task falls into the quarter of the deadline that the plan states for it;
//! one without stands apart, not in the plan's last quarter.

use jiff::civil::Date;

use super::standpoint::Standpoint;
use crate::model::plan::{Plan, Task};
use crate::model::status::State;
use crate::render::chart::{Period, Shape, Thing, ThingLook, Timeline, Tone};
use crate::route::MOST_TASKS;

/// A plan that runs longer is told year by year.
const MOST_QUARTERS: usize = 12;

/// A stretch of time that tasks fall due in; the last two have no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Stretch {
    Quarter(i16, i8),
    Year(i16),
    /// Done all the time.
    Always,
    /// The plan states no day.
    Undated,
}

/// The tasks of a plan by the quarter in which they fall due; `None` when
/// there are fewer than two, which need no picture, or more than one can show.
pub(in crate::render) fn tasks_by_quarter(at: &Standpoint<'_>, plan: &Plan) -> Option<Timeline> {
    let tasks: Vec<&Task> = plan.tasks.iter().collect();
    if !(2..=MOST_TASKS).contains(&tasks.len()) {
        return None;
    }
    let stretches = stretches(&tasks);
    let periods: Vec<Period> = stretches.iter().map(|stretch| period(at, &stretches, *stretch, &tasks)).collect();
    let mut states: Vec<State> = tasks.iter().map(|task| task.status.state).collect();
    states.sort_unstable();
    states.dedup();
    let key = states.iter().map(|state| (look(*state), at.words.label("status", state.name()))).collect();
    let now = at.catalog().as_of.map(|day| {
        let passed = stretches.iter().filter(|stretch| end(**stretch).is_some_and(|last| last <= day)).count();
        (passed, at.words.fill("chart.as-of", &[("date", &at.words.date(day))]))
    });
    let told: Vec<String> = stretches
        .iter()
        .zip(&periods)
        .filter(|(_, period)| !period.things.is_empty())
        .map(|(stretch, period)| told(at, *stretch, period, &tasks, &stretches))
        .collect();
    let title = (stretches.len() > 1).then(|| finding(at, &stretches, &periods, tasks.len())).flatten();
    let title = title.unwrap_or_else(|| at.words.fill("chart.tasks", &[("total", &at.words.count("count.tasks", tasks.len() as u64))]));
    Some(Timeline {
        id: "chart-tasks".to_owned(),
        title,
        description: at.words.fill("chart.tasks-description", &[("values", &told.join("; "))]),
        periods,
        now,
        key,
    })
}

/// What most tasks have in common: the stretch they fall due in, or that the
/// plan states no day for them. Where several share the lead there is nothing
/// to say.
fn finding(at: &Standpoint<'_>, stretches: &[Stretch], periods: &[Period], all: usize) -> Option<String> {
    let counts = || stretches.iter().zip(periods).map(|(stretch, period)| (*stretch, period.things.len()));
    let most = counts().map(|(_, count)| count).max()?;
    let mut leaders = counts().filter(|(_, count)| *count == most);
    let (stretch, count) = leaders.next().filter(|_| leaders.next().is_none())?;
    let total = at.words.count("count.tasks", all as u64);
    let (key, quarter, year) = match stretch {
        Stretch::Quarter(year, number) => ("chart.tasks-most-quarter", number.to_string(), year.to_string()),
        Stretch::Year(year) => ("chart.tasks-most-year", String::new(), year.to_string()),
        Stretch::Undated => ("chart.tasks-most-undated", String::new(), String::new()),
        Stretch::Always => return None,
    };
    Some(at.words.count_and(key, count as u64, &[("total", &total), ("q", &quarter), ("y", &year)]))
}

/// All stretches from the first deadline to the last, those without tasks too.
fn stretches(tasks: &[&Task]) -> Vec<Stretch> {
    let mut days: Vec<Date> = tasks.iter().filter(|task| !is_always(task)).filter_map(|task| task.end).collect();
    days.sort_unstable();
    let quarter = |day: &Date| i32::from(day.year()) * 4 + i32::from((day.month() - 1) / 3);
    let mut all = Vec::new();
    if let (Some(first), Some(last)) = (days.first(), days.last()) {
        let (from, to) = (quarter(first), quarter(last));
        if usize::try_from(to - from).is_ok_and(|span| span < MOST_QUARTERS) {
            all.extend((from..=to).map(|number| Stretch::Quarter((number / 4) as i16, (number % 4 + 1) as i8)));
        } else {
            all.extend((first.year()..=last.year()).map(Stretch::Year));
        }
    }
    all.extend(tasks.iter().any(|task| is_always(task)).then_some(Stretch::Always));
    all.extend(tasks.iter().any(|task| !is_always(task) && task.end.is_none()).then_some(Stretch::Undated));
    all
}

fn is_always(task: &Task) -> bool {
    task.status.state == State::Recurring
}

/// The stretch of a task, among those of its plan.
fn falls_in(task: &Task, stretches: &[Stretch]) -> Stretch {
    match task.end {
        _ if is_always(task) => Stretch::Always,
        None => Stretch::Undated,
        Some(day) if stretches.iter().any(|stretch| matches!(stretch, Stretch::Year(_))) => Stretch::Year(day.year()),
        Some(day) => Stretch::Quarter(day.year(), (day.month() - 1) / 3 + 1),
    }
}

/// The last day of a stretch.
fn end(stretch: Stretch) -> Option<Date> {
    match stretch {
        Stretch::Quarter(year, number) => Date::new(year, number * 3, 1).ok().map(Date::last_of_month),
        Stretch::Year(year) => Date::new(year, 12, 31).ok(),
        Stretch::Always | Stretch::Undated => None,
    }
}

fn name(at: &Standpoint<'_>, stretch: Stretch) -> String {
    match stretch {
        Stretch::Quarter(year, number) => at.words.fill("date.quarter", &[("q", &number.to_string()), ("y", &year.to_string())]),
        Stretch::Year(year) => at.words.fill("chart.year", &[("year", &year.to_string())]),
        Stretch::Always => at.t("chart.always"),
        Stretch::Undated => at.t("chart.undated"),
    }
}

fn period(at: &Standpoint<'_>, stretches: &[Stretch], stretch: Stretch, tasks: &[&Task]) -> Period {
    let mut inside: Vec<&&Task> = tasks.iter().filter(|task| falls_in(task, stretches) == stretch).collect();
    inside.sort_by_key(|task| task.status.state);
    let thing = |task: &&&Task| Thing {
        look: look(task.status.state),
        name: at.text(&task.title).text,
        state: at.words.label("status", task.status.state.name()),
    };
    Period { label: name(at, stretch), count: at.words.number(inside.len().into()), things: inside.iter().map(thing).collect() }
}

/// `Quý 4/2024: 12 (đã xong 3, chưa có báo cáo 9)`
fn told(at: &Standpoint<'_>, stretch: Stretch, period: &Period, tasks: &[&Task], stretches: &[Stretch]) -> String {
    let mut counts: Vec<(State, u64)> = Vec::new();
    for task in tasks.iter().filter(|task| falls_in(task, stretches) == stretch) {
        match counts.iter_mut().find(|(state, _)| *state == task.status.state) {
            Some((_, count)) => *count += 1,
            None => counts.push((task.status.state, 1)),
        }
    }
    counts.sort_unstable();
    let one = |(state, count): &(State, u64)| {
        format!("{} {}", at.words.label("status", state.name()).to_lowercase(), at.words.number((*count).into()))
    };
    format!("{}: {} ({})", period.label, period.count, counts.iter().map(one).collect::<Vec<_>>().join(", "))
}

/// The shape and tone of a state, as everywhere on the site.
pub(in crate::render) fn look(state: State) -> ThingLook {
    let (shape, tone) = match state {
        State::Reached | State::Done => (Shape::Tick, Tone::Good),
        State::Missed => (Shape::Cross, Tone::Bad),
        State::Late => (Shape::Alarm, Tone::Bad),
        State::DoneLate => (Shape::LateTick, Tone::Bad),
        State::Running | State::InProgress => (Shape::Half, Tone::Open),
        State::Recurring => (Shape::Loop, Tone::Open),
        State::NoData | State::NoReport => (Shape::Dash, Tone::Unknown),
        State::Cancelled => (Shape::Slash, Tone::Unknown),
        State::NotStarted | State::NotDue => (Shape::Ring, Tone::Unknown),
    };
    ThingLook { shape, tone }
}
