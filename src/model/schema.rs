//! Table Schema (Data Package v2): the columns of a table, and how its CSV is written.
//!
//! Names are the standard's. What is ours: `reference` (the registry or table
//! whose `id` a cell holds) and `name_*` columns of the built-in profiles.
//! Reading a cell by its type stands in [`super::cell`].

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::lang::Text;
use crate::diag::{Place, SourceId, Spot};

pub use super::constraints::{Constraints, Pattern, Rare, Usual, is_id};

/// The columns of a table and its keys.
#[derive(Debug, Clone, Default)]
pub struct Schema {
    /// Columns, in order.
    pub fields: Vec<Field>,
    /// Columns whose values together are never missing and never repeat.
    pub primary_key: Vec<String>,
    /// Further sets of columns that never repeat.
    pub unique_keys: Vec<Vec<String>>,
    /// Keys into tables of the same dataset.
    pub foreign_keys: Vec<ForeignKey>,
    /// Texts that mean "no value"; the standard's default is the empty text.
    pub missing_values: Vec<String>,
    /// How the file's header has to match the fields.
    pub fields_match: FieldsMatch,
    /// Properties that the standard does not define, published as they are.
    pub custom: BTreeMap<String, serde_json::Value>,
}

/// How the header of a CSV has to match its schema (`fieldsMatch`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FieldsMatch {
    /// Exactly these columns in this order.
    Exact,
    /// Exactly these columns, in any order. The default here: officers move
    /// columns, and no one is harmed.
    #[default]
    Equal,
    /// The file may lack columns of the schema.
    Superset,
    /// The file may have columns that the schema does not name.
    Subset,
    /// At least one column in common.
    Partial,
}

/// A key into another table of the same dataset.
#[derive(Debug, Clone)]
pub struct ForeignKey {
    /// The columns here.
    pub fields: Vec<String>,
    /// The table; empty means this one.
    pub resource: String,
    /// The columns there.
    pub reference_fields: Vec<String>,
    /// Where it is declared, for diagnostics; `None` in a built-in profile.
    pub spot: Option<Spot>,
}

/// A column.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, as in the header.
    pub name: String,
    /// Its title for people.
    pub title: Text,
    /// What it means.
    pub description: Text,
    /// Its type, with the options of that type.
    pub kind: FieldType,
    /// What its values have to satisfy.
    pub constraints: Rare<Constraints>,
    /// The table whose `id` a value (or each item of a list) names.
    pub reference: Option<Reference>,
    /// What few columns say.
    pub details: Rare<Details>,
}

/// What few columns say of themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Details {
    /// Texts that mean "no value" in this column only.
    pub missing_values: Option<Vec<String>>,
    /// An example value.
    pub example: Option<serde_json::Value>,
    /// `rdfType` of the standard: what the values are, as an address.
    pub rdf_type: Option<String>,
    /// `categories` of the standard: value and label.
    pub categories: Vec<(String, Option<String>)>,
    /// `categoriesOrdered` of the standard.
    pub categories_ordered: bool,
    /// Properties that the standard does not define, published as they are.
    pub custom: BTreeMap<String, serde_json::Value>,
}

/// What a column's values name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// A pillar of the registry.
    Pillars,
    /// An agency of the registry.
    Agencies,
    /// A province of the registry.
    Provinces,
    /// A document of the registry.
    Documents,
    /// An indicator of the registry.
    Indicators,
    /// A plan of the portal.
    Plans,
    /// A target of the same plan.
    Targets,
    /// A budget line of the same plan.
    Budget,
}

impl Reference {
    /// The name used in schemas.
    pub fn name(self) -> &'static str {
        match self {
            Reference::Pillars => "pillars",
            Reference::Agencies => "agencies",
            Reference::Provinces => "provinces",
            Reference::Documents => "documents",
            Reference::Indicators => "indicators",
            Reference::Plans => "plans",
            Reference::Targets => "targets",
            Reference::Budget => "budget",
        }
    }

    /// All of them.
    pub const ALL: [Reference; 8] = [
        Reference::Pillars,
        Reference::Agencies,
        Reference::Provinces,
        Reference::Documents,
        Reference::Indicators,
        Reference::Plans,
        Reference::Targets,
        Reference::Budget,
    ];

    /// The reference with this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reference| reference.name() == name)
    }

    /// Whether it names a table of the same dataset, so that it is published
    /// as a foreign key.
    pub fn is_internal(self) -> bool {
        matches!(self, Reference::Targets | Reference::Budget)
    }
}

/// The type of a column, with its options.
#[derive(Debug, Clone, PartialEq)]
pub enum FieldType {
    /// `string`, with a format.
    String(StringFormat),
    /// `number`: an exact decimal.
    Number(NumberFormat),
    /// `integer`.
    Integer(NumberFormat),
    /// `boolean`, with the texts that mean true and false.
    Boolean {
        /// Texts that mean true.
        true_values: Vec<String>,
        /// Texts that mean false.
        false_values: Vec<String>,
    },
    /// `object`: JSON.
    Object,
    /// `array`: JSON.
    Array,
    /// `list`: items of one type behind a delimiter.
    List {
        /// What stands between the items.
        delimiter: String,
        /// The type of the items.
        item: Box<FieldType>,
    },
    /// `date`, by default `2024-12-31`.
    Date(TimeFormat),
    /// `datetime`, by default `2024-12-31T08:00:00`, with or without offset.
    DateTime(TimeFormat),
    /// `time`, by default `08:00:00`.
    Time(TimeFormat),
    /// `year`: `2024`.
    Year,
    /// `yearmonth`: `2024-02`.
    YearMonth,
    /// `duration` (ISO 8601): `P1Y2M`.
    Duration,
    /// `geopoint`.
    GeoPoint(GeoPointFormat),
    /// `geojson`, or TopoJSON by its format.
    GeoJson {
        /// Whether the format is `topojson`.
        topo: bool,
    },
    /// `any`.
    Any,
}

impl FieldType {
    /// The standard's name of the type.
    pub fn name(&self) -> &'static str {
        match self {
            FieldType::String(_) => "string",
            FieldType::Number(_) => "number",
            FieldType::Integer(_) => "integer",
            FieldType::Boolean { .. } => "boolean",
            FieldType::Object => "object",
            FieldType::Array => "array",
            FieldType::List { .. } => "list",
            FieldType::Date(_) => "date",
            FieldType::DateTime(_) => "datetime",
            FieldType::Time(_) => "time",
            FieldType::Year => "year",
            FieldType::YearMonth => "yearmonth",
            FieldType::Duration => "duration",
            FieldType::GeoPoint(_) => "geopoint",
            FieldType::GeoJson { .. } => "geojson",
            FieldType::Any => "any",
        }
    }

    /// A plain boolean with the standard's own words.
    pub fn boolean() -> Self {
        let words = |list: &[&str]| list.iter().map(|word| (*word).to_owned()).collect();
        FieldType::Boolean { true_values: words(&["true", "True", "TRUE", "1"]), false_values: words(&["false", "False", "FALSE", "0"]) }
    }

    /// A `;`-separated list of texts, as the plan tables use it.
    pub fn semicolon_list() -> Self {
        FieldType::List { delimiter: ";".into(), item: Box::new(FieldType::String(StringFormat::Default)) }
    }
}

/// `format` of a `string`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StringFormat {
    /// Any text.
    #[default]
    Default,
    /// An e-mail address.
    Email,
    /// An address with a scheme.
    Uri,
    /// Base64.
    Binary,
    /// A UUID.
    Uuid,
}

/// How a number is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberFormat {
    /// What stands before the fraction.
    pub decimal_char: char,
    /// What stands between groups of three digits, if anything may.
    pub group_char: Option<char>,
    /// Whether the cell holds nothing but the number (no `%`, no `đ`).
    pub bare: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self { decimal_char: '.', group_char: None, bare: true }
    }
}

/// `format` of a `date`, `datetime` or `time`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TimeFormat {
    /// ISO 8601.
    #[default]
    Default,
    /// Any of the forms common in Vietnam and ISO 8601: `31/12/2024`, `2024-12-31`.
    Any,
    /// A `strptime` pattern.
    Pattern(String),
}

/// `format` of a `geopoint`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum GeoPointFormat {
    /// `106.66, 10.76`: longitude, latitude.
    #[default]
    Default,
    /// `[106.66, 10.76]`.
    Array,
    /// `{"lon": 106.66, "lat": 10.76}`.
    Object,
}

/// How a CSV file is written (`dialect`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// Between fields: `,` `;` tab or `|`.
    pub delimiter: u8,
    /// Around fields.
    pub quote: u8,
    /// Whether spaces after a delimiter are dropped.
    pub skip_initial_space: bool,
}

impl Default for Dialect {
    fn default() -> Self {
        Self { delimiter: b',', quote: b'"', skip_initial_space: false }
    }
}

impl Dialect {
    /// The place of a cell in a file that is written so: the byte at which its
    /// record begins (the header's is 0), and its column, from 0.
    pub fn cell(self, source: SourceId, record: u64, column: usize) -> Spot {
        let field = u32::try_from(column).unwrap_or(u32::MAX);
        Spot { source, place: Place::Cell { record, field, delimiter: self.delimiter, quote: self.quote } }
    }
}

impl Schema {
    /// Whether a text means "no value" in a column.
    pub fn is_missing(&self, column: usize, text: &str) -> bool {
        let own = self.fields.get(column).and_then(|field| field.details.missing_values.as_ref());
        own.unwrap_or(&self.missing_values).iter().any(|value| value == text)
    }

    /// The number of the column with this name.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.fields.iter().position(|field| field.name == name)
    }

    /// The number of every column by its name, the first where a name repeats:
    /// for those who ask for many.
    pub fn places(&self) -> BTreeMap<&str, usize> {
        self.fields.iter().enumerate().rev().map(|(index, field)| (field.name.as_str(), index)).collect()
    }

    /// The column with this name.
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl Field {
    /// A column of this name and type, with nothing else said.
    pub fn new(name: impl Into<String>, kind: FieldType) -> Self {
        Self {
            name: name.into(),
            title: Text::default(),
            description: Text::default(),
            kind,
            constraints: Rare::default(),
            reference: None,
            details: Rare::default(),
        }
    }
}

impl Usual for Details {
    fn usual() -> &'static Self {
        static USUAL: LazyLock<Details> = LazyLock::new(Details::default);
        &USUAL
    }
}

impl From<Details> for Rare<Details> {
    fn from(details: Details) -> Self {
        Self((details != Details::default()).then(|| Box::new(details)))
    }
}
