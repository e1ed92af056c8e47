//! Sentences on lines as wide as a terminal, which itself would break words.

/// The words on lines of so many characters at most; a longer word has a line
/// of its own, or several where it has spaces.
pub fn on_lines<'w>(words: impl Iterator<Item = &'w str>, width: usize) -> String {
    let (mut lines, mut used) = (String::new(), 0);
    let parts = |word: &'w str| word.splitn(if word.chars().count() > width { usize::MAX } else { 1 }, ' ');
    for word in words.flat_map(parts) {
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
/// may copy, is one. A backtick opens before a word and closes behind one:
/// there are some within words too, in what people have typed.
pub fn words(sentence: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(sentence);
    std::iter::from_fn(move || {
        let all = rest?;
        let ends = || all.match_indices(' ').map(|(at, _)| at).chain([all.len()]);
        let is_open = all.trim_start_matches(['(', '“', '"']).starts_with('`');
        let closes = |at: &usize| {
            let bare = all[..*at].trim_end_matches([',', '.', ';', ':', ')', '”', '"', '?', '!', '…']);
            bare.ends_with('`') && bare.matches('`').count() > 1
        };
        let first = ends().next().unwrap_or(all.len());
        let end = if is_open { ends().find(closes).unwrap_or(first) } else { first };
        rest = all.get(end + 1..);
        Some(&all[..end])
    })
}

#[cfg(test)]
mod tests {
    use super::{on_lines, words};

    #[test]
    fn what_is_to_be_copied_stays_on_one_line() {
        let all = |sentence: &'static str| words(sentence).collect::<Vec<&str>>();
        assert_eq!(all("viết `a = 1` là (`b c`), không phải `d e"), ["viết", "`a = 1`", "là", "(`b c`),", "không", "phải", "`d", "e"]);
        // Of a value that has backticks of its own, too.
        assert_eq!(all("`Co^.ng ho`a xa~ ho^.i` là chữ Việt"), ["`Co^.ng ho`a xa~ ho^.i`", "là", "chữ", "Việt"]);
        assert_eq!((all(""), all("a  b "), all("`")), (vec![""], vec!["a", "", "b", ""], vec!["`"]));
    }

    #[test]
    fn a_line_ends_where_the_next_word_has_no_room() {
        let lines = |text: &str, width| on_lines(text.split(' '), width);
        assert_eq!(lines("một hai ba bốn năm", 7), "một hai\nba bốn\nnăm");
        assert_eq!(lines("rất-dài-không-ngắt được", 5), "rất-dài-không-ngắt\nđược");
        assert_eq!(on_lines(["`một hai ba`", "bốn"].into_iter(), 9), "`một hai\nba` bốn");
        assert_eq!((lines("một", 0), lines("", 9)), ("một".to_owned(), String::new()));
    }
}
