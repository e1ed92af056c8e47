//! Which columns of a table a record on a phone shows at once, and which wait
//! behind its button: with twenty cells one under the other, a record is three
//! screens high. Knows no page; wide screens show every column.

use crate::model::dataset::Resource;
use crate::model::lang::{Lang, Languages};
use crate::model::profile::translation;

/// How many columns a record shows of a table that is not well known.
const FIRST: usize = 8;

/// Where a row was read: asked for by those who check it.
const SOURCE: [&str; 2] = ["page_line", "as_written"];

/// Of the well-known tables with the most columns, those that say where a row
/// stands in its plan and what its own page tells better.
const LESSER: [(&str, &[&str]); 4] = [
    ("targets", &["section", "pillar", "code", "kind", "direction", "start", "monitor", "legal_basis"]),
    ("tasks", &["group", "group_title", "number", "objective", "coordinate", "start", "recurring", "evidence", "legal_basis"]),
    ("agencies", &["kind", "province", "members", "valid_from", "valid_to"]),
    ("documents", &["type", "in_force_from"]),
];

/// For every column of a table, whether it waits on a phone in `lang`.
pub(super) fn waiting(resource: &Resource, languages: &Languages, lang: Lang) -> Vec<bool> {
    let fields = &resource.schema.fields;
    let known = resource.well_known.map(|name| LESSER.iter().find(|(table, _)| *table == name).map_or(&[][..], |(_, names)| names));
    let mut shown = 0;
    let waits = |name: &str| {
        let translated = translation(name, languages);
        let base = translated.map_or(name, |(base, _)| base);
        // The same in another language than the reader's.
        let again =
            translated.is_some_and(|(base, other)| other != lang && fields.iter().any(|field| field.name == format!("{base}_{lang}")));
        again
            || match known {
                Some(names) => SOURCE.contains(&name) || names.contains(&base),
                None => {
                    shown += 1;
                    shown > FIRST
                }
            }
    };
    let waiting: Vec<bool> = fields.iter().map(|field| field.name.as_str()).map(waits).collect();
    // The first names the row.
    waiting.into_iter().enumerate().map(|(place, waits)| waits && place > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dataset::ProfileName;
    use crate::model::profile;

    #[test]
    fn what_waits_on_a_phone_is_a_column_and_what_a_reader_asks_for_first_does_not() {
        let languages = Languages::new(Lang::new("vi").expect("a tag"), []);
        for (table, names) in LESSER {
            let plan = profile::table(ProfileName::Plan, table);
            let known = plan.or_else(|| profile::table(ProfileName::Registry, table)).expect("a well-known table").schema(&languages);
            // Only rows of plans were read from somewhere.
            let source = if plan.is_some() { &SOURCE[..] } else { &[] };
            let bases: Vec<&str> = known
                .fields
                .iter()
                .map(|field| translation(&field.name, &languages).map_or(field.name.as_str(), |(base, _)| base))
                .collect();
            for name in names.iter().chain(source) {
                assert!(bases.contains(name), "{table} has no `{name}`: {bases:?}");
            }
            assert!(["name", "end", "lead"].iter().all(|name| !names.contains(name)), "{table}");
        }
    }
}
