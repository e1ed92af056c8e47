//! `[security]` of `congbo.toml`: whom to tell of weaknesses of the site.

use super::address::{address, is_address};
use super::keys::Keys;
use crate::diag::Notes;
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
