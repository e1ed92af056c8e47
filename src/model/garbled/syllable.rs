//! Whether a word is a syllable of Vietnamese, by how syllables are built: a
//! beginning, a rhyme and a tone. Knows no dictionary.

use std::collections::HashSet;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;

/// Beginnings, longer ones first.
const ONSETS: [&str; 29] = [
    "ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s",
    "t", "v", "x", "q", "",
];

/// Rhymes without their tones, in the order of their letters.
const RHYMES: &str = "a ac ach ai am an ang anh ao ap at au ay e ec em en eng eo ep et i ia ich im in inh ip it iu iêc iêm iên iêng iêp \
    iêt iêu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong ooc oong op ot oăc oăm oăn oăng oăt u ua \
    uc ui um un ung up ut uy uya uych uynh uyp uyt uyu uyên uyêt uân uâng uât uây uê uêch uên uênh uôc uôi uôm uôn uông uôt uơ y yêm \
    yên yêng yêt yêu âc âm ân âng âp ât âu ây ê êch êm ên ênh êp êt êu ô ôc ôi ôm ôn ông ôp ôt ăc ăm ăn ăng ăp ăt ơ ơi ơm ơn ơp ơt ư \
    ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu";

/// The tones: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// Whether a word is a syllable of Vietnamese.
pub(super) fn is_syllable(word: &str) -> bool {
    static KNOWN: OnceLock<HashSet<&str>> = OnceLock::new();
    let rhymes = KNOWN.get_or_init(|| RHYMES.split_ascii_whitespace().collect());
    let (mut tones, mut bare) = (Vec::new(), String::new());
    for letter in word.chars().flat_map(char::to_lowercase).nfd() {
        if TONES.contains(&letter) { tones.push(letter) } else { bare.push(letter) }
    }
    let bare: String = bare.nfc().collect();
    if tones.len() > 1 {
        return false;
    }
    // What ends with a stop has one of two tones.
    let ends_with_stop = ["c", "ch", "p", "t"].iter().any(|end| bare.ends_with(end));
    if ends_with_stop && !matches!(tones.as_slice(), ['\u{301}' | '\u{323}']) {
        return false;
    }
    ONSETS.iter().any(|onset| bare.strip_prefix(onset).is_some_and(|rest| rhymes.contains(rest)))
}

#[cfg(test)]
mod tests {
    use super::is_syllable;

    #[test]
    fn syllables_of_vietnamese_are_told_from_other_words() {
        let text = "cộng hòa xã hội chủ nghĩa việt nam độc lập tự do hạnh phúc quyết định về ban hành kế hoạch chuyển đổi số giai đoạn \
            gìn giữ gì quốc tuyên truyền khuyến khích nguyễn thuở huýt xoong ươm hươu yêu ỷ uống oanh ngoằn ngoèo thúy quý quýt nghiêng";
        for word in text.split_whitespace() {
            assert!(is_syllable(word), "{word}");
        }
        for word in ["schön", "für", "nạve", "tụf", "mốre", "ộtộ", "hoatf", "lớs", "tàt", "cáṕ", "vn", "bỡnh", "", "đcm"]
        {
            assert!(!is_syllable(word), "{word}");
        }
    }
}
