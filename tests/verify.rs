//! `congbo verify` as people use it: on a site, on a bundle, on what was
//! tampered with.

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use support::{Portal, Ran, run_in};

fn built() -> (Portal, PathBuf) {
    let portal = Portal::new();
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let site = portal.root().join("public");
    (portal, site)
}

fn verified(path: &Path) -> Ran {
    run_in(path.parent().expect("a folder above"), &["--lang", "en", "verify", path.to_str().expect("Unicode")])
}

fn bundles(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries
        .flat_map(|path| if path.is_dir() { bundles(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|e| e == "zip"))
        .collect()
}

#[test]
fn a_site_and_its_bundles_are_as_they_were_published() {
    let (_portal, site) = built();
    let ran = verified(&site);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.ends_with("0 added, 0 changed, 0 lost\n"), "{ran:?}");
    let bundles = bundles(&site);
    assert!(!bundles.is_empty());
    for bundle in bundles {
        let ran = verified(&bundle);
        assert_eq!((ran.code, ran.out.lines().count()), (0, 1), "{}: {ran:?}", bundle.display());
    }
}

#[test]
fn what_was_added_changed_and_lost_is_named() {
    let (_portal, site) = built();
    fs::write(site.join("CNAME"), "x").expect("a file");
    let ran = verified(&site);
    assert_eq!((ran.code, ran.out.lines().next()), (0, Some("added: CNAME")), "{ran:?}");
    fs::write(site.join("index.html"), "x").expect("a file");
    fs::remove_file(site.join("404.html")).expect("a file");
    let ran = verified(&site);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.starts_with("added: CNAME\nchanged: index.html\nlost: 404.html\n"), "{ran:?}");
    assert!(ran.out.ends_with("1 added, 1 changed, 1 lost\n"), "{ran:?}");
}

#[test]
fn a_bundle_with_one_other_byte_is_no_longer_sound() {
    let (_portal, site) = built();
    let bundle = bundles(&site).remove(0);
    let mut bytes = fs::read(&bundle).expect("readable");
    // Into the compressed data of the first file, behind its name.
    let at = 30 + usize::from(u16::from_le_bytes([bytes[26], bytes[27]])) + 40;
    bytes[at] ^= 1;
    fs::write(&bundle, bytes).expect("writable");
    let ran = verified(&bundle);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.starts_with("changed: "), "{ran:?}");
}

#[test]
fn what_is_no_site_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = verified(folder.path());
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("SHA256SUMS"), "{ran:?}");
    fs::write(folder.path().join("x.zip"), "no zip").expect("a file");
    assert_eq!(verified(&folder.path().join("x.zip")).code, 2);
}
