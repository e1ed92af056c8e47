//! Alike: names that differ in case, accents, spaces and signs only.

use crate::markdown::bare_letters;

/// A name without what people write in several ways: `Giá trị` is `giatri`,
/// `NAME_VI` is `namevi`. Empty when it has neither letter nor digit.
pub fn folded(name: &str) -> String {
    bare_letters(name).filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::folded;

    #[test]
    fn case_accents_spaces_and_signs_do_not_matter() {
        for (name, expected) in [("Giá trị", "giatri"), ("NAME_VI", "namevi"), (" Đơn vị tính ", "donvitinh"), ("%", ""), ("Mã số", "maso")]
        {
            assert_eq!(folded(name), expected);
        }
    }
}
