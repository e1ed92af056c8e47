//! The output folder over several builds, file by file.

use super::*;
use crate::route::STAGING;

fn build(root: &Path, files: &[(&str, &str)]) -> Result<Tally, Refusal> {
    let disk = Disk::open(root, Adopt::Never)?;
    for (path, text) in files {
        disk.put::<io::Error>((*path).into(), |out| out.write_all(text.as_bytes())).expect("the disk is there");
    }
    disk.finish().map(|(tally, _)| tally)
}

#[test]
fn equal_files_are_left_alone_and_orphans_go() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("index.html", "a"), ("x/y.html", "b")]).unwrap();
    let before = fs::metadata(root.join("index.html")).unwrap().modified().unwrap();
    let tally = build(&root, &[("index.html", "a")]).unwrap();
    assert_eq!((tally.written, tally.removed), (0, 1));
    assert_eq!(fs::metadata(root.join("index.html")).unwrap().modified().unwrap(), before);
    assert!(!root.join("x").exists() && !root.join(STAGING).exists());
}

#[test]
fn what_is_not_ours_is_neither_overwritten_nor_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    fs::create_dir(&root).unwrap();
    fs::write(root.join("mine.txt"), "mine").unwrap();
    assert!(matches!(build(&root, &[("index.html", "a")]), Err(Refusal::Foreign(_))));
    let disk = Disk::open(&root, Adopt::Foreign).unwrap();
    disk.put::<io::Error>("mine.txt".into(), |out| out.write_all(b"theirs")).unwrap();
    assert!(matches!(disk.finish(), Err(Refusal::Occupied(paths)) if paths.len() == 1));
    assert_eq!(fs::read_to_string(root.join("mine.txt")).unwrap(), "mine");
    fs::remove_file(root.join("mine.txt")).unwrap();
    build(&root, &[("index.html", "a"), ("old.html", "o")]).unwrap();
    fs::write(root.join("old.html"), "edited").unwrap();
    fs::write(root.join("notes.txt"), "n").unwrap();
    build(&root, &[("index.html", "a")]).unwrap();
    assert!(root.join("old.html").exists() && root.join("notes.txt").exists());
}

#[test]
fn a_kept_file_is_no_orphan_and_stays_in_the_sums() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("index.html", "a"), ("old.html", "b")]).unwrap();
    let sums = fs::read_to_string(root.join(sums::NAME)).unwrap();
    let disk = Disk::open(&root, Adopt::Never).unwrap();
    for path in ["index.html", "old.html"] {
        disk.keep(path.into(), Digested { bytes: 1, sha256: checksum(&root.join(path)).unwrap() });
    }
    let (tally, _) = disk.finish().unwrap();
    assert_eq!((tally.files, tally.written, tally.removed), (3, 0, 0));
    assert_eq!(fs::read_to_string(root.join(sums::NAME)).unwrap(), sums);
}

#[test]
fn two_builds_at_once_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let _first = Disk::open(folder.path(), Adopt::Never).unwrap();
    assert!(matches!(Disk::open(folder.path(), Adopt::Never), Err(Refusal::Locked(_))));
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("a", "1"), ("b/c", "2"), ("b/d/e", "3")]).unwrap();
    let tally = build(&root, &[("a/x", "1"), ("b", "2")]).unwrap();
    assert_eq!((tally.written, tally.removed), (2, 3));
    assert!(root.join("a/x").is_file() && root.join("b").is_file());
    fs::remove_file(root.join("b")).unwrap();
    fs::create_dir(root.join("b")).unwrap();
    fs::write(root.join("b/mine.txt"), "mine").unwrap();
    assert!(matches!(build(&root, &[("a/x", "2"), ("b", "2")]), Err(Refusal::Occupied(paths)) if paths == [root.join("b/mine.txt")]));
    assert_eq!(fs::read_to_string(root.join("a/x")).unwrap(), "1");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_or_deleted_behind_links() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let (root, outside) = (folder.path().join("public"), folder.path().join("outside"));
    build(&root, &[("index.html", "a"), ("data/x.csv", "x")]).unwrap();
    fs::rename(root.join("data"), &outside).unwrap();
    symlink(&outside, root.join("data")).unwrap();
    for files in [[("index.html", "b"), ("data/x.csv", "x")], [("index.html", "b"), ("data/x.csv", "y")]] {
        assert!(matches!(build(&root, &files), Err(Refusal::Occupied(paths)) if paths == [root.join("data")]));
    }
    build(&root, &[("index.html", "b")]).unwrap();
    assert_eq!(fs::read_to_string(outside.join("x.csv")).unwrap(), "x");
    fs::create_dir(outside.join("files")).unwrap();
    symlink(&outside, root.join(STAGING)).unwrap();
    assert!(matches!(build(&root, &[("index.html", "b")]), Err(Refusal::Occupied(_))));
    assert!(outside.join("files").is_dir());
}

/// A build that ends right after it has decided to move: as if killed then.
fn cut_off(root: &Path, files: &[(&str, &str)]) {
    let mut disk = Disk::open(root, Adopt::Never).unwrap();
    for (path, text) in files {
        disk.put::<io::Error>((*path).into(), |out| out.write_all(text.as_bytes())).unwrap();
    }
    let sum = |text: &str| {
        let mut hasher = sha2::Sha256::default();
        sha2::Digest::update(&mut hasher, text);
        super::super::sum(hasher)
    };
    let next: Sums = files.iter().map(|(path, text)| ((*path).to_owned(), sum(text))).collect();
    let leaving: Sums = disk.ours.clone().into_iter().filter(|(path, _)| !next.contains_key(path)).collect();
    disk.staging.commit(sums::all(&next), &leaving).unwrap();
    disk.is_committed = true;
}

fn site(root: &Path) -> Vec<(String, String)> {
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    let read = |entry: walkdir::DirEntry| {
        (entry.path().strip_prefix(root).unwrap().to_string_lossy().into_owned(), fs::read_to_string(entry.path()).unwrap())
    };
    files.map(read).filter(|(path, _)| path != sums::NAME).collect()
}

#[test]
fn a_move_that_was_cut_off_is_completed_before_anything_else() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("a", "1"), ("b/c", "2"), ("d/e", "3"), ("same", "s")]).unwrap();
    let new = [("a/x", "4"), ("b/c", "5"), ("n/m", "6"), ("same", "s")];
    cut_off(&root, &new);
    assert!(Disk::is_unfinished(&root) && root.join("d/e").exists());
    // Some of it had happened.
    fs::rename(root.join(STAGING).join("files/b/c"), root.join("b/c")).unwrap();
    drop(Disk::open(&root, Adopt::Never).unwrap());
    let owned: Vec<(String, String)> = new.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    assert_eq!(site(&root), owned);
    assert!(!Disk::is_unfinished(&root));
    let clean = folder.path().join("clean");
    build(&clean, &new).unwrap();
    assert_eq!(fs::read(root.join(sums::NAME)).unwrap(), fs::read(clean.join(sums::NAME)).unwrap());
}

#[test]
fn a_move_that_was_cut_off_before_any_step_of_it_is_completed() {
    let old =
        [("a", "1"), ("b/c", "2"), ("b/d/e", "3"), ("deep/er/est/x", "4"), ("old/er/x", "5"), ("same", "s"), ("z/1", "6"), ("z/2", "7")];
    let new = [("a/x/y", "1"), ("b", "2"), ("deep/er", "5"), ("new/x", "3"), ("same", "s"), ("z/1", "8")];
    let next = [("a", "3"), ("b/c/d", "1"), ("deep", "0"), ("old", "2"), ("same", "s")];
    let folder = tempfile::tempdir().unwrap();
    let clean = folder.path().join("clean");
    let mut steps = 0;
    loop {
        let root = folder.path().join(format!("killed-{steps}"));
        build(&root, &old).unwrap();
        let killed = super::super::steps::killed_after(steps, || build(&root, &new));
        for (path, text) in site(&root).into_iter().filter(|(path, _)| !path.starts_with(STAGING)) {
            assert!([&old[..], &new].iter().any(|files| files.contains(&(&path, &text))), "{path} holds {text} after {steps} steps");
        }
        let is_killed = killed.is_err();
        // Every second site goes on changing before the next build.
        let then: &[(&str, &str)] = if steps % 2 == 0 { &new } else { &next };
        build(&root, then).unwrap_or_else(|refusal| panic!("{refusal:?} after {steps} steps"));
        build(&clean, then).unwrap();
        assert_eq!(entries(&root), entries(&clean), "after {steps} steps");
        if !is_killed {
            break;
        }
        steps += 1;
    }
    assert!(steps > 20, "a move of {steps} steps");
}

/// Everything in a folder, folders included.
fn entries(root: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().map(Result::unwrap);
    all.map(|entry| entry.path().strip_prefix(root).unwrap().to_owned()).collect()
}

#[test]
fn files_that_came_after_a_cut_off_move_are_spared() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("a", "1"), ("old", "2")]).unwrap();
    cut_off(&root, &[("a", "2"), ("new", "3"), ("dir/x", "4")]);
    fs::write(root.join("new"), "mine").unwrap();
    fs::write(root.join("dir"), "mine").unwrap();
    fs::write(root.join("old"), "edited").unwrap();
    assert!(matches!(build(&root, &[("a", "2"), ("new", "3")]), Err(Refusal::Occupied(paths)) if paths == [root.join("new")]));
    let there = [("a", "2"), ("dir", "mine"), ("new", "mine"), ("old", "edited")];
    assert_eq!(site(&root), there.map(|(path, text)| (path.to_owned(), text.to_owned())));
    fs::remove_file(root.join("new")).unwrap();
    build(&root, &[("a", "2"), ("new", "3")]).unwrap();
    assert_eq!(fs::read_to_string(root.join("dir")).unwrap(), "mine");
}

#[test]
fn what_somebody_edited_is_replaced_with_a_notice_and_an_edited_orphan_stays() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("a", "1"), ("b", "2"), ("c", "3"), ("same", "s")]).unwrap();
    fs::write(root.join("a"), "I").unwrap();
    fs::write(root.join("b"), "longer").unwrap();
    fs::write(root.join("c"), "edited").unwrap();
    fs::remove_file(root.join("same")).unwrap();
    let tally = build(&root, &[("a", "1"), ("b", "4"), ("same", "s")]).unwrap();
    assert_eq!((tally.written, tally.removed), (3, 0));
    assert_eq!((tally.notices.replaced, tally.notices.stay), (vec!["a".to_owned(), "b".to_owned()], vec!["c".to_owned()]));
    let tally = build(&root, &[("a", "1"), ("b", "5"), ("same", "s")]).unwrap();
    assert_eq!((tally.written, tally.notices), (1, Notices::default()), "ours is replaced without a word");
    fs::write(root.join("b"), "6").unwrap();
    let tally = build(&root, &[("a", "1"), ("b", "6"), ("same", "s")]).unwrap();
    assert_eq!((tally.written, tally.notices), (0, Notices::default()), "an edit that congbo would have made is none");
}

#[test]
fn a_large_file_is_written_only_when_it_differs() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    let first: String = (0..200_000).map(|number| format!("{number},")).collect();
    let mut middle = first.clone();
    middle.replace_range(700_000..700_001, "x");
    let (shorter, longer) = (&first[..first.len() - 1], format!("{first}0"));
    let mut before = String::new();
    for text in [&first, &first, &middle, shorter, &longer, &first, "small", &first] {
        let tally = build(&root, &[("big", text)]).unwrap();
        assert_eq!((tally.written, tally.notices.replaced.len()), (usize::from(before != *text), 0));
        assert!(fs::read_to_string(root.join("big")).unwrap() == *text);
        assert_eq!(tally.bytes, text.len() as u64 + fs::metadata(root.join(sums::NAME)).unwrap().len());
        before = text.to_owned();
    }
    for edit in [&middle, shorter, &longer, "small"] {
        fs::write(root.join("big"), edit).unwrap();
        let tally = build(&root, &[("big", &first)]).unwrap();
        assert_eq!((tally.written, tally.notices.replaced.len()), (1, 1));
        assert!(fs::read_to_string(root.join("big")).unwrap() == first);
    }
}

#[test]
fn a_build_given_up_leaves_no_trace() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    let disk = Disk::open(&root, Adopt::Never).unwrap();
    disk.put::<io::Error>("a/b".into(), |out| out.write_all(b"1")).unwrap();
    drop(disk);
    assert!(!root.exists());
    build(&root, &[("a/b", "1")]).unwrap();
    let disk = Disk::open(&root, Adopt::Never).unwrap();
    let failed = disk.put::<io::Error>("a/c".into(), |out| out.write_all(&[b'x'; 1 << 19]).and_then(|()| Err(io::ErrorKind::Other.into())));
    assert!(failed.is_err() && !root.join(STAGING).join("files/a/c").exists());
    drop(disk);
    assert_eq!(site(&root), [("a/b".to_owned(), "1".to_owned())]);
}

#[test]
fn files_deleted_on_their_way_are_told_and_nothing_moves() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    build(&root, &[("a", "1")]).unwrap();
    let disk = Disk::open(&root, Adopt::Never).unwrap();
    disk.put::<io::Error>("a".into(), |out| out.write_all(b"2")).unwrap();
    fs::remove_dir_all(root.join(STAGING)).unwrap();
    assert!(matches!(disk.finish(), Err(Refusal::Vanished(path)) if path == root));
    assert_eq!(site(&root), [("a".to_owned(), "1".to_owned())]);
}

#[cfg(unix)]
#[test]
fn what_the_disk_says_of_a_file_on_its_way_is_true_at_its_address() {
    use std::os::unix::fs::MetadataExt;
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("public");
    let large = "x".repeat(1 << 19);
    for text in ["1", &large] {
        let disk = Disk::open(&root, Adopt::Never).unwrap();
        let taken = |path: &'static str| disk.put::<io::Error>(path.into(), |out| out.write_all(text.as_bytes())).unwrap().metadata;
        let (inside, top) = (taken("en/x/y"), taken("top"));
        let is_first = text.len() == 1;
        assert!(inside.is_some() == is_first && top.is_none(), "known only where a whole folder moves");
        drop(disk.finish().unwrap());
        if let Some(told) = inside {
            let there = fs::metadata(root.join("en/x/y")).unwrap();
            let look = |of: &fs::Metadata| (of.len(), of.ino(), of.dev(), of.mtime(), of.mtime_nsec(), of.ctime(), of.ctime_nsec());
            assert_eq!(look(&told), look(&there));
        }
    }
    let large_first = folder.path().join("large");
    let disk = Disk::open(&large_first, Adopt::Never).unwrap();
    assert!(disk.put::<io::Error>("en/x".into(), |out| out.write_all(large.as_bytes())).unwrap().metadata.is_some());
}
