//! `LICENSE.txt`: the whole text of the licences that congbo knows, name and
//! address of any other.

use crate::model::dataset::License;

/// The licences that `congbo.toml` takes by their identifier, and their texts
/// as SPDX keeps them.
const TEXTS: [(&str, &str); 6] = [
    ("CC-BY-4.0", include_str!("licenses/cc-by-4.0.txt")),
    ("CC-BY-SA-4.0", include_str!("licenses/cc-by-sa-4.0.txt")),
    ("CC0-1.0", include_str!("licenses/cc0-1.0.txt")),
    ("ODC-BY-1.0", include_str!("licenses/odc-by-1.0.txt")),
    ("ODbL-1.0", include_str!("licenses/odbl-1.0.txt")),
    ("PDDL-1.0", include_str!("licenses/pddl-1.0.txt")),
];

/// What tells the file of some licences from that of others.
pub(super) fn key(licenses: &[License]) -> String {
    format!("LICENSE.txt {licenses:?}")
}

/// The text of the file.
pub(super) fn text(licenses: &[License]) -> String {
    let each = licenses.iter().map(|license| {
        let lines = [&license.title, &license.name, &license.path].into_iter().flatten();
        let mut text = lines.fold(String::new(), |text, line| text + line.trim() + "\n");
        let name = license.name.as_deref().unwrap_or_default();
        if let Some((_, full)) = TEXTS.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) {
            text.push('\n');
            text.push_str(full);
        }
        text
    });
    each.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_licences_stand_in_full_and_others_with_their_address() {
        let license = |name: &str| License { name: Some(name.into()), path: Some("https://example.org/l".into()), title: None };
        assert!(text(&[license("cc-by-4.0")]).contains("Attribution 4.0 International"));
        assert_eq!(text(&[license("other")]), "other\nhttps://example.org/l\n");
        let (blank, none) = ([License { title: Some(String::new()), ..license("other") }], [license("other")]);
        assert!(text(&blank) != text(&none) && key(&blank) != key(&none));
        assert!(TEXTS.iter().all(|(_, text)| text.len() > 5_000 && text.ends_with('\n')));
    }
}
