//! Files of a portal as the commands that make new ones need them: never
//! overwriting, and knowing just enough of `congbo.toml` to name translations.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::say;
use crate::diag::wording::Tongue;
use crate::markdown::slug;
use crate::model::lang::{Lang, Languages};
use crate::model::schema::is_id;

/// Why a new file was not made, in the reader's language.
pub(super) type Refusal = String;

/// Writes a file that is not there yet, and the folders above it.
pub(super) fn create(tongue: Tongue, path: &Path, bytes: &[u8]) -> Result<(), Refusal> {
    let write = || -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(bytes)
    };
    write().map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => say::taken(tongue, path),
        _ => say::disk(tongue, path, &error),
    })
}

/// Refuses when any of these is there, so that nothing is half made.
pub(super) fn all_free<'a>(tongue: Tongue, paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), Refusal> {
    match paths.into_iter().find(|path| path.symlink_metadata().is_ok()) {
        Some(path) => Err(say::taken(tongue, path)),
        None => Ok(()),
    }
}

/// Refuses what cannot be an identifier on every disk.
pub(super) fn usable(tongue: Tongue, id: &str) -> Result<(), Refusal> {
    let reserved = matches!(id, "con" | "prn" | "aux" | "nul") || {
        let numbered = id.strip_prefix("com").or_else(|| id.strip_prefix("lpt"));
        numbered.is_some_and(|rest| rest.len() == 1 && rest != "0" && rest.bytes().all(|byte| byte.is_ascii_digit()))
    };
    if is_id(id) && !reserved {
        return Ok(());
    }
    let near = slug(id);
    Err(say::bad_id(tongue, id, if is_id(&near) && near != id { &near } else { "ke-hoach-2025" }))
}

/// The languages of the portal in `root`.
pub(super) fn languages(tongue: Tongue, root: &Path) -> Result<Languages, Refusal> {
    let path = root.join("congbo.toml");
    // A pipe would be waited for without end.
    if path.symlink_metadata().is_ok_and(|there| !there.is_file()) {
        return Err(say::bad_portal(tongue, &path));
    }
    let text = fs::read_to_string(&path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => say::no_portal(tongue, &path),
        _ => say::disk(tongue, &path, &error),
    })?;
    let settings: toml::Table = text.parse().map_err(|_| say::bad_portal(tongue, &path))?;
    let lang = |value: &toml::Value| value.as_str().and_then(Lang::new);
    let all: Vec<Lang> = settings.get("languages").and_then(toml::Value::as_array).into_iter().flatten().filter_map(lang).collect();
    let default = settings.get("default_language").and_then(lang).or_else(|| all.first().copied());
    Ok(Languages::new(default.or_else(|| Lang::new("vi")).expect("`vi` is a language"), all))
}

/// The file of a page in one language: `name.md`, `name.en.md`.
pub(super) fn page_file(folder: &Path, id: &str, lang: Lang, languages: &Languages) -> PathBuf {
    if lang == languages.default() { folder.join(format!("{id}.md")) } else { folder.join(format!("{id}.{lang}.md")) }
}

/// A text as a TOML string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A text in every language of the portal, as a TOML value: plain in a portal
/// of one language, else a table by language.
pub(super) fn texts(languages: &Languages, text: impl Fn(Lang) -> String) -> String {
    let all: Vec<(Lang, String)> = languages.iter().map(|lang| (lang, quoted(&text(lang)))).collect();
    match all.as_slice() {
        [(_, only)] => only.clone(),
        several => {
            let pairs: Vec<String> = several.iter().map(|(lang, text)| format!("{lang} = {text}")).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_disks_reserve_are_no_identifiers() {
        for bad in ["", "Kế hoạch", "a--b", "-a", "con", "com1", "../a", "a/b"] {
            assert!(usable(Tongue::En, bad).is_err(), "{bad}");
        }
        for good in ["ke-hoach-2025", "com0", "com10", "console"] {
            assert!(usable(Tongue::En, good).is_ok(), "{good}");
        }
    }
}
