//! Every code has a smallest portal in `codes/` that shows it, and its whole
//! report in Vietnamese and English beside it. A new code without a folder
//! fails here, and so does a folder without a code.
//!
//! `UPDATE=1 cargo test --test codes` rewrites the reports; read them then.

mod goldens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use congbo::diag::code::{CODES, find};
use congbo::diag::emit::{Form, emit};
use congbo::diag::report::{Levels, Report};
use congbo::diag::wording::{Tongue, wording};
use congbo::diag::{Notes, Sources};
use congbo::pipeline::{Options, check};
use congbo::progress::Progress;
use goldens::{copied, folders, golden, name, project};

#[path = "codes/arranged.rs"]
mod arranged;

/// Folders that show something other than one code, and in which forms.
const SHOWN: &[(&str, &[(Form, &str)])] = &[
    ("many", &[(Form::Human, "human.txt"), (Form::Short, "short.txt"), (Form::Json, "json.txt"), (Form::Github, "github.txt")]),
    ("sorted", &[(Form::Human, "human.txt"), (Form::Short, "short.txt")]),
    ("template", &[(Form::Human, "human.txt")]),
];

/// Codes that cannot be shown without another one.
const ALSO: &[(&str, &str, &str)] = &[
    ("C0301", "C0317", "a cell whose lines end with carriage returns stands before the one at fault"),
    ("C0310", "C0317", "a row that repeats although a line inside its cell ends otherwise"),
];

/// Variants of sentences that no portal can show.
const UNSHOWN: &[(&str, &str, &str)] = &[
    ("C0106", "folder", "a portal lacks its settings in one way only; `tests/unreadable.rs` shows the others"),
    ("C0106", "link", "as `folder`"),
    ("C0106", "name", "as `folder`; `tests/mistakes.rs` shows it"),
    ("C0101", "other", "an error of a disk that is rare and has no words"),
    ("C0320", "text", "what all variants that end so have in common"),
];

/// What looks like a place to fill and is the author's own.
const OWN: &str = "{page}";

/// What a portal was found to be.
struct Looked {
    /// Keeps the copy of the portal until it has been reported.
    _copy: Option<tempfile::TempDir>,
    sources: Sources,
    notes: Notes,
    levels: Levels,
}

impl Looked {
    fn report(&self, tongue: Tongue) -> Report {
        Report::new(&self.notes, &self.sources, &self.levels, wording(tongue))
    }

    fn told(&self, form: Form, tongue: Tongue) -> String {
        let mut out = Vec::new();
        emit(&self.report(tongue), form, wording(tongue), &mut out).expect("memory can be written");
        String::from_utf8(out).expect("reports are UTF-8")
    }

    /// The codes of all findings that the portal has not switched off.
    fn codes(&self) -> BTreeSet<&'static str> {
        let is_on = |id: &str| !matches!(self.levels.get(id), Some(None));
        CODES.iter().filter(|code| self.notes.has(code) && is_on(code.id)).map(|code| code.id).collect()
    }

    /// The codes and variants of all findings.
    fn variants(&self) -> impl Iterator<Item = (&'static str, String)> {
        self.notes.groups().flat_map(|group| &group.shown).filter_map(|shown| Some((shown.code.id, shown.variant.as_deref()?.to_owned())))
    }
}

fn root() -> PathBuf {
    project().join("tests/codes")
}

/// Checks the portal of a folder.
fn look(folder: &Path) -> Looked {
    let (portal, case) = (folder.join("portal"), name(folder));
    if let Some(looked) = arranged::in_stages(&case, &portal) {
        return looked;
    }
    let arrange = arranged::ARRANGED.iter().find(|(of, _)| *of == case).map(|(_, arrange)| arrange);
    let copy = arrange.map(|arrange| {
        let copy = copied(&portal);
        arrange(copy.path());
        copy
    });
    let root = copy.as_ref().map_or(portal.as_path(), |copy| copy.path()).to_owned();
    let today = Some(jiff::civil::date(2030, 1, 1));
    let checked = check(&Options { root, today, ..Options::default() }, &Progress::default());
    Looked { _copy: copy, sources: checked.sources, notes: checked.notes, levels: checked.levels }
}

#[test]
fn every_code_has_a_portal_and_every_portal_a_code() {
    let cases: BTreeSet<String> = folders(&root()).iter().map(|folder| name(folder)).collect();
    let codes: BTreeSet<String> = CODES.iter().map(|code| code.id.to_lowercase()).collect();
    let lacking: Vec<_> = codes.difference(&cases).collect();
    assert!(lacking.is_empty(), "codes without a folder in tests/codes/: {lacking:?}");
    let shown: BTreeSet<String> = SHOWN.iter().map(|(case, _)| (*case).to_owned()).collect();
    let strange: Vec<_> = cases.iter().filter(|case| !codes.contains(*case) && !shown.contains(*case)).collect();
    assert!(strange.is_empty(), "folders of tests/codes/ without a code: {strange:?}");
}

#[test]
fn every_code_is_told_alone_in_both_languages_as_expected() {
    let mut wrong = Vec::new();
    for folder in folders(&root()).iter().filter(|folder| find(&name(folder)).is_some()) {
        let looked = look(folder);
        let code = find(&name(folder)).expect("just filtered").id;
        let expected: BTreeSet<&str> =
            std::iter::once(code).chain(ALSO.iter().filter(|(of, ..)| *of == code).map(|(_, also, _)| *also)).collect();
        if looked.codes() != expected {
            wrong.push(format!("{} tells {:?}\n{}", name(folder), looked.codes(), looked.told(Form::Human, Tongue::En)));
            continue;
        }
        for (tongue, file) in [(Tongue::Vi, "expected.vi.txt"), (Tongue::En, "expected.en.txt")] {
            wrong.extend(golden(&folder.join(file), &looked.told(Form::Human, tongue)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn counts_and_order_are_told_in_every_form() {
    let mut wrong = Vec::new();
    for (case, forms) in SHOWN {
        let folder = root().join(case);
        let looked = look(&folder);
        for (form, file) in *forms {
            for (tongue, tag) in [(Tongue::Vi, "vi"), (Tongue::En, "en")] {
                let path = folder.join(file.replace(".txt", &format!(".{tag}.txt")));
                wrong.extend(golden(&path, &looked.told(*form, tongue)));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_sentence_is_filled_and_every_variant_is_shown() {
    let (mut seen, mut unfilled) = (BTreeSet::new(), Vec::new());
    let place = regex::Regex::new(r"\{[a-z_]+\}").expect("a sound expression");
    for folder in folders(&root()) {
        let looked = look(&folder);
        seen.extend(looked.variants());
        for tongue in [Tongue::Vi, Tongue::En] {
            for finding in looked.report(tongue).findings {
                let related = finding.related.iter().map(|(sentence, ..)| sentence);
                let sentences = [&finding.message, &finding.label, &finding.help].into_iter().chain(related);
                unfilled.extend(
                    sentences.filter(|text| place.is_match(&text.replace(OWN, ""))).map(|text| format!("{} {text}", name(&folder))),
                );
            }
        }
    }
    assert!(unfilled.is_empty(), "places that nothing fills:\n{}", unfilled.join("\n"));
    let text = include_str!("../src/diag/wording/en.toml");
    let tables: BTreeMap<String, BTreeMap<String, String>> = toml::from_str(text).expect("a test of its own reads it");
    let written = tables.iter().filter(|(id, _)| find(id).is_some()).flat_map(|(id, table)| {
        let variants = table.keys().filter_map(|key| ["message-", "label-", "help-"].iter().find_map(|part| key.strip_prefix(part)));
        variants.map(move |variant| (id.as_str(), variant))
    });
    let excused = |id: &str, variant: &str| UNSHOWN.iter().any(|(of, name, _)| *of == id && *name == variant);
    let unseen: BTreeSet<_> =
        written.filter(|(id, variant)| !seen.contains(&(*id, (*variant).to_owned())) && !excused(id, variant)).collect();
    assert!(unseen.is_empty(), "sentences that no portal of tests/codes/ shows: {unseen:?}");
}
