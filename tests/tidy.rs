//! The house rules as a program: floors, homes of third-party crates, file
//! heads and lengths, and what has no place in the project's files.
//!
//! Reads source as text, line by line; knows nothing of Rust beyond that.

mod goldens;
#[path = "tidy/imports.rs"]
mod imports;

use std::path::Path;

use goldens::{name, project, tree};
use regex::Regex;

/// Third-party crates and the only places that may name them.
const HOMES: &[(&str, &[&str])] = &[
    ("tera", &["src/render/page/engine"]),
    ("minify_html", &["src/render/page/compact/tag"]),
    ("plotters", &["src/render/chart/"]),
    ("plotters_backend", &["src/render/chart/"]),
    ("annotate_snippets", &["src/diag/emit/human.rs"]),
    ("indicatif", &["src/cli/progress.rs"]),
    ("signal_hook", &["src/cli/progress.rs"]),
    ("clap", &["src/cli", "src/main.rs"]),
    ("notify", &["src/cli"]),
    ("tiny_http", &["src/cli"]),
    ("jsonc_parser", &["src/load/tree.rs"]),
    ("pulldown_cmark", &["src/markdown"]),
    ("zip", &["src/render/", "src/write/verify.rs"]),
    ("parquet", &["src/render/parquet", "src/render/mod.rs"]),
    ("rusqlite", &["src/render/database"]),
    ("rust_xlsxwriter", &["src/render/xlsx"]),
    ("quick_xml", &["src/render/"]),
    ("oxrdf", &["src/render/rdf/"]),
    ("oxttl", &["src/render/rdf/"]),
    ("oxrdfxml", &["src/render/rdf/"]),
];

/// Words of the place where the project was made, which are none of a
/// reader's business. Each is given in two halves, so that this list does not
/// find itself.
const FOREIGN: &[(&str, &str)] = &[
    ("sub", "agent"),
    ("sub-", "agent"),
    ("/work", "/(main|wt|shared)"),
    ("clau", "de"),
    ("anth", "ropic"),
    ("open", "ai"),
    ("chat", "gpt"),
    ("language mo", "del"),
    ("ai-gener", "ated"),
    ("an ai as", "sistant"),
];

/// Files in which such a word is meant: path, word, reason.
const MEANT: &[(&str, &str, &str)] = &[];

/// What stands in the project's folder and is made, not written.
const MADE: &[&str] = &["target", ".git", "public", ".congbo"];

/// The text files below a folder of the project: path, text.
fn texts(folder: &str) -> Vec<(String, String)> {
    let files = tree(&project().join(folder)).into_iter();
    files.filter_map(|(path, bytes)| Some((format!("{folder}/{path}"), String::from_utf8(bytes).ok()?))).collect()
}

/// All text files of the project that somebody wrote.
fn all_texts() -> Vec<(String, String)> {
    let written = |name: &String| !MADE.contains(&name.as_str());
    let mut files: Vec<_> =
        goldens::folders(project()).iter().map(|path| name(path)).filter(written).flat_map(|folder| texts(&folder)).collect();
    let top = std::fs::read_dir(project()).expect("the project's folder").filter_map(Result::ok).map(|entry| entry.path());
    let top = top.filter(|path| path.is_file()).map(|path| (name(&path), std::fs::read_to_string(&path)));
    files.extend(top.filter(|(name, _)| written(name)).filter_map(|(name, text)| Some((name, text.ok()?))));
    files
}

fn sources() -> Vec<(String, String)> {
    texts("src").into_iter().filter(|(path, _)| path.ends_with(".rs")).collect()
}

/// The lines before the tests, with their numbers; comments left out.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or(text);
    before_tests.lines().enumerate().map(|(index, line)| (index + 1, line)).filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

/// Fails with all findings at once.
fn none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n{}", found.join("\n"));
}

/// The modules in floor order, as `lib.rs` lists them.
fn floors() -> Vec<String> {
    let lib = include_str!("../src/lib.rs");
    let module = Regex::new(r"(?m)^pub mod (\w+);").expect("a sound expression");
    module.captures_iter(lib).map(|found| found[1].to_owned()).collect()
}

#[test]
fn imports_go_down_the_floors_only() {
    let floors = floors();
    let floor = |module: &str| floors.iter().position(|known| known == module);
    let path = Regex::new(r"\bcrate::(?:(\w+)|\{([^}]*)\})").expect("a sound expression");
    let mut found = Vec::new();
    for (file, text) in sources() {
        let module = file.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
        let Some(own) = floor(module) else {
            assert!(matches!(module, "lib" | "main"), "{file} belongs to no module of lib.rs");
            continue;
        };
        for (line, code) in code(&text) {
            let named = path.captures_iter(code).flat_map(|found| {
                let one = found.get(1).map(|name| name.as_str());
                let many = found.get(2).map_or("", |list| list.as_str()).split(',');
                one.into_iter().chain(many.map(|name| name.trim().split("::").next().unwrap_or_default())).collect::<Vec<_>>()
            });
            let higher = named.filter(|name| floor(name).is_some_and(|floor| floor > own));
            found.extend(higher.map(|name| format!("{file}:{line}: `{module}` looks up at `{name}`")));
        }
    }
    none("a module uses only those above it in lib.rs", &found);
}

/// Files that name each other, and are meant to.
const NAME_EACH_OTHER: &[&[&str]] = &[
    // Nouns, as the things do that they stand for.
    &["src/model/agency.rs", "src/model/document.rs", "src/model/plan.rs"],
    // The declaration of records, some of which have a head, which is made of records.
    &["src/render/api/head.rs", "src/render/api/shape.rs"],
];

#[test]
fn files_do_not_import_each_other_in_circles() {
    let code = |text: &str| code(text).map(|(_, line)| format!("{line}\n")).collect::<String>();
    let circle = [
        ("src/a/b.rs", "use super::c::{D as E, e::F};\n"),
        ("src/a/c.rs", "//! Text.\n\nfn f(at: &super::b::G) {}\n"),
        ("src/a.rs", "use self::b;\n"),
    ];
    let circle = circle.map(|(path, text)| (path.to_owned(), text.to_owned()));
    assert_eq!(imports::circles(&circle, code), [["src/a/b.rs", "src/a/c.rs"]]);
    let mut found = imports::circles(&sources(), code);
    found.retain(|circle| !NAME_EACH_OTHER.contains(&circle.iter().map(String::as_str).collect::<Vec<_>>().as_slice()));
    none(
        "files that import each other are one thing, or one of them is two",
        &found.into_iter().map(|circle| circle.join(", ")).collect::<Vec<_>>(),
    );
}

#[test]
fn formats_and_rules_do_not_know_their_siblings() {
    let mut found = Vec::new();
    for (folder, mark) in [("src/render/", "impl Format for"), ("src/check/rules/", "fn check(")] {
        let all: Vec<_> = sources().into_iter().filter(|(path, text)| path.starts_with(folder) && text.contains(mark)).collect();
        assert!(all.len() > 2, "{folder} has its siblings elsewhere now");
        let module_of = |path: &str| path[folder.len()..].split(['/', '.']).next().unwrap_or_default().to_owned();
        for (path, text) in &all {
            let own = module_of(path);
            let module = folder.trim_start_matches("src/").trim_end_matches('/').replace('/', "::");
            for sibling in all.iter().map(|(path, _)| module_of(path)).filter(|sibling| *sibling != own) {
                let named = Regex::new(&format!(r"\b(super|crate::{module})::{sibling}\b")).expect("a sound expression");
                found.extend(code(text).filter(|(_, line)| named.is_match(line)).map(|(line, _)| format!("{path}:{line}: {sibling}")));
            }
        }
    }
    none("siblings that name each other", &found);
}

#[test]
fn third_party_crates_have_one_home_each() {
    let mut found = Vec::new();
    for (name, homes) in HOMES {
        let named = Regex::new(&format!(r"(^|[^\w:.]){name}::|\buse {name};")).expect("a sound expression");
        for (path, text) in sources().iter().filter(|(path, _)| !homes.iter().any(|home| path.starts_with(home))) {
            found.extend(code(text).filter(|(_, line)| named.is_match(line)).map(|(line, _)| format!("{path}:{line}: {name}")));
        }
    }
    none("crates away from home", &found);
}

#[test]
fn every_file_says_what_it_is_and_is_not_long() {
    let mut found = Vec::new();
    let tests = texts("tests").into_iter().filter(|(path, _)| path.ends_with(".rs"));
    for (path, text) in sources().into_iter().chain(tests) {
        if !text.starts_with("//!") {
            found.push(format!("{path} does not open with `//!`"));
        }
        let length = text.lines().count();
        if length > 400 && !text.lines().take(30).any(|line| line.starts_with("//! Long because")) {
            found.push(format!("{path} has {length} lines and does not say why (`//! Long because …`)"));
        }
    }
    none("heads and lengths", &found);
}

#[test]
fn nothing_is_unwrapped_or_left_to_do() {
    let bad = Regex::new(r"\.unwrap\(\)|\b(todo|unimplemented|dbg)!").expect("a sound expression");
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !is_test(path)) {
        found.extend(code(text).filter(|(_, line)| bad.is_match(line)).map(|(line, text)| format!("{path}:{line}: {}", text.trim())));
    }
    none("write `expect` with a sentence that says why it cannot fail", &found);
}

#[test]
fn every_code_is_told_somewhere() {
    let row = Regex::new(r#"(?m)^\s+([A-Z][A-Z0-9_]*) "(C\d{4})""#).expect("a sound expression");
    let list = include_str!("../src/diag/code.rs");
    let elsewhere: Vec<_> = sources().into_iter().filter(|(path, _)| path != "src/diag/code.rs" && !is_test(path)).collect();
    let mut found = Vec::new();
    for code in row.captures_iter(list) {
        let used = Regex::new(&format!(r"\b{}\b", &code[1])).expect("a sound expression");
        let is_used = elsewhere.iter().any(|(_, text)| self::code(text).any(|(_, line)| used.is_match(line)));
        if !is_used {
            found.push(format!("{} {}", &code[2], &code[1]));
        }
    }
    assert_eq!(row.captures_iter(list).count(), congbo::diag::code::CODES.len());
    none("codes that nothing tells", &found);
}

#[test]
fn no_file_speaks_of_the_place_where_it_was_made() {
    let mut found = Vec::new();
    let words: Vec<(String, Regex)> = FOREIGN
        .iter()
        .map(|(first, second)| format!("{first}{second}"))
        .map(|word| (word.clone(), Regex::new(&format!("(?i){word}")).expect("a sound expression")))
        .collect();
    for (path, text) in &all_texts() {
        for (word, regex) in &words {
            if MEANT.iter().any(|(file, meant, _)| file == path && meant == word) {
                continue;
            }
            found.extend(
                text.lines().enumerate().filter(|(_, line)| regex.is_match(line)).map(|(line, _)| format!("{path}:{}: {word}", line + 1)),
            );
        }
    }
    none("words that do not belong here", &found);
}

#[test]
fn every_golden_folder_belongs_to_a_runner() {
    for folder in goldens::folders(&project().join("tests")) {
        let name = name(&folder);
        let is_known = matches!(name.as_str(), "support" | "goldens" | "facts" | "clients" | "browser")
            || Path::new(&format!("{}.rs", folder.display())).exists();
        assert!(is_known, "tests/{name}/ has no runner tests/{name}.rs");
    }
}
