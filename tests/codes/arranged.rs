//! What cannot be committed: links, huge files, other encodings, empty folders
//! and files that vanish are arranged here in a copy of the portal.

use std::fs;
use std::path::Path;

use congbo::diag::report::Levels;
use congbo::diag::{Notes, Sources};
use congbo::discover::{DEEPEST, LARGEST_TEXT, Listing, discover};
use congbo::load::{Settings, load};

use super::Looked;
use super::goldens::copied;

/// What is done to a copy of a portal before it is checked.
type Arrange = fn(&Path);

/// Which portals are arranged, and how.
pub(crate) const ARRANGED: &[(&str, Arrange)] =
    &[("c0102", links), ("c0105", empty_folder), ("c0107", huge_page), ("c0206", other_encodings), ("c0317", wide_and_long)];

/// A file that is gone between the walk and the reading cannot be arranged
/// beforehand: its portal goes through the first stages by hand.
pub(crate) fn in_stages(case: &str, portal: &Path) -> Option<Looked> {
    if case != "c0101" {
        return None;
    }
    let copy = copied(portal);
    let deep = copy.path().join("content").join("sau/".repeat(DEEPEST + 1));
    fs::create_dir_all(deep).expect("a folder can be made");
    for dataset in ["thu-muc", "lien-ket"] {
        fs::create_dir(copy.path().join("data").join(dataset)).expect("a folder can be made");
        fs::write(copy.path().join(format!("data/{dataset}/bang.csv")), "a,b\n1,2\n").expect("a file can be written");
    }
    fs::create_dir(copy.path().join("data/thu-muc/dataset.toml")).expect("a folder can be made");
    #[cfg(unix)]
    std::os::unix::fs::symlink("../mau/dataset.toml", copy.path().join("data/lien-ket/dataset.toml")).expect("a link can be made");
    let (mut sources, mut notes) = (Sources::new(copy.path()), Notes::default());
    let found = discover(&Listing::of(sources.root()), &mut sources).into_value(&mut notes);
    fs::remove_file(copy.path().join("data/mau/dataset.toml")).expect("it was there");
    load(&found, Settings { downloads: &[], base_url: None, shelf: None }, &mut sources).into_value(&mut notes);
    Some(Looked { _copy: Some(copy), sources, notes, levels: Levels::new() })
}

#[cfg(unix)]
fn links(root: &Path) {
    use std::os::unix::fs::symlink;
    symlink("mau.csv", root.join("data/mau/khac.csv")).expect("a link can be made");
    symlink("..", root.join("content/vong")).expect("a link can be made");
    symlink("/", root.join("static")).expect("a link can be made");
    symlink("khac", root.join("themes/rieng")).expect("a link can be made");
}

#[cfg(not(unix))]
fn links(_: &Path) {}

fn empty_folder(root: &Path) {
    fs::create_dir(root.join("data/trong")).expect("a folder can be made");
}

fn huge_page(root: &Path) {
    let page = fs::File::options().append(true).open(root.join("content/lon.md")).expect("it was there");
    page.set_len(LARGEST_TEXT + 1).expect("a file can grow");
    let words = fs::File::create(root.join("themes/rieng/messages/vi.toml")).expect("a file can be made");
    words.set_len(LARGEST_TEXT + 1).expect("a file can grow");
}

/// A cell that is longer, and tables that are wider, than a person would write.
fn wide_and_long(root: &Path) {
    let text = root.join("data/mau/mau.csv");
    let long = fs::read_to_string(&text).expect("it was there").replace("{dài}", &"a".repeat(32_768));
    fs::write(text, long).expect("a file can be written");
    for (name, columns) in [("rong", 2_001), ("rat-rong", 16_385)] {
        let header: Vec<String> = (1..=columns).map(|column| format!("c{column}")).collect();
        let row = vec!["1"; columns].join(",");
        fs::write(root.join(format!("data/rong/{name}.csv")), format!("{}\n{row}\n", header.join(","))).expect("a file can be written");
    }
}

fn other_encodings(root: &Path) {
    let rewrite = |path: &str, encode: fn(&str) -> Vec<u8>| {
        let path = root.join(path);
        let text = fs::read_to_string(&path).expect("it was there");
        fs::write(&path, encode(&text)).expect("a file can be written");
    };
    for path in ["data/mau/utf16.csv", "content/utf16.md"] {
        rewrite(path, |text| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect());
    }
    for path in ["data/mau/rong.csv", "content/rong.md"] {
        rewrite(path, |text| text.replace('0', "\0").into_bytes());
    }
    for path in ["data/mau/cu.csv", "data/mau/cot-cu.csv", "content/cu.md"] {
        // `ê` and `ở` as one byte each, as in old encodings.
        rewrite(path, |text| text.chars().map(|letter| u8::try_from(letter).unwrap_or(0xea)).collect());
    }
}
