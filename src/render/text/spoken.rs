//! The words of every language of a site, made ready once per run.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;

use super::words::Words;
use crate::model::lang::Lang;
use crate::model::portal::Portal;
use crate::model::theme::Theme;
use crate::route::Context;

/// The words of every language.
pub(in crate::render) struct Spoken(BTreeMap<Lang, Arc<Words>>);

/// The words of every language that the theme has messages in.
pub(in crate::render) fn spoken<'a>(theme: &'a Theme, portal: &Portal) -> &'a Spoken {
    theme.spoken.get_or(|| {
        // Threads of their own: those that render may be waiting for this.
        thread::scope(|scope| {
            let made: Vec<_> =
                theme.messages.iter().map(|(lang, messages)| (*lang, scope.spawn(|| Words::new(*lang, messages, portal)))).collect();
            let words = |made: thread::ScopedJoinHandle<'_, Words>| Arc::new(made.join().expect("no message makes words panic"));
            Spoken(made.into_iter().map(|(lang, made)| (lang, words(made))).collect())
        })
    })
}

/// The words of a language.
pub(in crate::render) fn words<'a>(context: &Context<'a>, lang: Lang) -> &'a Words {
    spoken(context.theme, &context.catalog.portal).of(lang)
}

impl Spoken {
    /// Those of a language.
    pub(in crate::render) fn of(&self, lang: Lang) -> &Arc<Words> {
        self.0.get(&lang).expect("load makes messages for every language of the portal")
    }
}
