//! The catalogue: what every kind of catalogue tells of a dataset, gathered
//! once.
//!
//! DCAT, CKAN, schema.org and the interface for programs say the same of the
//! same things, in other words and shapes: they read it here. Identifiers are
//! addresses that are made of names only, so that they stay when a title, a
//! language or a page's address changes. Knows no output format.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::held::{Held, held};
use super::publisher::Publisher;
use super::subject;
use crate::markdown::on_one_line;
use crate::model::cell::read_as;
use crate::model::dataset::{Dataset, License, Resource};
use crate::model::lang::Lang;
use crate::model::plan::Plan;
use crate::model::schema::{FieldType, StringFormat};
use crate::render::rdf::is_address;
use crate::render::text::spoken::words;
use crate::route::{Context, Format, Made, PageId, Subject};

/// A dataset as catalogues tell of it.
pub(in crate::render) struct Entry<'a> {
    /// The dataset itself.
    pub(in crate::render) dataset: &'a Dataset,
    /// What names it everywhere.
    pub(in crate::render) iri: String,
    /// Who publishes it.
    pub(in crate::render) publisher: Publisher<'a>,
    /// Its first licence, else the portal's.
    pub(in crate::render) license: Option<&'a License>,
    /// The plan whose tables it holds.
    pub(in crate::render) plan: Option<&'a Plan>,
    /// Its keywords, as every catalogue accepts them.
    pub(in crate::render) keywords: Vec<String>,
    /// The languages that it is described in.
    pub(in crate::render) languages: Vec<Lang>,
    /// Every published file that holds its data.
    pub(in crate::render) distributions: Vec<Distribution<'a>>,
}

/// A published file of a dataset's data.
pub(in crate::render) struct Distribution<'a> {
    /// What names it everywhere.
    pub(in crate::render) iri: String,
    /// Its full address.
    pub(in crate::render) url: String,
    /// What made it.
    pub(in crate::render) format: &'a dyn Format,
    /// Its size and checksum.
    pub(in crate::render) made: &'a Made,
    /// The table that it holds; `None`: all of them.
    pub(in crate::render) table: Option<&'a Resource>,
    /// How much of it, and in which language.
    pub(in crate::render) held: Held,
}

impl Distribution<'_> {
    /// What people call it in a language: `Bảng chỉ tiêu (Excel, tiếng Việt)`,
    /// after the title of what it holds. A title may be in a language that the
    /// portal lacks: the rest is in its default language then.
    pub(in crate::render) fn name(&self, context: &Context<'_>, title: &str, lang: Lang) -> String {
        let languages = &context.catalog.portal.languages;
        let words = words(context, if languages.contains(lang) { lang } else { languages.default() });
        let format = words.find(&format!("format.{}", self.format.name())).map_or_else(|| label(self.format), str::to_owned);
        format!("{title} ({})", self.held.called(words, &format))
    }
}

impl<'a> Entry<'a> {
    /// Gathers what is known of a dataset. The portal has a base address, and
    /// the dataset's files are made.
    pub(in crate::render) fn of(context: &Context<'a>, dataset: &'a Dataset) -> Self {
        let catalog = context.catalog;
        let iri = dataset_iri(context, &dataset.name);
        let folder = iri.strip_suffix(DATASET).expect("it was put there");
        let languages = catalog.portal.languages.iter().filter(|lang| dataset.title.exact(*lang).is_some()).collect();
        let tables = dataset.resources.iter().map(|table| {
            let subject = Subject::Resource { dataset: dataset.name.clone(), table: table.name.clone() };
            (Some(table), subject)
        });
        let whole = std::iter::once((None, Subject::Dataset { dataset: dataset.name.clone() }));
        let files = tables.chain(whole).flat_map(|(table, subject)| files(context, table, &subject, folder));
        Self {
            dataset,
            publisher: Publisher::of(catalog, dataset),
            license: subject::licenses(context, dataset).first(),
            plan: catalog.plan_of(dataset),
            keywords: keywords(dataset),
            languages,
            distributions: files.collect(),
            iri,
        }
    }

    /// The full address of its page.
    pub(in crate::render) fn page(&self, context: &Context<'_>, lang: Lang) -> Option<String> {
        context.routes.absolute(context.routes.find_page(&PageId::Dataset(self.dataset.name.clone()), lang)?)
    }
}

/// The last part of a dataset's identifier.
const DATASET: &str = "dataset";

/// What names a dataset everywhere: a place in its own description, so that
/// whoever asks for it is told.
pub(in crate::render) fn dataset_iri(context: &Context<'_>, name: &str) -> String {
    absolute(context, &format!("data/{name}/dcat.ttl#{DATASET}"))
}

/// What names something of the whole portal everywhere.
pub(in crate::render) fn iri(context: &Context<'_>, name: &str) -> String {
    absolute(context, &format!("catalog.ttl#{name}"))
}

/// The full address of a path of the site.
pub(in crate::render) fn absolute(context: &Context<'_>, path: &str) -> String {
    context.routes.absolute(path).expect("catalogues are made only for portals with a base address")
}

/// The files of data that are made of a subject.
fn files<'a>(context: &Context<'a>, table: Option<&'a Resource>, subject: &Subject, folder: &str) -> Vec<Distribution<'a>> {
    let (formats, made) = (context.formats, &context.made);
    let known = context.routes.files(subject).filter_map(move |file| {
        let format = *formats.iter().find(|format| format.name() == file.format && format.is_data())?;
        let made = made.get(file.path.as_str())?;
        let name = file.path.rsplit('/').next().expect("splitting gives at least one part");
        let held = held(context.catalog, format, subject, file)?;
        Some(Distribution { iri: format!("{folder}{name}"), url: absolute(context, &file.path), format, made, table, held })
    });
    known.collect()
}

/// A keyword as CKAN accepts it, and so every other catalogue: 2 to 100
/// letters, digits, spaces and `-_.`; anything else becomes a space. One of a
/// script whose vowels are marks is none: CKAN refuses a dataset for them, and
/// without them nobody could read it.
pub(in crate::render) fn keyword(word: &str) -> Option<String> {
    // How a sign is drawn is no mark of a letter.
    let composed: String = word.nfc().map(|c| if matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{20e3}') { ' ' } else { c }).collect();
    if composed.chars().any(is_combining_mark) {
        return None;
    }
    let is_framed = |c: char| matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}');
    let fits = |c: char| (c.is_alphanumeric() && !is_framed(c)) || matches!(c, '-' | '_' | '.');
    let spaced: String = composed.chars().map(|c| if fits(c) { c } else { ' ' }).collect();
    let clean: String = on_one_line(&spaced).chars().take(100).collect();
    let clean = clean.trim().to_owned();
    (clean.chars().count() >= 2).then_some(clean)
}

/// The keywords of a dataset as every catalogue accepts them, each once.
fn keywords(dataset: &Dataset) -> Vec<String> {
    let mut seen = BTreeSet::new();
    dataset.keywords.iter().filter_map(|word| keyword(word)).filter(|word| seen.insert(word.clone())).collect()
}

/// What people call a format, in any language: `CSV`.
pub(in crate::render) fn label(format: &dyn Format) -> String {
    match format.name() {
        "excel.csv" => "CSV".to_owned(),
        name => name.rsplit('.').next().unwrap_or(name).to_uppercase(),
    }
}

/// The name of a licence in CKAN's own list, and its title there.
pub(in crate::render) fn ckan_license(license: &License) -> Option<(&'static str, &'static str)> {
    let known = [
        ("CC-BY-4.0", "cc-by", "Creative Commons Attribution"),
        ("CC-BY-SA-4.0", "cc-by-sa", "Creative Commons Attribution Share-Alike"),
        ("CC0-1.0", "cc-zero", "Creative Commons CCZero"),
        ("ODbL-1.0", "odc-odbl", "Open Data Commons Open Database License (ODbL)"),
        ("ODC-BY-1.0", "odc-by", "Open Data Commons Attribution License"),
        ("PDDL-1.0", "odc-pddl", "Open Data Commons Public Domain Dedication and License (PDDL)"),
    ];
    let name = license.name.as_deref()?;
    known.iter().find(|(ours, ..)| ours.eq_ignore_ascii_case(name)).map(|(_, id, title)| (*id, *title))
}

/// An address on the web, as every reader of addresses accepts it; `None` for
/// anything else.
pub(in crate::render) fn web_address(given: &str) -> Option<String> {
    let (scheme, rest) = given.split_once("://").filter(|(scheme, _)| matches!(*scheme, "https" | "http"))?;
    // Brackets of a host are those of a number, and stay.
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let address = escaped(path, format!("{scheme}://{host}"));
    is_address(&address).then_some(address)
}

/// Where somebody has mail; `None` for what is no address of mail alone.
pub(in crate::render) fn mail_address(given: &str) -> Option<String> {
    let given = given.trim();
    let is_one = read_as(&FieldType::String(StringFormat::Email), given).is_ok();
    let address = escaped(given, "mailto:".to_owned());
    (is_one && is_address(&address)).then_some(address)
}

/// Whether a text is an address of mail and nothing more, as CKAN and Frictionless
/// have it: they refuse a whole package for another.
pub(in crate::render) fn is_mail(text: &str) -> bool {
    let is_local = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let is_label = |label: &str| {
        let is_edge = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
        let is_inside = label.len() <= 63 && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
        is_inside && is_edge(label.chars().next()) && is_edge(label.chars().next_back())
    };
    let has_dots_amiss = text.starts_with('.') || text.contains("..");
    let is_whole = |(local, domain): (&str, &str)| !local.is_empty() && local.chars().all(is_local) && domain.split('.').all(is_label);
    !has_dots_amiss && text.split_once('@').is_some_and(is_whole)
}

/// An address that goes on behind `begin`; what cannot stand in one is written
/// in hexadecimal: one bad letter makes a whole catalogue unreadable.
fn escaped(given: &str, begin: String) -> String {
    let mut has_anchor = begin.starts_with("mailto");
    given.char_indices().fold(begin, |mut address, (at, c)| {
        let is_code = || given.get(at + 1..at + 3).is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let is_second = c == '#' && std::mem::replace(&mut has_anchor, true);
        let is_odd = matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`' | '[' | ']' | '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..);
        let is_odd = is_odd && !matches!(c, '\u{10000}'..='\u{2ffff}');
        if is_second || is_odd || c.is_control() || c.is_whitespace() || (c == '%' && !is_code()) {
            let mut bytes = [0; 4];
            c.encode_utf8(&mut bytes).bytes().for_each(|byte| address.push_str(&format!("%{byte:02X}")));
        } else {
            address.push(c);
        }
        address
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_such_as_every_catalogue_accepts() {
        assert_eq!(keyword("chuyển đổi số"), Some("chuyển đổi số".into()));
        assert_eq!(keyword("  R&D / 50% "), Some("R D 50".into()));
        assert_eq!((keyword("so\u{302}\u{301} ⓐ5"), keyword("ទិន្នន័យ")), (Some("số 5".into()), None));
        assert_eq!(keyword("a:b_c-d.e"), Some("a b_c-d.e".into()));
        assert_eq!((keyword("x"), keyword("?!"), keyword("")), (None, None, None));
        assert_eq!(keyword(&"đ".repeat(200)).map(|word| word.chars().count()), Some(100));
    }

    #[test]
    fn addresses_hold_nothing_that_could_end_them() {
        assert_eq!(web_address("https://a.vn/đ b?x=\"<y>"), Some("https://a.vn/đ%20b?x=%22%3Cy%3E".into()));
        assert_eq!(web_address("https://a.vn/x[1]?y=5%#a#b\u{e000}"), Some("https://a.vn/x%5B1%5D?y=5%25#a%23b%EE%80%80".into()));
        assert_eq!(web_address("http://[::1]/%20đ\u{1f600}"), Some("http://[::1]/%20đ\u{1f600}".into()));
        assert_eq!((web_address("LICENSE.txt"), web_address("javascript:x"), web_address("https://a[1].vn/")), (None, None, None));
    }

    #[test]
    fn mail_goes_to_addresses_of_mail_only() {
        assert!(["a+b&c@x.vn", "so@tinh-mau.gov.vn"].into_iter().all(is_mail));
        assert!(
            !["Phòng CNTT <cntt@x.vn>", "a@sở.vn", "a b@x.vn", "@x.vn", "a@-x.vn", "a@x.", "a..b@c", "a@b@c", "a"].into_iter().any(is_mail)
        );
        assert_eq!(mail_address(" a+b&c@x.vn"), Some("mailto:a+b&c@x.vn".into()));
        assert_eq!(mail_address("a#b@sở.vn"), Some("mailto:a%23b@sở.vn".into()));
        assert_eq!((mail_address("Phòng CNTT <cntt@x.vn>"), mail_address("x.vn")), (None, None));
    }
}
