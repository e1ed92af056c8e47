//! A chart in its figure: its title as a sentence, the drawing, and under it
//! where the numbers come from and where to get them.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::standpoint::Standpoint;
use crate::model::value::Decimal;
use crate::render::chart::{Chart, Drawing, inline};

/// What stands under a chart. Whatever is absent is left out.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct About {
    /// Which part of the whole is drawn, in a sentence.
    pub(in crate::render) part: String,
    /// What the numbers come from: a dataset's title and its table's; the
    /// portal where it is empty.
    pub(in crate::render) source: String,
    /// Of when they are, in words; empty where the chart says it.
    pub(in crate::render) day: String,
    /// The page of the table.
    pub(in crate::render) table: Option<String>,
    /// What the numbers count, as a code.
    pub(in crate::render) unit: String,
    /// Whether its CSV has more than the picture shows.
    pub(in crate::render) has_more: bool,
    /// Addresses of the chart's own files: ending, link.
    pub(in crate::render) files: Vec<(&'static str, String)>,
}

/// A chart, drawn in its wide form, as an HTML `<figure>` with the style sheet
/// and the script it needs.
pub(in crate::render) fn figure(at: &Standpoint<'_>, chart: &Chart, wide: &Drawing, about: &About) -> String {
    let mut html = assets(at);
    html.extend(["<figure class=\"chart\"><figcaption>", &escaped(chart.title()), "</figcaption>"]);
    inline(chart, wide, &|number| tick(at, number, &about.unit), &mut html);
    html += "<p class=\"about\">";
    let mut parts = Vec::new();
    if !about.part.is_empty() {
        parts.push(escaped(&about.part));
    }
    let portal = || at.text(&at.catalog().portal.title).text;
    let source = if about.source.is_empty() { portal() } else { about.source.clone() };
    parts.push(escaped(&at.words.fill("chart.source", &[("source", &source)])));
    if !about.day.is_empty() {
        parts.push(format!("{}.", escaped(&about.day)));
    }
    let links = about.table.iter().map(|href| ("chart.see", href));
    let table = if about.has_more { "chart.csv-all" } else { "chart.csv" };
    let files = about.files.iter().map(|(ending, href)| (if *ending == "svg" { "chart.svg" } else { table }, href));
    parts.extend(links.chain(files).map(|(key, href)| {
        // What the script calls the same picture in dots.
        let png = if key == "chart.svg" { format!(" data-png=\"{}\"", escaped(&at.t("chart.png"))) } else { String::new() };
        format!("<a href=\"{}\"{png}>{}</a>", escaped(href), escaped(&at.t(key)))
    }));
    html += &parts.join(" ");
    html + "</p></figure>"
}

/// The wide form of a chart whose numbers count `unit`.
pub(super) fn wide(at: &Standpoint<'_>, chart: &Chart, unit: &str) -> Drawing {
    chart.wide(&|number| tick(at, number, unit))
}

/// A round number of an axis.
fn tick(at: &Standpoint<'_>, number: Decimal, unit: &str) -> String {
    if unit == "vnd" { at.words.money(number).short } else { at.words.number(number) }
}

/// Whether a page asks for the style sheet or the script of charts; most do not.
pub(in crate::render) fn has_assets(html: &[u8]) -> bool {
    static LINK: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("chart."));
    LINK.find(html).is_some()
}

/// The style sheet and the script of charts; harmless when they stand twice.
pub(in crate::render) fn assets(at: &Standpoint<'_>) -> String {
    let of_theme = |name: &str| at.context.theme.files.contains_key(name).then(|| escaped(&at.to(&format!("assets/{name}"))));
    let style = of_theme("chart.css").map(|href| format!("<link rel=\"stylesheet\" href=\"{href}\">"));
    let script = of_theme("chart.js").map(|href| format!("<script defer src=\"{href}\"></script>"));
    style.into_iter().chain(script).collect()
}

/// Text as HTML.
pub(in crate::render) fn escaped(text: &str) -> String {
    // Most texts have none of these.
    if !text.bytes().any(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"')) {
        return text.to_owned();
    }
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
