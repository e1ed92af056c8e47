//! What people call the codes of well-known columns: they write `Cấp huyện` or
//! `≥` where the column holds `district` or `>=`.
//!
//! Knows words, not columns: a word counts where its code is allowed.

use super::alike::folded;

/// Codes by what they are called, accents, case and spaces apart.
const CALLED: &[(&str, &str)] = &[
    ("dinhluong", "quantitative"),
    ("coconso", "quantitative"),
    ("dinhtinh", "qualitative"),
    ("khongcoconso", "qualitative"),
    ("cohoackhong", "yes-no"),
    ("cokhong", "yes-no"),
    ("tren", ">"),
    ("lonhon", ">"),
    ("toithieu", ">="),
    ("itnhat", ">="),
    ("trolen", ">="),
    ("dat", "="),
    ("bang", "="),
    ("duoi", "<"),
    ("nhohon", "<"),
    ("toida", "<="),
    ("khongqua", "<="),
    ("tang", "higher"),
    ("cao", "higher"),
    ("caohon", "higher"),
    ("cangcaocangtot", "higher"),
    ("giam", "lower"),
    ("thap", "lower"),
    ("thaphon", "lower"),
    ("cangthapcangtot", "lower"),
    ("giunguyen", "keep"),
    ("duytri", "keep"),
    ("tinh", "province"),
    ("captinh", "province"),
    ("huyen", "district"),
    ("caphuyen", "district"),
    ("xa", "commune"),
    ("phuong", "commune"),
    ("capxa", "commune"),
    ("coquan", "agency"),
    ("donvi", "agency"),
    ("nguoidan", "population"),
    ("danso", "population"),
    ("ho", "household"),
    ("hogiadinh", "household"),
    ("doanhnghiep", "enterprise"),
    ("thanvanban", "body"),
    ("phuluc", "appendix"),
    ("lotrinh", "roadmap"),
    ("danglam", "in-progress"),
    ("dangthuchien", "in-progress"),
    ("dangtrienkhai", "in-progress"),
    ("xong", "done"),
    ("daxong", "done"),
    ("hoanthanh", "done"),
    ("dahoanthanh", "done"),
    ("huy", "cancelled"),
    ("dahuy", "cancelled"),
    ("dukien", "planned"),
    ("dagiao", "allocated"),
    ("dabotri", "allocated"),
    ("dachi", "spent"),
    ("dagiaingan", "spent"),
    ("motlan", "once"),
    ("hangthang", "monthly"),
    ("thang", "monthly"),
    ("hangquy", "quarterly"),
    ("quy", "quarterly"),
    ("6thang", "half-yearly"),
    ("sauthang", "half-yearly"),
    ("hangnam", "yearly"),
    ("nam", "yearly"),
    ("dotxuat", "on-request"),
    ("khicoyeucau", "on-request"),
];

/// Signs as texts set them.
const SIGNS: &[(&str, &str)] = &[("≥", ">="), ("=>", ">="), ("≤", "<="), ("=<", "<="), ("==", "=")];

/// The one of the `allowed` codes that people call so.
pub fn code_of<'a>(value: &str, allowed: &'a [String]) -> Option<&'a str> {
    let name = folded(value);
    let called = CALLED.iter().filter(|(called, _)| *called == name);
    let signs = SIGNS.iter().filter(|(sign, _)| *sign == value.trim());
    let codes = signs.chain(called).map(|(_, code)| code);
    codes.filter_map(|code| allowed.iter().find(|allowed| allowed == code)).map(String::as_str).next()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::dataset::ProfileName;
    use crate::model::profile;

    #[test]
    fn a_word_leads_to_a_code_only_where_that_is_allowed() {
        let levels = ["province", "district"].map(String::from);
        assert_eq!(code_of("Cấp Huyện", &levels), Some("district"));
        assert_eq!(code_of("xã", &levels), None);
        assert_eq!(code_of("", &levels), None);
        assert_eq!(code_of(" ≥", &["=", ">="].map(String::from)), Some(">="));
        assert_eq!(code_of("tối thiểu", &["=", ">="].map(String::from)), Some(">="));
    }

    #[test]
    fn every_code_is_one_of_a_well_known_column_and_every_name_is_folded() {
        let columns = profile::tables(ProfileName::Plan).iter().flat_map(|table| &table.fields);
        let known: Vec<&String> = columns.flat_map(|column| &column.constraints.allowed).collect();
        for (called, code) in CALLED.iter().chain(SIGNS) {
            assert!(known.iter().any(|known| known == code), "{code}");
            assert!(SIGNS.iter().any(|(sign, _)| sign == called) || folded(called) == *called, "{called}");
        }
    }
}
