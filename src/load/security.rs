//! `[security]` of `congbo.toml`: whom to tell of weaknesses of the site.

use super::keys::Keys;
use crate::diag::Notes;
use crate::markdown::{Scheme, scheme};
use crate::model::cell::is_uri;
use crate::model::portal::Security;

/// Reads the table; `None` when there is none, or it lacks what the standard
/// asks for.
pub(super) fn security(keys: &mut Keys<'_>, notes: &mut Notes) -> Option<Security> {
    let mut table = keys.table("security", notes)?;
    let given = table.items("contact", notes);
    if given.is_none() && table.node("contact").is_none() {
        table.missing("contact", notes);
    }
    let mut contact = Vec::new();
    for item in given.unwrap_or_default() {
        let is_mail = item.value.contains('@') && !item.value.contains(':');
        let address = if is_mail { format!("mailto:{}", item.value) } else { item.value.clone() };
        if is_address(&address) { contact.push(address) } else { table.bad_item("contact", &item, "url", notes) }
    }
    let expires = table.date("expires", notes);
    if expires.is_none() && table.node("expires").is_none() {
        table.missing("expires", notes);
    }
    let policy = address(&mut table, "policy", notes);
    let encryption = address(&mut table, "encryption", notes);
    table.finish(notes);
    let expires = expires?.value;
    (!contact.is_empty()).then_some(Security { contact, expires, policy, encryption })
}

fn address(keys: &mut Keys<'_>, key: &'static str, notes: &mut Notes) -> Option<String> {
    let given = keys.string(key, notes)?;
    if is_address(&given.value) {
        return Some(given.value);
    }
    keys.bad(key, &given.value, "url", notes);
    None
}

/// Whether a text is an address that nobody is harmed by following; no such
/// address has a line end in it.
fn is_address(text: &str) -> bool {
    scheme(text) == Scheme::Harmless && is_uri(text)
}
