//! Authors' texts: pages in their languages, their links, anchors and blocks.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::blocks::{check_block, check_name};
use crate::diag::code::{BROKEN_ANCHOR, BROKEN_LINK, NO_TRANSLATION};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::discover::Closed;
use crate::load::page::PageFiles;
use crate::markdown::{Scheme, scheme};
use crate::model::lang::{Lang, Languages, Text};
use crate::model::links::{Destination, Targets, page_named, places_named, split};
use crate::model::page::{Body, Page, PageKind, plan_id};

/// Joins the languages of every page. A page whose original is a draft is
/// left out in all languages.
pub fn pages(files: PageFiles, unread: &BTreeSet<String>, languages: &Languages, notes: &mut Notes) -> BTreeMap<String, Page> {
    let mut pages = BTreeMap::new();
    for (id, versions) in files {
        if versions.first().is_none_or(|original| original.draft) {
            continue;
        }
        let kind = match id.as_str() {
            "_index" => PageKind::Home,
            id if plan_id(id).is_some() => PageKind::Plan,
            _ => PageKind::Page,
        };
        let order = versions[0].order;
        let mut page = Page {
            id: id.clone(),
            kind,
            title: Text::default(),
            description: Text::default(),
            slug: Text::default(),
            order,
            bodies: BTreeMap::new(),
        };
        for version in versions.into_iter().filter(|version| !version.draft) {
            page.title.set(version.lang, version.title);
            page.description.set(version.lang, version.description);
            page.slug.set(version.lang, version.slug);
            page.bodies.insert(version.lang, version.body);
        }
        let original = page.bodies.values().next().map(|body| body.source);
        for lang in languages.iter().filter(|lang| !page.bodies.contains_key(lang) && !unread.contains(&id)) {
            // A plan without its original has been told as such.
            if lang == languages.default() && page.kind == PageKind::Plan {
                continue;
            }
            let variant = if lang == languages.default() { "original" } else { "page" };
            if let Some(source) = original {
                notes.push(Diagnostic::new(&NO_TRANSLATION, Spot::whole(source)).arg("what", &id).arg("lang", lang).variant(variant));
            }
        }
        pages.insert(id, page);
    }
    pages
}

/// Tells every link, anchor and block that leads nowhere.
pub fn check(targets: &Targets<'_>, (unread, closed): (&BTreeSet<String>, &Closed), languages: &Languages, notes: &mut Notes) {
    for page in targets.pages.values() {
        for (lang, body) in &page.bodies {
            Links { page, lang: *lang, body, targets, unread, closed, languages }.check(notes);
            for block in &body.blocks {
                check_block(block, body.source, (targets.datasets, closed), languages, notes);
                if plan_id(&page.id).is_some() {
                    check_name(block, body.source, languages, notes);
                }
            }
        }
    }
}

/// The links of one page in one language, and what they may lead to.
struct Links<'a> {
    page: &'a Page,
    lang: Lang,
    body: &'a Body,
    targets: &'a Targets<'a>,
    unread: &'a BTreeSet<String>,
    closed: &'a Closed,
    languages: &'a Languages,
}

impl Links<'_> {
    fn check(&self, notes: &mut Notes) {
        let from = &self.page.id;
        for link in &self.body.links {
            let spot = Spot::bytes(self.body.source, link.span.0..link.span.1);
            let broken = |near: Option<String>| Diagnostic::new(&BROKEN_LINK, spot).arg("target", &link.target).near(near);
            match scheme(&link.target) {
                Scheme::Harmless => continue,
                Scheme::Other => {
                    notes.push(broken(None).variant("scheme"));
                    continue;
                }
                Scheme::Own => {}
            }
            let (path, anchor) = split(&link.target);
            // A page that could not be read has been told; it is there.
            if page_named(from, &path).is_some_and(|id| self.unread.contains(&id)) {
                continue;
            }
            match (self.targets.find(from, &path), anchor) {
                (None, _) if places_named(from, &path).iter().any(|place| self.closed.may_hold(place)) => {}
                (None, _) => notes.push(broken(suggestion(from, &path, self.targets))),
                (Some(Destination::Page(id)), Some(anchor)) => self.anchor(&id, &path, &anchor, spot, notes),
                _ => {}
            }
        }
    }

    fn anchor(&self, id: &str, path: &str, anchor: &str, spot: Spot, notes: &mut Notes) {
        let there = &self.targets.pages[id];
        let read = there.bodies.get(&self.lang).or_else(|| self.languages.iter().find_map(|lang| there.bodies.get(&lang)));
        let anchors: &[String] = read.map_or(&[], |body| &body.anchors);
        if anchors.iter().any(|known| known == anchor) {
            return;
        }
        let begun = anchors.iter().map(String::as_str).find(|known| known.starts_with(anchor));
        let near = begun.or_else(|| nearest(anchor, anchors.iter().map(String::as_str)));
        let target = if path.is_empty() { format!("{}.md", id.rsplit('/').next().unwrap_or(id)) } else { path.to_owned() };
        notes.push(Diagnostic::new(&BROKEN_ANCHOR, spot).arg("anchor", anchor).arg("target", target).near(near));
    }
}

/// The known path most like a broken one, written as the author would.
fn suggestion(from: &str, path: &str, targets: &Targets<'_>) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let climb = if folder.is_empty() { String::new() } else { "../".repeat(folder.split('/').count()) };
    let known = targets.pages.keys().map(|id| format!("{id}.md")).chain(targets.files.keys().cloned());
    let written: Vec<String> = known
        .map(|path| match path.strip_prefix(&format!("{folder}/")).filter(|_| !folder.is_empty()) {
            Some(beside) => beside.to_owned(),
            None => format!("{climb}{path}"),
        })
        .collect();
    nearest(path, written.iter().map(String::as_str)).map(str::to_owned)
}
