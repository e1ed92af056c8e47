//! Markdown: its HTML is inert, its outline agrees with its HTML, and places
//! lie in the text.

#![no_main]

use congbo::markdown::{Resolve, outline, plain, slug, to_html};
use congbo_fuzz::inert::assert_inert;
use libfuzzer_sys::fuzz_target;

struct Plain;

impl Resolve for Plain {
    fn link(&self, target: &str) -> String {
        target.to_owned()
    }

    fn block(&self, word: &str, _: &str) -> String {
        format!("<figure>{word}</figure>")
    }
}

fuzz_target!(|text: &str| {
    let seen = outline(text);
    for place in seen.raw_html.iter().chain(seen.links.iter().map(|(_, place)| place)).chain(seen.blocks.iter().map(|(.., place)| place)) {
        assert!(text.get(place.clone()).is_some(), "{place:?} is no place in {text:?}");
    }
    let html = to_html(text, &Plain);
    assert_inert(&html);
    assert_eq!(html.matches("<figure>").count(), seen.blocks.len(), "{html}");
    let mut anchors = seen.anchors.clone();
    anchors.sort();
    anchors.dedup();
    assert_eq!(anchors.len(), seen.anchors.len(), "an anchor stands twice: {:?}", seen.anchors);
    let _ = plain(text);
    assert!(!slug(text).is_empty());
});
