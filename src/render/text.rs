//! How things are said and written: words, numbers, dates and order as people of a
//! language have them, and texts as HTML, ASCII and plain text.

pub(in crate::render) mod ascii_json;
pub(in crate::render) mod digits;
pub(in crate::render) mod escape;
pub(in crate::render) mod localized;
pub(in crate::render) mod orders;
pub(in crate::render) mod plain_texts;
mod plurals;
pub(in crate::render) mod terms;
pub(in crate::render) mod spoken;
pub(in crate::render) mod words;
