//! The list of everything that has a name, in the order of names: how readers
//! without script, and those who would rather look than type, find things.

use serde::Serialize;

use super::paging::{Paging, numbered_paging};
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::render::index::{Index, index, sorted_by};
use crate::route::{PageId, list_pages, names as counted};

/// A page of the list of all names.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Names {
    intro: String,
    /// Every letter that names begin with, leading to the first of them.
    letters: Vec<Item>,
    /// The names of this page by letter.
    groups: Vec<Group>,
    paging: Paging,
}

/// The names that begin with a letter.
#[derive(Debug, Serialize)]
struct Group {
    /// The letter.
    letter: String,
    /// Its anchor; empty where the letter begins on an earlier page.
    anchor: String,
    /// The names, each with what kind of thing it is as its note.
    names: Vec<Item>,
}

/// A page of the list of all names.
pub(in crate::render) fn names(at: &Standpoint<'_>, number: u64) -> (Head, Names) {
    let index = index(at);
    let all = index.names(at);
    let cut = Cut::new(at, all.len());
    let (head, paging) = numbered_paging(at, &PageId::Names, number, cut.pages, at.section_head("names"));
    let first = cut.first(number).min(all.len());
    let mut groups: Vec<Group> = Vec::new();
    let before = first.checked_sub(1).map(|before| letter(at, &index.shown[all[before] as usize].title));
    for entry in &all[first..cut.first(number + 1).min(all.len())] {
        let shown = &index.shown[*entry as usize];
        let letter = letter(at, &shown.title);
        let kind = at.t(&format!("search.kind-{}.one", index.kind(*entry).name()));
        let note = if shown.place.is_empty() { kind } else { format!("{kind}, {}", shown.place) };
        let item = Item::plain(&shown.title).to(Some(at.to(&shown.address))).with_note(note);
        match groups.last_mut().filter(|group| group.letter == letter) {
            Some(group) => group.names.push(item),
            None => {
                let begins = !groups.is_empty() || before.as_ref() != Some(&letter);
                groups.push(Group { anchor: if begins { anchor(&letter) } else { String::new() }, letter, names: vec![item] });
            }
        }
    }
    (head, Names { intro: at.t("intro.names"), letters: letters(at, index), groups, paging })
}

/// Every letter that names begin with, leading to the first name.
pub(super) fn letters(at: &Standpoint<'_>, index: &Index) -> Vec<Item> {
    let all = index.names(at);
    let cut = Cut::new(at, all.len());
    let mut letters: Vec<Item> = Vec::new();
    for (place, entry) in all.iter().enumerate() {
        let letter = letter(at, &index.shown[*entry as usize].title);
        if letters.last().is_none_or(|last| last.text != letter) {
            let page = at.href(&PageId::Names.with_number(cut.page(place)));
            letters.push(Item::plain(&letter).to(page.map(|page| format!("{page}#{}", anchor(&letter)))));
        }
    }
    letters
}

/// How the list is cut into pages: evenly over those that are planned.
struct Cut {
    pages: u64,
    size: usize,
}

impl Cut {
    fn new(at: &Standpoint<'_>, names: usize) -> Self {
        let planned = counted(at.context.routes.pages(at.lang()).map(|(page, _)| page));
        let pages = list_pages(planned.max(1), at.catalog().portal.per_page);
        Self { pages, size: names.div_ceil(usize::try_from(pages).unwrap_or(usize::MAX)).max(1) }
    }

    /// The place of the first name of a page.
    fn first(&self, number: u64) -> usize {
        usize::try_from(number - 1).unwrap_or(usize::MAX).saturating_mul(self.size)
    }

    /// The page on which a place is.
    fn page(&self, place: usize) -> u64 {
        (place / self.size) as u64 + 1
    }
}

/// Letters of the Vietnamese alphabet that are others with a mark, and the
/// names of their anchors.
const MARKED: [(char, &str); 7] = [('Ă', "aw"), ('Â', "aa"), ('Đ', "dd"), ('Ê', "ee"), ('Ô', "oo"), ('Ơ', "ow"), ('Ư', "uw")];

/// The letter under which a name stands: in Vietnamese a letter of that
/// alphabet, elsewhere one without marks; `0–9` for digits, `#` for signs.
fn letter(at: &Standpoint<'_>, name: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    const VOWEL_MARKS: [char; 3] = ['\u{302}', '\u{306}', '\u{31b}'];
    let Some(first) = sorted_by(name).chars().next() else { return "#".to_owned() };
    if first.is_numeric() {
        return "0–9".to_owned();
    }
    let is_vietnamese = at.lang().as_str() == "vi";
    let mut whole = sorted_by(name).nfd();
    let base: String = whole.next().into_iter().flat_map(char::to_uppercase).collect();
    if !is_vietnamese {
        return if base == "Đ" { "D".to_owned() } else { base };
    }
    let marks = whole.take_while(|mark| unicode_normalization::char::is_combining_mark(*mark)).filter(|mark| VOWEL_MARKS.contains(mark));
    base.chars().chain(marks).nfc().collect()
}

fn anchor(letter: &str) -> String {
    let first = letter.chars().next().unwrap_or('#');
    match MARKED.iter().find(|(marked, _)| *marked == first) {
        Some((_, name)) => format!("letter-{name}"),
        None if first.is_ascii_alphanumeric() => format!("letter-{}", first.to_ascii_lowercase()),
        None => format!("letter-u{:x}", u32::from(first)),
    }
}

#[cfg(test)]
mod tests {
    use super::{MARKED, anchor};

    #[test]
    fn every_letter_has_an_anchor_of_its_own() {
        let mut letters: Vec<String> = ('A'..='Z').map(String::from).collect();
        letters.extend(MARKED.iter().map(|(letter, _)| letter.to_string()));
        letters.extend(["0–9".to_owned(), "#".to_owned(), "Я".to_owned()]);
        let anchors: std::collections::BTreeSet<String> = letters.iter().map(|letter| anchor(letter)).collect();
        assert_eq!(anchors.len(), letters.len());
    }
}
