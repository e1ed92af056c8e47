//! Where a page stands, for whatever shows it or a part of it by itself.

use super::compact::Names;
use super::engine::Engine;
use super::view::standpoint::Standpoint;
use crate::model::lang::Lang;
use crate::route::{Context, PageId};

/// The standpoint of a page of the site.
pub(super) fn standing<'a>(context: &'a Context<'a>, page: &PageId, lang: Lang) -> Standpoint<'a> {
    let (words, path) = (engine(context).words(lang), context.routes.page(page, lang));
    Standpoint { context, words, path, names: &Names::ALL, paths: None }
}

/// The theme's templates and words, made ready once per run.
pub(super) fn engine<'a>(context: &Context<'a>) -> &'a Engine {
    context.theme.prepared.get_or(|| Engine::new(context.theme, &context.catalog.portal))
}
