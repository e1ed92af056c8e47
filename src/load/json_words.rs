//! What is wrong with a JSON text, as one of few words that the wording has in
//! every language. Knows the parser's messages; a test holds them against it.

/// The wording's word for a message of the parser.
pub(super) fn mistake(message: &str) -> &'static str {
    match message {
        "Expected comma" => "json-comma",
        "Trailing commas are not allowed" | "Unexpected comma" => "json-comma-more",
        "Expected colon after the string or word in object property" | "Unexpected colon" => "json-colon",
        "Expected value after colon in object property" | "Unexpected token" | "Unexpected word" => "json-value",
        "Expected string for object property" | "Unexpected token in object" => "json-key",
        "Unterminated array" | "Unterminated object" | "Unterminated string literal" => "json-unclosed",
        "Unexpected close brace" | "Unexpected close bracket" => "json-close",
        "Text cannot contain more than one JSON value" => "json-more",
        "Single-quoted strings are not allowed" => "json-single",
        "Comments are not allowed" | "Unterminated comment block" => "json-comment",
        "Maximum nesting depth exceeded" => "json-deep",
        _ if ["escape", "hex digits"].into_iter().any(|part| message.contains(part)) => "json-escape",
        _ if ["numbers", "digit", "NaN"].into_iter().any(|part| message.contains(part)) => "json-number",
        _ => "json-other",
    }
}

#[cfg(test)]
mod tests {
    use super::super::tree::parse_json;
    use crate::diag::wording::{Tongue, wording};
    use crate::diag::{Arg, Notes, SourceId};

    #[test]
    fn what_people_get_wrong_in_json_is_told_in_words_of_every_language() {
        let wrong = [
            (r#"{"a": 1 "b": 2}"#, "json-comma"),
            (r#"["a" "b"]"#, "json-comma"),
            (r#"{"a": 1,}"#, "json-comma-more"),
            (r#"[1,]"#, "json-comma-more"),
            (r#"[1,,2]"#, "json-comma-more"),
            (r#"{"a" 1}"#, "json-colon"),
            (r#"{"a": }"#, "json-close"),
            (r#"{"a": Cong}"#, "json-value"),
            (r#"{"a": True}"#, "json-value"),
            (r#"{a: 1}"#, "json-key"),
            (r#"{"a": 1"#, "json-unclosed"),
            (r#"[1"#, "json-unclosed"),
            (r#"{"a": "x}"#, "json-unclosed"),
            (r#"}"#, "json-close"),
            (r#"{"a": 1} {}"#, "json-more"),
            (r#"{"a": 1.}"#, "json-number"),
            (r#"{"a": +1}"#, "json-number"),
            (r#"{"a": -}"#, "json-number"),
            (r#"{"a": 'x'}"#, "json-single"),
            ("{\"a\": 1} // x", "json-comment"),
            (r#"{"a": "C:\xyz"}"#, "json-escape"),
            (r#"{"a": "\u12"}"#, "json-escape"),
            ("{\"a\": \"x\ny\"}", "json-control"),
            ("{“a”: 1}", "json-character"),
            ("", "json-empty"),
            (r#"{"a": 1, "a": 2}"#, "json-twice"),
            (r#"{"a": 1e999}"#, "json-large"),
        ];
        for (text, word) in wrong {
            let mut notes = Notes::default();
            assert!(parse_json(text, SourceId(0), 0, &mut notes).is_none(), "{text}");
            let told: Vec<Arg> = notes.groups().flat_map(|group| group.shown[0].args.iter().map(|(_, arg)| arg.clone())).collect();
            assert_eq!(told, [Arg::Word(word.into())], "{text}");
            assert!([Tongue::Vi, Tongue::En].iter().all(|tongue| wording(*tongue).word(word) != word), "{word} has no words");
        }
    }
}
