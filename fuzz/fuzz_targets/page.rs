//! A page's file: front matter and Markdown are read or told, and the page
//! that is made of them is inert, whatever its title says.

#![no_main]

use congbo::diag::Notes;
use congbo_fuzz::portal::{Bench, Files};
use congbo_fuzz::told::told;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    Bench::shared(|bench| {
        let mut sources = bench.sources();
        let mut notes = Notes::default();
        match bench.page(text, &mut sources, &mut notes) {
            Some(page) => {
                let files = Files { page: Some(page), ..Files::default() };
                let site = bench.publish(files, &sources, notes, |format| format == "html");
                assert!(site.is_none_or(|site| site.len() > 2), "home, not found and the page");
            }
            None => {
                assert!(!notes.is_empty(), "what cannot be read is told");
                told(&notes, &sources);
            }
        }
    });
});
