//! What the tests of rendering share: the built-in messages and a portal; and
//! the contract that the messages keep with templates and model.

use std::collections::BTreeMap;

use crate::model::lang::{Lang, Languages, Text};
use crate::model::portal::Portal;
use crate::model::theme::Messages;

pub(super) fn messages(tag: &str) -> Messages {
    let text = match tag {
        "vi" => include_str!("../../themes/default/messages/vi.toml"),
        _ => include_str!("../../themes/default/messages/en.toml"),
    };
    let table: toml::Table = toml::from_str(text).expect("the built-in messages are TOML");
    let mut words = BTreeMap::new();
    flatten(&table, "", &mut words);
    Messages::new(words)
}

fn flatten(table: &toml::Table, prefix: &str, words: &mut BTreeMap<String, String>) {
    for (key, value) in table {
        match value {
            toml::Value::Table(inner) => flatten(inner, &format!("{prefix}{key}."), words),
            other => {
                words.insert(format!("{prefix}{key}"), other.as_str().unwrap_or_else(|| panic!("{prefix}{key} is a text")).to_owned());
            }
        }
    }
}

pub(super) fn portal() -> Portal {
    let vi = Lang::new("vi").expect("a language");
    Portal {
        source: crate::diag::SourceId(0),
        title: Text::of(vi, "Cổng thử"),
        description: Text::of(vi, "Cổng để thử"),
        base_url: Some("https://thu.example.vn/cong/".into()),
        languages: Languages::new(vi, [Lang::new("en").expect("a language")]),
        as_of: None,
        publisher: Default::default(),
        license: None,
        contact: Default::default(),
        security: None,
        theme: "default".into(),
        host: None,
        downloads: None,
        rows_per_page: 2,
        max_pages: 2,
        preview_rows: 1,
        per_page: 2,
        newest: 2,
        search: true,
        topics: Default::default(),
        look: Default::default(),
        words: Vec::new(),
        units: [("bo-luat".to_owned(), Text::of(vi, "bộ luật"))].into(),
        levels: Default::default(),
    }
}

#[test]
fn vietnamese_and_english_have_the_same_keys_and_places() {
    let (vi, en) = (messages("vi"), messages("en"));
    let keys = |messages: &Messages| messages.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>();
    assert_eq!(keys(&vi), keys(&en));
    let places = |text: &str| {
        let mut names: Vec<String> = text.split('{').skip(1).filter_map(|part| part.split('}').next()).map(str::to_owned).collect();
        names.sort_unstable();
        names.dedup();
        names
    };
    for (key, text) in vi.iter().filter(|(key, _)| !key.starts_with("date.")) {
        // A plural form may say `the target` or `no target` where another counts.
        let is_plural = key.ends_with(".one") || key.ends_with(".other");
        let named = |text| places(text).into_iter().filter(|name| !(is_plural && name == "n")).collect::<Vec<_>>();
        assert_eq!(named(text), named(en.get(key)), "{key}");
    }
}

#[test]
fn every_key_that_a_template_asks_for_exists() {
    let vi = messages("vi");
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates");
    let mut asked = 0;
    for entry in std::fs::read_dir(folder).expect("the built-in templates") {
        let path = entry.expect("a readable folder").path();
        let text = std::fs::read_to_string(&path).expect("a readable template");
        for key in text.split("t(key=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
            asked += 1;
            // A message that counts has a form per plural category of CLDR.
            let is_there = vi.find(key).or_else(|| vi.find(&format!("{key}.other"))).is_some();
            assert!(is_there, "{} asks for {key}", path.display());
        }
    }
    assert!(asked > 100);
}

#[test]
fn every_code_of_the_model_has_a_label() {
    use crate::model::dataset::ProfileName;
    use crate::model::plan::Stage;
    use crate::model::profile;
    use crate::model::status::State;
    let vi = messages("vi");
    for state in State::TARGET.into_iter().chain(State::TASK) {
        assert!(vi.find(&format!("status.{}", state.name())).is_some(), "{state:?}");
    }
    for stage in Stage::ALL {
        assert!(vi.find(&format!("stage.{}", stage.name())).is_some(), "{stage:?}");
    }
    let sections = [
        ("targets", "kind", "kind"),
        ("targets", "direction", "direction"),
        ("targets", "level", "level"),
        ("statements", "place", "place"),
        ("obligations", "frequency", "frequency"),
        ("agencies", "kind", "agency-kind"),
        ("agencies", "level", "agency-level"),
        ("documents", "type", "document-type"),
        ("document-relations", "relation", "relation"),
    ];
    for (table, column, section) in sections {
        let table =
            profile::table(ProfileName::Plan, table).or_else(|| profile::table(ProfileName::Registry, table)).expect("a well-known table");
        let column = table.fields.iter().find(|field| field.name == column).expect("a column of it");
        assert!(!column.constraints.allowed.is_empty());
        for code in &column.constraints.allowed {
            assert!(vi.find(&format!("{section}.{code}")).is_some(), "{section}.{code}");
        }
    }
}
