//! A build at a terminal shows how far it is and erases that; Ctrl-C and
//! SIGTERM end it in order, before files move or after all of them have.

#![cfg(unix)]

mod goldens;
mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::num::NonZero;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use goldens::tree;
use rustix::process::{Pid, Signal, kill_process};
use support::{Portal, command};
use terminal::terminal;

const PATIENCE: Duration = Duration::from_secs(120);
const ROWS: NonZero<u16> = NonZero::new(24).expect("not zero");
const COLUMNS: NonZero<u16> = NonZero::new(100).expect("not zero");
const STAGING: &str = "public/.congbo-staging";

/// A portal with a table of so many rows, and many small files.
fn portal(rows: usize) -> Portal {
    let portal = Portal::new();
    portal.write(
        "data/lon/dataset.toml",
        "title = { vi = \"Lớn\", en = \"Large\" }\ndescription = { vi = \"Nhiều dòng\", en = \"Many rows\" }\n[[sources]]\ntitle = \"Mẫu\"\n",
    );
    let mut table = "id,name,value\n".to_owned();
    (0..rows).for_each(|row| writeln!(table, "{row},dòng {row},{}", row * 7 % 1000).expect("a string grows"));
    portal.write("data/lon/lon.csv", &table);
    for number in 0..200 {
        portal.write(&format!("static/files/{number}.txt"), &format!("{number}\n"));
    }
    portal
}

/// Starts a build whose words nobody reads.
fn start(portal: &Portal) -> Child {
    let mut build = command();
    build.current_dir(portal.root()).arg("build").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    build.spawn().expect("the binary runs")
}

fn send(child: &Child, signal: Signal) {
    kill_process(Pid::from_child(child), signal).expect("it has not been waited for");
}

/// Stops the build as soon as `path` is there; `false` when it ended before.
fn stop_at(child: &mut Child, path: &Path) -> bool {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE && matches!(child.try_wait(), Ok(None)) {
        if path.exists() {
            send(child, Signal::STOP);
            return true;
        }
        thread::sleep(Duration::from_micros(50));
    }
    false
}

fn site(portal: &Portal) -> BTreeMap<String, Vec<u8>> {
    let mut site = tree(&portal.root().join("public"));
    site.retain(|path, _| !path.starts_with(".congbo-staging"));
    site
}

/// Every file of the site changes.
fn change(portal: &Portal, round: usize) {
    for number in 0..200 {
        portal.write(&format!("static/files/{number}.txt"), &format!("{number} round {round}\n"));
    }
}

#[test]
fn a_signal_before_files_move_leaves_the_old_site_and_no_trace() {
    let portal = portal(20_000);
    assert_eq!(portal.run(&["build"]).code, 0);
    let old = site(&portal);
    for (signal, code) in [(Signal::INT, 130), (Signal::TERM, 143)] {
        change(&portal, code);
        portal.write("data/lon/lon.csv", &portal.read("data/lon/lon.csv").replace("dòng", "hàng"));
        let mut child = start(&portal);
        assert!(stop_at(&mut child, &portal.root().join(STAGING).join("files")));
        assert!(!portal.root().join(STAGING).join("journal").exists(), "the table takes longer than that");
        send(&child, signal);
        send(&child, Signal::CONT);
        assert_eq!(child.wait().expect("it ends").code(), Some(code.try_into().expect("small")));
        assert!(!portal.root().join(STAGING).exists());
        assert!(site(&portal) == old);
    }
}

#[test]
fn a_signal_while_files_move_waits_until_they_have() {
    let portal = Portal::new();
    change(&portal, 0);
    assert_eq!(portal.run(&["build"]).code, 0);
    let mut met = 0;
    for round in 1..40 {
        change(&portal, round);
        let mut child = start(&portal);
        if stop_at(&mut child, &portal.root().join(STAGING).join("journal")) {
            let is_moving = portal.root().join(STAGING).join("journal").exists();
            send(&child, Signal::INT);
            send(&child, Signal::CONT);
            let code = child.wait().expect("it ends").code();
            assert!(code == Some(130) || !is_moving, "{code:?}");
            met += usize::from(is_moving);
        } else {
            child.wait().expect("it ends");
        }
        assert!(!portal.root().join(STAGING).exists());
        for number in 0..200 {
            assert_eq!(portal.read(&format!("public/files/{number}.txt")), format!("{number} round {round}\n"));
        }
        if met == 3 {
            return;
        }
    }
    panic!("only {met} of 40 builds were met while files moved");
}

/// Whether the process has said what Ctrl-C is to do.
#[cfg(target_os = "linux")]
fn listens(child: &Child) -> bool {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).map(str::trim);
    caught.and_then(|mask| u64::from_str_radix(mask, 16).ok()).is_some_and(|mask| mask & (1 << 1) != 0)
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_while_sources_are_read_ends_the_run_at_once() {
    let portal = portal(200_000);
    let mut child = start(&portal);
    let begin = Instant::now();
    while !listens(&child) && begin.elapsed() < PATIENCE {
        thread::sleep(Duration::from_millis(1));
    }
    send(&child, Signal::INT);
    assert_eq!(child.wait().expect("it ends").code(), Some(130));
    assert!(!portal.root().join("public").exists());
}

/// Runs a build at a terminal of its own; gives what came, in pieces.
fn at_a_terminal(portal: &Portal, args: &[&str]) -> (i32, Vec<Vec<u8>>) {
    let (terminal, shown) = terminal(ROWS.get(), COLUMNS.get());
    let mut build = command();
    build.current_dir(portal.root()).arg("build").args(args).env("TERM", "xterm").env_remove("NO_COLOR");
    let mut child = build.stdin(Stdio::null()).stdout(Stdio::null()).stderr(terminal).spawn().expect("the binary runs");
    drop(build);
    let code = child.wait().expect("it ends").code().expect("by itself");
    (code, shown.join().expect("it ends too"))
}

#[test]
fn a_long_build_shows_its_progress_at_a_terminal_and_erases_it() {
    let portal = portal(300_000);
    let begin = Instant::now();
    let (code, pieces) = at_a_terminal(&portal, &["--lang", "vi"]);
    let seconds = begin.elapsed().as_secs_f64();
    assert_eq!(code, 0);
    let mut screen = vt100::Parser::new(ROWS, COLUMNS, 0);
    let mut seen = Vec::new();
    for piece in &pieces {
        screen.process(piece);
        seen.push(screen.screen().contents());
    }
    let shows = |words: &str| seen.iter().any(|contents| contents.contains(words));
    assert!(shows("Kiểm tra dữ liệu") || shows("Đối chiếu dữ liệu") || shows("Làm tệp của trang"), "{seen:?}");
    let drawn = seen.windows(2).filter(|pair| pair[0] != pair[1] && pair[1].contains('…') | pair[1].contains("/giây")).count();
    assert!(drawn > 0 && (drawn as f64) < 11.0 * seconds + 5.0, "{drawn} drawings in {seconds} seconds");
    let last = screen.screen().contents();
    assert!(last.contains("Đã công bố ") && !last.contains("/giây") && !last.contains('━'), "{last}");
    assert!(!last.contains("Làm tệp") && !last.contains("Đưa tệp"), "{last}");

    // A short build, and one whose words go elsewhere, say what they always said.
    let short = std::iter::repeat_with(|| {
        let begin = Instant::now();
        let (_, pieces) = at_a_terminal(&Portal::new(), &["--lang", "en"]);
        (begin.elapsed(), pieces)
    });
    // On a machine that is busy with other things even a short one may take its second.
    if let Some((_, pieces)) = short.take(5).find(|(took, _)| took.as_millis() < 900) {
        assert!(!String::from_utf8_lossy(&pieces.concat()).contains("Making files"));
    }
    let piped = portal.run(&["build", "--as-of", "2025-01-01"]);
    assert!(!piped.err.contains('\r') && !piped.err.contains('\x1b') && !piped.err.contains("files/s"), "{piped:?}");
}
