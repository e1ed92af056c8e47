//! The output folder over several builds, file by file.

use super::*;

fn build(root: &Path, files: &[(&str, &str)]) -> Result<Tally, Refusal> {
    let disk = Disk::open(root, Adopt::Never)?;
    for (path, text) in files {
        disk.put::<io::Error>(path, |out| out.write_all(text.as_bytes())).expect("the disk is there");
    }
    disk.finish()
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
    disk.put::<io::Error>("mine.txt", |out| out.write_all(b"theirs")).unwrap();
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
        disk.keep(path, Digested { bytes: 1, sha256: checksum(&root.join(path)).unwrap() });
    }
    let tally = disk.finish().unwrap();
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
