//! The README of a bundle of several datasets: of a plan, of the portal.

use std::fmt::Write;

use crate::markdown::on_one_line;
use crate::model::dataset::{Dataset, License};
use crate::model::lang::Lang;
use crate::render::text::spoken::words;
use crate::route::Context;

/// What a bundle of several datasets is about.
pub(in crate::render) struct About<'a> {
    pub(in crate::render) title: String,
    pub(in crate::render) description: String,
    /// Who issued what it is about; empty when nobody did.
    pub(in crate::render) issuer: String,
    /// Who publishes it.
    pub(in crate::render) publisher: String,
    /// Its page on the web, when the portal has an address.
    pub(in crate::render) page: Option<String>,
    pub(in crate::render) licenses: &'a [License],
    /// The datasets, each in the folder `data/<name>/`.
    pub(in crate::render) datasets: &'a [&'a Dataset],
    /// How to cite it, in a sentence.
    pub(in crate::render) citation: String,
}

/// The README in one language.
pub(in crate::render) fn readme(context: &Context<'_>, about: &About<'_>, lang: Lang) -> String {
    let words = words(context, lang);
    let mut out = format!("# {}\n\n", on_one_line(&about.title));
    if !about.description.trim().is_empty() {
        let _ = write!(out, "{}\n\n", about.description.trim());
    }
    let mut fact = |key: &str, text: &str| {
        if !text.is_empty() {
            let _ = writeln!(out, "- {}: {}", words.t(key), on_one_line(text));
        }
    };
    fact("plan.issuer", &about.issuer);
    fact("dataset.publisher", &about.publisher);
    for license in about.licenses {
        let name = license.title.as_deref().or(license.name.as_deref()).unwrap_or_default();
        let path = license.path.as_ref().map(|path| format!("<{path}>")).unwrap_or_default();
        fact("dataset.license", format!("{name} {path}").trim());
    }
    fact("readme.page", about.page.as_deref().unwrap_or_default());
    let _ = write!(out, "\n## {}\n\n", words.t("readme.datasets"));
    for dataset in about.datasets {
        let title = dataset.title.pick(lang, &context.catalog.portal.languages).text;
        let rows: u64 = dataset.resources.iter().map(|table| table.profile.rows).sum();
        let counts = [words.count("count.tables", dataset.resources.len() as u64), words.count("count.rows", rows)];
        let _ = writeln!(out, "- `data/{}/`: {} ({})", dataset.name, on_one_line(title), counts.join(", "));
    }
    let _ = write!(out, "\n## {}\n\n", words.t("readme.files"));
    for key in ["readme.each", "readme.csv", "readme.csv-cells", "readme.descriptor"] {
        let _ = writeln!(out, "- {}", words.t(key));
    }
    let _ = write!(out, "\n## {}\n\n{}\n\n    sha256sum -c SHA256SUMS\n", words.t("readme.check"), words.t("readme.check-text"));
    let _ = write!(out, "\n## {}\n\n{}\n", words.t("dataset.cite"), on_one_line(&about.citation));
    out
}
