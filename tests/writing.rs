//! Builds that are killed at random moments: the old site stands whole until
//! files begin to move, every file is whole while they do, and the next build
//! completes what was begun. Somebody else's files outlive all of it.

#![cfg(unix)]

mod goldens;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use goldens::tree;
use support::command;

const KILLS: usize = 200;
const STAGING: &str = ".congbo-staging";
const FOREIGN: [(&str, &str); 2] = [("f1/mine.txt", "mine"), ("theirs/notes.txt", "theirs")];

type Files = BTreeMap<String, Vec<u8>>;

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// A portal of many small files that are published as they are.
struct Portal {
    folder: tempfile::TempDir,
    random: Random,
    /// The files of `static/` as they are to be.
    files: Files,
    /// The files of `static/` as they are.
    saved: Files,
}

impl Portal {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let mut portal = Self { folder, random: Random(20_251_121), files: Files::new(), saved: Files::new() };
        portal.title();
        (0..300).for_each(|_| portal.edit());
        portal.save();
        portal
    }

    fn root(&self) -> &Path {
        self.folder.path()
    }

    fn public(&self) -> PathBuf {
        self.root().join("public")
    }

    /// Another title: every page changes.
    fn title(&mut self) {
        let title = self.random.below(1000);
        let settings = format!(
            "title = \"Portal {title}\"\ndescription = \"A sample\"\nlicense = \"CC0-1.0\"\nbase_url = \"https://example.org/\"\nlanguages = [\"en\"]\nas_of = 2025-06-30\n[publisher]\nname = \"Office\"\n"
        );
        fs::write(self.root().join("congbo.toml"), settings).expect("settings");
    }

    /// Adds, changes or deletes a file; sometimes a folder becomes a file.
    fn edit(&mut self) {
        let (folder, name) = (self.random.below(12), self.random.below(30));
        let path = format!("f{folder}/{name}.txt");
        let text = format!("{path} {}\n", self.random.below(1000)).repeat(1 + self.random.below(200) as usize);
        match self.random.below(40) {
            0 => self.files.retain(|path, _| !path.starts_with(&format!("f{folder}/"))),
            1..10 => drop(self.files.remove(&path)),
            10..12 => {
                let swapped = format!("swap{}", folder % 4);
                let inside = format!("{swapped}/{name}.txt");
                let was_file = self.files.remove(&swapped).is_some();
                self.files.retain(|path, _| !path.starts_with(&format!("{swapped}/")));
                self.files.insert(if was_file { inside } else { swapped }, text.into());
            }
            _ => drop(self.files.insert(path, text.into())),
        }
    }

    /// Writes what changed in `static/`.
    fn save(&mut self) {
        let folder = self.root().join("static");
        for path in self.saved.keys().filter(|path| !self.files.contains_key(*path)) {
            fs::remove_file(folder.join(path)).expect("it is there");
            // Goes when it is empty now.
            let _ = fs::remove_dir(folder.join(path).parent().expect("a folder"));
        }
        for (path, bytes) in self.files.iter().filter(|(path, bytes)| self.saved.get(*path) != Some(*bytes)) {
            fs::create_dir_all(folder.join(path).parent().expect("a folder")).expect("a folder");
            fs::write(folder.join(path), bytes).expect("a file");
        }
        self.saved = self.files.clone();
    }

    fn start(&self, output: &str) -> Child {
        let mut build = command();
        build.current_dir(self.root()).args(["build", "--output", output]);
        build.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the binary runs")
    }

    fn build(&self, output: &str) {
        let ran = self.start(output).wait_with_output().expect("it ends");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    }

    /// The site, without what is on its way.
    fn site(&self) -> Files {
        let mut site = tree(&self.public());
        site.retain(|path, _| !path.starts_with(STAGING));
        site
    }
}

/// When a build is killed.
enum Moment {
    /// So long after its start.
    After(Duration),
    /// So long after it has decided to move.
    Moving(Duration),
}

/// Kills a build; `false` when it had ended by itself.
fn kill(child: &mut Child, moment: &Moment, journal: &Path) -> bool {
    let begin = Instant::now();
    match moment {
        Moment::After(time) => sleep(*time),
        Moment::Moving(time) => {
            while !journal.exists() && begin.elapsed() < Duration::from_secs(20) && matches!(child.try_wait(), Ok(None)) {
                sleep(Duration::from_micros(50));
            }
            sleep(*time);
        }
    }
    let _ = child.kill();
    child.wait().expect("it ends").signal() == Some(9)
}

/// What must be true of a file that is published as it is: it is whole, as it
/// was before or as it will be.
fn assert_whole(site: &Files, before: &Files, after: &Files) {
    let as_is = |path: &&String| path.starts_with('f') || path.starts_with("swap");
    let foreign = |path: &str| FOREIGN.iter().any(|(known, _)| *known == path);
    for path in site.keys().filter(as_is).filter(|path| !foreign(path)) {
        let is_whole = [before, after].iter().any(|files| files.get(path) == site.get(path));
        assert!(is_whole, "{path} is neither the old file nor the new one");
    }
    for path in before.keys().filter(|path| after.contains_key(*path)) {
        assert!(site.contains_key(path), "{path} is missing while files move");
    }
    assert_foreign(site);
}

fn assert_foreign(site: &Files) {
    for (path, text) in FOREIGN {
        assert_eq!(site.get(path).map(Vec::as_slice), Some(text.as_bytes()), "{path}");
    }
}

/// The site is exactly what its sources say, and somebody else's files.
fn assert_complete(portal: &Portal, site: &Files) {
    let public = portal.public();
    assert!(!public.join(STAGING).exists());
    let sums = String::from_utf8(site["SHA256SUMS"].clone()).expect("text");
    let listed: Vec<&str> = sums.lines().skip(1).filter_map(|line| line.split_once("  ")).map(|(_, path)| path).collect();
    for (sum, path) in sums.lines().skip(1).filter_map(|line| line.split_once("  ")) {
        assert_eq!(congbo::write::disk::checksum(&public.join(path)).expect("it is there").to_string(), sum, "{path}");
    }
    assert_eq!(listed.len() + 1 + FOREIGN.len(), site.len());
    for (path, bytes) in &portal.files {
        assert!(site.get(path) == Some(bytes), "{path} is not what the source says");
    }
    assert_foreign(site);
}

#[test]
fn two_hundred_kills_lose_nothing() {
    let mut portal = Portal::new();
    portal.build("public");
    for (path, text) in FOREIGN {
        fs::create_dir_all(portal.public().join(path).parent().expect("a folder")).expect("a folder");
        fs::write(portal.public().join(path), text).expect("a file");
    }
    let begin = Instant::now();
    portal.build("public");
    let typical = begin.elapsed();
    let journal = portal.public().join(STAGING).join("journal");
    let (mut before, mut during, mut after, mut late) = (0, 0, 0, 0);
    while before + during + after < KILLS {
        let (old, old_files) = (portal.site(), portal.files.clone());
        (0..100).for_each(|_| portal.edit());
        portal.title();
        portal.save();
        let moment = match (before + during + after) % 2 {
            0 => Moment::After(typical.mul_f64(portal.random.below(1200) as f64 / 1000.0)),
            _ => Moment::Moving(Duration::from_micros(portal.random.below(4000))),
        };
        let mut child = portal.start("public");
        let is_killed = kill(&mut child, &moment, &journal);
        let site = portal.site();
        match (is_killed, journal.exists(), site["SHA256SUMS"] == old["SHA256SUMS"]) {
            (false, ..) => late += 1,
            (true, true, _) => during += 1,
            (true, false, true) => {
                before += 1;
                assert!(site == old, "the old site does not stand whole");
            }
            (true, false, false) => after += 1,
        }
        assert_whole(&site, &old_files, &portal.files);
        // Every second time the sources go on changing before the next build.
        if portal.random.below(2) == 0 {
            (0..30).for_each(|_| portal.edit());
            portal.save();
        }
        portal.build("public");
        assert_complete(&portal, &portal.site());
        if (before + during + after) % 20 == 0 {
            let clean = format!("clean-{}", before + during + after + late);
            portal.build(&clean);
            let mut site = portal.site();
            FOREIGN.iter().for_each(|(path, _)| drop(site.remove(*path)));
            assert!(site == tree(&portal.root().join(clean)), "the site differs from a clean one");
        }
        assert!(late < 10 * KILLS, "no build lives long enough to be killed");
    }
    println!("{KILLS} kills: {before} before files moved, {during} while they moved, {after} after; {late} builds ended first");
    assert!(before > 0 && during > 0);
}
