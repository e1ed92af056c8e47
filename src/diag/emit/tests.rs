//! One small report in every form, in both languages.

use super::*;
use crate::diag::report::Levels;
use crate::diag::wording::{Tongue, wording};
use crate::diag::{Diagnostic, Notes, Place, Sources, Spot, code};

const CSV: &str = "id,date,name\n1,2025-13-40,\"Sở Tài chính, Hà Nội\"\n1,2025-01-01,x\n";

fn cell(source: crate::diag::SourceId, record: u64, field: u32) -> Spot {
    Spot { source, place: Place::Cell { record, field, delimiter: b',', quote: b'"' } }
}

fn report(tongue: Tongue) -> Report {
    let mut sources = Sources::new(std::path::Path::new("."));
    let csv = sources.add_text("data/a/b.csv", CSV);
    let page = sources.add("content/pages/a,b.md");
    let mut notes = Notes::default();
    let date = |spot| {
        let told = Diagnostic::new(&code::CELL_TYPE, spot).arg("field", "date").arg("value", "2025-13-40").arg("letter", "B");
        told.word("type", "date").variant("date")
    };
    notes.push(date(cell(csv, 13, 1)));
    (0..1253).for_each(|_| notes.push(date(cell(csv, 13, 1))));
    let second = CSV.find("1,2025-01").expect("the second record") as u64;
    let key = Diagnostic::new(&code::DUPLICATE_KEY, cell(csv, second, 0)).arg("key", "id").arg("value", "1");
    notes.push(key.related("first", cell(csv, 13, 0)));
    notes.push(Diagnostic::new(&code::NO_TRANSLATION, Spot::whole(page)).arg("what", "page").arg("lang", "en").variant("page"));
    let mut report = Report::new(&notes, &sources, &Levels::new(), wording(tongue));
    report.findings.dedup_by_key(|finding| (finding.code, finding.place.line));
    report
}

fn told(form: Form, tongue: Tongue) -> String {
    let mut out = Vec::new();
    emit(&report(tongue), form, wording(tongue), &mut out).expect("memory can be written");
    String::from_utf8(out).expect("reports are UTF-8")
}

#[test]
fn people_see_the_line_the_reason_the_help_and_what_is_hidden() {
    let text = told(Form::Human, Tongue::En);
    assert_eq!(text, include_str!("tests/human.en.txt"), "{text}");
    let text = told(Form::Human, Tongue::Vi);
    assert_eq!(text, include_str!("tests/human.vi.txt"), "{text}");
}

#[test]
fn colours_are_only_in_the_styled_form() {
    assert!(told(Form::Styled { columns: None }, Tongue::En).contains('\u{1b}'));
    assert!(!told(Form::Human, Tongue::En).contains('\u{1b}'));
}

#[test]
fn on_a_terminal_no_line_is_longer_and_no_word_is_broken() {
    let plain = |text: &str| {
        let mut parts = text.split("\u{1b}[");
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |plain, part| plain + part.split_once('m').map_or("", |(_, rest)| rest))
    };
    // A label stands below where a line has no room for it.
    let is_drawn = |word: &&str| word.chars().all(|letter| "|=^".contains(letter));
    let words = |text: &str| text.split_whitespace().filter(|word| !is_drawn(word)).map(str::to_owned).collect::<Vec<String>>();
    for tongue in [Tongue::En, Tongue::Vi] {
        let wide = plain(&told(Form::Styled { columns: None }, tongue));
        for columns in [50, 72] {
            let narrow = plain(&told(Form::Styled { columns: Some(columns) }, tongue));
            assert_eq!(words(&narrow), words(&wide));
            let longest = narrow.lines().map(|line| line.chars().count()).max();
            assert!(longest.is_some_and(|longest| longest <= columns), "{narrow}");
        }
    }
}

#[test]
fn editors_get_one_line_per_finding() {
    let text = told(Form::Short, Tongue::En);
    assert_eq!(text, include_str!("tests/short.en.txt"), "{text}");
}

#[test]
fn programs_get_one_document() {
    let document: serde_json::Value = serde_json::from_str(&told(Form::Json, Tongue::En)).expect("valid JSON");
    assert_eq!(document["version"], 1);
    assert_eq!(document["counts"]["error"], 1255);
    assert_eq!(document["hidden"][0]["count"], 1234);
    let finding = &document["findings"][1];
    assert_eq!((&finding["code"], &finding["level"]), (&"C0301".into(), &"error".into()));
    assert_eq!((&finding["line"], &finding["column"], &finding["endColumn"]), (&2.into(), &3.into(), &13.into()));
    assert!(document["findings"][0]["line"].is_null());
    assert_eq!(document["findings"][2]["related"][0]["path"], "data/a/b.csv");
}

#[test]
fn github_gets_escaped_commands() {
    let text = told(Form::Github, Tongue::En);
    assert_eq!(text, include_str!("tests/github.en.txt"), "{text}");
}

#[test]
fn a_cut_line_still_tells_its_true_column() {
    let mut sources = Sources::new(std::path::Path::new("."));
    let line = format!("{}ĐÂY", "x".repeat(1000));
    let source = sources.add_text("a.csv", line);
    let mut notes = Notes::default();
    notes.push(Diagnostic::new(&code::UNCLOSED_QUOTE, Spot::bytes(source, 1000..1006)));
    let wording = wording(Tongue::En);
    let report = Report::new(&notes, &sources, &Levels::new(), wording);
    let mut out = Vec::new();
    emit(&report, Form::Human, wording, &mut out).expect("memory can be written");
    let text = String::from_utf8(out).expect("reports are UTF-8");
    assert!(text.contains("a.csv:1:1001"), "{text}");
    assert!(text.contains("^^^"), "{text}");
}
