//! Findings as HTML, shown above the last good page. Everything is escaped:
//! messages hold what people typed.

use std::fmt::Write;

use crate::diag::Level;
use crate::diag::emit::summary;
use crate::diag::report::Report;
use crate::diag::wording::{Tongue, wording};

/// The report's errors and warnings.
pub(super) fn html(report: &Report, tongue: Tongue) -> String {
    let words = wording(tongue);
    let mut list = String::from("<ol>");
    // Errors first: they are why the page is old.
    let mut findings: Vec<_> = report.findings.iter().filter(|finding| finding.level > Level::Note).collect();
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.level));
    for finding in findings {
        let level = words.word(if finding.level == Level::Error { "level-error" } else { "level-warning" });
        let place = match finding.place.line {
            0 => finding.path.clone(),
            line => format!("{}:{line}:{}", finding.path, finding.place.column),
        };
        let _ = write!(
            list,
            "<li class=\"congbo-{}\"><code>{}</code><p><strong>{level}[{}]</strong> {}</p>",
            finding.level.name(),
            escape(&place),
            finding.code,
            marked(&finding.message)
        );
        if !finding.help.is_empty() {
            let _ = write!(list, "<p>{}: {}</p>", words.word("help"), marked(&finding.help));
        }
        list.push_str("</li>");
    }
    list.push_str("</ol>");
    for hidden in &report.hidden {
        let _ = write!(list, "<p>+ {} [{}] {}</p>", words.number(hidden.count), hidden.code, escape(&hidden.path));
    }
    section(&summary(report, words), &list, tongue)
}

/// A single sentence, such as the disk's answer.
pub(super) fn plain(sentence: &str, tongue: Tongue) -> String {
    section(wording(tongue).word("level-error"), &format!("<p>{}</p>", escape(sentence)), tongue)
}

fn section(heading: &str, body: &str, tongue: Tongue) -> String {
    let (lang, note) = match tongue {
        Tongue::Vi => ("vi", "Trang bên dưới là bản tốt gần nhất; sửa xong rồi lưu là trang tự làm mới."),
        Tongue::En => ("en", "The page below is the last good one; mend, save, and it shows at once."),
    };
    format!(
        "<aside id=\"congbo-findings\" role=\"alert\" lang=\"{lang}\"><link rel=\"stylesheet\" href=\"/__congbo/findings.css\">\
         <details open><summary>{}</summary><p>{note}</p>{body}</details></aside>",
        escape(heading)
    )
}

/// A sentence of the wording: escaped, what stands in backticks as code.
fn marked(text: &str) -> String {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        // A lone backtick is the user's own.
        return escape(text);
    }
    let part = |(index, part): (usize, &&str)| if index % 2 == 1 { format!("<code>{}</code>", escape(part)) } else { escape(part) };
    parts.iter().enumerate().map(part).collect()
}

/// The text with everything escaped that HTML would read as its own.
pub(super) fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_typed_is_never_markup() {
        assert_eq!(marked("`<b>` is not a number"), "<code>&lt;b&gt;</code> is not a number");
        assert_eq!(marked("a ` <i>\"x\"</i>"), "a ` &lt;i&gt;&quot;x&quot;&lt;/i&gt;");
    }
}
