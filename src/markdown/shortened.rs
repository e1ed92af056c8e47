//! Long texts cut to what a list or a search engine shows of them. Knows
//! nothing of Markdown.

use super::on_one_line;

/// About 200 characters: whole sentences where they end near there, else cut
/// at a space.
pub fn shortened(text: &str) -> String {
    let text = on_one_line(text);
    let Some(cut) = cut_at(&text, 200) else { return text };
    // A little more than was asked for beats half a sentence; a word or two of
    // a long text do not.
    let ends = || sentence_ends(&text).skip_while(|end| text[..*end].chars().count() < 60);
    let is_within = |end: usize, most: usize| text[..end].chars().count() <= most;
    let end = ends().take_while(|end| is_within(*end, 200)).last();
    let end = end.or_else(|| ends().next().filter(|end| is_within(*end, 260)));
    end.map_or(cut, |end| text[..end].to_owned())
}

/// Where sentences end: after a full stop before a capital. A stop after two
/// letters or after capitals only is that of an abbreviation, as in `TP.`.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.match_indices(". ").filter_map(|(stop, _)| {
        let begins = text[stop + 2..].starts_with(char::is_uppercase);
        let word = text[..stop].rsplit(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let is_word =
            word.chars().count() > 2 && word.chars().any(char::is_lowercase) || word.chars().all(char::is_numeric) && !word.is_empty();
        (begins && is_word).then_some(stop + 1)
    })
}

/// A text of more than `most` characters, cut at a space.
pub fn cut_at(text: &str, most: usize) -> Option<String> {
    let (beyond, _) = text.char_indices().nth(most)?;
    let cut = &text[..beyond];
    let end = cut.rfind(' ').unwrap_or(cut.len());
    Some(format!("{}…", cut[..end].trim_end_matches([' ', ',', ';', ':', '.'])))
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_long_description_ends_with_a_sentence_where_one_ends_near() {
        let first =
            "Chỉ tiêu, nhiệm vụ, văn bản được dẫn và chế độ báo cáo của Kế hoạch chuyển đổi số TP. Hồ Chí Minh, đọc từng dòng từ văn bản.";
        let second = "Văn bản không nêu kết quả và không ghi số kinh phí, cũng không nói ai phải làm và khi nào phải xong.";
        assert_eq!(shortened(first), first);
        assert_eq!(shortened(&format!("{first} {second}")), first);
        let long = "mười chữ ".repeat(30);
        assert!(shortened(&long).ends_with('…') && shortened(&format!("Ngắn. {long}")).ends_with('…'));
        let (a_bit_more, rest) = (format!("{}hết.", "mười chữ ".repeat(24)), "Câu sau.".repeat(9));
        assert_eq!(shortened(&format!("{a_bit_more} {rest}")), a_bit_more);
        assert!(shortened(&format!("{} TP. Hồ Chí Minh {long}", "mười chữ ".repeat(9))).ends_with('…'));
    }
}
