//! Pages: front matter between `+++` lines, then Markdown.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::block::blocks;
use super::garbled;
use super::keys::Keys;
use super::misspelt;
use super::tree::parse_toml;
use crate::diag::code::{BAD_VALUE, DATE_ORDER, NO_FRONT_MATTER, RAW_HTML, UNKNOWN_KEY};
use crate::diag::{Diagnostic, Notes, SourceId, Spot};
use crate::markdown;
use crate::model::cell::is_uri;
use crate::model::lang::Lang;
use crate::model::page::{Body, Link, Term};
use crate::model::profile;
use crate::model::schema::is_id;
use crate::model::value::PartialDate;

/// One language of a page, as its file gives it.
#[derive(Debug, Clone)]
pub struct PageFile {
    /// Path below `content/` without language and ending.
    pub id: String,
    /// Its language.
    pub lang: Lang,
    /// `title`
    pub title: String,
    /// `description`
    pub description: String,
    /// `slug`
    pub slug: String,
    /// `order`
    pub order: i64,
    /// `draft`: not published.
    pub draft: bool,
    /// What only a plan's page says.
    pub plan: PlanFacts,
    /// The Markdown.
    pub body: Body,
}

/// What the front matter of a plan says. Given in the default language only.
#[derive(Debug, Clone, Default)]
pub struct PlanFacts {
    /// `dataset`, with its place.
    pub dataset: Option<(String, Spot)>,
    /// `kind`
    pub kind: Option<String>,
    /// `number`; may be empty.
    pub number: Option<String>,
    /// `date`
    pub date: Option<PartialDate>,
    /// `issuer`, with its place.
    pub issuer: Option<(String, Spot)>,
    /// `start`
    pub start: Option<Date>,
    /// `end`
    pub end: Option<Date>,
    /// `source_url`
    pub source_url: Option<String>,
    /// The place of `number`, or of the front matter.
    pub number_spot: Option<Spot>,
    /// The place of `date`.
    pub date_spot: Option<Spot>,
    /// The place of `title`.
    pub title_spot: Option<Spot>,
}

/// Whether a file may hold the facts of a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facts {
    /// A plan's page in the default language.
    Expected,
    /// A translation of a plan's page.
    InOriginal,
    /// Any other page.
    None,
}

/// The keys of a plan's front matter, beside those of every page.
pub const PLAN_KEYS: [&str; 8] = ["dataset", "kind", "number", "date", "issuer", "start", "end", "source_url"];

/// Reads a page's file. `start` is where `text` begins in the file.
pub fn page(text: &str, base: usize, source: SourceId, id: &str, lang: Lang, facts: Facts, notes: &mut Notes) -> Option<PageFile> {
    let (front, body_start) = split(text, base, source, notes)?;
    let mut node = parse_toml(&text[front.clone()], source, base + front.start, "front-matter", notes);
    // What the front matter lacks is missing behind its first line.
    if let Some(node) = &mut node {
        node.span = base..base + MARK.len();
    }
    let body = body(&text[body_start..], lang, base + body_start, source, notes);
    let mut node = node?;
    let needed: &[&'static str] = if facts == Facts::Expected { &["title", "dataset", "number"] } else { &["title"] };
    misspelt::front_matter(&mut node, source, needed, notes);
    garbled::of_page(&node, &text[body_start..], base + body_start, source, notes);
    let mut keys = Keys::new(&node, source, "", notes);
    let title = keys.string("title", notes).map(|text| text.value);
    if title.is_none() && keys.node("title").is_none() {
        keys.missing("title", notes);
    }
    if let Some(title) = &title {
        keys.not_blank("title", title, notes);
    }
    let slug = keys.string("slug", notes);
    if let Some(bad) = slug.as_ref().filter(|slug| !is_id(&slug.value)) {
        keys.bad("slug", &bad.value, "id", notes);
    }
    let page = PageFile {
        id: id.to_owned(),
        lang,
        title: title.unwrap_or_default(),
        description: keys.string("description", notes).map(|text| text.value).unwrap_or_default(),
        slug: slug.map(|text| text.value).unwrap_or_default(),
        order: keys.get("order", "word-integer", notes).unwrap_or_default(),
        draft: keys.get("draft", "word-boolean", notes).unwrap_or_default(),
        plan: match facts {
            Facts::Expected => plan_facts(&mut keys, notes),
            Facts::InOriginal => {
                for key in PLAN_KEYS {
                    if let Some(value) = keys.node(key) {
                        keys.bad(key, &value.scalar().unwrap_or_default(), "default-only", notes);
                    }
                }
                PlanFacts::default()
            }
            Facts::None => {
                misplaced(&mut keys, notes);
                PlanFacts::default()
            }
        },
        body,
    };
    keys.finish(notes);
    Some(page)
}

/// Tells once that a page has the facts of a plan and does not lie where plans do.
fn misplaced(keys: &mut Keys<'_>, notes: &mut Notes) {
    if keys.node("dataset").is_some() {
        notes.push(Diagnostic::new(&UNKNOWN_KEY, keys.spot("dataset")).arg("key", "dataset").variant("plan"));
        for key in PLAN_KEYS {
            keys.node(key);
        }
    }
}

/// The line around the front matter.
const MARK: &str = "+++";

/// The front matter's place and where the Markdown begins.
fn split(text: &str, base: usize, source: SourceId, notes: &mut Notes) -> Option<(std::ops::Range<usize>, usize)> {
    let mut fail = |variant: Option<&'static str>| {
        let told = Diagnostic::new(&NO_FRONT_MATTER, Spot::bytes(source, base..base + text.lines().next().unwrap_or_default().len()));
        notes.push(match variant {
            Some(variant) => told.variant(variant),
            None => told,
        });
    };
    let begins = |rest: &&str| rest.lines().next().is_some_and(|first| first.trim().is_empty());
    let Some(rest) = text.strip_prefix(MARK).filter(begins) else {
        match foreign_front_matter(text, base, source) {
            Some(told) => notes.push(told),
            None => fail(None),
        }
        return None;
    };
    let mut at = text.len() - rest.len();
    let first = at;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == MARK {
            return Some((first..at, at + line.len()));
        }
        at += line.len();
    }
    fail(Some("open"));
    None
}

/// The finding for front matter in YAML, or without its lines of `+++`: with
/// the first line that holds a key, as it should be.
fn foreign_front_matter(text: &str, base: usize, source: SourceId) -> Option<Diagnostic> {
    const DEEPEST: usize = 100;
    let first = text.lines().next()?;
    let spot = Spot::bytes(source, base..base + first.len());
    let told =
        |variant, line: &str, right: String| Diagnostic::new(&NO_FRONT_MATTER, spot).arg("line", line).arg("right", right).variant(variant);
    let is_hidden = |letter: char| letter.is_whitespace() || matches!(letter, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    if first.trim_matches(is_hidden) == MARK {
        return Some(Diagnostic::new(&NO_FRONT_MATTER, spot).variant("hidden"));
    }
    if first.trim_end() == "---" {
        let inside = text.lines().skip(1).take(DEEPEST).take_while(|line| line.trim_end() != "---");
        let (line, right) = inside.clone().find_map(|line| Some((line.trim(), converted(line)?)))?;
        return Some(told("yaml", line, right));
    }
    let right = converted(first)?;
    // A line of prose may hold a colon; two keys one behind the other are none.
    let is_key = |line: &str| converted(line).is_some() || line.trim_start().starts_with(']') || line.trim().is_empty();
    let keys = text.lines().take(DEEPEST).take_while(|line| converted(line).is_some()).count();
    let is_known = KEYS.contains(&first.split(['=', ':']).next().unwrap_or_default().trim());
    (is_known && (keys > 1 || text.lines().nth(1).is_none_or(is_key))).then(|| told("unmarked", first.trim(), right))
}

/// Keys with which front matter usually begins.
const KEYS: [&str; 7] = ["title", "description", "dataset", "slug", "order", "draft", "kind"];

/// A line `key: value` or `key = value` as TOML has it.
fn converted(line: &str) -> Option<String> {
    let (key, value) = line.split_once(['=', ':'])?;
    let (key, value) = (key.trim(), value.trim());
    let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    if !is_key || value.starts_with("//") {
        return None;
    }
    let is_plain = value.starts_with(['"', '[', '{']) || matches!(value, "true" | "false");
    let is_plain = is_plain || value.parse::<f64>().is_ok() || value.parse::<Date>().is_ok();
    let bare = value.trim_matches('\'').replace('\\', "\\\\").replace('"', "\\\"");
    Some(if is_plain { format!("{key} = {value}") } else { format!("{key} = \"{bare}\"") })
}

fn plan_facts(keys: &mut Keys<'_>, notes: &mut Notes) -> PlanFacts {
    let mut facts = PlanFacts {
        dataset: keys.string("dataset", notes).map(|text| (text.value, text.spot)),
        kind: keys.choice("kind", document_types(), notes),
        number: keys.string("number", notes).map(|text| text.value.trim().to_owned()),
        number_spot: Some(keys.spot("number")),
        date_spot: Some(keys.spot("date")),
        title_spot: Some(keys.spot("title")),
        date: None,
        issuer: keys.string("issuer", notes).map(|text| (text.value, text.spot)),
        start: keys.date("start", notes).map(|date| date.value),
        end: keys.date("end", notes).map(|date| date.value),
        source_url: None,
    };
    if let Some(text) = keys.node("date").and_then(super::tree::Node::scalar) {
        facts.date = PartialDate::parse(&text);
        if facts.date.is_none() {
            keys.bad("date", &text, "date", notes);
        }
    }
    if let Some(url) = keys.string("source_url", notes) {
        let sound = is_uri(&url.value) && markdown::scheme(&url.value) == markdown::Scheme::Harmless;
        if sound { facts.source_url = Some(url.value) } else { keys.bad("source_url", &url.value, "url", notes) }
    }
    if let (Some(start), Some(end)) = (facts.start, facts.end)
        && start > end
    {
        let told = Diagnostic::new(&DATE_ORDER, keys.spot("end")).arg("start", start).arg("end", end);
        notes.push(told.arg("start_field", "start").arg("end_field", "end"));
    }
    facts
}

/// The codes of document types, as the registry of documents has them.
pub fn document_types() -> &'static [&'static str] {
    use std::sync::OnceLock;
    static TYPES: OnceLock<Vec<&'static str>> = OnceLock::new();
    TYPES.get_or_init(|| {
        let table = profile::table(crate::model::dataset::ProfileName::Registry, "documents").expect("a well-known table");
        let column = table.fields.iter().find(|column| column.name == "type").expect("a well-known column");
        column.constraints.allowed.iter().map(String::as_str).collect()
    })
}

/// What other pages need to know of a Markdown text; its blocks are read here.
fn body(text: &str, lang: Lang, start: usize, source: SourceId, notes: &mut Notes) -> Body {
    let outline = markdown::outline(text);
    for raw in &outline.raw_html {
        notes.push(Diagnostic::new(&RAW_HTML, Spot::bytes(source, start + raw.start..start + raw.end)));
    }
    let links = outline.links.into_iter().map(|(target, place)| Link { target, span: (start + place.start, start + place.end) }).collect();
    let blocks = blocks(&outline.blocks, lang, start, source, notes);
    let terms = outline.terms.into_iter().map(|(term, told, anchor)| {
        let first = told.split_once(". ").map_or(told.as_str(), |(first, _)| first);
        Term { term: term.trim().to_owned(), meaning: first.trim().trim_end_matches('.').to_owned(), anchor }
    });
    Body { source, start, anchors: outline.anchors, terms: terms.collect(), links, blocks }
}

/// Tells that a translation has no original.
pub fn orphan(source: SourceId, tag: &str, allowed: &str) -> Diagnostic {
    Diagnostic::new(&BAD_VALUE, Spot::whole(source)).arg("key", "language").arg("value", tag).arg("allowed", allowed).variant("language")
}

/// Pages by id, the default language first.
pub type PageFiles = BTreeMap<String, Vec<PageFile>>;
