//! Datasets and their tables: Data Package v2, as given by the author.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::block::OwnChart;
use super::format_limits::Need;
use super::lang::Text;
use super::long::LongText;
use super::schema::{Dialect, Schema};
use crate::diag::SourceId;

/// A folder of `data/` with its descriptor: a Data Package.
#[derive(Debug, Clone)]
pub struct Dataset {
    /// Its name, from the descriptor or the folder; the address is made of it.
    pub name: String,
    /// Its folder, relative to the portal, `/` between the parts.
    pub folder: String,
    /// The descriptor; the first table of a dataset without one.
    pub source: SourceId,
    /// Title for people; made from the name when none is given.
    pub title: Text,
    /// What it is; Markdown.
    pub description: LongText,
    /// A sentence or two of that, without markup: what lists show, for which
    /// the whole need not be read.
    pub summary: Text,
    /// `id` of the standard, such as a DOI.
    pub id: Option<String>,
    /// Home page elsewhere.
    pub homepage: Option<String>,
    /// Version.
    pub version: Option<String>,
    /// `created` of the standard, as written.
    pub created: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Licences; the portal's when none is given.
    pub licenses: Vec<License>,
    /// Where the data is from.
    pub sources: Vec<Source>,
    /// Who made it.
    pub contributors: Vec<Contributor>,
    /// What stands under `[congbo]`.
    pub congbo: DatasetFacts,
    /// Whether there is a descriptor that could not be read.
    pub is_unread: bool,
    /// Whether its texts may link to other parts of the portal, so that they
    /// look otherwise when those change.
    pub may_link: bool,
    /// The tables.
    pub resources: Vec<Resource>,
    /// Charts of them that its page shows.
    pub charts: Vec<OwnChart>,
    /// Properties that the standard does not define, published as they are.
    pub custom: BTreeMap<String, serde_json::Value>,
}

/// What a descriptor says under `[congbo]`: facts that the catalogue needs and
/// Data Package has no word for. Names after DCAT.
#[derive(Debug, Clone, Default)]
pub struct DatasetFacts {
    /// `plan` or `registry`: gives the well-known tables their schemas.
    pub profile: Option<ProfileName>,
    /// The publishing agency (`dct:publisher`), an id of the registry.
    pub publisher: Option<String>,
    /// Day of first publication (`dct:issued`).
    pub issued: Option<Date>,
    /// Day of the last change (`dct:modified`).
    pub modified: Option<Date>,
    /// How often it changes (`dct:accrualPeriodicity`), a code of the EU's
    /// frequency list in lower case.
    pub periodicity: Option<String>,
    /// First day covered (`dcat:startDate`).
    pub start: Option<Date>,
    /// Last day covered (`dcat:endDate`).
    pub end: Option<Date>,
    /// Province covered (`dct:spatial`), an id of the registry.
    pub spatial: Option<String>,
    /// Topics (`dcat:theme`), by their identifiers; each once.
    pub topics: Vec<String>,
}

/// A built-in set of table schemas.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileName {
    /// Tables of one plan.
    Plan,
    /// Tables that all plans share.
    Registry,
}

impl ProfileName {
    /// The name used in descriptors.
    pub fn name(self) -> &'static str {
        match self {
            ProfileName::Plan => "plan",
            ProfileName::Registry => "registry",
        }
    }
}

/// A licence (`licenses[]`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct License {
    /// Identifier of the Open Definition or SPDX: `CC-BY-4.0`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Address of its text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Title for people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
}

/// Where data is from (`sources[]`).
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Title for people.
    pub title: Text,
    /// Address.
    pub path: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Version.
    pub version: Option<String>,
}

/// Who made the data (`contributors[]`).
#[derive(Debug, Clone, Default)]
pub struct Contributor {
    /// Name for people.
    pub title: Text,
    /// Address.
    pub path: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// What they did.
    pub roles: Vec<String>,
    /// The organisation they belong to.
    pub organization: Option<String>,
}

/// A table as given: one CSV (`resources[]`).
#[derive(Debug, Clone)]
pub struct Resource {
    /// Its name; files and pages are named after it.
    pub name: String,
    /// The CSV.
    pub source: SourceId,
    /// Title for people.
    pub title: Text,
    /// What it is; Markdown.
    pub description: LongText,
    /// The well-known table it is, in a dataset with a profile.
    pub well_known: Option<&'static str>,
    /// Its columns in the order of the file, with all that is known of them.
    pub schema: Schema,
    /// Whether no columns are declared.
    pub inferred: bool,
    /// How the file is written.
    pub dialect: Dialect,
    /// Whether the descriptor says how; otherwise the header is asked.
    pub dialect_declared: bool,
    /// Whether search finds its rows.
    pub searched: bool,
    /// What the one pass over the rows found out.
    pub profile: Profile,
    /// Properties that the standard does not define, published as they are.
    pub custom: BTreeMap<String, serde_json::Value>,
}

impl Resource {
    /// Whether the types of its columns were guessed: a well-known table has those of its profile.
    pub fn is_guessed(&self) -> bool {
        self.inferred && self.well_known.is_none()
    }
}

/// A table's rows have a mark each time so many of them have been read.
pub const ROWS_PER_MARK: u64 = 1_000;

/// Statistics of a table: nothing here grows with the rows but the marks, by
/// eight bytes in a thousand of them.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// Number of rows, without the header.
    pub rows: u64,
    /// Size of the source file in bytes.
    pub bytes: u64,
    /// Whether the file is already what is published as `.csv` (UTF-8, no BOM,
    /// RFC 4180 with commas): it is then copied byte for byte.
    pub canonical: bool,
    /// Missing values per column, in the order of the schema's fields.
    pub missing: Vec<u64>,
    /// How much room the values of each column need, in the same order.
    pub needs: Vec<Need>,
    /// How much of the file is the table.
    pub extent: Extent,
    /// Offset of every thousandth record, the first row's included, so that
    /// rows in the middle are found without reading all before them.
    pub marks: Vec<u64>,
}

/// How much of a file is published: blank rows and columns that a spreadsheet
/// leaves behind it are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// No record is read that begins here or later.
    pub end: u64,
    /// No more cells of a record are read than these.
    pub width: usize,
}

impl Default for Extent {
    /// All of it.
    fn default() -> Self {
        Self { end: u64::MAX, width: usize::MAX }
    }
}

impl Dataset {
    /// The name of its folder in `data/`.
    pub fn folder_name(&self) -> &str {
        self.folder.strip_prefix("data/").unwrap_or(&self.folder)
    }

    /// The day of its last change, as far as it is known.
    pub fn updated(&self) -> Option<jiff::civil::Date> {
        self.congbo.modified.or(self.congbo.issued)
    }

    /// Its long texts, always in the same order.
    pub fn long_texts_mut(&mut self) -> impl Iterator<Item = &mut LongText> {
        [&mut self.description].into_iter().chain(self.resources.iter_mut().map(|table| &mut table.description))
    }

    /// The table with this name.
    pub fn resource(&self, name: &str) -> Option<&Resource> {
        self.resources.iter().find(|resource| resource.name == name)
    }
}
