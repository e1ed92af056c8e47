//! Tables of authors' texts inside regions that scroll, because a page must
//! not: on a phone a table of four columns is wider than the screen.
//!
//! Knows the HTML that Markdown becomes, in which only a table of the text
//! itself opens with a bare `<table>`: what authors write as HTML is escaped.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::figure::escaped;
use super::standpoint::Standpoint;

/// Prepared once: it is looked for in every text of every page.
static OPEN: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("<table>"));
const CLOSE: &str = "</table>";

/// Lays a region around every table of a text; it is named for the heading
/// above it, or else for the page: `title`.
pub(super) fn scrolling(at: &Standpoint<'_>, html: &str, title: &str) -> String {
    let mut laid = String::with_capacity(html.len());
    let mut name = escaped(title);
    let mut seen = BTreeMap::new();
    let mut rest = html;
    while let Some(start) = OPEN.find(rest.as_bytes()) {
        let (before, table) = rest.split_at(start);
        if let Some(heading) = last_heading(before) {
            name = heading;
        }
        laid += before;
        let end = table.find(CLOSE).map_or(table.len(), |end| end + CLOSE.len());
        let (table, after) = table.split_at(end);
        // A `table` block brings a region of its own.
        if table.starts_with("<table><caption") {
            laid += table;
        } else {
            // Regions of one page are told apart by their names.
            let times: &mut usize = seen.entry(name.clone()).or_default();
            *times += 1;
            let named = if *times == 1 { name.clone() } else { format!("{name} ({times})") };
            let label = at.words.fill("table.region", &[("table", &named)]);
            laid += &format!("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{label}\">{table}</div>");
        }
        rest = after;
    }
    laid + rest
}

/// The words of the last heading of some HTML, still escaped.
fn last_heading(html: &str) -> Option<String> {
    let end = html.rfind("</h")?;
    let start = html[..end].rfind("<h")?;
    let (_, inside) = html[start..end].split_once('>')?;
    Some(words_of(inside)).filter(|words| !words.is_empty())
}

/// The words of some HTML without its tags, still escaped.
pub(super) fn words_of(html: &str) -> String {
    let mut words = String::new();
    let mut is_tag = false;
    for letter in html.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            _ if !is_tag => words.push(letter),
            _ => {}
        }
    }
    words.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::last_heading;

    #[test]
    fn a_table_is_named_for_the_heading_above_it() {
        let html = "<h2 id=\"a\">One</h2><p>x</p><h3 id=\"b\">Two <a href=\"#\">&amp; three</a></h3><p>";
        assert_eq!(last_heading(html).as_deref(), Some("Two &amp; three"));
        assert_eq!(last_heading("<p>no heading</p>"), None);
        assert_eq!(last_heading("<h2></h2>"), None);
    }
}
