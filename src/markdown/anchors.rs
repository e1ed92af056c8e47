//! Anchors: the names of places on a page. Knows which ones pages give to
//! their own parts, so that what people write takes none of them.

use std::collections::BTreeMap;

use super::slug;

/// Whether pages give this name to a place of their own: what a page says, the
/// search box, how to cite it, a chart.
pub fn is_taken(anchor: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    matches!(anchor, "main" | "search" | "section-cite") || anchor.strip_prefix("chart-").is_some_and(is_number)
}

/// Makes the anchors of a text: the author's own, else from the title, each once.
#[derive(Default)]
pub(super) struct Anchors {
    used: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next title.
    pub(super) fn next(&mut self, own: Option<&str>, title: &str) -> String {
        let base = own.map_or_else(|| slug(title), str::to_owned);
        let taken = usize::from(is_taken(&base));
        let mut count = self.used.get(&base).map_or(1 + taken, |count| count + 1);
        let numbered = |count: usize| if count == 1 { base.clone() } else { format!("{base}-{count}") };
        // What a number makes of one title may be another's own anchor.
        while count > 1 && self.used.contains_key(&numbered(count)) {
            count += 1;
        }
        let anchor = numbered(count);
        if count > 1 {
            self.used.insert(anchor.clone(), 1);
        }
        self.used.insert(base, count);
        anchor
    }
}
