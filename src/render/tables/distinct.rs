//! Distinct names: columns of a table whose names a format takes for the same.
//!
//! SQLite and Excel do not tell `Mã` from `mã`. The second of such names gets a
//! number behind it; the first, and all others, stay as they are.

use std::collections::BTreeSet;

/// The names, each different from all before it in more than case.
pub(in crate::render) fn distinct<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let mut taken: BTreeSet<String> = BTreeSet::new();
    let given: BTreeSet<String> = names.clone().map(str::to_lowercase).collect();
    let free = |name: &str, taken: &BTreeSet<String>| {
        let numbered = (2_u32..).map(|number| format!("{name}_{number}"));
        let is_free = |name: &String| !taken.contains(&name.to_lowercase()) && !given.contains(&name.to_lowercase());
        numbered.into_iter().find(is_free).expect("there are more numbers than names")
    };
    let mut all = Vec::new();
    for name in names {
        let chosen = if taken.contains(&name.to_lowercase()) { free(name, &taken) } else { name.to_owned() };
        taken.insert(chosen.to_lowercase());
        all.push(chosen);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn names_that_differ_in_case_only_get_numbers() {
        assert_eq!(distinct(["Mã", "mã", "x", "MÃ_2", "MÃ"].into_iter()), ["Mã", "mã_3", "x", "MÃ_2", "MÃ_4"]);
    }
}
