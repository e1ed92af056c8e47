//! Profiles: the well-known tables of plans and registries, built in.
//!
//! The tables stand in `profiles/*.toml`, which are the single source of their
//! columns: for checking, for the published schemas and for `docs/format.md`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::dataset::ProfileName;
use super::lang::{Lang, Languages, Text};
use super::schema::{Constraints, Field, FieldType, NumberFormat, Pattern, Reference, Schema, StringFormat, TimeFormat};

/// A well-known table.
#[derive(Debug, Deserialize)]
pub struct WellKnown {
    /// Its name, which is also the name of its CSV.
    pub name: String,
    /// Its title.
    pub title: Text,
    /// What a row is.
    pub description: Text,
    #[serde(default, rename = "primaryKey")]
    primary_key: Vec<String>,
    #[serde(default, rename = "uniqueKeys")]
    unique_keys: Vec<Vec<String>>,
    /// Its columns.
    pub fields: Vec<Column>,
}

/// A column of a well-known table; `name_*` stands for one per language.
#[derive(Debug, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    format: Option<String>,
    /// Its title.
    pub title: Text,
    /// What it means.
    pub description: Text,
    /// The registry or table that it names.
    #[serde(default)]
    pub reference: Option<String>,
    /// What its values satisfy.
    #[serde(default)]
    pub constraints: ColumnConstraints,
}

/// The constraints that well-known columns use.
#[derive(Debug, Default, Deserialize)]
pub struct ColumnConstraints {
    /// No missing value.
    #[serde(default)]
    pub required: bool,
    #[serde(default)]
    pattern: Option<String>,
    /// The only values allowed.
    #[serde(default, rename = "enum")]
    pub allowed: Vec<String>,
    #[serde(default)]
    minimum: Option<i64>,
}

#[derive(Deserialize)]
struct File {
    tables: Vec<WellKnown>,
}

/// The tables of a profile, in the order of its file.
pub fn tables(profile: ProfileName) -> &'static [WellKnown] {
    static PLAN: OnceLock<Vec<WellKnown>> = OnceLock::new();
    static REGISTRY: OnceLock<Vec<WellKnown>> = OnceLock::new();
    let (cell, text) = match profile {
        ProfileName::Plan => (&PLAN, include_str!("profiles/plan.toml")),
        ProfileName::Registry => (&REGISTRY, include_str!("profiles/registry.toml")),
    };
    cell.get_or_init(|| toml::from_str::<File>(text).expect("the built-in profiles are valid, a test reads them").tables)
}

/// The well-known table of this name.
pub fn table(profile: ProfileName, name: &str) -> Option<&'static WellKnown> {
    tables(profile).iter().find(|table| table.name == name)
}

/// The column's base name when `column` is one of its translations:
/// `name` and `en` for `name_en`.
pub fn translation<'a>(column: &'a str, languages: &Languages) -> Option<(&'a str, Lang)> {
    let (base, tag) = column.rsplit_once('_')?;
    let lang = Lang::new(tag).filter(|lang| languages.contains(*lang))?;
    Some((base, lang))
}

impl WellKnown {
    /// The table's schema in a portal of these languages.
    pub fn schema(&self, languages: &Languages) -> Schema {
        let mut schema = Schema {
            primary_key: self.primary_key.clone(),
            unique_keys: self.unique_keys.clone(),
            missing_values: vec![String::new()],
            ..Schema::default()
        };
        for column in &self.fields {
            match column.name.strip_suffix('*') {
                Some(base) => {
                    for lang in languages.iter() {
                        let mut field = column.field(format!("{base}{lang}"));
                        if lang != languages.default() && field.constraints.required {
                            field.constraints.required = false;
                        }
                        field.title = column.title_in(lang);
                        schema.fields.push(field);
                    }
                }
                None => schema.fields.push(column.field(column.name.clone())),
            }
        }
        schema
    }
}

impl Column {
    fn field(&self, name: String) -> Field {
        let mut field = Field::new(name, self.field_type());
        field.title = self.title.clone();
        field.description = self.description.clone();
        field.reference = self.reference.as_deref().and_then(Reference::named);
        field.constraints = Constraints {
            required: self.constraints.required,
            allowed: self.constraints.allowed.clone(),
            minimum: self.constraints.minimum.map(|least| least.to_string()),
            pattern: self.constraints.pattern.as_deref().map(|pattern| match pattern {
                "ID" => Pattern::Id,
                text => Pattern::new(text).expect("the built-in patterns are valid, a test compiles them"),
            }),
            ..Constraints::default()
        }
        .into();
        field
    }

    fn field_type(&self) -> FieldType {
        match (self.kind.as_str(), self.format.as_deref()) {
            ("string", Some("uri")) => FieldType::String(StringFormat::Uri),
            ("string", _) => FieldType::String(StringFormat::Default),
            ("number", _) => FieldType::Number(NumberFormat::default()),
            ("integer", _) => FieldType::Integer(NumberFormat::default()),
            ("date", _) => FieldType::Date(TimeFormat::Default),
            ("boolean", _) => FieldType::boolean(),
            ("list", _) => FieldType::semicolon_list(),
            (other, _) => unreachable!("the built-in profiles use no type `{other}`"),
        }
    }

    /// `Tên chỉ tiêu (en)`: the column's title with its language, for the
    /// columns that hold translations.
    fn title_in(&self, lang: Lang) -> Text {
        let mut title = Text::default();
        for (reader, text) in self.title.iter() {
            title.set(reader, format!("{text} ({lang})"));
        }
        title
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_profiles_name_every_table_of_the_design_and_expand_languages() {
        let names = |profile| tables(profile).iter().map(|table| table.name.as_str()).collect::<Vec<_>>();
        assert_eq!(names(ProfileName::Plan), ["targets", "statements", "results", "tasks", "budget", "citations", "obligations"]);
        assert_eq!(
            names(ProfileName::Registry),
            ["pillars", "agencies", "agency-aliases", "provinces", "documents", "document-relations", "indicators"]
        );
        let (vi, en) = (Lang::new("vi").unwrap(), Lang::new("en").unwrap());
        let languages = Languages::new(vi, [en]);
        for profile in [ProfileName::Plan, ProfileName::Registry] {
            for table in tables(profile) {
                let schema = table.schema(&languages);
                assert!(schema.fields.iter().all(|field| !field.name.contains('*')));
                for column in &table.fields {
                    assert!(column.title.exact(vi).is_some() && column.title.exact(en).is_some(), "{} {}", table.name, column.name);
                    assert_eq!(
                        column.reference.is_some(),
                        schema.fields.iter().any(|field| field.name == column.name && field.reference.is_some())
                    );
                }
            }
        }
        let targets = table(ProfileName::Plan, "targets").unwrap().schema(&languages);
        assert!(targets.field("name_vi").unwrap().constraints.required);
        assert!(!targets.field("name_en").unwrap().constraints.required);
    }
}
