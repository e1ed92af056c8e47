//! Answers: the one sentence that opens a page, made of pieces.
//!
//! A piece is an item, so that a name in another language keeps its `lang`
//! and a name with a page stays a link inside the sentence. The words come
//! from messages; what is known, and as of when, from the catalogue. Knows how
//! to tell; which facts matter is each page kind's own business.

use serde::Serialize;

use super::Item;
use super::standpoint::Standpoint;
use super::states::{TARGETS, TASKS};
use crate::model::plan::{Comparator, Plan, Target, TargetKind};
use crate::model::status::State;

/// More states than these are not taken in at one reading: the sentence then
/// tells those that matter, and how many more there are.
const MOST_STATES: usize = 4;

/// What a reader asks for first: what was kept, what was not, what nobody knows.
const MATTERING: [State; 6] = [State::Reached, State::Missed, State::NoData, State::Done, State::Late, State::NoReport];

/// A sentence in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(in crate::render) struct Sentence(Vec<Item>);

impl Sentence {
    /// The sentence as plain text, for descriptions.
    pub(in crate::render) fn text(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Whether there is nothing to say.
    pub(in crate::render) fn is_empty(&self) -> bool {
        self.0.iter().all(|piece| piece.text.is_empty())
    }

    /// Text that leads nowhere joins the text before it.
    fn push(&mut self, piece: Item) {
        let is_plain = |item: &Item| item.href.is_none() && item.lang.is_none() && item.date.is_none() && item.note.is_none();
        match self.0.last_mut() {
            Some(last) if is_plain(last) && is_plain(&piece) => last.text.push_str(&piece.text),
            _ => self.0.push(piece),
        }
    }

    fn extend(&mut self, other: &Sentence) {
        for piece in &other.0 {
            self.push(piece.clone());
        }
    }
}

impl From<Item> for Sentence {
    fn from(item: Item) -> Self {
        Self(vec![item])
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Item::plain(text).into()
    }
}

/// The message with its `{name}` places filled; a place that nobody fills
/// stays visible.
pub(in crate::render) fn tell(at: &Standpoint<'_>, key: &str, args: &[(&str, Sentence)]) -> Sentence {
    fill(&at.t(key), args)
}

/// The plural form of a message for `count`, with its places filled.
pub(in crate::render) fn tell_count(at: &Standpoint<'_>, key: &str, count: usize, args: &[(&str, Sentence)]) -> Sentence {
    fill(&at.words.count(key, count as u64), args)
}

fn fill(pattern: &str, args: &[(&str, Sentence)]) -> Sentence {
    let mut sentence = Sentence::default();
    let mut rest = pattern;
    while let Some(open) = rest.find('{') {
        let (before, place) = rest.split_at(open);
        let known = place.find('}').and_then(|close| {
            let (_, value) = args.iter().find(|(name, _)| *name == &place[1..close])?;
            Some((value, close + 1))
        });
        let (value, length) = known.unzip();
        // A brace that opens no known place is text.
        let length = length.unwrap_or(1);
        sentence.push(Item::plain(before));
        match value {
            Some(value) => sentence.extend(value),
            None => sentence.push(Item::plain(&place[..length])),
        }
        rest = &place[length..];
    }
    sentence.push(Item::plain(rest));
    sentence
}

/// `A, B và C`, each still a link.
pub(in crate::render) fn list(at: &Standpoint<'_>, items: Vec<Item>) -> Sentence {
    let mut items: Vec<Sentence> = items.into_iter().map(Sentence::from).collect();
    let Some(last) = items.pop() else { return Sentence::default() };
    if items.is_empty() {
        return last;
    }
    let separator = at.t("list.separator");
    let mut first = Sentence::default();
    for (number, item) in items.iter().enumerate() {
        if number > 0 {
            first.push(Item::plain(&separator));
        }
        first.extend(item);
    }
    tell(at, "list.and", &[("first", first), ("last", last)])
}

/// Clauses that stand beside each other: `…; …`.
pub(in crate::render) fn clauses(at: &Standpoint<'_>, clauses: impl IntoIterator<Item = Sentence>) -> Sentence {
    let separator = at.t("answer.clauses");
    let mut all = Sentence::default();
    for clause in clauses.into_iter().filter(|clause| !clause.is_empty()) {
        if !all.is_empty() {
            all.push(Item::plain(&separator));
        }
        all.extend(&clause);
    }
    all
}

/// Clauses about how things are going, as of the portal's day.
pub(in crate::render) fn as_of(at: &Standpoint<'_>, told: impl IntoIterator<Item = Sentence>) -> Sentence {
    let state = clauses(at, told);
    match at.catalog().as_of {
        Some(day) if !state.is_empty() => tell(at, "answer.as-of", &[("date", at.date(day).into()), ("state", state)]),
        _ => state,
    }
}

/// How many things, of kinds that have a message under `count`; those of which
/// there are none are left out.
pub(in crate::render) fn counts(at: &Standpoint<'_>, kinds: &[(&str, usize)]) -> String {
    let counted = kinds.iter().filter(|(_, count)| *count > 0);
    let told: Vec<String> = counted.map(|(key, count)| at.words.count(&format!("count.{key}"), *count as u64)).collect();
    at.words.list(&told)
}

/// How targets are going: `trong các chỉ tiêu, 3 đạt và 2 chưa có số liệu`.
pub(in crate::render) fn of_targets(at: &Standpoint<'_>, states: impl Iterator<Item = State>) -> Sentence {
    going(at, "targets", &TARGETS, states)
}

/// How tasks are going.
pub(in crate::render) fn of_tasks(at: &Standpoint<'_>, states: impl Iterator<Item = State>) -> Sentence {
    going(at, "tasks", &TASKS, states)
}

/// How all targets and tasks of plans are going, as of when.
pub(in crate::render) fn plans_going<'p>(at: &Standpoint<'_>, plans: impl IntoIterator<Item = &'p Plan> + Clone) -> Sentence {
    let targets = plans.clone().into_iter().flat_map(|plan| plan.targets.iter().map(|target| target.status.state));
    let tasks = plans.into_iter().flat_map(|plan| plan.tasks.iter().map(|task| task.status.state));
    as_of(at, [of_targets(at, targets), of_tasks(at, tasks)])
}

fn going(at: &Standpoint<'_>, noun: &str, order: &[State], states: impl Iterator<Item = State>) -> Sentence {
    let mut counts = vec![0_u64; order.len()];
    for state in states {
        if let Some(place) = order.iter().position(|known| *known == state) {
            counts[place] += 1;
        }
    }
    let occurring: Vec<(&State, u64)> = order.iter().zip(counts).filter(|(_, count)| *count > 0).collect();
    match occurring.as_slice() {
        [] => Sentence::default(),
        [(state, count)] => at.words.count(&format!("answer.all-{noun}.{}", state.name()), *count).into(),
        several => {
            let matters = |state: &State| MATTERING.contains(state);
            let is_short = several.len() <= MOST_STATES || !several.iter().any(|(state, _)| matters(state));
            let is_told = |state: &State| is_short || matters(state);
            let told = several.iter().filter(|(state, _)| is_told(state));
            let mut told: Vec<String> =
                told.map(|(state, count)| at.words.count(&format!("answer.some.{}", state.name()), *count)).collect();
            let others = several.iter().filter(|(state, _)| !is_told(state)).map(|(_, count)| count).sum();
            if others > 0 {
                told.push(at.words.count(&format!("answer.other-{noun}"), others));
            }
            at.words.fill(&format!("answer.among-{noun}"), &[("list", &at.words.list(&told))]).into()
        }
    }
}

/// What a target demands, as a verb: `phải đạt trên 70%`.
pub(in crate::render) fn must(at: &Standpoint<'_>, target: &Target) -> String {
    let key = match (target.kind, target.comparator) {
        (TargetKind::YesNo, _) => "must.done",
        _ if target.value.is_none() => "must.in-words",
        (_, None | Some(Comparator::Equal)) => "must.equal",
        (_, Some(Comparator::Greater)) => "must.greater",
        (_, Some(Comparator::AtLeast)) => "must.at-least",
        (_, Some(Comparator::Less)) => "must.less",
        (_, Some(Comparator::AtMost)) => "must.at-most",
    };
    let value = target.value.map(|value| at.words.quantity(value, &target.unit)).unwrap_or_default();
    at.words.fill(key, &[("value", &value)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, lang: Option<&str>) -> Item {
        Item { lang: lang.map(str::to_owned), ..Item::plain(text) }
    }

    #[test]
    fn a_name_in_another_language_keeps_its_language_inside_a_sentence() {
        let told = fill("{who} leads {what}.", &[("who", piece("Sở Nội vụ", Some("vi")).into()), ("what", "3 tasks".to_owned().into())]);
        assert_eq!(told.0, [piece("", None), piece("Sở Nội vụ", Some("vi")), piece(" leads 3 tasks.", None)]);
        assert_eq!(told.text(), "Sở Nội vụ leads 3 tasks.");
    }

    #[test]
    fn braces_in_names_are_never_places() {
        let told = fill("{a} and {b", &[("a", "{b}".to_owned().into()), ("b", "x".to_owned().into())]);
        assert_eq!(told.text(), "{b} and {b");
    }
}
