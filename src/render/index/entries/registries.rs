//! Registries: agencies with their nicknames, documents with their numbers in
//! every spelling, indicators, pillars.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::{Entry, Kind, Sink, path};
use crate::model::agency::Agency;
use crate::model::backlinks::RowRef;
use crate::render::index::entry::joined;
use crate::render::index::fold::words;
use crate::render::view::Item;
use crate::render::view::standpoint::Standpoint;
use crate::route::PageId;

/// Words that nicknames leave out.
const SMALL: [&str; 4] = ["và", "của", "các", "tại"];

/// Agencies.
pub(super) fn agencies<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    let vietnamese = at.catalog().portal.languages.default();
    for agency in at.catalog().agencies.values() {
        let province = agency.province.as_ref().map(|province| at.province(province).text).unwrap_or_default();
        let parent = agency.parent.as_ref().map(|parent| at.agency(parent).text).unwrap_or_default();
        let level = at.words.label("agency-level", &agency.level);
        let period = at.words.period(agency.valid_from, agency.valid_to).unwrap_or_default();
        let place = at.apart(agency).unwrap_or_default();
        let period = if place == period { String::new() } else { period };
        let mut known: BTreeSet<String> = agency.aliases.iter().map(|alias| alias.alias.clone()).collect();
        known.extend(agency.name.exact(vietnamese).into_iter().flat_map(|name| nicknames(name, &own_part(at, agency, name))));
        sink(
            Kind::Agency,
            Entry {
                address: path(at, &PageId::Agency(agency.id.clone())),
                names: known.into_iter().collect(),
                text: joined(&[&level, &province, &parent, &period]),
                place,
                plans: plans(at.catalog().backlinks.agencies.get(&agency.id).into_iter().flatten().map(|(_, row)| row)),
                agencies: vec![&agency.id],
                ..Entry::named(at.text(&agency.name))
            },
        );
    }
}

/// An agency's name without the place that it is named after.
fn own_part(at: &Standpoint<'_>, agency: &Agency, name: &str) -> String {
    let name = name.split('(').next().unwrap_or(name).trim();
    let province = agency.province.as_ref().and_then(|province| at.catalog().provinces.get(&province.id));
    let place = province.and_then(|province| province.name.exact(at.catalog().portal.languages.default()));
    let bare = |place: &str| ["Tỉnh ", "Thành phố "].iter().find_map(|kind| place.strip_prefix(kind)).unwrap_or(place).to_owned();
    let Some(place) = place.map(bare) else { return name.to_owned() };
    let without = name.strip_suffix(place.as_str()).map(str::trim_end).unwrap_or(name);
    let kinds = [" tỉnh", " thành phố"];
    kinds.iter().find_map(|kind| without.strip_suffix(kind)).unwrap_or(without).to_owned()
}

/// What people call an agency: `Sở Thông tin và Truyền thông` is `STTTT`,
/// `Sở TTTT` and, as `Sở TT&TT` is read, `Sở TT TT`; with its place too.
fn nicknames(name: &str, own: &str) -> Vec<String> {
    // Initials bear no tone: Ủy ban nhân dân is UBND, Đảng ủy is ĐU.
    let initial = |word: &str| word.nfd().next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    let parts: Vec<&str> = words(own).collect();
    let counted = parts.iter().filter(|part| !SMALL.contains(part)).count();
    if counted < 3 || !own.chars().next().is_some_and(char::is_uppercase) {
        return Vec::new();
    }
    let place = name.strip_prefix(own).unwrap_or_default().trim_start_matches(" tỉnh").trim_start_matches(" thành phố");
    let initials = |parts: &[&str]| parts.iter().filter(|part| !SMALL.contains(part)).map(|part| initial(part)).collect::<String>();
    let (first, rest) = parts.split_first().expect("three parts");
    let apart = rest.split(|part| SMALL.contains(part)).map(initials).collect::<Vec<_>>().join(" ");
    let mut known = vec![format!("{}{place}", initials(&parts)), format!("{first} {}{place}", initials(rest))];
    if apart.contains(' ') {
        known.push(format!("{first} {apart}{place}"));
    }
    known
}

/// The plans of rows, each once.
fn plans<'a>(rows: impl Iterator<Item = &'a RowRef>) -> Vec<&'a str> {
    rows.map(|row| row.plan.as_str()).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A number without the signs between its letters: `749/QĐTTg`.
pub(super) fn closed_up(number: &str) -> String {
    number.chars().filter(|letter| letter.is_alphanumeric() || *letter == '/').collect()
}

/// Documents.
pub(super) fn documents<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    let mut written: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for citation in at.catalog().plans.values().flat_map(|plan| &plan.citations) {
        written.entry(&citation.document.id).or_default().insert(&citation.number_as_written);
    }
    for document in at.catalog().documents.values() {
        let title = at.text(&document.title).text;
        let Item { text: label, lang, .. } = at.document_label(document);
        let issuer = document.issuer.as_ref().map(|issuer| at.agency(issuer).text).unwrap_or_default();
        let date = document.date.map(|date| at.words.date(date)).unwrap_or_default();
        let mut names = Vec::new();
        if label != title {
            names.push(title.clone());
        }
        if document.number.contains(['-', '&']) {
            names.push(closed_up(&document.number));
        }
        let force = at.catalog().as_of.map(|day| document.force(day));
        let force = force.map(|force| at.words.label("force", force.name())).unwrap_or_default();
        let mut as_written = written.remove(document.id.as_str()).unwrap_or_default();
        as_written.remove(document.number.as_str());
        sink(
            Kind::Document,
            Entry {
                address: path(at, &PageId::Document(document.id.clone())),
                text: joined(&[if label == title { "" } else { &title }, &issuer, &date, &force]),
                title: label,
                lang,
                names,
                hidden: as_written.into_iter().collect::<Vec<_>>().join(" "),
                plans: plans(at.catalog().backlinks.documents.get(&document.id).into_iter().flatten()),
                agencies: document.issuer.iter().map(|issuer| issuer.id.as_str()).collect(),
                years: document.date.map(|date| (date.year(), date.year())),
                ..Entry::default()
            },
        );
    }
}

/// Indicators.
pub(super) fn indicators<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for indicator in at.catalog().indicators.values() {
        sink(
            Kind::Indicator,
            Entry {
                address: path(at, &PageId::Indicator(indicator.id.clone())),
                text: at.text(&indicator.definition).text,
                plans: plans(at.catalog().backlinks.indicators.get(&indicator.id).into_iter().flatten()),
                ..Entry::named(at.text(&indicator.name))
            },
        );
    }
}

/// Pillars.
pub(super) fn pillars<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for pillar in at.catalog().pillars.values() {
        sink(
            Kind::Pillar,
            Entry {
                address: path(at, &PageId::Pillar(pillar.id.clone())),
                plans: plans(at.catalog().backlinks.pillars.get(&pillar.id).into_iter().flatten()),
                pillar: Some(&pillar.id),
                ..Entry::named(at.text(&pillar.name))
            },
        );
    }
}

#[cfg(test)]
mod tests {
    use super::{closed_up, nicknames};

    #[test]
    fn nicknames_are_the_initials_with_and_without_the_first_word() {
        let known = nicknames("Sở Thông tin và Truyền thông tỉnh Bình Định", "Sở Thông tin và Truyền thông");
        assert_eq!(known, ["STTTT Bình Định", "Sở TTTT Bình Định", "Sở TT TT Bình Định"]);
        assert_eq!(nicknames("Ủy ban nhân dân thành phố Huế", "Ủy ban nhân dân")[0], "UBND Huế");
        assert!(nicknames("Sở Y tế tỉnh Huế", "Tỉnh ủy").is_empty());
    }

    #[test]
    fn numbers_close_up_without_the_signs_between_letters() {
        assert_eq!(closed_up("1577/STTTT-BCVT&CNTT"), "1577/STTTTBCVTCNTT");
    }
}
