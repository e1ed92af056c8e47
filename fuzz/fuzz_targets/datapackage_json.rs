//! `datapackage.json`: any JSON is read or told; what is accepted is what
//! another reader of JSON accepts.

#![no_main]

use std::collections::BTreeMap;

use congbo::diag::{Notes, Sources};
use congbo::load::config::fallback;
use congbo::load::descriptor;
use congbo::load::tree::parse_json;
use congbo::model::lang::{Lang, Languages};
use congbo_fuzz::told::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new("/nowhere".as_ref());
    let table = sources.add_text("data/d/d.csv", "a\n");
    let source = sources.add_text("data/d/datapackage.json", text);
    let mut notes = Notes::default();
    match parse_json(text, source, 0, &mut notes) {
        Some(node) => {
            serde_json::from_str::<serde_json::Value>(text).expect("what is accepted is JSON");
            let json = node.to_json();
            serde_json::from_str::<serde_json::Value>(&json.to_string()).expect("what is passed on is JSON");
            let mut portal = fallback(source);
            portal.languages = Languages::new(portal.languages.default(), Lang::new("en"));
            let tables = descriptor::Tables { by_path: BTreeMap::from([("d.csv", table)]), is_partial: false };
            let dataset = descriptor::dataset(&node, source, "d", &tables, &portal, &mut notes);
            assert!(dataset.resources.len() <= 1, "one file is one table at most");
            descriptor::check_metadata(&dataset, Some(&node), &mut notes);
        }
        None => assert!(!notes.is_empty(), "what cannot be read is told"),
    }
    told(&notes, &sources);
});
