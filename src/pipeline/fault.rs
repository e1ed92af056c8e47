//! A template's fault as a finding at its place: what is wrong, as one of few
//! words that the wording has in every language, because the engine speaks
//! English, and of its grammar.
//!
//! Knows the engine's messages; a test holds them against the engine.

use crate::diag::code::TEMPLATE;
use crate::diag::{Diagnostic, Place, SourceId, Spot};
use crate::model::theme::Theme;
use crate::route::TemplateFault;

/// More names than this help nobody.
const MOST_NAMES: usize = 12;

/// The finding for a fault; `portal` stands for a template that is not there.
pub(super) fn told(fault: &TemplateFault, theme: &Theme, portal: SourceId) -> Diagnostic {
    let (source, text) = theme.templates.get(&fault.template).map_or((portal, ""), |(source, text)| (*source, text.as_str()));
    let place = match (fault.line, parent(&fault.message)) {
        (0, Some(parent)) => named(text, parent),
        (0, None) => Place::Whole,
        (line, _) => Place::LineColumn { line, column: fault.column, end: fault.end },
    };
    let told = Diagnostic::new(&TEMPLATE, Spot { source, place });
    let at = text.lines().nth(fault.line.saturating_sub(1) as usize).unwrap_or_default();
    match word(&fault.message, at, fault.column) {
        None => told.arg("error", &fault.message).variant("other"),
        Some(word) => match known(&fault.message) {
            Some(names) => told.word("error", word).arg("known", names).variant("known"),
            None => told.word("error", word),
        },
    }
}

/// The wording's word for a message of the engine about a line.
fn word(message: &str, line: &str, column: u32) -> Option<&'static str> {
    let begins = |all: &[&str]| all.iter().any(|begin| message.starts_with(begin));
    Some(match message {
        "Unknown tag" => tag(line, column),
        "Unexpected end of input" | "unexpected end of raw block" => "tera-end",
        "unexpected end of string" => "tera-string",
        "Unexpected character" => "tera-character",
        "Tried to render a variable that is undefined" => "tera-undefined",
        "the template includes or extends itself" => "tera-itself",
        "the theme has no such template" => "tera-no-template",
        _ if begins(&["Variable `"]) => "tera-variable",
        _ if begins(&["Field `"]) => "tera-field",
        _ if begins(&["Unknown filter"]) => "tera-filter",
        _ if begins(&["Unknown test"]) => "tera-test",
        _ if begins(&["Unknown function"]) => "tera-function",
        _ if begins(&["Unknown component"]) => "tera-component",
        _ if begins(&["Unknown template", "there is no template"]) => "tera-no-template",
        _ if begins(&["the template extends itself"]) => "tera-itself-default",
        _ if begins(&["Block `"]) && message.contains("any parent template") => "tera-no-block",
        _ if begins(&["block was named"]) => "tera-block-names",
        _ if begins(&["Found "]) && message.contains(" expected ") => "tera-found",
        _ if begins(&["Closing comment tag"]) => "tera-comment",
        _ if begins(&["String opened with"]) => "tera-string",
        _ if begins(&["Missing keyword argument"]) => "tera-argument",
        _ if begins(&["Invalid type for the value"]) => "tera-type",
        _ if begins(&["Math operations"]) || message.contains("requires both operands to be numbers") => "tera-numbers",
        _ if begins(&["an expression in a tag"]) => "tera-attribute",
        _ if begins(&["there is no word"]) => "tera-word",
        _ if begins(&["a page grows longer"]) => "tera-long",
        _ => return None,
    })
}

/// A tag that the engine does not know, or does not expect: where a block is
/// not closed, the end of the one around it stands too early.
fn tag(line: &str, column: u32) -> &'static str {
    let rest: String = line.chars().skip(column.saturating_sub(1) as usize).take_while(|letter| letter.is_alphanumeric()).collect();
    if rest.starts_with("end") || matches!(rest.as_str(), "else" | "elif") { "tera-end-tag" } else { "tera-tag" }
}

/// The names that could have stood there, those most like the unknown one first.
fn known(message: &str) -> Option<String> {
    let (said, names) = message.split_once(" Available ")?;
    let unknown = said.split('`').nth(1)?;
    let mut names: Vec<&str> = names.split_once(": ")?.1.split(", ").collect();
    names.sort_by(|one, other| {
        let likeness = |name: &str| strsim::normalized_damerau_levenshtein(unknown, name);
        likeness(other).total_cmp(&likeness(one))
    });
    Some(names.into_iter().take(MOST_NAMES).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

/// The template that a template extends and that is not there.
fn parent(message: &str) -> Option<&str> {
    message.strip_prefix("there is no template `")?.split('`').next()
}

/// The place of the first name in quotes, or the whole template.
fn named(text: &str, name: &str) -> Place {
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let found = text.lines().enumerate().find_map(|(line, text)| {
        let at = ["\"", "'"].iter().find_map(|quote| text.find(&format!("{quote}{name}{quote}")))?;
        Some((line, text[..at].chars().count() + 1))
    });
    let length = name.chars().count() + 2;
    found.map_or(Place::Whole, |(line, column)| Place::LineColumn {
        line: number(line) + 1,
        column: number(column),
        end: number(column + length),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::wording::{Tongue, wording};
    use crate::diag::{Arg, Sources};

    /// The words of a template's faults, and where they stand.
    fn words(text: &str) -> Vec<(String, Place)> {
        let portal = Sources::default().add("congbo.toml");
        let mut theme = Theme::default();
        theme.templates.insert("base.html".into(), (portal, "{% block main %}{% endblock %}".into()));
        theme.templates.insert("a.html".into(), (portal, text.into()));
        let told = crate::render::faults(&theme).into_iter().map(|fault| told(&fault, &theme, portal));
        told.map(|told| match &told.args[0].1 {
            Arg::Word(word) => (word.to_string(), told.spot.place),
            other => (format!("{other:?}"), told.spot.place),
        })
        .collect()
    }

    #[test]
    fn what_people_get_wrong_in_templates_is_told_in_words_of_every_language() {
        for (text, word) in [
            ("{{ page.title | hoa }}", "tera-filter"),
            ("{{ page.title is xau }}", "tera-test"),
            ("{{ ten() }}", "tera-function"),
            ("{{ <Khong /> }}", "tera-component"),
            ("{% include \"khong.html\" %}", "tera-no-template"),
            ("{% extends \"khong.html\" %}", "tera-no-template"),
            ("{% extends \"a.html\" %}", "tera-itself-default"),
            ("{% extends \"base.html\" %}{% block khong %}{% endblock %}", "tera-no-block"),
            ("{% block a %}{% endblock b %}", "tera-block-names"),
            ("{% if page %}", "tera-end"),
            ("{% block a %}{% for x in page %}{% endblock %}", "tera-end-tag"),
            ("{% endif %}", "tera-end-tag"),
            ("{% else %}", "tera-end-tag"),
            ("{% foo %}", "tera-tag"),
            ("{{ page.title }", "tera-found"),
            ("{{ page.title | }}", "tera-found"),
            ("{% if %}{% endif %}", "tera-found"),
            ("{# ghi chú", "tera-comment"),
            ("{{ \"abc }}", "tera-string"),
            ("{{ page ? 1 }}", "tera-character"),
            ("<a {{ page.title }}>", "tera-attribute"),
        ] {
            let told = words(text);
            assert!(told.iter().any(|(told, _)| told == word), "{text}: {told:?}");
            assert!([Tongue::Vi, Tongue::En].iter().all(|tongue| wording(*tongue).word(word) != word), "{word} has no words");
        }
        let vi = wording(Tongue::Vi);
        for word in [
            "tera-variable",
            "tera-field",
            "tera-undefined",
            "tera-argument",
            "tera-type",
            "tera-numbers",
            "tera-word",
            "tera-long",
            "tera-itself",
        ] {
            assert_ne!(vi.word(word), word);
        }
    }

    #[test]
    fn a_parent_that_is_missing_is_shown_where_it_is_named() {
        let (_, place) = words("\n{# đầu #}{% extends 'khong.html' %}").remove(0);
        assert_eq!(place, Place::LineColumn { line: 2, column: 21, end: 33 });
    }

    #[test]
    fn the_nearest_name_comes_first() {
        let message = "Field `titel` is not defined. Available fields: answer, title, ways";
        assert_eq!(known(message).as_deref(), Some("`title`, `answer`, `ways`"));
        assert_eq!(known("Field `titel` is not defined."), None);
    }
}
