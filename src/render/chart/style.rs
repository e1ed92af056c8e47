//! The style of a drawing that stands alone: of the theme's style sheet what
//! this drawing uses. A bar chart carries no shades of heat tables, and a
//! reader on a phone loads half the bytes.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use foldhash::{HashMap, HashMapExt as _};
use lightningcss::properties::Property;
use lightningcss::rules::style::StyleRule;
use lightningcss::rules::{CssRule, CssRuleList};
use lightningcss::selector::{Component, Selector};
use lightningcss::stylesheet::{ParserOptions, PrinterOptions, StyleSheet};

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
        let known = || self.used.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(style) = known().get(&classes) {
            return Arc::clone(style);
        }
        // Others need not wait for this one, and whoever makes it too makes the same.
        let style = Escaped(&of_classes(&self.css, classes)).to_string().into();
        Arc::clone(known().entry(classes).or_insert(style))
    }
}

/// A style sheet without the rules that are about other classes of drawings, and
/// without custom properties that no rule is left to read. One that cannot be
/// read, which a theme may have, stays as it is: browsers understand more of it.
fn of_classes(css: &str, classes: Classes) -> String {
    let sheet = if is_shallow(css) { StyleSheet::parse(css, ParserOptions::default()).ok() } else { None };
    let print = |sheet: &StyleSheet<'_>| Some(sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).ok()?.code);
    let pruned = sheet.and_then(|mut sheet| {
        let mut unused = Unused { classes: classes.others().collect(), properties: HashSet::new() };
        let mut left = String::new();
        // What read a property may go with another; until nothing goes any more.
        loop {
            unused.prune(&mut sheet.rules);
            let before = std::mem::replace(&mut left, print(&sheet)?);
            unused.properties = unread(&left);
            if unused.properties.is_empty() || left == before {
                return Some(left);
            }
        }
    });
    pruned.unwrap_or_else(|| css.to_owned())
}

/// Whether nothing in a style sheet stands so deep that reading it could fail.
fn is_shallow(css: &str) -> bool {
    let depths = css.bytes().scan(0_usize, |depth, byte| {
        match byte {
            b'{' | b'(' | b'[' => *depth += 1,
            b'}' | b')' | b']' => *depth = depth.saturating_sub(1),
            _ => {}
        }
        Some(*depth)
    });
    depths.max().is_none_or(|deepest| deepest <= DEEPEST)
}

/// So deep do rules and brackets of a style sheet stand in each other at most.
const DEEPEST: usize = 64;

/// What a drawing has no use for. Nothing is rewritten beside it: of two
/// declarations of one property the first may be for older viewers.
struct Unused {
    classes: HashSet<&'static str>,
    /// Custom properties.
    properties: HashSet<String>,
}

impl Unused {
    fn prune(&self, rules: &mut CssRuleList<'_>) {
        rules.0.retain_mut(|rule| self.leaves(rule));
    }

    /// Whether anything of a rule is left.
    fn leaves(&self, rule: &mut CssRule<'_>) -> bool {
        let within = match rule {
            CssRule::Style(style) => return self.leaves_style(style),
            CssRule::Nesting(nesting) => return self.leaves_style(&mut nesting.style),
            CssRule::Media(media) => &mut media.rules,
            CssRule::Supports(supports) => &mut supports.rules,
            CssRule::Container(container) => &mut container.rules,
            CssRule::Scope(scope) => &mut scope.rules,
            CssRule::StartingStyle(starting) => &mut starting.rules,
            // A layer has its place among others even when it is empty.
            CssRule::LayerBlock(layer) => {
                self.prune(&mut layer.rules);
                return true;
            }
            _ => return true,
        };
        self.prune(within);
        !within.0.is_empty()
    }

    fn leaves_style(&self, style: &mut StyleRule<'_>) -> bool {
        style.selectors.0.retain(|selector| self.may_match(selector));
        let block = &mut style.declarations;
        for declarations in [&mut block.declarations, &mut block.important_declarations] {
            declarations.retain(|declaration| match declaration {
                Property::Custom(custom) => !self.properties.contains(custom.name.as_ref()),
                _ => true,
            });
        }
        self.prune(&mut style.rules);
        let is_empty = style.declarations.is_empty() && style.rules.0.is_empty();
        !is_empty && !style.selectors.0.is_empty()
    }

    /// Whether a selector asks for no class that the drawing lacks.
    fn may_match(&self, selector: &Selector<'_>) -> bool {
        selector.iter_raw_match_order().all(|component| match component {
            Component::Class(name) => !self.classes.contains(&*name.0),
            Component::Is(any) | Component::Where(any) => any.iter().any(|selector| self.may_match(selector)),
            _ => true,
        })
    }
}

/// The custom properties that a minified style sheet declares, and names nowhere
/// else.
fn unread(css: &str) -> HashSet<String> {
    let (mut declared, mut read) = (HashSet::new(), HashSet::new());
    for (at, _) in css.match_indices("--") {
        let name = name(&css[at..]);
        match css[..at].bytes().next_back() {
            Some(b'{' | b';') if css[at + name.len()..].starts_with(':') => declared.insert(name),
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || !byte.is_ascii() => false,
            _ => read.insert(name),
        };
    }
    declared.difference(&read).map(|name| (*name).to_owned()).collect()
}

/// The name that a text begins with.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '-' | '_'));
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::super::role::Role;
    use super::*;

    fn classes(roles: &[Role]) -> Classes {
        let mut classes = Classes::default();
        roles.iter().for_each(|role| classes.add(super::super::role::Style::from(*role).into()));
        classes
    }

    #[test]
    fn what_a_drawing_has_no_use_for_is_left_out_wherever_it_stands() {
        let css = "@layer a, b; .chart { --line: red; --bar: blue; --far: var(--near); --near: var(--line) }
            .chart .axis { stroke: var(--line) } .chart .bar, .chart .zone { fill: var(--bar) }
            @media print { .chart .zone { fill: none } } @layer b { .chart .zone { opacity: 1 } }
            @supports (display: grid) { @media print { .chart .axis, .theirs { stroke: black } } }
            .chart { & .zone { opacity: 0.5 } & .axis { opacity: 1 } }
            .chart :is(.zone, .awaited) { opacity: 0 } .chart :not(.zone) { stroke-width: 1px }";
        assert_eq!(
            of_classes(css, classes(&[Role::Axis])),
            "@layer a,b;.chart{--line:red}.chart .axis{stroke:var(--line)}@layer b{}\
             @supports (display:grid){@media print{.chart .axis,.theirs{stroke:#000}}}\
             .chart{& .axis{opacity:1}}.chart :not(.zone){stroke-width:1px}"
        );
    }

    #[test]
    fn nothing_else_is_changed() {
        let css = ".chart .bar { fill: #9c1f1b; fill: var(--c1) } @keyframes zone { to { --kept: 0 } } #zone { animation: zone 1s }
            .chart { --compact: 1; --mine: red } @container style(--compact: 1) { .chart .bar { fill: VAR( --mine ) } }";
        let kept = of_classes(css, classes(&[Role::Bar]));
        for part in [
            "fill:#9c1f1b;fill:var(--c1)",
            "@keyframes zone{to{--kept:0}}",
            "#zone{",
            "--compact:1",
            "--mine:red",
            "@container style(--compact:1)",
        ] {
            assert!(kept.contains(part), "{part}: {kept}");
        }
    }

    #[test]
    fn a_sheet_that_nobody_can_read_stays_as_it_is() {
        for css in [".chart { fill: red } } .bar::: {", &"a{".repeat(100_000), &"(".repeat(100_000)] {
            assert_eq!(of_classes(css, Classes::default()), *css);
        }
    }

    #[test]
    fn a_damaged_sheet_is_read_or_stays_but_never_ends_a_build() {
        let css = include_str!("../../../themes/default/static/chart.css").split(PAGES_ONLY).next().expect("a first part");
        let pieces: Vec<&str> = "{ } ( ) ; : -- @media @layer{ & !important /* \\ \" # e9 \u{1f600} url( , \0".split(' ').collect();
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = |below: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).expect("31 bits") % below
        };
        let times = std::env::var("DAMAGES").ok().and_then(|times| times.parse().ok()).unwrap_or(2_000);
        for _ in 0..times {
            let begin = next(css.lines().count());
            let mut damaged: String = css.lines().skip(begin).take(next(30)).flat_map(|line| [line, "\n"]).collect();
            for _ in 0..next(3) {
                let at = damaged.char_indices().map(|(at, _)| at).nth(next(damaged.chars().count().max(1))).unwrap_or(0);
                damaged.insert_str(at, pieces[next(pieces.len())]);
            }
            let kept = of_classes(&damaged, classes(&[Role::Bar, Role::Axis]));
            assert!(kept.len() <= 2 * damaged.len() + 100, "{damaged}");
        }
    }

    #[test]
    fn every_rule_of_the_built_in_sheet_that_a_drawing_can_meet_is_left() {
        let css = include_str!("../../../themes/default/static/chart.css").split(PAGES_ONLY).next().expect("a first part");
        let sheet = StyleSheet::parse(css, ParserOptions::default()).expect("it can be read");
        let whole = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() }).expect("it can be printed").code;
        let rules = |css: &str| -> Vec<String> {
            css.split_inclusive('}').map(str::to_owned).filter(|rule| !rule.contains("--c-ground:")).collect()
        };
        assert!(rules(&whole).len() > 40);
        for role in Role::ALL {
            let (own, left) = (classes(&[*role]), of_classes(css, classes(&[*role])));
            let others: HashSet<&str> = own.others().collect();
            let of_class = |selector: &str| selector.split(['.', ' ', ',', '>', ':']).any(|word| others.contains(word));
            for rule in rules(&whole) {
                let (selectors, declarations) = rule.rsplit_once('{').unwrap_or((&rule, ""));
                let meets =
                    selectors.rsplit('{').next().expect("a part").split(',').any(|selector| selector.contains('.') && !of_class(selector));
                assert!(!meets || left.contains(declarations), "{role:?} needs {rule}: {left}");
            }
        }
    }

    #[test]
    fn the_colour_of_a_portal_reaches_its_drawings() {
        let css = ".chart { --c1: var(--bar, #9c1f1b) } .chart .bar { fill: var(--c1) } /* Only on pages */ .figure { color: red }";
        let style = Style::new(css, "@media screen{svg{--bar:#123456;--cell:#abcdef}}");
        assert_eq!(
            *style.of(classes(&[Role::Bar])),
            *".chart{--c1:var(--bar,#9c1f1b)}.chart .bar{fill:var(--c1)}@media screen{svg{--bar:#123456}}"
        );
    }
}
