//! Sections: what a long text of an author is made of, so that its page begins
//! with a list of them.
//!
//! Knows the HTML that Markdown becomes: a heading of a section has the name of
//! its place, and nothing else of the text looks like one, because what authors
//! write as HTML is escaped.

use super::Item;
use super::prose::Prose;
use super::scrolling::words_of;

/// A text of fewer sections is seen without a list.
const FEWEST: usize = 4;

/// So is one of fewer bytes: some screens of a phone.
const SHORTEST: usize = 6_000;

const OPEN: &str = "<h2 id=\"";
const CLOSE: &str = "</h2>";

/// The sections of a text, each leading to its place; empty where they are few or short.
pub(super) fn sections(prose: &Prose) -> Vec<Item> {
    if prose.html.len() < SHORTEST {
        return Vec::new();
    }
    let section = |part: &str| {
        let (heading, _) = part.split_once(CLOSE)?;
        let (name, rest) = heading.split_once('"')?;
        let (_, inside) = rest.split_once('>')?;
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let text = plain.iter().fold(words_of(inside), |text, (escaped, letter)| text.replace(escaped, letter));
        Some(Item { lang: prose.lang.clone(), ..Item::plain(text).to(Some(format!("#{name}"))) })
    };
    let all: Vec<Item> = prose.html.split(OPEN).skip(1).filter_map(section).collect();
    if all.len() < FEWEST { Vec::new() } else { all }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(html: &str) -> Vec<(String, Option<String>)> {
        let prose = Prose { html: format!("{html}{}", "<p>x</p>".repeat(SHORTEST / 8)), lang: None, mark: None };
        sections(&prose).into_iter().map(|item| (item.text, item.href)).collect()
    }

    #[test]
    fn a_text_of_many_sections_lists_them_in_plain_words() {
        let html = "<h2 id=\"a\" class=\"x\">A &amp;amp; <em>b</em></h2><p>x</p><h3 id=\"n\">no</h3><h2 id=\"c\">C</h2><h2 id=\"d\">&lt;D&gt;</h2><h2 id=\"e\">E</h2>";
        let told = told(html);
        assert_eq!(told.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), ["A &amp; b", "C", "<D>", "E"]);
        assert_eq!(told[0].1.as_deref(), Some("#a"));
    }

    #[test]
    fn a_text_of_few_sections_lists_none() {
        assert_eq!(told("<h2 id=\"a\">A</h2><h2 id=\"b\">B</h2><h2 id=\"c\">C</h2>"), []);
    }
}
