//! Why a file of a portal is not read and not published, and how that is told.

use super::{PUBLISHED, TABLES, bad_name};
use crate::diag::code::NOT_PUBLISHED;
use crate::diag::{Diagnostic, Spot, nearest};
use crate::model::dataset::ProfileName;
use crate::model::profile;

/// Why a file is passed over.
pub(super) enum Refusal {
    /// A program has the file beside it open.
    Lock,
    /// A program has left it behind.
    LeftBehind,
    /// It has this name, and a hidden ending behind it.
    Hidden(String),
    /// A workbook where tables lie.
    Workbook,
    /// It is read only under this name.
    Misnamed(String),
    /// The descriptor of a dataset in this folder, which lies too deep.
    Nested(String),
    /// A page where tables lie.
    Page,
    /// A document or picture where tables lie.
    Document,
    /// What is wrong with it has been told.
    Told,
    /// Its type is none of these.
    NotPublished(&'static [&'static str]),
    /// A table that lies in no dataset's folder; a name for that folder.
    Loose(String),
    BadName(String),
}

impl Refusal {
    /// The finding for it; `None` when it has been told.
    pub(super) fn told(self, whole: Spot) -> Option<Diagnostic> {
        Some(match self {
            Refusal::Lock => Diagnostic::new(&NOT_PUBLISHED, whole).variant("lock"),
            Refusal::LeftBehind => Diagnostic::new(&NOT_PUBLISHED, whole).variant("left-behind"),
            Refusal::Hidden(name) => Diagnostic::new(&NOT_PUBLISHED, whole).arg("name", name).variant("hidden"),
            Refusal::Misnamed(name) => Diagnostic::new(&NOT_PUBLISHED, whole).arg("name", name).variant("name"),
            Refusal::Nested(name) => Diagnostic::new(&NOT_PUBLISHED, whole).arg("folder", name).variant("nested"),
            Refusal::Page => Diagnostic::new(&NOT_PUBLISHED, whole).variant("page"),
            Refusal::Document => Diagnostic::new(&NOT_PUBLISHED, whole).variant("document"),
            Refusal::Workbook => Diagnostic::new(&NOT_PUBLISHED, whole).variant("workbook"),
            Refusal::Told => return None,
            Refusal::NotPublished(allowed) => Diagnostic::new(&NOT_PUBLISHED, whole).arg("allowed", allowed.join(", ")),
            Refusal::Loose(name) => {
                let is_of_plan = profile::table(ProfileName::Plan, &name).is_some();
                let told = Diagnostic::new(&NOT_PUBLISHED, whole).arg("folder", name);
                told.variant(if is_of_plan { "of-plan" } else { "loose" })
            }
            Refusal::BadName(name) => bad_name(&name, whole),
        })
    }
}

/// Why a program has put the file there for itself, if one has.
pub(super) fn left_behind(path: &str) -> Option<Refusal> {
    const NAMES: [&str; 5] = ["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r"];
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Some(Refusal::Lock);
    }
    let is_backup = [".bak", ".tmp", ".swp", "~"].into_iter().any(|ending| name.ends_with(ending));
    (NAMES.contains(&name.as_str()) || is_backup).then_some(Refusal::LeftBehind)
}

/// Why a file of a type that is not published is none.
pub(super) fn unpublished(path: &str, allowed: &'static [&'static str]) -> Refusal {
    let name = path.rsplit('/').next().unwrap_or(path);
    // Windows hides endings, and Notepad adds one.
    let lower = name.to_ascii_lowercase();
    let real =
        lower.strip_suffix(".txt").filter(|real| [".toml", ".csv", ".tsv", ".md", ".json"].iter().any(|ending| real.ends_with(ending)));
    let ending = lower.rsplit_once('.').map(|(_, ending)| ending).unwrap_or_default();
    let is_data = allowed.len() == TABLES.len();
    match real {
        Some(real) => {
            let dot = real.rfind('.').unwrap_or(real.len());
            Refusal::Hidden(format!("{}{}", &name[..dot], &real[dot..]))
        }
        None if ending == "md" && !is_data => Refusal::Misnamed(format!("{}.md", &name[..name.len() - ".md".len()])),
        None if !is_data => Refusal::NotPublished(allowed),
        None if matches!(ending, "xlsx" | "xls" | "xlsm" | "xlsb" | "ods") => Refusal::Workbook,
        None if ending == "md" => Refusal::Page,
        None => match misnamed_descriptor(path, name) {
            Some(refusal) => refusal,
            None if PUBLISHED.contains(&ending) && ending != "txt" => Refusal::Document,
            None => Refusal::NotPublished(allowed),
        },
    }
}

/// Why a file that is meant to describe a dataset does not: its name is spelt
/// otherwise, or it lies one folder too deep, as an unpacked archive does.
fn misnamed_descriptor(path: &str, name: &str) -> Option<Refusal> {
    const NAMES: [&str; 2] = ["dataset.toml", "datapackage.json"];
    if NAMES.contains(&name) {
        return Some(Refusal::Nested(path.rsplit('/').nth(1)?.to_owned()));
    }
    nearest(&name.to_lowercase(), NAMES).map(|right| Refusal::Misnamed(right.to_owned()))
}
