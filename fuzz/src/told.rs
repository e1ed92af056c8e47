//! Findings: whatever was noticed can be told, in every form and language, and
//! no value of the input steers a terminal or breaks a document.

use congbo::diag::emit::{Form, emit};
use congbo::diag::report::{Levels, Report, has_errors};
use congbo::diag::wording::{Tongue, wording};
use congbo::diag::{Notes, Sources};

/// Words the findings in every form; says whether any is an error.
pub fn told(notes: &Notes, sources: &Sources) -> bool {
    let levels = Levels::new();
    if notes.is_empty() {
        return false;
    }
    for tongue in [Tongue::Vi, Tongue::En] {
        let wording = wording(tongue);
        let report = Report::new(notes, sources, &levels, wording);
        for form in [Form::Human, Form::Short, Form::Json, Form::Github] {
            let mut out = Vec::new();
            emit(&report, form, wording, &mut out).expect("memory takes everything");
            let text = String::from_utf8(out).expect("reports are text");
            let steers = |c: char| c.is_control() && c != '\n';
            assert!(!text.contains(steers), "a report steers the terminal: {text:?}");
            if form == Form::Json {
                serde_json::from_str::<serde_json::Value>(&text).expect("the report is JSON");
            }
        }
    }
    has_errors(notes, &levels)
}
