//! A build over an old output, after any edit, equals a clean one byte for
//! byte and tells the same; and what stands is not made again.
//!
//! Edits are random. `CONGBO_SEED` repeats a run, `CONGBO_STEPS` makes it
//! longer; both are printed when something differs.

mod goldens;
#[path = "incremental/days.rs"]
mod days;
#[path = "incremental/edits.rs"]
mod edits;
#[path = "incremental/saves.rs"]
mod saves;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use congbo::cache::{Cache, Digest};
use congbo::diag::emit::{Form, emit};
use congbo::diag::report::Report;
use congbo::diag::wording::{Tongue, wording};
use congbo::pipeline::{Adopt, Built, Options, Portion, Published, build};
use congbo::progress::Progress;
use edits::{Chance, Desk, EDITS};
use goldens::{project, tree, write_tree};

type Files = BTreeMap<String, Vec<u8>>;

/// Steps of a run; each is an incremental and a clean build.
const STEPS: usize = 40;

/// Outputs that are made again, at most, when one cell changes.
const MADE_OF_A_CELL: usize = 33;

const CONFIG: &str = r#"title = { vi = "Cổng thử", en = "Trial portal" }
description = { vi = "Để thử sửa đổi.", en = "For trying edits." }
base_url = "https://mau.example/cong/"
languages = ["vi", "en"]
license = "CC-BY-4.0"
as_of = 2025-03-01
downloads = ["dcat", "csvw", "ckan", "api"]
theme = "default"

[publisher]
name = { vi = "Tỉnh Mẫu", en = "Sample Province" }

[contact]
email = "lienhe@mau.example"

[lists]
per_page = 3
newest = 4

[tables]
preview_rows = 2
rows_per_page = 5

[topics]
y-te = { vi = "Y tế", en = "Health" }
giao-duc = { vi = "Giáo dục", en = "Education" }
"#;

const PAGE: &str = r#"+++
title = "Về cổng"
order = 2
+++

Xem [danh mục](/data/danh-muc/agencies.csv) và [một trang](/content/_index.md).

```chart
resource = "benh-vien/so-lieu"
mark = "bar"
unit = "document"
title = "Số lượng"
x = "so_luong"
y = "xa"
```

```table
resource = "khac/so-lieu"
```
"#;

const CHART: &str = r#"
[[congbo.charts]]
mark = "bar"
unit = "person"
x = "so_luong"
y = "xa"
filter = "not so_luong is empty"
"#;

/// Rows that search finds.
const SEARCHED: &str = r#"
[[resources]]
path = "so-lieu.csv"
congbo.search = true
"#;

/// A portal with plans, registries, tables of all kinds, topics, pages and a
/// theme of its own.
fn portal(root: &Path) {
    let of = |case: &str, folder: &str| tree(&project().join("tests/portals").join(case).join("portal").join(folder));
    let below =
        |folder: &str, files: Files| files.into_iter().map(move |(path, bytes)| (format!("{folder}/{path}"), bytes)).collect::<Files>();
    let mut files = below("data", of("lists", "data"));
    files.extend(below("data", of("types", "data")));
    files.extend(below("data", of("states", "data")));
    files.extend(below("content", of("states", "content")));
    files.extend(below("themes/rieng", of("theme", "themes/rieng")));
    for (dataset, more) in [("benh-vien", CHART), ("truong-hoc", SEARCHED)] {
        files.get_mut(&format!("data/{dataset}/dataset.toml")).expect("a descriptor").extend_from_slice(more.as_bytes());
    }
    files.insert("content/pages/ve.md".into(), PAGE.into());
    files.insert("content/pages/ve.en.md".into(), PAGE.replace("Về cổng", "About").into());
    files.insert("static/robots-phu.txt".into(), b"x".into());
    files.insert("congbo.toml".into(), CONFIG.into());
    write_tree(root, &files);
}

/// What a build said, and how many files it made; nothing was published when
/// there is none.
fn built(options: &Options, output: &Path, cache: Option<&Cache>) -> (String, Option<Published>) {
    let built = build(options, output, Adopt::Never, cache, &Progress::default());
    (told(&built), built.published.map(|published| published.expect("the disk is there")))
}

fn told(built: &Built) -> String {
    let report = Report::new(&built.notes, &built.sources, &built.levels, wording(Tongue::Vi));
    let mut told = Vec::new();
    emit(&report, Form::Json, wording(Tongue::Vi), &mut told).expect("memory can be written");
    String::from_utf8(told).expect("reports are UTF-8")
}

fn cache(root: &Path) -> Cache {
    Cache::open(&root.join(".congbo"), Digest::of(b"this test")).expect("a folder for it")
}

/// The first things in which two sites differ.
fn differing(clean: &Files, other: &Files) -> Vec<String> {
    let missing = clean.iter().filter(|(path, bytes)| other.get(*path) != Some(*bytes)).map(|(path, _)| path.clone());
    let extra = other.keys().filter(|path| !clean.contains_key(*path)).map(|path| format!("{path} (should not be there)"));
    missing.chain(extra).take(20).collect()
}

/// What random edits are drawn with: another number every time unless asked.
fn seed() -> u64 {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").subsec_nanos();
    number("CONGBO_SEED").unwrap_or(clock.into())
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn after_any_edit_the_site_and_what_is_told_are_those_of_a_clean_build() {
    let seed = seed();
    let steps = number("CONGBO_STEPS").map_or(STEPS, |steps| usize::try_from(steps).expect("a number of steps"));
    let mut chance = Chance(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let mut options = Options { root: root.clone(), ..Options::default() };
    let (mut history, mut good) = (Vec::<String>::new(), vec![inputs(&root)]);
    let (mut published, mut kept) = (0, 0);
    let mut by_hand = Files::new();
    built(&options, &output, Some(&cache(&root))).1.expect("the portal is sound");
    for _ in 0..steps {
        for _ in 0..=chance.below(3) {
            let edit = *chance.of(EDITS);
            let done = edit(&mut Desk { root: &root, output: &output, options: &mut options, by_hand: &mut by_hand, chance: &mut chance });
            history.extend(done);
        }
        if chance.below(12) == 0 {
            history.push("everything as it was some time ago".into());
            restore(&root, chance.of(&good));
        }
        let mut before = tree(&output);
        if chance.below(3) == 0 {
            let pages = Options { portion: Portion::Shown, ..options.clone() };
            if built(&pages, &output, Some(&cache(&root))).1.is_some() {
                history.push("what people look at was built first".into());
                before = tree(&output);
            }
        }
        let (told, there) = built(&options, &output, Some(&cache(&root)));
        let clean = folder.path().join("clean");
        let (expected, due) = built(&options, &clean, None);
        let what = || format!("CONGBO_SEED={seed} CONGBO_STEPS={steps}; after\n  {}", history.join("\n  "));
        assert_eq!(told, expected, "what is told: {}", what());
        assert_eq!(there.is_some(), due.is_some(), "whether anything is published: {}", what());
        if let (Some(there), Some(due)) = (there, due) {
            let due_files = tree(&clean);
            // What a hand wrote and the site no longer has is nobody's to delete but theirs.
            for (path, bytes) in std::mem::take(&mut by_hand).into_iter().filter(|(path, _)| !due_files.contains_key(path)) {
                if fs::read(output.join(&path)).is_ok_and(|there| there == bytes) {
                    fs::remove_file(output.join(&path)).expect("a file of theirs");
                }
            }
            let different = differing(&due_files, &tree(&output));
            assert!(different.is_empty(), "{different:#?}\n{}", what());
            assert_eq!((there.pages, there.files, there.bytes), (due.pages, due.files, due.bytes), "{}", what());
            published += 1;
            kept += usize::from(there.rendered < due.rendered);
            history.clear();
            good.push(inputs(&root));
        } else {
            assert_eq!(tree(&output), before, "nothing is published: {}", what());
            history.push("undone".into());
            restore(&root, good.last().expect("the first is good"));
        }
        let _ = fs::remove_dir_all(&clean);
    }
    println!("CONGBO_SEED={seed}: {steps} steps, {published} published, {kept} of them with files kept");
    assert!(published > steps / 4 && kept > published / 2, "CONGBO_SEED={seed}: {published} published, {kept} with files kept");
}

/// The portal's files, the cache left out.
fn inputs(root: &Path) -> Files {
    tree(root).into_iter().filter(|(path, _)| !path.starts_with(".congbo/")).collect()
}

fn restore(root: &Path, files: &Files) {
    let cached = tree(root).into_iter().filter(|(path, _)| path.starts_with(".congbo/"));
    write_tree(root, &files.clone().into_iter().chain(cached).collect());
}

#[test]
fn what_stands_is_not_made_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let options = Options { root: root.clone(), ..Options::default() };
    let again = || built(&options, &output, Some(&cache(&root))).1.expect("the portal is sound");
    let edit = |path: &str, old: &str, new: &str| {
        let text = fs::read_to_string(root.join(path)).expect("a file of the portal");
        assert!(text.contains(old), "{path} has no `{old}`");
        fs::write(root.join(path), text.replacen(old, new, 1)).expect("a file");
    };
    let first = again();
    assert_eq!((first.rendered + 1, first.written), (first.files, first.files - 1));
    let second = again();
    assert_eq!(Published { rendered: 0, written: 0, ..first.clone() }, second, "nothing changed");

    // Two pages, table pages, the CSV and its descriptor, and the author's page
    // that draws a chart of it, in two languages, with the two files of that
    // chart and of the one on the dataset's own page; and what names its files
    // with their checksums: its own description and the catalogue, in every form.
    edit("data/benh-vien/so-lieu.csv", "1", "7");
    let third = again();
    assert!((1..=MADE_OF_A_CELL).contains(&third.rendered), "one cell: {third:?}");
    assert!((1..=MADE_OF_A_CELL).contains(&third.written) && third.written <= third.rendered, "one cell: {third:?}");

    edit("content/pages/ve.md", "Xem ", "Hãy xem ");
    let index = tree(&output).keys().filter(|path| path.starts_with("search/")).count();
    assert!((1..=6 + index).contains(&again().rendered), "an author's text, with the files of its chart, and the search index");

    fs::write(root.join("static/robots-phu.txt"), "y").expect("a file");
    assert_eq!(again().rendered, 1, "a copied file");

    fs::File::options().write(true).open(root.join("congbo.toml")).expect("it is there").set_modified(UNIX_EPOCH).expect("a time");
    assert_eq!(again().rendered, 0, "touched without change");

    fs::remove_file(output.join("index.html")).expect("an output");
    assert_eq!(again().rendered, 1, "an output that went");

    fs::remove_dir_all(root.join(".congbo")).expect("the cache");
    let anew = again();
    assert_eq!((anew.rendered, anew.written), (first.rendered, 0), "without a cache everything is made and nothing written");

    let other = Cache::open(&root.join(".congbo"), Digest::of(b"another program")).expect("a folder");
    assert_eq!(built(&options, &output, Some(&other)).1.expect("sound").rendered, first.rendered, "another program");
}

#[test]
fn a_folder_that_comes_under_almost_its_name_is_told_though_all_else_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    fs::remove_dir_all(root.join("static")).expect("it was there");
    let options = Options { root: root.clone(), ..Options::default() };
    let said = || built(&options, &output, Some(&cache(&root))).0;
    assert!(!said().contains("Static"));
    fs::create_dir(root.join("Static")).expect("a folder");
    assert!(said().contains("Static"));
    fs::remove_dir(root.join("Static")).expect("a folder");
    assert!(!said().contains("Static"));
}

#[test]
fn search_finds_rows_and_words_as_they_are_after_an_edit() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let options = Options { root: root.clone(), ..Options::default() };
    built(&options, &output, Some(&cache(&root)));
    for (path, old, new) in [("data/truong-hoc/so-lieu.csv", "Xã Thử", "Xã Khác"), ("content/pages/ve.md", "Xem ", "Tìm ")] {
        let text = fs::read_to_string(root.join(path)).expect("a file of the portal");
        fs::write(root.join(path), text.replacen(old, new, 1)).expect("a file");
        let index = |files: Files| files.into_iter().filter(|(path, _)| path.starts_with("search/")).collect::<Files>();
        let before = index(tree(&output));
        built(&options, &output, Some(&cache(&root)));
        let clean = folder.path().join("clean");
        built(&options, &clean, None);
        let after = index(tree(&output));
        assert_ne!(after, before, "{path} is searched");
        assert_eq!(differing(&index(tree(&clean)), &after), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn what_people_look_at_can_come_before_what_programs_read_of_the_whole_portal() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let config = fs::read_to_string(root.join("congbo.toml")).expect("the settings");
    let all = config.lines().filter(|line| !line.starts_with("downloads")).fold(String::new(), |all, line| all + line + "\n");
    fs::write(root.join("congbo.toml"), all).expect("every download");
    let options = Options { root: root.clone(), ..Options::default() };
    let pages = Options { portion: Portion::Shown, ..options.clone() };
    let build = |options: &Options| built(options, &output, Some(&cache(&root))).1.expect("the portal is sound");

    let first = build(&pages);
    assert_eq!((first.rendered + 1, first.waiting), (first.files, 0), "nothing waits that is not there");
    let before = tree(&output);
    let table = root.join("data/benh-vien/so-lieu.csv");
    let text = fs::read_to_string(&table).expect("a table");
    fs::write(&table, text.replacen('1', "7", 1)).expect("a table");

    let shown = build(&pages);
    let after = tree(&output);
    let changed = |path: &str| before[path] != after[path];
    assert!(shown.waiting > 5 && shown.rendered < 50, "{shown:?}");
    for path in ["du-lieu/benh-vien/index.html", "data/benh-vien/so-lieu.csv", "data/benh-vien/benh-vien.zip", "data/benh-vien/dcat.ttl"] {
        assert!(changed(path), "{path} is shown or belongs to what is shown");
    }
    for path in ["portal.zip", "portal.sqlite", "catalog.ttl", "api/3/action/package_search", "api/v1/datasets.json"] {
        assert!(!changed(path), "{path} can wait");
    }
    let verified = congbo::write::verify::verify(&output).expect("the site can be read").expect("it has a list of sums");
    assert!(verified.is_sound(), "the list of sums is of what is there");

    let whole = build(&options);
    assert!(whole.waiting == 0 && whole.rendered >= shown.waiting, "{whole:?}");
    let clean = folder.path().join("clean");
    built(&options, &clean, None).1.expect("the portal is sound");
    let different = differing(&tree(&clean), &tree(&output));
    assert!(different.is_empty(), "{different:#?}");
    assert_eq!(build(&pages), Published { rendered: 0, written: 0, ..whole }, "nothing waits any more");
}

#[test]
fn the_same_portal_gives_the_same_bytes_wherever_whenever_and_however_it_is_built() {
    let folder = tempfile::tempdir().expect("a folder");
    let first = folder.path().join("first");
    portal(&first);
    // The same files in another place, made in the opposite order.
    let second = folder.path().join("elsewhere/deeper/second");
    for (path, bytes) in inputs(&first).iter().rev() {
        let file = second.join(path);
        fs::create_dir_all(file.parent().expect("below the portal")).expect("a folder");
        fs::write(&file, bytes).expect("a file");
        fs::File::options().write(true).open(&file).expect("just made").set_modified(UNIX_EPOCH).expect("a time");
    }
    let site = |root: &Path, output: &str, surroundings: &[(&str, &str)]| {
        let output = folder.path().join(output);
        let mut command = Command::new(env!("CARGO_BIN_EXE_congbo"));
        command
            .env_remove("SOURCE_DATE_EPOCH")
            .current_dir(root)
            .args(["build", "--output"])
            .arg(&output)
            .envs(surroundings.iter().copied());
        let ran = command.output().expect("the binary runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        tree(&output)
    };
    let expected = site(&first, "a", &[]);
    assert!(expected.len() > 100);
    let others = [
        site(&second, "b", &[("TZ", "Asia/Ho_Chi_Minh"), ("LANG", "vi_VN.UTF-8"), ("LC_ALL", "vi_VN.UTF-8"), ("RAYON_NUM_THREADS", "1")]),
        site(&second, "c", &[("TZ", "America/St_Johns"), ("LANG", "C"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "8")]),
        // Over the first one's output: nothing of the other place shows.
        site(&second, "a", &[("RAYON_NUM_THREADS", "2")]),
    ];
    for other in &others {
        let different = differing(&expected, other);
        assert!(different.is_empty(), "{different:#?}");
    }
}
