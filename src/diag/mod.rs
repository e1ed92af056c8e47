//! Diagnostics: what congbo noticed, as plain data.
//!
//! Every stage returns its value *and* what it noticed ([`Noted`]); nothing is
//! logged, nothing stops at the first mistake. A diagnostic holds a code, a
//! place and arguments; its sentences stand in `wording/<language>.toml`, so
//! the same finding can be told in any language, in a terminal or on a page.
//!
//! This floor knows nothing of portals, plans or CSV columns.

pub mod code;
pub mod disk;
pub mod emit;
mod locate;
pub mod lines;
pub mod place;
pub mod report;
pub mod source;
pub mod wording;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::io;

pub use code::{Code, Level};
pub use place::{Place, SourceId, Spot};
pub use source::Sources;

/// How many diagnostics of one code are kept and shown per file; the rest is a
/// count, so that a column of a million bad dates stays one screen.
pub const KEPT_PER_FILE_AND_CODE: usize = 20;

/// One finding: which rule, where, and the words that fill its sentences.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The rule that noticed it.
    pub code: &'static Code,
    /// Which of the rule's sentences to use: `message-<variant>` before `message`.
    pub variant: Option<Name>,
    /// Values for the `{name}` places of the sentences.
    pub args: Vec<(Name, Arg)>,
    /// Where it is.
    pub spot: Spot,
    /// Other places that matter, such as the first of two equal keys. Each
    /// carries the name of its sentence (`related-<name>`) in the wording.
    pub related: Vec<(Name, Spot)>,
}

/// A name that a rule gives to a variant, an argument or a sentence: a literal,
/// or the same read back from an earlier run.
pub type Name = Cow<'static, str>;

/// A value in a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Arg {
    /// The user's own text; shown as it is.
    Text(String),
    /// A term of the wording's `[words]` table; shown in the reader's language.
    Word(Name),
    /// A text of the data in several languages, by tag; the reader's own is shown.
    Texts(Vec<(String, String)>),
    /// A decimal in plain digits; grouped as the reader's language does.
    Number(String),
}

impl Diagnostic {
    /// A finding of `code` at `spot`.
    pub fn new(code: &'static Code, spot: Spot) -> Self {
        Self { code, variant: None, args: Vec::new(), spot, related: Vec::new() }
    }

    /// Fills `{name}` with the user's own text.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name.into(), Arg::Text(value.to_string())));
        self
    }

    /// Fills `{name}` with a term that the wording translates.
    #[must_use]
    pub fn word(mut self, name: &'static str, word: impl Into<Name>) -> Self {
        self.args.push((name.into(), Arg::Word(word.into())));
        self
    }

    /// Fills `{name}` with a text of the data in the reader's language; the
    /// first of `texts` (tag, text) stands in where that is missing.
    #[must_use]
    pub fn texts<'a>(mut self, name: &'static str, texts: impl IntoIterator<Item = (String, &'a str)>) -> Self {
        let texts = texts.into_iter().map(|(tag, text)| (tag, text.to_owned())).collect();
        self.args.push((name.into(), Arg::Texts(texts)));
        self
    }

    /// Fills `{name}` with a number (plain digits, `.` before the fraction).
    #[must_use]
    pub fn number(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name.into(), Arg::Number(value.to_string())));
        self
    }

    /// A file that the disk does not give: the usual reasons in the reader's words.
    pub fn unreadable(spot: Spot, error: &io::Error) -> Self {
        let told = Self::new(&code::UNREADABLE, spot);
        match (disk::reason(error), error.raw_os_error()) {
            (Some(word), _) => told.word("error", word),
            (None, Some(number)) => told.arg("number", number).variant("other"),
            (None, None) => told.arg("error", error),
        }
    }

    /// A folder that the disk does not give: all that lies in it is unknown.
    pub fn unreadable_folder(spot: Spot, error: &io::Error) -> Self {
        let told = Self::unreadable(spot, error);
        if told.variant.is_none() { told.variant("folder") } else { told }
    }

    /// Chooses the sentences named `…-<variant>` where the wording has them.
    #[must_use]
    pub fn variant(mut self, variant: &'static str) -> Self {
        self.variant = Some(variant.into());
        self
    }

    /// Suggests the nearest known name, when there is one: fills `{near}` and
    /// chooses the variant `near`.
    #[must_use]
    pub fn near(self, near: Option<impl ToString>) -> Self {
        match near {
            Some(near) => self.arg("near", near).variant("near"),
            None => self,
        }
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn related(mut self, sentence: &'static str, spot: Spot) -> Self {
        self.related.push((sentence.into(), spot));
        self
    }
}

/// A value and what was noticed while making it.
#[derive(Debug, Clone, Default)]
pub struct Noted<T> {
    /// The value, as sound as the input allowed.
    pub value: T,
    /// What was noticed.
    pub notes: Notes,
}

impl<T> Noted<T> {
    /// A value about which there is nothing to say yet.
    pub fn new(value: T) -> Self {
        Self { value, notes: Notes::default() }
    }

    /// Moves the notes into `notes` and gives the value.
    pub fn into_value(self, notes: &mut Notes) -> T {
        notes.absorb(self.notes);
        self.value
    }
}

/// Collected diagnostics, at most [`KEPT_PER_FILE_AND_CODE`] per file and code.
#[derive(Debug, Clone, Default)]
pub struct Notes {
    kept: BTreeMap<(SourceId, &'static str), Kept>,
}

/// The diagnostics of one code in one file.
#[derive(Debug, Clone, Default)]
pub struct Kept {
    /// The first ones noticed.
    pub shown: Vec<Diagnostic>,
    /// How many were noticed in all.
    pub count: usize,
}

impl Kept {
    /// Counts a finding and keeps it when it will be shown.
    fn add(&mut self, make: impl FnOnce() -> Diagnostic) {
        self.count += 1;
        if self.shown.len() < KEPT_PER_FILE_AND_CODE {
            // Most files have one finding of a code, and there are many files.
            if self.shown.is_empty() {
                self.shown.reserve_exact(1);
            }
            self.shown.push(make());
        }
    }
}

impl Notes {
    /// Adds one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let kept = self.kept.entry((diagnostic.spot.source, diagnostic.code.id)).or_default();
        kept.add(|| diagnostic);
    }

    /// Adds one finding of a code at a place, made only when it will be shown:
    /// for what is dear to make, such as a suggestion among many names.
    pub fn push_with(&mut self, code: &'static Code, spot: Spot, make: impl FnOnce() -> Diagnostic) {
        let kept = self.kept.entry((spot.source, code.id)).or_default();
        kept.add(make);
    }

    /// Adds all findings of another collection.
    pub fn absorb(&mut self, other: Notes) {
        for (key, theirs) in other.kept {
            match self.kept.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(theirs);
                }
                Entry::Occupied(entry) => {
                    let ours = entry.into_mut();
                    ours.count += theirs.count;
                    let room = KEPT_PER_FILE_AND_CODE.saturating_sub(ours.shown.len());
                    ours.shown.extend(theirs.shown.into_iter().take(room));
                }
            }
        }
    }

    /// Adds findings of one code in one file as an earlier run kept them:
    /// `count` of them, of which these are shown.
    pub fn add(&mut self, kept: Kept) {
        let Some(first) = kept.shown.first() else { return };
        let key = (first.spot.source, first.code.id);
        self.absorb(Notes { kept: BTreeMap::from([(key, kept)]) });
    }

    /// The findings in these files.
    #[must_use]
    pub fn of(&self, sources: &[SourceId]) -> Notes {
        let of_one = |source: &SourceId| self.kept.range((*source, "")..(SourceId(source.0 + 1), ""));
        Notes { kept: sources.iter().flat_map(of_one).map(|(key, kept)| (*key, kept.clone())).collect() }
    }

    /// Whether nothing was noticed.
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// The findings by file and code.
    pub fn groups(&self) -> impl Iterator<Item = &Kept> {
        self.kept.values()
    }

    /// Whether a finding of this code was noticed.
    pub fn has(&self, code: &Code) -> bool {
        self.kept.keys().any(|(_, id)| *id == code.id)
    }
}

impl Extend<Diagnostic> for Notes {
    fn extend<I: IntoIterator<Item = Diagnostic>>(&mut self, diagnostics: I) {
        diagnostics.into_iter().for_each(|diagnostic| self.push(diagnostic));
    }
}

/// Names longer than this many bytes are not compared.
const LONGEST_NAME: usize = 256;

/// The known name most like `given`, for "did you mean"; `None` when nothing is
/// near. Deterministic: among equals the first in order wins.
pub fn nearest<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut best: Option<(f64, &str)> = None;
    // Comparing takes as many steps as both lengths multiplied, and nobody
    // misspells a name as long as a paragraph.
    let is_name = |text: &str| text.len() <= LONGEST_NAME;
    for name in known.into_iter().filter(|name| is_name(given) && is_name(name)) {
        let likeness = strsim::normalized_damerau_levenshtein(given, name);
        if likeness >= 0.6 && best.is_none_or(|(most, _)| likeness > most) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}
