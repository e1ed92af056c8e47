//! Gathered: links that several parts of a page ask for stand once, in its
//! head.
//!
//! Each figure brings the style sheet and the script of charts along, so that
//! a theme need not know on which pages there are any. In the head they load
//! before anything is drawn, and a browser asks for them once. Knows pages as
//! bytes, and nothing of what stands in them.

use memchr::memmem;

/// Takes every `links` out of a page and puts one into its head. A page
/// without the end of a head keeps the first where it stands.
pub(in crate::render) fn gathered(html: Vec<u8>, links: &str) -> Vec<u8> {
    if links.is_empty() || memmem::find(&html, links.as_bytes()).is_none() {
        return html;
    }
    let Ok(text) = simdutf8::basic::from_utf8(&html) else { return html };
    let place = text.find("</head>").unwrap_or_else(|| text.find(links).unwrap_or_default());
    let (before, after) = text.split_at(place);
    let mut page = String::with_capacity(text.len());
    push_without(before, links, &mut page);
    page.push_str(links);
    push_without(after, links, &mut page);
    page.into_bytes()
}

/// Appends a text without the `links` in it.
fn push_without(text: &str, links: &str, page: &mut String) {
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), links.as_bytes()) {
        page.push_str(&text[done..at]);
        done = at + links.len();
    }
    page.push_str(&text[done..]);
}

#[cfg(test)]
mod tests {
    use super::gathered;

    fn page(html: &str) -> String {
        String::from_utf8(gathered(html.into(), "<L>")).expect("stays text")
    }

    #[test]
    fn links_of_all_parts_stand_once_in_the_head() {
        assert_eq!(page("<head><T></head><p>a<L>b<L></p><L>"), "<head><T><L></head><p>ab</p>");
        assert_eq!(page("<head></head><p>none</p>"), "<head></head><p>none</p>");
    }

    #[test]
    fn without_a_head_the_first_one_stays() {
        assert_eq!(page("<p>a</p><L>b<L>c"), "<p>a</p><L>bc");
    }
}
