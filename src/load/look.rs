//! `[look]` and `[words]` of `congbo.toml`: what a portal changes of its theme
//! without having a theme of its own.

use super::keys::Keys;
use super::theme::flat;
use crate::diag::code::{BAD_VALUE, LOW_CONTRAST};
use crate::diag::{Diagnostic, Notes, SourceId, Spot};
use crate::model::lang::{Lang, Languages};
use crate::model::look::{Colour, LIGHT, Look, TEXT, light};
use crate::model::portal::Word;

/// The name of the figure in the finding; it is no key.
const CONTRAST: &str = "contrast";

/// Reads `[look]`. An accent that is too pale for links is told; the pages use
/// a darker shade of it there.
pub fn look(keys: &mut Keys<'_>, notes: &mut Notes) -> Look {
    let Some(mut table) = keys.table("look", notes) else { return Look::default() };
    let accent = table.string("accent", notes).and_then(|given| {
        let colour = Colour::parse(&given.value);
        match colour {
            None => table.bad("accent", &given.value, "colour", notes),
            Some(colour) if colour.contrast_with(&LIGHT) < TEXT => {
                let told = Diagnostic::new(&LOW_CONTRAST, given.spot).arg("accent", colour).arg("link", light(colour).link);
                notes.push(told.number(CONTRAST, format!("{:.1}", colour.contrast_with(&LIGHT))));
            }
            Some(_) => {}
        }
        colour
    });
    let emblem = table.string("emblem", notes).map(|given| (given.value, given.spot));
    table.finish(notes);
    Look { accent, emblem }
}

/// Reads `[words.<language>]`.
pub fn words(keys: &mut Keys<'_>, source: SourceId, languages: &Languages, notes: &mut Notes) -> Vec<(Lang, Vec<Word>)> {
    let Some(table) = keys.table("words", notes) else { return Vec::new() };
    let mut words = Vec::new();
    for (tag, spot, node) in table.entries() {
        let Some(lang) = Lang::new(tag).filter(|lang| languages.contains(*lang)) else {
            let known = languages.iter().map(|lang| lang.to_string()).collect::<Vec<_>>().join(", ");
            let told = Diagnostic::new(&BAD_VALUE, spot).arg("key", "words").arg("value", tag);
            notes.push(told.arg("allowed", known).variant("allowed"));
            continue;
        };
        let flat = flat(node).into_iter().map(|(key, text, span)| Word { key, text, spot: Spot::bytes(source, span) });
        words.push((lang, flat.collect()));
    }
    words
}
