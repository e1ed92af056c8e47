//! Spaces: a text on one line. Knows nothing of Markdown.

/// A text with one space for all that is between its words.
pub fn on_one_line(text: &str) -> String {
    let inside = text.trim_matches(' ');
    // Most texts are so already, which is seen many bytes at a time.
    let may_be_space = |byte: u8| byte < b' ' || matches!(byte, 0xc2 | 0xe2 | 0xe3);
    let is_so = !inside.bytes().fold(false, |any, byte| any | may_be_space(byte))
        && !inside
            .as_bytes()
            .iter()
            .zip(&inside.as_bytes()[inside.len().min(1)..])
            .fold(false, |any, two| any | ((*two.0 == b' ') & (*two.1 == b' ')));
    if is_so && !inside.contains('\u{1680}') {
        return inside.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    let mut push = |word: &str| {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    };
    // Most texts know no spaces but those of ASCII, which are bytes.
    let may_know_others = |byte: u8| matches!(byte, 0x0b | 0xc2 | 0xe2 | 0xe3);
    if text.bytes().any(may_know_others) || text.contains('\u{1680}') {
        text.split_whitespace().for_each(&mut push);
    } else {
        text.split_ascii_whitespace().for_each(&mut push);
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_space_becomes_one_space_and_no_letter_is_lost() {
        for space in ('\0'..=char::MAX).filter(|c| c.is_whitespace()) {
            assert_eq!(on_one_line(&format!("{space}Đất{space} {space}ở\n")), "Đất ở", "{space:?}");
        }
        assert_eq!(
            (on_one_line("“a” – b"), on_one_line(""), on_one_line("ạẠ\u{200b}")),
            ("“a” – b".into(), String::new(), "ạẠ\u{200b}".into())
        );
    }
}
