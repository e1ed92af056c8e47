//! What is wrong with a TOML text, as one of few words that the wording has in
//! every language: the parser speaks English, and of grammar.
//!
//! Knows the parser's messages; a test holds them against the parser. What is
//! rare keeps the parser's own message.

use crate::diag::Name;

/// A mistake and whether everything behind it is read wrongly because of it.
pub(super) struct Mistake {
    /// A term of the wording.
    pub(super) word: Name,
    /// Whether what the parser says after it is about the same mistake.
    pub(super) hides_more: bool,
}

/// What a message of the parser says.
pub(super) fn mistake(message: &str) -> Mistake {
    let said = message.split(", expected").next().unwrap_or(message);
    let begins = |all: &[&str]| all.iter().any(|begin| said.starts_with(begin));
    let word = match said {
        "string values must be quoted" | "missing value" | "missing value for key" => "toml-quotes",
        "key with no value" | "missing assignment between key-value pairs" => "toml-equals",
        "duplicate key" => "toml-twice",
        "missing comma between array elements" | "unclosed array" | "unexpected `=` in array" | "extra comma in array" => "toml-list",
        "missing comma between key-value pairs"
        | "unclosed inline table"
        | "missing key for inline table element"
        | "invalid inline table element"
        | "extra comma in inline table" => "toml-braces",
        "unclosed table" | "unclosed array table" => "toml-heading",
        "unexpected key or value" | "unexpected content" => "toml-after",
        "too few unicode value digits" | "missing escaped value" => "toml-backslash",
        "invalid boolean" => "toml-boolean",
        _ if begins(&["invalid basic string", "invalid literal string", "invalid multi-line"]) => "toml-unclosed",
        _ if begins(&["invalid unquoted key", "unquoted keys cannot"]) => "toml-key",
        _ if begins(&["invalid date", "invalid time", "invalid offset"]) => "toml-date",
        _ if begins(&["invalid float", "invalid integer", "unexpected leading zero", "redundant", "unexpected sign", "`_` may"]) => {
            "toml-number"
        }
        _ => return Mistake { word: message.to_owned().into(), hides_more: false },
    };
    Mistake { word: word.into(), hides_more: matches!(word, "toml-list" | "toml-braces") }
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::mistake;
    use crate::diag::wording::{Tongue, wording};

    #[test]
    fn what_people_get_wrong_in_toml_is_told_in_words_of_every_language() {
        let wrong = [
            ("title = Cổng", "toml-quotes"),
            ("title =", "toml-quotes"),
            ("title = “x”", "toml-quotes"),
            ("day = 31/12/2025", "toml-quotes"),
            ("title \"x\"", "toml-equals"),
            ("title = \"x", "toml-unclosed"),
            ("title = 'x", "toml-unclosed"),
            ("all = [\"vi\" \"en\"]", "toml-list"),
            ("all = [\"vi\"\ntitle = \"x\"", "toml-list"),
            ("title = { vi = \"a\" en = \"b\" }", "toml-braces"),
            ("title = { vi = \"a\"\nb = \"x\"", "toml-braces"),
            ("[look\n", "toml-heading"),
            ("day = 2025-13-01", "toml-date"),
            ("tên = \"x\"", "toml-key"),
            ("= 3", "toml-key"),
            ("title = \"a\" \"b\"", "toml-after"),
            ("path = \"C:\\xyz\"", "toml-backslash"),
            ("x = 1.2.3", "toml-number"),
            ("x = 0123", "toml-number"),
            ("x = true1", "toml-boolean"),
            ("x = 1\nx = 2", "toml-twice"),
        ];
        for (text, word) in wrong {
            let (_, errors) = DeTable::parse_recoverable(text);
            let told: Vec<String> = errors.iter().map(|error| mistake(error.message()).word.into_owned()).collect();
            let first = errors.first().map(|error| error.message().to_owned());
            assert!(told.first().is_some_and(|told| told == word), "{text}: {told:?}, {first:?}");
            assert!([Tongue::Vi, Tongue::En].iter().all(|tongue| wording(*tongue).word(word) != word), "{word} has no words");
        }
    }
}
