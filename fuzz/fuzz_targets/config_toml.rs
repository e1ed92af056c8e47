//! `congbo.toml`: any TOML is read or told.

#![no_main]

use congbo::diag::{Notes, Sources};
use congbo::load::config;
use congbo::load::tree::parse_toml;
use congbo_fuzz::told::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut sources = Sources::new("/nowhere".as_ref());
    let source = sources.add_text("congbo.toml", text);
    let mut notes = Notes::default();
    let node = parse_toml(text, source, 0, "toml", &mut notes);
    match node {
        Some(node) => {
            let portal = config::portal(&node, source, &["csv", "json"], None, &mut notes);
            assert!(portal.languages.iter().next().is_some() && portal.rows_per_page > 0);
            let _ = node.to_json();
        }
        None => assert!(!notes.is_empty(), "what cannot be read is told"),
    }
    told(&notes, &sources);
});
