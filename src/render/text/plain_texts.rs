//! Descriptions of datasets without their markup, made once for what tells them
//! at a time: catalogues, feeds and pages say the same text a score of times.

use std::convert::Infallible;
use std::sync::Arc;

use crate::markdown::plain;
use crate::model::dataset::Dataset;
use crate::model::lang::{Lang, Text};
use crate::render::tables::kept::Kept;
use crate::render::tables::recent::Recent;
use crate::route::Context;

/// Bytes of all texts that are held.
const ROOM: usize = 2 << 20;

/// Descriptions that are made.
struct Plain {
    /// Those of a moment ago.
    recent: Recent<String, Text>,
    /// All of them: the files of the catalogue go through all datasets, one file
    /// after the other.
    kept: Kept,
}

/// The description of a dataset of the catalogue, without its markup.
pub(in crate::render) fn description(context: &Context<'_>, dataset: &Dataset) -> Arc<Text> {
    let Plain { recent, kept } = context.catalog.plain.get_or(|| Plain { recent: Recent::new(ROOM), kept: Kept::default() });
    let make = || {
        let Ok(bytes) = kept.get(&dataset.name, || Ok::<_, Infallible>(written(&unmarked(&dataset.description.read()))));
        Ok::<_, Infallible>((read(&bytes), bytes.len()))
    };
    let Ok(text) = recent.get(&dataset.name, make);
    text
}

/// A text as bytes: languages and what is said in them by turns, each with its
/// length.
fn written(text: &Text) -> Vec<u8> {
    let parts = text.iter().flat_map(|(lang, text)| [lang.as_str().to_owned(), text.to_owned()]);
    parts.fold(Vec::new(), |mut bytes, part| {
        bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
        bytes.extend_from_slice(part.as_bytes());
        bytes
    })
}

/// The text that was written so.
fn read(mut bytes: &[u8]) -> Text {
    let mut part = || {
        let (length, rest) = bytes.split_first_chunk()?;
        let (part, rest) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
        bytes = rest;
        std::str::from_utf8(part).ok()
    };
    let mut text = Text::default();
    while let Some((lang, said)) = part().and_then(Lang::new).zip(part()) {
        text.set(lang, said);
    }
    text
}

/// A text without its markup, in every language that something is left in.
pub(in crate::render) fn unmarked(text: &Text) -> Text {
    text.iter().fold(Text::default(), |mut unmarked, (lang, text)| {
        unmarked.set(lang, plain(text));
        unmarked
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_as_it_was_written() {
        let lang = |tag: &str| Lang::new(tag).expect("a language");
        for told in [&[][..], &[("vi", "Số liệu\n\nđất đai")], &[("vi", "một"), ("en", "one")]] {
            let mut text = Text::default();
            told.iter().for_each(|(tag, said)| text.set(lang(tag), said));
            assert_eq!(read(&written(&text)), text);
        }
    }
}
