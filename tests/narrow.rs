//! What is asked for at a narrow terminal is read there: no line of help or of
//! an explanation is longer than the terminal is wide, and no word is broken.

#![cfg(unix)]

mod support;
#[path = "support/terminal.rs"]
mod terminal;

use std::process::Stdio;

use support::command;
use terminal::terminal;

const COLUMNS: u16 = 60;

/// The lines that a command prints at a terminal.
fn lines(words: &[&str]) -> Vec<String> {
    let (screen, shown) = terminal(24, COLUMNS);
    let mut asked = command();
    asked.args(words).env("NO_COLOR", "1").env_remove("COLUMNS").stdin(Stdio::null()).stdout(screen);
    let status = asked.status().expect("the binary runs");
    assert!(status.success(), "{words:?}");
    drop(asked);
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
fn the_options_of_a_command_come_before_those_of_all_commands() {
    for lang in ["vi", "en"] {
        let help = lines(&["--lang", lang, "build", "--help"]).join("\n");
        let place = |option: &str| help.find(&format!("      {option}")).unwrap_or_else(|| panic!("{option} in {help}"));
        assert!(place("--output") < place("--notes") && place("--notes") < place("--root") && place("--root") < place("--lang"));
    }
}
