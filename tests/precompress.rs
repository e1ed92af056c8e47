//! Compressed copies: the same bytes inside, in the sums, made once, gone when
//! nobody asks for them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Read;
use std::path::Path;

use congbo::cache::{Cache, Digest, FOLDER};
use congbo::pipeline::{Adopt, Options, Published, build};
use congbo::progress::Progress;

mod goldens;

use goldens::{copied, project, tree};

/// Builds the portal of all states with a cache, as the command does.
fn built(root: &Path, output: &Path, precompress: bool) -> Published {
    let options = Options { root: root.to_owned(), precompress, ..Options::default() };
    let cache = Cache::open(&root.join(FOLDER), Digest::of(b"this test")).expect("the copy can be written");
    build(&options, output, Adopt::Never, Some(&cache), &Progress::default()).published.expect("no errors").expect("the disk works")
}

fn copies(site: &BTreeMap<String, Vec<u8>>) -> Vec<(&String, &Vec<u8>)> {
    let is_copy = |path: &&String| original(path).is_some();
    site.iter().filter(|(path, _)| is_copy(path)).collect()
}

/// The file that a copy is one of.
fn original(path: &str) -> Option<&str> {
    path.strip_suffix(".gz").or(path.strip_suffix(".br"))
}

fn unpacked(path: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let read = match path.ends_with(".gz") {
        true => flate2::read::GzDecoder::new(bytes).read_to_end(&mut out),
        false => brotli::Decompressor::new(bytes, 4_096).read_to_end(&mut out),
    };
    read.expect("the copy is whole");
    out
}

#[test]
fn copies_hold_the_same_bytes_are_summed_kept_remade_and_removed() {
    let copy = copied(&project().join("tests/portals/states/portal"));
    let output = tempfile::tempdir().unwrap();
    let site_at = output.path().join("site");
    built(copy.path(), &site_at, true);
    let site = tree(&site_at);
    let sums = String::from_utf8(site["SHA256SUMS"].clone()).unwrap();
    assert!(copies(&site).len() > 400, "{}", copies(&site).len());
    for (path, bytes) in copies(&site) {
        let original = &site[original(path).unwrap()];
        assert!(unpacked(path, bytes) == *original && bytes.len() < original.len() && original.len() >= 1_024, "{path}");
        assert!(sums.contains(&format!("  {path}\n")), "{path}");
    }
    for path in site.keys().filter(|path| path.ends_with(".html")) {
        let is_there = |ending: &str| site.contains_key(&format!("{path}.{ending}"));
        assert!(site[path].len() < 1_024 || (is_there("gz") && is_there("br")), "{path}");
    }

    // Nothing changed: nothing is written. One is deleted: it comes back.
    assert_eq!(built(copy.path(), &site_at, true).written, 0);
    fs::remove_file(site_at.join("index.html.br")).unwrap();
    assert_eq!(built(copy.path(), &site_at, true).written, 1);
    assert!(tree(&site_at) == site);

    // A changed page gets new copies; the others are left alone.
    let page = copy.path().join("content/_index.md");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\nThêm một đoạn văn.\n").unwrap();
    let told = built(copy.path(), &site_at, true);
    let changed = tree(&site_at);
    assert!(told.written > 2 && told.written < 40, "{}", told.written);
    assert_eq!(unpacked("x.gz", &changed["index.html.gz"]), changed["index.html"]);

    // Without the option they go, and nothing else does.
    let told = built(copy.path(), &site_at, false);
    assert_eq!((told.removed, copies(&tree(&site_at)).len()), (copies(&changed).len(), 0));
    assert_eq!(tree(&site_at).len(), changed.len() - copies(&changed).len());
}
