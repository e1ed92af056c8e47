//! What is wrong with a TOML text, as one of few words that the wording has in
//! every language: the parser speaks English, and of grammar.
//!
//! Knows the parser's messages; a test holds them against the parser.

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
        "string values must be quoted" | "missing value" | "missing value for key" | "invalid value" | "missing opening quote" => {
            "toml-quotes"
        }
        "key with no value" | "missing assignment between key-value pairs" | "invalid key-value pair" => "toml-equals",
        "extra assignment between key-value pairs" | "extra `=`" => "toml-more",
        "duplicate key" => "toml-twice",
        "carriage return must be followed by newline" => "toml-return",
        "invalid comment character" => "toml-character",
        "missing comma between array elements" | "unclosed array" | "unexpected `=` in array" | "extra comma in array" => "toml-list",
        "missing comma between key-value pairs"
        | "unclosed inline table"
        | "missing key for inline table element"
        | "invalid inline table element"
        | "extra comma in inline table" => "toml-braces",
        "unclosed table" | "unclosed array table" | "missing table open" => "toml-heading",
        "unexpected key or value" | "unexpected content" => "toml-after",
        "too few unicode value digits" | "missing escaped value" => "toml-backslash",
        "recursion limit" => "toml-deep",
        "invalid boolean" => "toml-boolean",
        _ if begins(&["invalid basic string", "invalid literal string", "invalid multi-line"]) => "toml-unclosed",
        _ if begins(&["invalid unquoted key", "unquoted keys cannot", "keys cannot be"]) => "toml-key",
        _ if begins(&["cannot extend value"]) => "toml-twice",
        _ if begins(&["cannot recurse"]) => "toml-deep",
        _ if begins(&["invalid date", "invalid time", "invalid offset"]) => "toml-date",
        _ if begins(&[
            "invalid float",
            "invalid integer",
            "unexpected leading zero",
            "redundant",
            "unexpected sign",
            "`_` may",
            "radix",
            "integers with a radix",
        ]) =>
        {
            "toml-number"
        }
        _ => "toml-other",
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
            ("x = 1\n[x]", "toml-twice"),
            ("[x]\ny = 1\n[x]", "toml-twice"),
            ("x = []\n[[x]]", "toml-twice"),
            ("x.y = 1\nx = 2", "toml-twice"),
            ("x = 1\nx.y = 2", "toml-twice"),
            ("x == 1", "toml-more"),
            ("x = = 1", "toml-more"),
            ("x = \"a\rb\"", "toml-unclosed"),
            ("x = 1\ry = 2", "toml-return"),
            ("x = 1 # a\u{1}", "toml-character"),
            ("x = \u{1}", "toml-quotes"),
            ("\"\"\"x\"\"\" = 1", "toml-key"),
            ("x = 0XFF", "toml-number"),
            ("x = +0x1", "toml-number"),
            ("x = 1__0", "toml-number"),
            ("x = 12,5", "toml-after"),
            ("x = 90%", "toml-quotes"),
            ("x = 1.234.567", "toml-number"),
            ("x = \"\"\"a", "toml-unclosed"),
            ("day = 2025-12", "toml-date"),
            ("day = 2025-2-3", "toml-date"),
            ("day = 2025-02-30", "toml-date"),
            ("day = 2025-12-31 25:00:00", "toml-date"),
            ("day = 12:60:00", "toml-date"),
            ("day = 31-12-2025", "toml-date"),
            ("[]", "toml-key"),
            ("[a.]", "toml-key"),
            ("[a b]", "toml-heading"),
            ("x", "toml-equals"),
            ("x: 1", "toml-equals"),
            ("x = \"a", "toml-unclosed"),
            ("x = \"\\q\"", "toml-backslash"),
            ("x = \"\\u12\"", "toml-backslash"),
            ("x = True", "toml-boolean"),
            ("x = yes", "toml-quotes"),
            ("x = ‘a’", "toml-quotes"),
            ("\u{a0}x = 1", "toml-key"),
            ("x\u{a0}= 1", "toml-key"),
            ("x =\u{a0}1", "toml-quotes"),
            ("x = [1, 2", "toml-list"),
            ("x = [1,, 2]", "toml-list"),
            ("x = {a = 1,, b = 2}", "toml-braces"),
            ("[[x]", "toml-heading"),
            ("]", "toml-heading"),
            ("--- ", "toml-equals"),
            ("<<<<<<< HEAD", "toml-equals"),
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
