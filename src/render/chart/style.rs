//! The style of a drawing that stands alone: of the theme's style sheet what
//! this drawing uses. A bar chart carries no shades of heat tables, and a
//! reader on a phone loads half the bytes.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt as _};
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions, StyleSheet};

use super::role::Classes;
use super::svg::Escaped;

/// Behind this, the style sheet is about pages.
const PAGES_ONLY: &str = "/* Only on pages";

/// The style sheet of drawings, and what was taken of it for each set of
/// classes: a portal has few.
#[derive(Debug)]
pub struct Style {
    css: String,
    used: Mutex<HashMap<Classes, Arc<str>>>,
}

impl Style {
    /// The style of drawings that stand alone, of the style sheet of charts and
    /// what follows it.
    pub fn new(css: &str, more: &str) -> Self {
        let own = css.split(PAGES_ONLY).next().unwrap_or_default();
        Self { css: own.to_owned() + more, used: Mutex::new(HashMap::new()) }
    }

    /// The style of a drawing with these classes, for XML.
    pub(super) fn of(&self, classes: Classes) -> Arc<str> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        used.entry(classes).or_insert_with(|| Escaped(&of_classes(&self.css, classes)).to_string().into()).clone()
    }
}

/// A style sheet without the rules that are about other classes of drawings, and
/// without custom properties that no rule is left to read. One that cannot be
/// read, which a theme may have, stays as it is: browsers understand more of it.
fn of_classes(css: &str, classes: Classes) -> String {
    let mut unused: HashSet<String> = classes.others().map(str::to_owned).collect();
    let mut left = css.to_owned();
    loop {
        let Some(smaller) = without(css, &unused) else { return left };
        left = smaller;
        let known = unused.len();
        unused.extend(unread(&left));
        if unused.len() == known {
            return left;
        }
    }
}

/// A style sheet without these classes and custom properties, minified.
fn without(css: &str, unused: &HashSet<String>) -> Option<String> {
    let mut sheet = StyleSheet::parse(css, ParserOptions::default()).ok()?;
    sheet.minify(MinifyOptions { unused_symbols: unused.clone(), ..MinifyOptions::default() }).ok()?;
    Some(sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).ok()?.code)
}

/// The custom properties of a minified style sheet that nothing in it reads.
fn unread(css: &str) -> impl Iterator<Item = String> {
    let named = |begin: &'static str| css.match_indices(begin).map(move |(at, _)| name(&css[at + begin.len() - 2..]));
    let read: HashSet<&str> = named("var(--").collect();
    let declared = named("{--").chain(named(";--"));
    declared.filter(move |name| !read.contains(name)).map(str::to_owned)
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()));
    &text[..end.unwrap_or(text.len())]
}
