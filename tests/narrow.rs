//! What is asked for at a narrow terminal is read there: no line of help or of
//! an explanation is longer than the terminal is wide, and no word is broken.

#![cfg(unix)]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::process::{Command, Stdio};
use std::thread::JoinHandle;

use support::command;
use terminal::terminal;

const COLUMNS: u16 = 60;

/// The lines that a command prints at a terminal.
fn lines(words: &[&str]) -> Vec<String> {
    let (screen, shown) = terminal(24, COLUMNS);
    let mut asked = command();
    asked.args(words).stdin(Stdio::null()).stdout(screen);
    assert!(plain(&mut asked).status().expect("the binary runs").success(), "{words:?}");
    drop(asked);
    read(shown)
}

/// The lines that a command tells its mistakes in at a terminal.
fn told(words: &[&str]) -> Vec<String> {
    let (screen, shown) = terminal(24, COLUMNS);
    let mut asked = command();
    asked.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(screen);
    assert!(!plain(&mut asked).status().expect("the binary runs").success(), "{words:?}");
    drop(asked);
    read(shown)
}

/// Without what the surroundings ask for.
fn plain(command: &mut Command) -> &mut Command {
    command.env("NO_COLOR", "1").env_remove("COLUMNS")
}

fn read(shown: JoinHandle<Vec<Vec<u8>>>) -> Vec<String> {
    let text = String::from_utf8(shown.join().expect("it ends").concat()).expect("congbo speaks UTF-8");
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn help_and_explanations_break_between_words() {
    for lang in ["vi", "en"] {
        for words in [&["--help"][..], &["build", "--help"], &["new", "dataset", "--help"], &["explain", "C0606"]] {
            let all = [&["--lang", lang], words].concat();
            let lines = lines(&all);
            let long: Vec<&String> = lines.iter().filter(|line| line.chars().count() > usize::from(COLUMNS)).collect();
            assert!(long.is_empty() && lines.len() > 3, "{all:?}: {long:#?}");
        }
    }
    let explained = lines(&["--lang", "vi", "explain", "C0606"]);
    assert!(explained.iter().any(|line| line.ends_with(" tạo") || line.ends_with("tạo thành")), "{explained:#?}");
}

#[test]
fn findings_break_between_words_and_not_within_what_is_to_be_written() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir_all(folder.path().join("data/a")).expect("a folder");
    std::fs::write(folder.path().join("congbo.toml"), "title = \"A\"\nlanguages = [\"vi\"]\n").expect("written");
    std::fs::write(folder.path().join("data/a/dataset.toml"), "title = \"A\"\ncreated = \"hôm qua\"\n").expect("written");
    std::fs::write(folder.path().join("data/a/a.csv"), "id,so\n1,2\n1,3\n").expect("written");
    let lines = told(&["--lang", "vi", "--root", &folder.path().display().to_string(), "check"]);
    let (places, sentences): (Vec<&String>, Vec<&String>) = lines.iter().partition(|line| line.trim_start().starts_with("-->"));
    let long: Vec<&&String> = sentences.iter().filter(|line| line.chars().count() > usize::from(COLUMNS)).collect();
    assert!(!places.is_empty() && long.is_empty(), "{lines:#?}");
    assert!(lines.iter().any(|line| line.starts_with("        ") && !line.contains(['^', '|'])), "a sentence goes on: {lines:#?}");
    assert!(lines.iter().all(|line| line.matches('`').count() % 2 == 0), "{lines:#?}");
}

#[test]
fn the_options_of_a_command_come_before_those_of_all_commands() {
    for lang in ["vi", "en"] {
        let help = lines(&["--lang", lang, "build", "--help"]).join("\n");
        let place = |option: &str| help.find(&format!("      {option}")).unwrap_or_else(|| panic!("{option} in {help}"));
        assert!(place("--output") < place("--notes") && place("--notes") < place("--root") && place("--root") < place("--lang"));
    }
}
