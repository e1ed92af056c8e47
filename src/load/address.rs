//! Addresses that settings and descriptors lead readers to.

use super::keys::Keys;
use crate::diag::Notes;
use crate::markdown::{Scheme, scheme};
use crate::model::cell::{is_email, is_uri};

/// Whether a text is an address that nobody is harmed by following; no such
/// address has a line end in it.
pub(super) fn is_address(text: &str) -> bool {
    scheme(text) == Scheme::Harmless && is_uri(text)
}

/// The address of a key; told when it is none.
pub(super) fn address(keys: &mut Keys<'_>, key: &'static str, notes: &mut Notes) -> Option<String> {
    checked(keys, key, is_address, notes)
}

/// An address in which `{page}` stands for the page's own.
pub(super) fn address_pattern(keys: &mut Keys<'_>, key: &'static str, notes: &mut Notes) -> Option<String> {
    checked(keys, key, |text| is_address(&text.replace("{page}", "x")), notes)
}

/// The e-mail address of a key; told when it is none.
pub(super) fn email(keys: &mut Keys<'_>, key: &'static str, notes: &mut Notes) -> Option<String> {
    let given = keys.string(key, notes)?;
    if is_email(&given.value) {
        return Some(given.value);
    }
    keys.bad(key, &given.value, "email", notes);
    None
}

fn checked(keys: &mut Keys<'_>, key: &'static str, is_one: impl Fn(&str) -> bool, notes: &mut Notes) -> Option<String> {
    let given = keys.string(key, notes)?;
    if is_one(&given.value) {
        return Some(given.value);
    }
    keys.bad(key, &given.value, "url", notes);
    None
}
