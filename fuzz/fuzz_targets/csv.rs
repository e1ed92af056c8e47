//! Tables: scan, rows, inference and check agree on any bytes, and what is
//! published of a table without errors holds the same rows in every format.
//! The first byte chooses how the table is described.

#![no_main]

use congbo::check::scan::scan;
use congbo::diag::{Notes, SourceId};
use congbo::model::schema::Dialect;
use congbo::rows::Rows;
use congbo_fuzz::portal::{Bench, Files};
use libfuzzer_sys::fuzz_target;

/// What the table may be said to be: nothing; every type; keys; another dialect.
const DESCRIPTORS: [Option<&str>; 4] = [
    None,
    Some(include_str!("descriptors/types.toml")),
    Some(include_str!("descriptors/keys.toml")),
    Some(include_str!("descriptors/dialect.toml")),
];

fuzz_target!(|input: &[u8]| {
    let Some((&choice, table)) = input.split_first() else { return };
    Bench::shared(|bench| {
        let mut sources = bench.sources();
        let mut notes = Notes::default();
        let dataset = bench.dataset(DESCRIPTORS[choice as usize % DESCRIPTORS.len()], table, &mut sources, &mut notes);
        let Some(resource) = dataset.resources.first().cloned() else { return };
        agree(resource.dialect, table);
        let files = Files { datasets: vec![dataset], page: None };
        let Some(site) = bench.publish(files, &sources, notes, |format| format != "html" && format != "zip") else { return };
        let file = |ending: &str| &site[&format!("data/d/{}.{ending}", resource.name)];
        let json: Vec<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(file("json")).expect("an array of objects");
        let lines = file("ndjson").split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let ndjson: Vec<serde_json::Map<String, serde_json::Value>> =
            lines.map(|line| serde_json::from_slice(line).expect("an object")).collect();
        assert_eq!(json, ndjson, "JSON and NDJSON hold the same rows");
        assert_eq!(records(file("csv"), Dialect::default()), json.len(), "CSV and JSON hold as many rows");
        let excel = Dialect { delimiter: b';', ..Dialect::default() };
        assert_eq!(records(file("excel.csv"), excel), json.len(), "the CSV for Excel holds as many rows");
    });
});

/// How many records follow a header.
fn records(bytes: &[u8], dialect: Dialect) -> usize {
    let mut rows = Rows::from_reader(bytes, SourceId(0), dialect).expect("memory is readable");
    let mut count = 0;
    while rows.next().expect("memory is readable").is_some() {
        count += 1;
    }
    count
}

/// The scan and the reader agree about the bytes, whatever they are.
fn agree(dialect: Dialect, bytes: &[u8]) {
    let seen = scan(bytes, dialect).expect("memory is readable");
    assert_eq!(seen.bytes, bytes.len() as u64);
    let mut rows = Rows::from_reader(bytes, SourceId(0), dialect).expect("memory is readable");
    let mut end = 0;
    while let Some(row) = rows.next().expect("memory is readable") {
        assert!(row.offset >= end && row.end > row.offset && row.end <= seen.bytes, "records stand one behind the other");
        end = row.end;
    }
}
