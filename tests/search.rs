//! The search index as files: what it says of the demo portal, without a
//! browser. Whether the page's script reads it all and how well it finds,
//! `tests/search/quality.js` tells.

mod goldens;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use congbo::pipeline::{Adopt, Options, check, publish};
use congbo::progress::Progress;
use goldens::{project, tree};
use regex::Regex;
use serde_json::Value;

type Files = BTreeMap<String, Vec<u8>>;

/// The demo portal's site.
fn demo() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(|| {
        let checked = check(&Options { root: project().to_owned(), ..Options::default() }, &Progress::default());
        let site = checked.site.unwrap_or_else(|| panic!("the demo portal has errors: {:#?}", checked.notes));
        let output = tempfile::tempdir().expect("a temporary folder");
        publish(&site, &checked.sources, output.path(), Adopt::Never, &Progress::default()).expect("the demo portal is published");
        tree(output.path())
    })
}

/// The contents of the index's files of a kind in a language: version, number, content.
fn shards(lang: &str, kind: &str) -> Vec<(String, usize, Value)> {
    let call = Regex::new(r#"(?s)^congboSearch\("([a-z]+)","([a-z]+)","([0-9a-f]{12})",(\d+),(.*)\);\n$"#).expect("a sound expression");
    let files = demo().iter().filter(|(path, _)| path.starts_with(&format!("search/{lang}/{kind}")));
    let mut all: Vec<_> = files
        .map(|(path, bytes)| {
            let text = std::str::from_utf8(bytes).expect("scripts are text");
            let parts = call.captures(text).unwrap_or_else(|| panic!("{path} is one call"));
            assert_eq!((&parts[1], &parts[2]), (kind, lang), "{path}");
            (parts[3].to_owned(), parts[4].parse().expect("a number"), serde_json::from_str(&parts[5]).expect("JSON"))
        })
        .collect();
    all.sort_by_key(|(_, number, _)| *number);
    all
}

/// Addresses of the entries of a block: each keeps some letters of the one
/// before, and ends as a page does unless it says otherwise.
fn addresses(content: &Value) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in content["addresses"].as_str().expect("a text").lines() {
        let same = line[..1].chars().next().and_then(|letter| letter.to_digit(36)).expect("a number") as usize;
        let kept = all.last().map_or("", |before| &before[..same]);
        let address = match line[1..].strip_suffix('|') {
            Some(rest) => format!("{kept}{rest}"),
            None => format!("{kept}{}.html", &line[1..]),
        };
        all.push(address);
    }
    all
}

#[test]
fn every_entry_leads_to_a_place_that_exists() {
    for lang in ["vi", "en"] {
        let start = &shards(lang, "start")[0];
        let mut entries = 0;
        for (version, _, content) in shards(lang, "titles") {
            assert_eq!(version, start.0, "files of one index have one numbering");
            for address in addresses(&content) {
                let (path, anchor) = address.split_once('#').unwrap_or((&address, ""));
                let page = demo().get(path).unwrap_or_else(|| panic!("{path} is not there"));
                let page = String::from_utf8_lossy(page);
                let is_there = anchor.is_empty() || page.contains(&format!("id={anchor}")) || page.contains(&format!("id=\"{anchor}\""));
                assert!(is_there, "{address}");
                entries += 1;
            }
        }
        assert_eq!(start.2["entries"], entries, "{lang}");
        assert!(entries > 800, "{lang}: {entries} entries");
    }
}

#[test]
fn entries_have_one_number_in_all_languages() {
    let ids = |lang: &str| -> Vec<String> {
        let last = |address: &str| address.rsplit('/').next().unwrap_or_default().to_owned();
        let titles = shards(lang, "titles");
        titles.iter().flat_map(|(_, _, content)| addresses(content)).map(|address| last(&address)).collect()
    };
    let (vi, en) = (ids("vi"), ids("en"));
    let same = vi.iter().zip(&en).filter(|(one, other)| one == other).count();
    // Words of addresses differ by language, and so does the whole glossary.
    assert!(same > vi.len() * 9 / 10, "{same} of {} and {}", vi.len(), en.len());
    let kinds = |lang: &str| {
        shards(lang, "start")[0].2["kinds"].as_array().map(|kinds| kinds.iter().map(|kind| kind[1].clone()).collect::<Vec<_>>())
    };
    assert_eq!(kinds("vi"), kinds("en"));
}

#[test]
fn the_list_of_names_follows_the_vietnamese_alphabet() {
    let heading = Regex::new(r"<h2[^>]*>([^<]{1,5})</h2>").expect("a sound expression");
    let mut pages: Vec<(usize, String)> = Vec::new();
    for (path, bytes) in demo().iter().filter(|(path, _)| path.starts_with("a-z/")) {
        let number =
            path.split(".p").nth(1).and_then(|rest| rest.strip_suffix(".html")).map_or(1, |number| number.parse().expect("a number"));
        pages.push((number, String::from_utf8_lossy(bytes).into_owned()));
    }
    pages.sort();
    let mut letters: Vec<String> =
        pages.iter().flat_map(|(_, page)| heading.captures_iter(page).map(|found| found[1].to_owned())).collect();
    letters.dedup();
    const ALPHABET: &str = "0AĂÂBCDĐEÊFGHIJKLMNOÔƠPQRSTUƯVWXYZ";
    let places: Vec<Option<usize>> = letters.iter().map(|letter| ALPHABET.find(letter.chars().next().expect("a letter"))).collect();
    assert!(letters.len() > 15 && places.iter().all(Option::is_some) && places.is_sorted(), "{letters:?}");
    assert!(letters.contains(&"Đ".to_owned()));
}
