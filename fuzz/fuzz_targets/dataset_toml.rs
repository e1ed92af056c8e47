//! `dataset.toml`: any TOML is read or told, and what it describes is published
//! as a sound descriptor when there is no error.

#![no_main]

use congbo::diag::Notes;
use congbo::load::tree::parse_toml;
use congbo_fuzz::portal::{Bench, Files};
use congbo_fuzz::told::told;
use libfuzzer_sys::fuzz_target;

const TABLE: &[u8] = b"id,so_tien,ngay,ten_vi,ten_en\na,1000,2024-12-31,Mot,One\nb,-2.5,2025-01-01,Hai,Two\n";

fuzz_target!(|text: &str| {
    Bench::shared(|bench| {
        let mut sources = bench.sources();
        let mut notes = Notes::default();
        let source = sources.add_text("data/d/dataset.toml", text);
        if parse_toml(text, source, 0, "toml", &mut notes).is_none() {
            assert!(!notes.is_empty(), "what cannot be read is told");
            told(&notes, &sources);
            return;
        }
        let mut notes = Notes::default();
        let dataset = bench.dataset(Some(text), TABLE, &mut sources, &mut notes);
        let files = Files { datasets: vec![dataset], page: None };
        let Some(site) = bench.publish(files, &sources, notes, |format| format != "html") else { return };
        for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".json")) {
            serde_json::from_slice::<serde_json::Value>(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
        }
    });
});
