//! Sentences on lines as wide as a terminal, which itself would break words.

/// The words on lines of so many characters at most; a longer word has a line
/// of its own.
pub fn on_lines<'w>(words: impl Iterator<Item = &'w str>, width: usize) -> String {
    let (mut lines, mut used) = (String::new(), 0);
    for word in words {
        let length = word.chars().count();
        let fits = used + 1 + length <= width;
        if used > 0 {
            lines.push(if fits { ' ' } else { '\n' });
        }
        used = if used > 0 && fits { used + 1 + length } else { length };
        lines.push_str(word);
    }
    lines
}

/// The words of a sentence; what stands between two backticks, which somebody
/// may copy, is one.
pub fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let mut is_code = false;
    sentence.split(move |letter| {
        is_code ^= letter == '`';
        letter == ' ' && !is_code
    })
}

#[cfg(test)]
mod tests {
    use super::{on_lines, words};

    #[test]
    fn what_is_to_be_copied_stays_on_one_line() {
        let all: Vec<&str> = words("viết `a = 1` là `b`, không phải `c d").collect();
        assert_eq!(all, ["viết", "`a = 1`", "là", "`b`,", "không", "phải", "`c d"]);
    }

    #[test]
    fn a_line_ends_where_the_next_word_has_no_room() {
        let lines = |text: &str, width| on_lines(text.split(' '), width);
        assert_eq!(lines("một hai ba bốn năm", 7), "một hai\nba bốn\nnăm");
        assert_eq!(lines("rất-dài-không-ngắt được", 5), "rất-dài-không-ngắt\nđược");
        assert_eq!((lines("một", 0), lines("", 9)), ("một".to_owned(), String::new()));
    }
}
