//! Abbreviations that the glossary explains become links to it where a page
//! uses them first.
//!
//! Works on finished pages, so that sentences, labels and authors' texts are
//! all treated alike. Never touches headings, links, code, quoted documents or
//! drawings, and writes nothing but the word that stood there, inside a link.
//! Knows nothing of page kinds.

use crate::model::page::Term;

/// Elements whose text stays as it is.
const KEPT: [&[u8]; 20] = [
    b"a",
    b"abbr",
    b"blockquote",
    b"button",
    b"caption",
    b"code",
    b"dfn",
    b"dt",
    b"figcaption",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"nav",
    b"pre",
    b"script",
    b"style",
    b"summary",
    b"svg",
];

/// The page with its first use of every abbreviation linked to the glossary
/// page at `address`.
pub(in crate::render) fn linked(html: Vec<u8>, terms: &[Term], address: &str) -> Vec<u8> {
    let mut open: Vec<&Term> = terms.iter().filter(|term| is_abbreviation(&term.term) && !term.meaning.is_empty()).collect();
    let Some(start) = position(&html, b"<main").filter(|_| !open.is_empty()) else { return html };
    let mut out = Vec::with_capacity(html.len() + 1024);
    out.extend_from_slice(&html[..start]);
    let (mut at, mut kept) = (start, Vec::new());
    while at < html.len() && !open.is_empty() {
        if html[at] == b'<' {
            let end = tag_end(&html, at);
            step(&html[at..end], &mut kept);
            out.extend_from_slice(&html[at..end]);
            if html[at..end].starts_with(b"</main") {
                at = end;
                break;
            }
            at = end;
        } else {
            let end = html[at..].iter().position(|byte| *byte == b'<').map_or(html.len(), |length| at + length);
            match std::str::from_utf8(&html[at..end]) {
                Ok(text) if kept.is_empty() => text_linked(text, &mut open, address, &mut out),
                _ => out.extend_from_slice(&html[at..end]),
            }
            at = end;
        }
    }
    out.extend_from_slice(&html[at..]);
    out
}

/// Letters and digits, of which at least two are capitals: `CNTT`, `IoT`.
fn is_abbreviation(term: &str) -> bool {
    term.chars().all(char::is_alphanumeric) && term.chars().filter(|letter| letter.is_uppercase()).count() >= 2
}

fn position(html: &[u8], what: &[u8]) -> Option<usize> {
    html.windows(what.len()).position(|window| window == what)
}

/// Where the tag that begins at `at` ends; quotes may hold `>`.
fn tag_end(html: &[u8], at: usize) -> usize {
    let mut quote = None;
    for (offset, byte) in html[at..].iter().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + offset + 1,
            (None, b'"' | b'\'') => quote = Some(*byte),
            (Some(open), close) if open == *close => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// Keeps account of the elements whose text stays as it is.
fn step(tag: &[u8], kept: &mut Vec<Vec<u8>>) {
    let is_end = tag.get(1) == Some(&b'/');
    let name = &tag[if is_end { 2 } else { 1 }..];
    let name = &name[..name.iter().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(name.len())];
    if is_end {
        if kept.last().is_some_and(|open| open == name) {
            kept.pop();
        }
    } else if KEPT.contains(&name) && !tag.ends_with(b"/>") {
        kept.push(name.to_vec());
    }
}

/// Copies a text, with the first use of every open term linked.
fn text_linked(text: &str, open: &mut Vec<&Term>, address: &str, out: &mut Vec<u8>) {
    let mut from = 0;
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_uppercase() || letter == 'Đ') {
        let begin = text.len() - rest.len() + start;
        // A word begins behind whatever is no letter.
        let length = text[begin..].find(|letter: char| !letter.is_alphanumeric()).unwrap_or(text.len() - begin);
        let word = &text[begin..begin + length];
        let (before, after) = (text[..begin].chars().next_back(), text[begin + length..].chars().next());
        // `749/QĐ-TTg` is a number, not an abbreviation in a sentence.
        let joins = |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || "/-_.&".contains(letter));
        let ends = after.is_none_or(|letter| !letter.is_alphanumeric() && !"/-_".contains(letter));
        if !joins(before)
            && ends
            && let Some(place) = open.iter().position(|term| term.term == word)
        {
            let term = open.swap_remove(place);
            out.extend_from_slice(&text.as_bytes()[from..begin]);
            let link = format!(
                "<a class=\"term\" href=\"{}#{}\"><abbr title=\"{}\">{word}</abbr></a>",
                escaped(address),
                term.anchor,
                escaped(&term.meaning)
            );
            out.extend_from_slice(link.as_bytes());
            from = begin + length;
        }
        rest = &text[begin + length..];
    }
    out.extend_from_slice(&text.as_bytes()[from..]);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms() -> Vec<Term> {
        let term = |term: &str, meaning: &str| Term { term: term.into(), meaning: meaning.into(), anchor: term.to_lowercase() };
        vec![term("CNTT", "công nghệ \"thông tin\""), term("QĐ", "quyết định"), term("Sở", "cơ quan")]
    }

    fn told(html: &str) -> String {
        String::from_utf8(linked(html.as_bytes().to_vec(), &terms(), "../g.html")).unwrap()
    }

    const LINK: &str = "<a class=\"term\" href=\"../g.html#cntt\"><abbr title=\"công nghệ &quot;thông tin&quot;\">CNTT</abbr></a>";

    #[test]
    fn the_first_use_of_an_abbreviation_leads_to_the_glossary_and_later_ones_do_not() {
        assert_eq!(told("<p>CNTT<main><p>Về CNTT và CNTT</main>CNTT"), format!("<p>CNTT<main><p>Về {LINK} và CNTT</main>CNTT"));
    }

    #[test]
    fn headings_links_code_and_quotes_are_left_alone() {
        for html in [
            "<h2>CNTT</h2>",
            "<a href=x title=\">\">CNTT</a>",
            "<code>CNTT</code>",
            "<blockquote><p>CNTT</p></blockquote>",
            "<svg><text>CNTT</text></svg>",
        ] {
            let page = format!("<main>{html}</main>");
            assert_eq!(told(&page), page);
        }
        assert!(told("<main><h2>x</h2><p>CNTT</main>").contains(LINK));
    }

    #[test]
    fn numbers_of_documents_and_parts_of_words_are_no_abbreviations() {
        for text in ["749/QĐ-TTg", "XCNTT", "CNTT2", "QĐ-UBND", "Sở"] {
            let page = format!("<main><p>{text}</main>");
            assert_eq!(told(&page), page);
        }
    }

    #[test]
    fn attributes_are_never_touched() {
        let page = "<main><p title=\"CNTT\" data-label='CNTT'>x</main>";
        assert_eq!(told(page), page);
    }
}
