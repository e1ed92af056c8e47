//! Chart and table blocks over a table: whatever stands in either, the page is
//! inert. The input is the table, a line `%`, and the page's Markdown.

#![no_main]

use congbo::diag::Notes;
use congbo_fuzz::portal::{Bench, Files};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (table, body) = text.split_once("\n%\n").unwrap_or(("nhom,so\na,1\nb,2\n", text));
    Bench::shared(|bench| {
        let mut sources = bench.sources();
        let mut notes = Notes::default();
        let dataset = bench.dataset(None, table.as_bytes(), &mut sources, &mut notes);
        let page = bench.page(&format!("+++\ntitle = \"Bảng\"\n+++\n{body}"), &mut sources, &mut notes);
        let files = Files { datasets: vec![dataset], page };
        let _ = bench.publish(files, &sources, notes, |format| format == "html");
    });
});
