//! Where a page stands, for whatever shows it or a part of it by itself.

use super::compact::Names;
use super::engine::Engine;
use crate::model::lang::Lang;
use crate::render::text::spoken::words;
use crate::render::view::standpoint::Standpoint;
use crate::route::{Context, PageId};

/// The standpoint of a page of the site.
pub(in crate::render) fn standing<'a>(context: &'a Context<'a>, page: &PageId, lang: Lang) -> Standpoint<'a> {
    let path = context.routes.page(page, lang);
    Standpoint { context, words: words(context, lang), path, names: &Names::All, paths: None }
}

/// The theme's templates, made ready once per run.
pub(in crate::render) fn engine<'a>(context: &Context<'a>) -> &'a Engine {
    context.theme.prepared.get_or(|| Engine::new(context.theme, &context.catalog.portal))
}
