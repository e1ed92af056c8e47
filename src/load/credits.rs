//! Whom and what a descriptor names beside its tables: licences, sources and
//! contributors.

use super::address::{address, email};
use super::config::{bare_license, known_license, license_of_file};
use super::keys::Keys;
use crate::diag::Notes;
use crate::markdown::{Scheme, scheme};
use crate::model::dataset::{Contributor, License, Source};
use crate::model::lang::{Lang, Text};

/// A licence; what its name leads to is filled in.
pub(super) fn license(mut keys: Keys<'_>, notes: &mut Notes) -> License {
    let name = keys.string("name", notes).map(|text| text.value);
    let known = name.as_deref().map(known_license).unwrap_or_default();
    let path = keys.string("path", notes).map(|text| text.value);
    if let Some(name) = name.as_deref().filter(|_| path.is_none()) {
        notes.extend(bare_license(name, keys.spot("name")));
    }
    let (path, file) = match path.as_deref().map(|path| (path, scheme(path))) {
        Some((given, Scheme::Other)) => {
            keys.bad("path", given, "url", notes);
            (None, None)
        }
        Some((given, Scheme::Own)) => {
            notes.push(license_of_file(given, keys.spot("path")));
            (None, path)
        }
        _ => (path, None),
    };
    let license = License {
        name: known.name,
        path: path.or(known.path),
        title: keys.string("title", notes).map(|text| text.value).or(known.title).or(file.filter(|_| name.is_none())),
    };
    keys.custom(notes);
    license
}

/// What the data was made from.
pub(super) fn source(mut keys: Keys<'_>, default: Lang, notes: &mut Notes) -> Source {
    let source = Source {
        title: title(&mut keys, default, notes),
        path: address(&mut keys, "path", notes),
        email: email(&mut keys, "email", notes),
        version: keys.string("version", notes).map(|text| text.value),
    };
    keys.custom(notes);
    source
}

/// Who had a part in it; `role` is that of older descriptors.
pub(super) fn contributor(mut keys: Keys<'_>, default: Lang, notes: &mut Notes) -> Contributor {
    let role = keys.string("role", notes).map(|text| text.value);
    let mut roles = keys.strings("roles", notes).map(|list| list.value).unwrap_or_default();
    roles.extend(role);
    let contributor = Contributor {
        title: title(&mut keys, default, notes),
        path: address(&mut keys, "path", notes),
        email: email(&mut keys, "email", notes),
        roles,
        organization: keys.string("organization", notes).map(|text| text.value),
    };
    for key in ["givenName", "familyName"] {
        keys.node(key);
    }
    keys.custom(notes);
    contributor
}

fn title(keys: &mut Keys<'_>, default: Lang, notes: &mut Notes) -> Text {
    let mut title = keys.text("title", notes).unwrap_or_default();
    title.settle(default);
    title
}
