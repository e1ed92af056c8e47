//! Names as CKAN takes them: 2 to 100 letters, and none that it has for itself.
//!
//! The file of a package stands under its name, so it is made here. What is
//! made longer or shorter has an underscore, which no identifier has: it is no
//! other's name.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

/// Names of CKAN's own pages.
const TAKEN: [&str; 3] = ["new", "edit", "search"];

/// The longest name.
const LONGEST: usize = 100;

/// How a dataset, a topic or a publisher of this name is called in CKAN.
pub fn package_name(name: &str) -> Cow<'_, str> {
    if name.len() > LONGEST {
        let sum = Sha256::digest(name.as_bytes());
        let digits: String = sum.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        let begin: String = name.chars().take(LONGEST - digits.len() - 1).collect();
        return format!("{begin}_{digits}").into();
    }
    if name.len() < 2 || TAKEN.contains(&name) { format!("{name}_data").into() } else { name.into() }
}

#[cfg(test)]
mod tests {
    use super::package_name;

    #[test]
    fn names_are_such_as_ckan_takes_and_no_two_are_one() {
        assert_eq!(["bang", "x", "new", ""].map(package_name), ["bang", "x_data", "new_data", "_data"]);
        let long = |end: &str| package_name(&("a".repeat(110) + end)).into_owned();
        assert_eq!((long("").len(), long("b").len()), (100, 100));
        assert_ne!(long(""), long("b"));
    }
}
