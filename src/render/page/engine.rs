//! The template engine: Tera, the theme's templates in it, and the function
//! `t` that gives templates their words.
//!
//! One instance per language, made once per run, so that `t(key="…")` needs to
//! be told nothing else. This is the only file that names Tera. Knows pages only
//! by what surrounds them.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock};
use std::thread;

use serde::Serialize;
use tera::{ErrorKind, Kwargs, State, Tera, Value};

use super::compact::{Compact, Names, Word, compact};
use super::limited::{LARGEST_PAGE, Limited};
use super::pruned::Pruned;
use crate::model::lang::Lang;
use crate::model::portal::Portal;
use crate::model::theme::{Theme, filled};
use crate::render::text::escape::{escape, escaped};
use crate::render::text::spoken::spoken;
use crate::render::text::words::Words;
use crate::render::view::standpoint::Standpoint;
use crate::render::view::surroundings::{Vantage, folders, surroundings, vantage};
use crate::route::{PageId, TemplateFault};

/// Templates and words of every language.
pub(in crate::render) struct Engine {
    languages: BTreeMap<Lang, Tongue>,
    /// What the pages of every template name.
    names: BTreeMap<String, Names>,
    fault: Option<TemplateFault>,
    /// The templates as their authors wrote them, for telling faults.
    originals: Vec<(String, String)>,
}

/// What a language needs.
struct Tongue {
    tera: Tera,
    /// The templates as their authors wrote them; made when one fails.
    written: OnceLock<tera::TeraResult<Tera>>,
    words: Arc<Words>,
    /// The folders that surroundings lead into.
    folders: OnceLock<BTreeSet<String>>,
    /// The surroundings made so far.
    surroundings: Mutex<BTreeMap<Vantage, Value>>,
}

/// What templates see.
pub(in crate::render) struct Seen<'a, F, V> {
    /// What surrounds the page, of [`Engine::surroundings`].
    pub(in crate::render) surroundings: Value,
    /// The frame: the rest of `page`.
    pub(in crate::render) frame: &'a F,
    /// The page's own view.
    pub(in crate::render) view: &'a V,
    /// The fields that are wanted of both.
    pub(in crate::render) names: &'a Names,
}

impl Engine {
    /// Compiles the theme's templates. A fault is kept and given to every page
    /// that wants to be rendered.
    pub(in crate::render) fn new(theme: &Theme, portal: &Portal) -> Self {
        let Compact { templates: small, names, faults: misplaced } = compact(templates(theme));
        let originals = templates(theme).map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
        let in_language = |lang: Lang| {
            let words = Arc::clone(spoken(theme, portal).of(lang));
            let word = |key: &str| {
                let plain = words.find(key)?.to_owned();
                Some(Word { escaped: escaped(&plain), plain })
            };
            let mut tera = with_functions(Some(Arc::clone(&words)));
            let compiled = tera.add_raw_templates(small.iter().map(|small| (small.name, small.source(&word))));
            let fault = compiled.err().and_then(|error| faults(&error).into_iter().next());
            (Tongue { tera, written: OnceLock::new(), words, folders: OnceLock::new(), surroundings: Mutex::default() }, fault)
        };
        let mut engine = Engine { languages: BTreeMap::new(), names, fault: misplaced.into_iter().next(), originals };
        // Threads of their own: those that render may be waiting for this.
        thread::scope(|scope| {
            let made: Vec<_> = theme.messages.keys().map(|lang| (*lang, scope.spawn(|| in_language(*lang)))).collect();
            for (lang, tongue) in made {
                let (tongue, fault) = tongue.join().expect("no template makes the engine panic");
                engine.fault = engine.fault.take().or(fault);
                engine.languages.insert(lang, tongue);
            }
        });
        engine
    }

    fn tongue(&self, lang: Lang) -> &Tongue {
        self.languages.get(&lang).expect("load makes messages for every language of the portal")
    }

    /// What the pages of a template name.
    pub(in crate::render) fn names(&self, template: &str) -> &Names {
        self.names.get(template).unwrap_or(&Names::All)
    }

    /// What surrounds a page, made once for every vantage.
    pub(in crate::render) fn surroundings(&self, at: &Standpoint<'_>, page: &PageId) -> Value {
        let tongue = self.tongue(at.lang());
        let vantage = vantage(at, page, tongue.folders.get_or_init(|| folders(at)));
        let mut known = tongue.surroundings.lock().expect("no thread panics while holding it");
        known.entry(vantage).or_insert_with(|| Value::from_serializable(&surroundings(at, page))).clone()
    }

    /// Renders a template.
    ///
    /// # Errors
    /// When it fails: [`Engine::told`] says why.
    pub(in crate::render) fn render<F: Serialize, V: Serialize>(
        &self,
        lang: Lang,
        template: &str,
        seen: &Seen<'_, F, V>,
        out: &mut impl Write,
    ) -> Result<(), Box<TemplateFault>> {
        if let Some(fault) = &self.fault {
            return Err(Box::new(fault.clone()));
        }
        let mut page = Limited::new(out);
        let rendered = self.tongue(lang).tera.render_to(template, &seen.context(), &mut page);
        // Places in a small template help nobody.
        rendered.map_err(|error| Box::new(if page.is_full { too_long(template) } else { TemplateFault { line: 0, ..first(&error) } }))
    }

    /// The fault of a page that failed, at its place in the file that its
    /// author knows: the page is rendered once more, with the templates as they
    /// were. `None` when it does not fail then.
    pub(in crate::render) fn told<F: Serialize, V: Serialize>(
        &self,
        lang: Lang,
        template: &str,
        seen: &Seen<'_, F, V>,
    ) -> Option<Box<TemplateFault>> {
        let tongue = self.tongue(lang);
        let written = tongue.written.get_or_init(|| {
            let mut tera = with_functions(Some(Arc::clone(&tongue.words)));
            tera.add_raw_templates(self.originals.iter().map(|(name, text)| (name, text))).map(|()| tera)
        });
        let mut page = Limited::new(std::io::sink());
        let again = match written {
            Ok(tera) => tera.render_to(template, &seen.context(), &mut page),
            Err(error) => return Some(Box::new(first(error))),
        };
        again.err().map(|error| Box::new(if page.is_full { too_long(template) } else { first(&error) }))
    }
}

impl<F: Serialize, V: Serialize> Seen<'_, F, V> {
    fn context(&self) -> tera::Context {
        let pruned = Value::from_serializable(&Pruned { value: self.frame, names: self.names });
        let mut page = pruned.into_map().unwrap_or_default();
        let around = self.surroundings.as_map().into_iter().flatten();
        page.extend(
            around.filter(|(key, _)| key.as_str().is_some_and(|key| self.names.has(key))).map(|(key, value)| (key.clone(), value.clone())),
        );
        let mut context = tera::Context::new();
        context.insert_value("page", Value::from(page));
        context.insert_value("view", Value::from_serializable(&Pruned { value: self.view, names: self.names }));
        context
    }
}

/// A page that grows beyond all measure; the template as a whole is at fault.
fn too_long(template: &str) -> TemplateFault {
    let message = format!("a page grows longer than {} MB", LARGEST_PAGE >> 20);
    TemplateFault { template: template.to_owned(), message, line: 0, column: 1, end: 2 }
}

fn first(error: &tera::Error) -> TemplateFault {
    faults(error).into_iter().next().expect("an error is at least one fault")
}

/// All mistakes of a theme's templates that show before anything is rendered:
/// syntax errors of every template, and, when there are none, names of
/// templates, components, filters and functions that do not exist.
pub(in crate::render) fn check_templates(theme: &Theme) -> Vec<TemplateFault> {
    let mut found = match with_functions(None).add_raw_templates(templates(theme)) {
        Ok(()) => compact(templates(theme)).faults,
        Err(error) => Some(syntax_errors(theme)).filter(|found| !found.is_empty()).unwrap_or_else(|| faults(&error)),
    };
    found.sort_by(|one, other| (&one.template, one.line, one.column).cmp(&(&other.template, other.line, other.column)));
    found
}

/// The syntax errors of every template. Alone in an engine a template lacks
/// what it includes; only its own syntax counts here.
fn syntax_errors(theme: &Theme) -> Vec<TemplateFault> {
    let errors = templates(theme).filter_map(|(name, text)| Tera::default().add_raw_template(name, text).err());
    errors.filter(|error| matches!(error.kind(), ErrorKind::SyntaxError(_))).flat_map(|error| faults(&error)).collect()
}

fn templates(theme: &Theme) -> impl Iterator<Item = (&str, &str)> {
    theme.templates.iter().map(|(name, (_, text))| (name.as_str(), text.as_str()))
}

/// An engine with congbo's own functions, and the words behind them if any.
fn with_functions(words: Option<Arc<Words>>) -> Tera {
    let mut tera = Tera::default();
    tera.set_escape_fn(escape);
    tera.register_function("t", move |args: Kwargs, _: &State| -> tera::TeraResult<String> {
        let key: &str = args.must_get("key")?;
        let Some(words) = &words else { return Ok(key.to_owned()) };
        if ["", ".other"].iter().all(|form| words.find(&format!("{key}{form}")).is_none()) {
            return Err(tera::Error::message(format!("there is no word `{key}`")));
        }
        Ok(told(words, key, &args))
    });
    tera
}

/// The message of a key: its plural form when `n` is a number, its places
/// filled with the other arguments.
fn told(words: &Words, key: &str, args: &Kwargs) -> String {
    let given: Vec<(&str, String)> = args.iter().filter_map(|(name, value)| Some((name.as_str()?, printed(value)))).collect();
    let given: Vec<(&str, &str)> = given.iter().map(|(name, text)| (*name, text.as_str())).collect();
    match args.get::<u64>("n") {
        Ok(Some(count)) => filled(&words.count(key, count), &given),
        _ => words.fill(key, &given),
    }
}

fn printed(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// A Tera error as the faults it tells of. When names are unknown, Tera joins
/// its reports into one message; their heads name template, line and column.
fn faults(error: &tera::Error) -> Vec<TemplateFault> {
    let plain = |template: &str, message: String| TemplateFault { template: template.to_owned(), message, line: 0, column: 1, end: 2 };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
            let (column, end) = (number(span.start_col) + 1, number(span.end_col) + 1);
            let end = if span.end_line == span.start_line && end > column { end } else { column + 1 };
            let message = report.message().to_owned();
            vec![TemplateFault { template: report.filename().to_owned(), message, line: number(span.start_line), column, end }]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            vec![plain(
                tpl,
                format!("the template extends itself; the built-in one is named `default/{}`", tpl.trim_start_matches("default/")),
            )]
        }
        ErrorKind::CircularInclude { tpl, .. } => vec![plain(tpl, "the template includes or extends itself".to_owned())],
        ErrorKind::MissingParent { current, parent } => vec![plain(current, format!("there is no template `{parent}` to extend"))],
        ErrorKind::TemplateNotFound(name) => vec![plain(name, "the theme has no such template".to_owned())],
        _ => {
            let text = error.to_string();
            let reports: Vec<TemplateFault> = text.split("\n\n").filter_map(reported).collect();
            if reports.is_empty() { vec![plain("", text)] } else { reports }
        }
    }
}

/// Reads the head of one of Tera's reports:
/// `error: Unknown filter …` and `--> plan.html:3:7`.
fn reported(report: &str) -> Option<TemplateFault> {
    let mut lines = report.lines();
    let message = lines.next()?.strip_prefix("error: ")?.to_owned();
    let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: u32 = place.next()?.parse().ok()?;
    let line = place.next()?.parse().ok()?;
    let width = u32::try_from(lines.nth(2)?.matches('^').count()).ok()?;
    Some(TemplateFault { template: place.next()?.to_owned(), message, line, column, end: column + width.max(1) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceId;

    fn theme(templates: &[(&str, &str)]) -> Theme {
        let templates = templates.iter().map(|(name, text)| ((*name).to_owned(), (SourceId(0), (*text).to_owned()))).collect();
        Theme { templates, ..Theme::default() }
    }

    #[test]
    fn syntax_errors_of_all_templates_are_told_at_once_with_their_places() {
        let found = check_templates(&theme(&[("a.html", "<p>\n{{ x | }}"), ("b.html", "{% if %}"), ("c.html", "{{ fine }}")]));
        let places: Vec<_> = found.iter().map(|fault| (fault.template.as_str(), fault.line)).collect();
        assert_eq!(places, [("a.html", 2), ("b.html", 1)]);
        assert!(found.iter().all(|fault| fault.column > 0 && fault.end > fault.column && !fault.message.contains('\n')));
    }

    #[test]
    fn an_expression_that_could_become_attributes_is_told_with_its_place() {
        let found = check_templates(&theme(&[("a.html", "<p>\n<a {{ x }}>")]));
        let places: Vec<_> = found.iter().map(|fault| (fault.template.as_str(), fault.line, fault.column, fault.end)).collect();
        assert_eq!(places, [("a.html", 2, 4, 11)]);
    }

    #[test]
    fn names_that_do_not_exist_are_told_with_their_places() {
        let found = check_templates(&theme(&[("a.html", "{{ x | shout }}\n{% include \"none.html\" %}"), ("b.html", "{{ who() }}")]));
        let places: Vec<_> = found.iter().map(|fault| (fault.template.as_str(), fault.line, fault.message.as_str())).collect();
        assert_eq!(
            places,
            [
                ("a.html", 1, "Unknown filter `shout`"),
                ("a.html", 2, "Unknown template `none.html`"),
                ("b.html", 1, "Unknown function `who`")
            ]
        );
    }
}
