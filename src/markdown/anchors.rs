//! Anchors: the names of places in a text.

use std::collections::BTreeMap;

use super::slug;

/// Makes the anchors of a text: the author's own, else from the title, each once.
#[derive(Default)]
pub(super) struct Anchors {
    used: BTreeMap<String, usize>,
}

impl Anchors {
    /// The anchor of the next title.
    pub(super) fn next(&mut self, own: Option<&str>, title: &str) -> String {
        let base = own.map_or_else(|| slug(title), str::to_owned);
        let mut count = self.used.get(&base).map_or(1, |count| count + 1);
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
