//! `congbo new page`: a page in every language of the portal.

use std::path::PathBuf;

use clap::Args;

use crate::cli::files::{Refusal, all_free, create, languages, page_file, quoted, usable};
use crate::cli::{Session, say};
use crate::model::lang::Lang;

/// What `congbo new page` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Identifier of the page
    id: String,
}

/// Makes the page's files.
pub(super) fn make(session: &Session, arguments: &Arguments) -> Result<String, Refusal> {
    let tongue = session.tongue;
    usable(tongue, &arguments.id)?;
    let languages = languages(tongue, &session.root)?;
    let folder = session.root.join("content").join("pages");
    let files: Vec<(PathBuf, Lang)> = languages.iter().map(|lang| (page_file(&folder, &arguments.id, lang, &languages), lang)).collect();
    all_free(tongue, files.iter().map(|(path, _)| path))?;
    for (path, lang) in &files {
        create(tongue, path, text(&arguments.id, *lang).as_bytes())?;
    }
    Ok(say::page_made(tongue, &files.into_iter().map(|(path, _)| path).collect::<Vec<_>>()))
}

fn text(id: &str, lang: Lang) -> String {
    let (description, body) = match lang.as_str() {
        "vi" => ("Một câu nói trang này về điều gì.", "Viết nội dung của trang ở đây."),
        _ => ("A sentence on what this page is about.", "Write the text of the page here."),
    };
    format!("+++\ntitle = {}\ndescription = {}\n+++\n\n{body}\n", quoted(id), quoted(description))
}
