//! Which words the messages have for the codes of well-known tables: readers
//! see “Đã chi”, files and programs `spent`.

/// The section of the messages that has words for the codes of a column of a
/// well-known table. Signs such as `>=` say the same in every language.
pub(super) fn words_of(table: &str, column: &str) -> Option<&'static str> {
    Some(match (table, column) {
        ("agencies", "kind") => "agency-kind",
        ("agencies", "level") => "agency-level",
        ("documents", "type") => "document-type",
        (_, "kind") => "kind",
        (_, "level") => "level",
        (_, "direction") => "direction",
        (_, "place") => "place",
        (_, "reported_status") => "reported",
        (_, "stage") => "stage",
        (_, "frequency") => "frequency",
        (_, "relation") => "relation",
        (_, "unit") => "unit",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::words_of;
    use crate::model::dataset::ProfileName;
    use crate::model::profile::tables;

    /// The messages of the built-in theme in a language.
    fn messages(text: &str) -> toml::Table {
        text.parse().expect("the messages are TOML, a test reads them")
    }

    #[test]
    fn every_code_of_a_well_known_table_has_words_in_both_languages() {
        let all = [include_str!("../../../themes/default/messages/vi.toml"), include_str!("../../../themes/default/messages/en.toml")]
            .map(messages);
        for table in tables(ProfileName::Plan).iter().chain(tables(ProfileName::Registry)) {
            for column in table.fields.iter().filter(|column| column.name != "comparator") {
                for code in &column.constraints.allowed {
                    let section = words_of(&table.name, &column.name).unwrap_or_else(|| panic!("{}.{}: no words", table.name, column.name));
                    assert!(all.iter().all(|messages| messages[section].get(code).is_some()), "{}.{}: {code}", table.name, column.name);
                }
            }
        }
    }
}
