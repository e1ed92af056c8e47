//! Citations: a sentence for a footnote, and the same as BibTeX and RIS, which
//! reference managers read.
//!
//! Every form names who issued the thing, when, what it is called and where
//! it stands. Knows the two formats; which things are cited is their views'.

use serde::Serialize;

use super::standpoint::Standpoint;
use crate::markdown::on_one_line;

/// A citation in three forms.
#[derive(Debug, Clone, Default, Serialize)]
pub(in crate::render) struct Citation {
    /// One sentence.
    text: String,
    /// A BibTeX entry.
    bibtex: String,
    /// A RIS record.
    ris: String,
    /// CSL-JSON, for files only.
    #[serde(skip)]
    csl: String,
}

impl Citation {
    /// One sentence.
    pub(in crate::render) fn text(&self) -> &str {
        &self.text
    }

    /// A BibTeX entry.
    pub(in crate::render) fn bibtex(&self) -> &str {
        &self.bibtex
    }

    /// A RIS record.
    pub(in crate::render) fn ris(&self) -> &str {
        &self.ris
    }

    /// The list of one item that CSL-JSON is.
    pub(in crate::render) fn csl(&self) -> &str {
        &self.csl
    }
}

/// What is cited.
#[derive(Debug, Clone, Default)]
pub(in crate::render) struct Cited<'a> {
    /// Its key in BibTeX: the dataset's name or the plan's id.
    pub(in crate::render) key: &'a str,
    /// `RPRT` or `DATA`, the type in RIS.
    pub(in crate::render) kind: Kind,
    /// Who issued or publishes it.
    pub(in crate::render) author: String,
    /// What it is called.
    pub(in crate::render) title: String,
    /// Its number, when it has one.
    pub(in crate::render) number: String,
    /// Its date or year as the language writes it.
    pub(in crate::render) date: String,
    /// Its year in digits, when it is known.
    pub(in crate::render) year: String,
}

/// What kind of thing is cited.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::render) enum Kind {
    /// A document, such as a plan.
    #[default]
    Report,
    /// A dataset.
    Data,
}

/// The citation of a thing that has a page here.
pub(in crate::render) fn citation(at: &Standpoint<'_>, cited: &Cited<'_>) -> Citation {
    let key = match cited.kind {
        Kind::Report => "cite.report",
        Kind::Data => "cite.data",
    };
    let address = at.context.routes.absolute(at.path).unwrap_or_default();
    let portal = at.text(&at.catalog().portal.title).text;
    let lang = at.lang();
    let fields = [
        ("author", cited.author.as_str()),
        ("title", cited.title.as_str()),
        ("number", cited.number.as_str()),
        ("year", cited.year.as_str()),
        ("publisher", portal.as_str()),
        ("url", address.as_str()),
        ("language", lang.as_str()),
    ];
    let text = sentence(at, key, cited, &[]).trim().to_owned();
    Citation { text, bibtex: bibtex(cited, &fields), ris: ris(cited, &fields), csl: csl(cited, &fields) }
}

/// How to cite a part of a plan that has a page here: the plan, the line that it
/// stands on, and what the part is called.
pub(in crate::render) fn part(at: &Standpoint<'_>, plan: &Cited<'_>, name: &str, line: u64) -> String {
    let line = if line == 0 { String::new() } else { at.words.fill("cite.line", &[("line", &line.to_string())]) };
    sentence(at, "cite.part", plan, &[("line", &line), ("name", name.trim_end_matches('.'))])
}

/// A citation as a sentence of the page's language, in the words of a message
/// that may name `more` than all of them do.
fn sentence(at: &Standpoint<'_>, key: &str, cited: &Cited<'_>, more: &[(&str, &str)]) -> String {
    let number = if cited.number.is_empty() { String::new() } else { at.words.fill("cite.number", &[("number", &cited.number)]) };
    let date = if cited.date.is_empty() { at.t("site.not-given") } else { cited.date.clone() };
    let portal = at.text(&at.catalog().portal.title).text;
    let address = at.context.routes.absolute(at.path).map(|address| format!(" {address}")).unwrap_or_default();
    let args = [
        ("author", cited.author.as_str()),
        ("date", &date),
        ("title", &cited.title),
        ("number", &number),
        ("portal", &portal),
        ("address", &address),
    ];
    at.words.fill(key, &[&args, more].concat())
}

fn bibtex(cited: &Cited<'_>, fields: &[(&str, &str)]) -> String {
    let kind = match cited.kind {
        Kind::Report => "techreport",
        Kind::Data => "misc",
    };
    let line = |(name, value): &(&str, &str)| {
        // A report's publisher is its institution.
        let name = if *name == "publisher" && cited.kind == Kind::Report { "institution" } else { name };
        match name {
            // In braces, so that styles neither take names apart nor change case.
            "author" | "title" => format!("  {name} = \"{{{}}}\",\n", in_latex(value)),
            "url" => format!("  {name} = \"{value}\",\n"),
            _ => format!("  {name} = \"{}\",\n", in_latex(value)),
        }
    };
    let lines: String = fields.iter().filter(|(_, value)| !value.is_empty()).map(line).collect();
    format!("@{kind}{{{},\n{lines}}}\n", cited.key)
}

/// Text that LaTeX reads as itself.
fn in_latex(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => safe.push_str("\\textbackslash{}"),
            // BibTeX counts braces whatever stands before them.
            '{' => safe.push_str("\\textbraceleft{}"),
            '}' => safe.push_str("\\textbraceright{}"),
            '$' | '%' | '&' | '#' | '_' => safe.extend(['\\', letter]),
            '~' => safe.push_str("\\textasciitilde{}"),
            '^' => safe.push_str("\\textasciicircum{}"),
            '"' => safe.push_str("{\"}"),
            '\n' | '\r' => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

fn ris(cited: &Cited<'_>, fields: &[(&str, &str)]) -> String {
    let kind = match cited.kind {
        Kind::Report => "RPRT",
        Kind::Data => "DATA",
    };
    let tag = |name: &str| match name {
        "author" => "AU",
        "title" => "TI",
        "number" => "SN",
        "year" => "PY",
        "publisher" => "PB",
        "url" => "UR",
        _ => "LA",
    };
    let mut record = format!("TY  - {kind}\n");
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        record += &format!("{}  - {}\n", tag(name), on_one_line(value));
    }
    record + "ER  - \n"
}

fn csl(cited: &Cited<'_>, fields: &[(&str, &str)]) -> String {
    let mut item = serde_json::Map::new();
    let kind = match cited.kind {
        Kind::Report => "report",
        Kind::Data => "dataset",
    };
    item.insert("id".into(), cited.key.into());
    item.insert("type".into(), kind.into());
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        let (name, value) = match *name {
            "author" => ("author", serde_json::json!([{ "literal": value }])),
            "year" => match value.parse::<i32>() {
                Ok(year) => ("issued", serde_json::json!({ "date-parts": [[year]] })),
                Err(_) => continue,
            },
            "url" => ("URL", (*value).into()),
            name => (name, (*value).into()),
        };
        item.insert(name.into(), value);
    }
    let mut text = serde_json::to_string_pretty(&[item]).expect("texts are always JSON");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_signs_of_latex_stay_names() {
        assert_eq!(in_latex("R&D {50%} a_b \\ \"x\""), "R\\&D \\textbraceleft{}50\\%\\textbraceright{} a\\_b \\textbackslash{} {\"}x{\"}");
    }

    #[test]
    fn a_record_of_ris_has_its_type_first_and_its_end_last() {
        let cited = Cited { key: "x", kind: Kind::Data, ..Cited::default() };
        let record = ris(&cited, &[("title", "Kế hoạch\nnăm 2024"), ("number", ""), ("url", "https://a.vn/")]);
        assert_eq!(record, "TY  - DATA\nTI  - Kế hoạch năm 2024\nUR  - https://a.vn/\nER  - \n");
    }
}
