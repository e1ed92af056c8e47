//! Disks that refuse: full, read-only, not permitted; files that vanish or that
//! somebody edited; two builds at once. Each is told with its path and what to
//! do, in both languages, and nothing is lost.

#![cfg(unix)]

mod goldens;
#[path = "support/plain_user.rs"]
mod plain_user;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use goldens::tree;
use plain_user::{not_run, of_a_plain_user, ran};
use rustix::process::{Pid, Signal, kill_process};
use support::{Portal, Ran, command};

const PATIENCE: Duration = Duration::from_secs(120);

/// All files below a folder, what is on its way left out.
fn site(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut site = tree(folder);
    site.retain(|path, _| !path.starts_with(".congbo-staging"));
    site
}

/// Files that are published as they are; another `round` changes them all.
fn fill(portal: &Portal, round: usize) {
    for number in 0..60 {
        portal.write(&format!("static/files/{number}.txt"), &format!("{number} round {round}\n").repeat(400));
    }
}

/// A small disk of its own; unmounted at the end of the test.
struct Mounted(PathBuf);

impl Mounted {
    /// `None`, said plainly, where the test may not mount.
    fn new(folder: &Path, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(folder).expect("a folder");
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"]).arg(folder).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder.to_owned()));
        }
        not_run("a small disk cannot be mounted here (needs root)");
        None
    }

    fn remount(&self, option: &str) {
        let status = Command::new("mount").args(["-o", &format!("remount,{option}")]).arg(&self.0).status().expect("mount runs");
        assert!(status.success());
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_leaves_the_old_site_whole_wherever_it_fills() {
    let portal = Portal::new();
    let Some(disk) = Mounted::new(&portal.root().join("disk"), 9000) else { return };
    fill(&portal, 0);
    assert_eq!(portal.run(&["build", "--output", "disk/site"]).code, 0);
    fs::write(disk.0.join("site/mine.txt"), "mine").expect("a file");
    let (mut refused, mut published) = (0, 0);
    for round in 1..=14 {
        let old = site(&disk.0.join("site"));
        fill(&portal, round);
        // Ever more room is left: the disk fills at another moment each time.
        let ballast = disk.0.join("ballast");
        let free = available(&disk.0).saturating_sub(round * 96 * 1024);
        fs::write(&ballast, vec![0; free]).expect("there is so much room");
        let ran = portal.run(&["build", "--output", "disk/site"]);
        assert!(!disk.0.join("site/.congbo-staging").exists(), "{ran:?}");
        if ran.code == 0 {
            published += 1;
        } else {
            refused += 1;
            assert_eq!(ran.code, 2, "{ran:?}");
            assert!(ran.err.contains("cannot write disk/site/") && ran.err.contains("the disk is full; make room"), "{ran:?}");
            assert!(site(&disk.0.join("site")) == old, "round {round}: the old site is not whole");
            let vi = portal.run(&["build", "--lang", "vi", "--output", "disk/site"]);
            assert!(vi.code == 2 && vi.err.contains("lỗi: không ghi được disk/site/") && vi.err.contains("đĩa đã đầy"), "{vi:?}");
        }
        fs::remove_file(ballast).expect("it is there");
    }
    println!("disk full: {refused} builds refused and the old site whole, {published} published");
    assert!(refused > 0 && published > 0);
    assert_eq!(portal.run(&["build", "--output", "disk/site"]).code, 0);
    assert_eq!(portal.run(&["build", "--output", "clean"]).code, 0);
    let mut all = site(&disk.0.join("site"));
    assert_eq!(all.remove("mine.txt").as_deref(), Some(b"mine".as_slice()));
    assert!(all == site(&portal.root().join("clean")));
}

/// Room on a disk, in bytes.
fn available(folder: &Path) -> usize {
    let mut df = Command::new("df");
    df.args(["--output=avail", "-B1"]).arg(folder);
    ran(df).out.lines().last().and_then(|line| line.trim().parse().ok()).expect("a number")
}

#[test]
fn a_read_only_disk_is_told_as_such() {
    let portal = Portal::new();
    let Some(disk) = Mounted::new(&portal.root().join("disk"), 9000) else { return };
    assert_eq!(portal.run(&["build", "--output", "disk/site"]).code, 0);
    let old = site(&disk.0);
    fill(&portal, 0);
    disk.remount("ro");
    for (lang, words) in
        [("en", "the disk is read-only; choose another folder with --output"), ("vi", "đĩa chỉ cho đọc; chọn thư mục khác")]
    {
        let ran = portal.run(&["build", "--lang", lang, "--output", "disk/site"]);
        assert!(ran.code == 2 && ran.err.contains("disk/site") && ran.err.contains(words), "{ran:?}");
    }
    assert!(site(&disk.0) == old);
    disk.remount("rw");
    assert_eq!(portal.run(&["build", "--output", "disk/site"]).code, 0);
}

#[test]
fn a_file_over_the_limit_of_the_system_leaves_the_old_site_whole() {
    let portal = Portal::new();
    assert_eq!(portal.run(&["build"]).code, 0);
    let old = site(&portal.root().join("public"));
    portal.write("static/large.txt", &"large\n".repeat(400_000));
    for (lang, words) in
        [("en", "cannot write public/large.txt: the file is larger"), ("vi", "không ghi được public/large.txt: tệp lớn hơn mức")]
    {
        let mut limited = Command::new("sh");
        // Blocks of 512 bytes; without the signal the disk answers.
        limited.args(["-c", "trap '' XFSZ; ulimit -f 2000; exec \"$0\" \"$@\"", env!("CARGO_BIN_EXE_congbo"), "build", "--lang", lang]);
        let ran = ran({
            limited.current_dir(portal.root());
            limited
        });
        assert!(ran.code == 2 && ran.err.contains(words), "{ran:?}");
        assert!(tree(&portal.root().join("public")) == old);
    }
    assert_eq!(portal.run(&["build"]).code, 0);
}

#[test]
fn a_folder_without_permission_is_told_and_the_next_build_completes_the_move() {
    let portal = Portal::new();
    fill(&portal, 0);
    let Some(congbo) = of_a_plain_user(&portal) else { return };
    assert_eq!(congbo(&["build"]).code, 0);
    let public = portal.root().join("public");
    let permit = |folder: &Path, mode| fs::set_permissions(folder, fs::Permissions::from_mode(mode)).expect("ours");
    let old = site(&public);
    fill(&portal, 1);

    permit(&public, 0o555);
    for (lang, words) in [("en", "writing is not permitted"), ("vi", "không có quyền ghi")] {
        let ran = congbo(&["build", "--lang", lang]);
        assert!(ran.code == 2 && ran.err.contains("public/.congbo-staging") && ran.err.contains(words), "{ran:?}");
    }
    assert!(site(&public) == old);
    permit(&public, 0o755);

    permit(&public.join("files"), 0o555);
    let halfway = congbo(&["build"]);
    assert!(halfway.code == 2 && halfway.err.contains("cannot write public/files/"), "{halfway:?}");
    assert!(halfway.err.contains("the next run completes this, nothing is lost"), "{halfway:?}");
    let mixed = site(&public);
    for (path, bytes) in old.iter().filter(|(path, _)| path.starts_with("files/")) {
        assert!(mixed[path] == *bytes, "{path}");
    }
    permit(&public.join("files"), 0o755);
    let done = congbo(&["build"]);
    assert!(done.code == 0 && done.err.contains("note: the build before was cut off"), "{done:?}");
    assert_eq!(congbo(&["build", "--output", "clean"]).code, 0);
    assert!(tree(&public) == tree(&portal.root().join("clean")));
}

#[test]
fn a_file_where_the_output_folder_has_to_be_is_told() {
    let portal = Portal::new();
    portal.write("public", "mine");
    let ran = portal.run(&["build"]);
    assert!(ran.code == 2 && ran.err.contains("cannot write public: a file stands where a folder has to be"), "{ran:?}");
    assert_eq!(portal.read("public"), "mine");
}

#[test]
fn what_somebody_edited_in_the_site_is_told() {
    let portal = Portal::new();
    fill(&portal, 0);
    assert_eq!(portal.run(&["build"]).code, 0);
    let edited = "note: files that had been edited by hand were replaced; to change the site, edit its sources:\n  public/files/1.txt\n  public/index.html\n";
    let good = portal.read("public/index.html");
    portal.write("public/index.html", "edited");
    portal.write("public/files/1.txt", "edited");
    let ran = portal.run(&["build"]);
    assert!(ran.code == 0 && ran.err.contains(edited), "{ran:?}");
    assert_eq!(portal.read("public/index.html"), good);
    for number in 0..20 {
        portal.write(&format!("public/files/{number}.txt"), "edited");
    }
    let ran = portal.run(&["build", "--lang", "vi"]);
    assert!(ran.err.contains("ghi chú: đã thay các tệp bị sửa bằng tay") && ran.err.contains("\n  … và 10 tệp khác\n"), "{ran:?}");
    assert!(!portal.run(&["build"]).err.contains("note:"));

    portal.write("public/files/2.txt", "edited");
    fs::remove_file(portal.root().join("static/files/2.txt")).expect("it is there");
    let ran = portal.run(&["build"]);
    assert!(ran.err.contains("note: these files left the site but had been edited by hand, so they stay; delete"), "{ran:?}");
    assert!(ran.err.contains(":\n  public/files/2.txt\n"), "{ran:?}");
    assert_eq!(portal.read("public/files/2.txt"), "edited");
    assert!(!portal.run(&["build"]).err.contains("note:"));
}

/// Starts a build and halts it as soon as it has begun to stage files.
fn halted(portal: &Portal) -> Child {
    let mut build = command();
    build.current_dir(portal.root()).arg("build").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = build.spawn().expect("the binary runs");
    let (begin, files) = (Instant::now(), portal.root().join("public/.congbo-staging/files"));
    while !files.exists() {
        assert!(begin.elapsed() < PATIENCE && matches!(child.try_wait(), Ok(None)), "it ended before it could be halted");
        thread::sleep(Duration::from_micros(50));
    }
    send(&child, Signal::STOP);
    assert!(!portal.root().join("public/.congbo-staging/journal").exists(), "it was halted too late");
    child
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it has not been waited for");
}

/// Lets a halted build go on to its end.
fn go_on(child: Child) -> Ran {
    send(&child, Signal::CONT);
    let output = child.wait_with_output().expect("it ends");
    Ran { code: output.status.code().expect("by itself"), out: String::new(), err: String::from_utf8(output.stderr).expect("UTF-8") }
}

/// A portal with a table that takes a while to publish.
fn lengthy() -> Portal {
    let portal = Portal::new();
    portal.write("data/lon/dataset.toml", "title = { vi = \"Lớn\", en = \"Large\" }\n");
    let rows: String = (0..20_000).map(|row| format!("{row},dòng {row},{}\n", row * 7 % 1000)).collect();
    portal.write("data/lon/lon.csv", &format!("id,name,value\n{rows}"));
    fill(&portal, 0);
    portal
}

#[test]
fn two_builds_at_once_do_not_meet() {
    let portal = lengthy();
    let first = halted(&portal);
    for (lang, words) in [("en", "another run is publishing into public/; wait"), ("vi", "một lần chạy khác đang công bố vào public/")]
    {
        let second = portal.run(&["build", "--lang", lang]);
        assert!(second.code == 2 && second.err.contains(words), "{second:?}");
    }
    let first = go_on(first);
    assert_eq!(first.code, 0, "{first:?}");
    assert_eq!(portal.run(&["build", "--output", "clean"]).code, 0);
    assert!(tree(&portal.root().join("public")) == tree(&portal.root().join("clean")));
}

#[test]
fn an_output_folder_that_vanishes_is_told_and_the_next_build_makes_it_anew() {
    let portal = lengthy();
    assert_eq!(portal.run(&["build"]).code, 0);
    let whole = tree(&portal.root().join("public"));
    fill(&portal, 1);
    portal.replace("data/lon/lon.csv", "dòng 7,", "hàng 7,");
    let build = halted(&portal);
    fs::remove_dir_all(portal.root().join("public")).expect("it is there");
    let ran = go_on(build);
    assert!(ran.code == 2 && ran.err.contains("public/") && ran.err.contains("run again"), "{ran:?}");
    fill(&portal, 0);
    portal.replace("data/lon/lon.csv", "hàng 7,", "dòng 7,");
    assert_eq!(portal.run(&["build"]).code, 0);
    assert!(tree(&portal.root().join("public")) == whole);
}

#[test]
fn sources_that_vanish_are_told_and_the_old_site_stands() {
    let portal = lengthy();
    assert_eq!(portal.run(&["build"]).code, 0);
    let old = site(&portal.root().join("public"));
    fill(&portal, 1);
    portal.replace("data/lon/lon.csv", "dòng 7,", "hàng 7,");
    let build = halted(&portal);
    fs::remove_file(portal.root().join("data/lon/lon.csv")).expect("it is there");
    let ran = go_on(build);
    assert!(ran.code == 2 && ran.err.contains("the file that it is made from vanished during the run; run again"), "{ran:?}");
    assert!(tree(&portal.root().join("public")) == old);
}
