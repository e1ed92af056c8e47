//! Saves that come while a site is built.

use std::fs;
use std::io::Write;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use congbo::pipeline::{Adopt, Options, Portion, build};
use congbo::progress::{Progress, Stage};
use congbo::route::STAGING;
use congbo::write::disk::Disk;

use crate::edits::Chance;
use crate::goldens::tree;
use crate::{STEPS, built, cache, differing, portal, seed};

/// Someone saves tables and takes it back at once, at any moment of a build
/// that was asked for because something else in the same folders had changed.
#[test]
fn what_is_saved_and_taken_back_while_a_site_is_built_leaves_no_trace() {
    let seed = seed();
    let mut chance = Chance(seed);
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let options = Options { root: root.clone(), ..Options::default() };
    let whole = Instant::now();
    let (expected, _) = built(&options, &output, Some(&cache(&root)));
    let longest = usize::try_from(whole.elapsed().as_micros()).expect("not for centuries");
    let clean = tree(&output);
    let of = |name: &str| root.join("data").join(name).join("so-lieu.csv");
    let tables = ["benh-vien", "truong-hoc", "khac"].map(|name| (of(name), fs::read_to_string(of(name)).expect("a table")));
    for step in 0..STEPS {
        for (table, _) in &tables {
            // A comment: nothing that is published follows from it.
            let mut descriptor = fs::File::options().append(true).open(table.with_file_name("dataset.toml")).expect("a descriptor");
            writeln!(descriptor, "# {step}").expect("room for it");
        }
        let mut moment = || Duration::from_micros(chance.below(longest / 2) as u64);
        let (before, between) = (moment(), moment());
        thread::scope(|scope| {
            scope.spawn(|| {
                thread::sleep(before);
                for (table, text) in &tables {
                    fs::write(table, text.replace('1', "7")).expect("a table");
                }
                thread::sleep(between);
                for (table, text) in &tables {
                    fs::write(table, text).expect("a table");
                }
            });
            // Whatever comes of it: a table may be half a table now.
            build(&options, &output, Adopt::Never, Some(&cache(&root)), &Progress::default());
        });
        let (told, _) = built(&options, &output, Some(&cache(&root)));
        let what = || format!("CONGBO_SEED={seed}, step {step}: saved after {before:?}, taken back {between:?} later");
        assert_eq!(told, expected, "what is told: {}", what());
        let different = differing(&clean, &tree(&output));
        assert!(different.is_empty(), "{different:#?}\n{}", what());
    }
}

#[test]
fn a_save_while_the_rest_is_made_does_not_make_the_pages_wait_for_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let options = Options { root: root.clone(), ..Options::default() };
    let pages = Options { portion: Portion::Shown, ..options.clone() };
    let build = |options: &Options| built(options, &output, Some(&cache(&root))).1.expect("the portal is sound");
    let table = root.join("data/benh-vien/so-lieu.csv");
    let save = |digit: &str| {
        let text = fs::read_to_string(&table).expect("a table");
        fs::write(&table, text.replacen(char::is_numeric, digit, 1)).expect("a table");
    };
    build(&options);
    save("7");
    build(&pages);
    let rest = thread::scope(|scope| {
        scope.spawn(|| {
            while !Disk::is_unfinished(&output) {
                thread::yield_now();
            }
            save("8");
        });
        build(&options)
    });
    assert!(rest.waiting == 0 && rest.rendered > 5, "{rest:?}");
    let shown = build(&pages);
    assert!(shown.waiting > 5 && shown.rendered < 60, "{shown:?}");
    build(&options);
    let clean = folder.path().join("clean");
    built(&options, &clean, None).1.expect("the portal is sound");
    let different = differing(&tree(&clean), &tree(&output));
    assert!(different.is_empty(), "{different:#?}");
}

/// `serve` shows a site at that moment.
#[test]
fn a_site_stands_whole_before_its_build_clears_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, output) = (folder.path().join("portal"), folder.path().join("public"));
    portal(&root);
    let options = Options { root: root.clone(), ..Options::default() };
    built(&options, &output, Some(&cache(&root)));
    let before = tree(&output);
    let table = root.join("data/benh-vien/so-lieu.csv");
    let text = fs::read_to_string(&table).expect("a table");
    fs::write(&table, text.replace('1', "7")).expect("a table");

    let shown = Arc::new(Mutex::new(Vec::new()));
    let (seen, site) = (Arc::clone(&shown), output.clone());
    let progress = Progress::heard_by(move |stage| {
        if stage == Stage::Finishing {
            let mut shown = tree(&site);
            shown.retain(|path, _| !path.starts_with(STAGING));
            seen.lock().expect("nobody panics").push(shown);
        }
    });
    build(&options, &output, Adopt::Never, Some(&cache(&root)), &progress);
    let shown = shown.lock().expect("nobody panics");
    let [site] = shown.as_slice() else { panic!("it is told {} times", shown.len()) };
    assert_eq!(differing(&tree(&output), site), Vec::<String>::new());
    assert_ne!(*site, before, "the save is shown");
}
