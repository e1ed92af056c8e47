//! `docs/theme.md` held against the theme: components, tokens, and the fields
//! of every view; and the style page against the components.
//!
//! The tables are made from `parts.html`, `style.css` and the structs of
//! `src/render/view/`: `UPDATE=1 cargo test --test theme` rewrites them.

mod goldens;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::sync::{Mutex, PoisonError};

use goldens::{is_update, project};
use regex::Regex;
use support::Portal;

const DOC: &str = "docs/theme.md";

/// The struct that each template sees as `view`.
const VIEWS: [(&str, &str); 30] = [
    ("404.html", "NotFound"),
    ("accessibility.html", "Statement"),
    ("against.html", "Against"),
    ("agencies.html", "Agencies"),
    ("agency.html", "AgencyView"),
    ("api.html", "ApiView"),
    ("compare-agencies.html", "CompareAgencies"),
    ("compare-indicators.html", "CompareIndicators"),
    ("compare.html", "Compare"),
    ("dataset.html", "DatasetView"),
    ("datasets.html", "Datasets"),
    ("document.html", "DocumentView"),
    ("documents.html", "Documents"),
    ("home.html", "Home"),
    ("indicator.html", "IndicatorView"),
    ("indicators.html", "Indicators"),
    ("names.html", "Names"),
    ("page.html", "Authored"),
    ("pillar.html", "PillarView"),
    ("pillars.html", "Pillars"),
    ("plan.html", "PlanView"),
    ("plans.html", "Plans"),
    ("quarter.html", "QuarterView"),
    ("search.html", "SearchView"),
    ("table.html", "TableView"),
    ("target.html", "TargetView"),
    ("task.html", "TaskView"),
    ("timeline.html", "Timeline"),
    ("topic.html", "TopicView"),
    ("topics.html", "Topics"),
];

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a regular expression")
}

/// Holds what stands between markers of the document against what it has to be.
fn hold(opening: &str, expected: &str) {
    // Tests run side by side and may rewrite the same document.
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _turn = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    let text = read(DOC);
    let mark = format!("<!-- {opening} -->\n");
    let start = text.find(&mark).unwrap_or_else(|| panic!("no marker `{}`", mark.trim())) + mark.len();
    let end = start + text[start..].find("<!-- /").expect("an opened marker is closed");
    if text[start..end] == *expected {
        return;
    }
    assert!(is_update(), "{DOC}: `{opening}` is not what the theme says; UPDATE=1 rewrites it. Expected:\n{expected}");
    fs::write(project().join(DOC), format!("{}{expected}{}", &text[..start], &text[end..])).expect("a document can be written");
}

/// A struct that templates see.
struct Struct {
    doc: String,
    /// Name, type, meaning.
    fields: Vec<(String, String, String)>,
}

/// The structs of the views, by name.
fn structs() -> BTreeMap<String, Struct> {
    let head = regex(r"(?m)((?:^[ ]*///[^\n]*\n)+)(?:^#\[[^\n]*\n)+^(?:pub(?:\([a-z: ]+\))? )?struct (\w+)(?:<T>)? \{\n((?s:.*?))^\}");
    let field = regex(r"(?m)((?:^    ///[^\n]*\n)*)^    (?:pub(?:\([a-z: ]+\))? )?(\w+): ([^\n]+),$");
    let words = |doc: &str| doc.lines().map(|line| line.trim().trim_start_matches('/').trim()).collect::<Vec<_>>().join(" ");
    let mut found = BTreeMap::new();
    for (path, bytes) in goldens::tree(&project().join("src/render/view")) {
        let text = String::from_utf8(bytes).unwrap_or_else(|_| panic!("{path} is text"));
        for part in head.captures_iter(&text).filter(|part| part[0].contains("Serialize")) {
            let fields = field.captures_iter(&part[3]).map(|field| (field[2].to_owned(), field[3].to_owned(), words(&field[1])));
            found.insert(part[2].to_owned(), Struct { doc: words(&part[1]), fields: fields.collect() });
        }
    }
    found
}

/// A type of Rust as authors of templates think of it.
fn kind(rust: &str) -> String {
    let inside = |wrapper: &str| rust.strip_prefix(wrapper)?.strip_prefix('<')?.strip_suffix('>').map(kind);
    if let Some(item) = inside("Vec") {
        return format!("list of {item}");
    }
    if let Some(item) = inside("Option") {
        return format!("{item}, or none");
    }
    match rust {
        "String" | "&'static str" => "text".to_owned(),
        "bool" => "true or false".to_owned(),
        "usize" | "u64" | "u32" => "number".to_owned(),
        "Sentence" => "list of `Item`".to_owned(),
        other => format!("`{}`", other.replace(['<', '>'], " ").trim()),
    }
}

fn table(of: &Struct) -> String {
    let mut text = String::from("| field | value | meaning |\n|---|---|---|\n");
    for (name, rust, meaning) in &of.fields {
        text += &format!("| `{name}` | {} | {} |\n", kind(rust), meaning.replace('|', "\\|"));
    }
    text
}

#[test]
fn the_views_are_documented_field_by_field() {
    let structs = structs();
    let known = |name: &str| structs.get(name).unwrap_or_else(|| panic!("no struct {name}"));
    let (frame, around) = (table(known("Frame")), table(known("Surroundings")));
    let rows = around.lines().filter(|line| line.starts_with("| `")).fold(String::new(), |rows, line| rows + line + "\n");
    hold("view:base.html", &(frame.trim_end().to_owned() + "\n" + &rows));
    let templates = goldens::tree(&project().join("themes/default/templates"));
    let named: BTreeSet<&str> = VIEWS.iter().map(|(template, _)| *template).chain(["base.html", "parts.html"]).collect();
    assert_eq!(named, templates.keys().map(String::as_str).collect::<BTreeSet<&str>>());
    let mut views = String::new();
    for (template, name) in VIEWS {
        views += &format!("\n### `{template}`\n\n{}\n\n{}", known(name).doc, table(known(name)));
    }
    hold("views", &(views + "\n"));
    let told: BTreeSet<&str> = VIEWS.iter().map(|(_, name)| *name).chain(["Frame", "Surroundings"]).collect();
    let mut parts = String::new();
    for (name, part) in structs.iter().filter(|(name, _)| !told.contains(name.as_str())) {
        parts += &format!("\n### `{name}`\n\n{}\n\n{}", part.doc, table(part));
    }
    hold("parts", &(parts + "\n"));
}

/// The components of `parts.html`: name, arguments, what they are.
fn components() -> Vec<(String, String, String)> {
    let text = read("themes/default/templates/parts.html");
    let each = regex(r"(?s)\{#-(?P<doc>(?:[^#]|#[^}])*?)-?#\}\s*\{%- component (?P<name>[a-z_]+)\((?P<args>[^)]*)\)");
    let found: Vec<_> = each
        .captures_iter(&text)
        .map(|part| (part["name"].to_owned(), part["args"].to_owned(), part["doc"].split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect();
    assert_eq!(found.len(), text.matches("{%- component ").count(), "every component has a comment that says what it is");
    found
}

#[test]
fn the_components_are_documented() {
    let mut text = String::from("| component | arguments | what it is |\n|---|---|---|\n");
    for (name, args, doc) in components() {
        text += &format!("| `{name}` | `{args}` | {doc} |\n");
    }
    hold("components", &text);
}

#[test]
fn the_blocks_are_documented() {
    let block = regex(r"\{%-? block ([a-z]+) -?%\}");
    let mut text = String::from("| template | blocks |\n|---|---|\n");
    for name in std::iter::once("base.html").chain(VIEWS.iter().map(|(name, _)| *name)) {
        let template = read(&format!("themes/default/templates/{name}"));
        let named = block.captures_iter(&template).map(|part| part[1].to_owned());
        // Every page fills the frame's main part.
        let blocks: Vec<String> = named.filter(|block| block != "main" || name == "base.html").map(|block| format!("`{block}`")).collect();
        if !blocks.is_empty() {
            text += &format!("| `{name}` | {} |\n", blocks.join(" "));
        }
    }
    hold("blocks", &text);
}

#[test]
fn the_tokens_are_documented() {
    let sheet = read("themes/default/static/style.css");
    let block = regex(r"(?s):root \{(.*?)\n *\}");
    let mut blocks = block.captures_iter(&sheet).map(|part| part[1].to_owned());
    let (light, dark) = (blocks.next().expect("light tokens"), blocks.next().expect("dark tokens"));
    let token = regex(r"(--[a-z0-9-]+): ([^;]+);");
    let dark: BTreeMap<String, String> = token.captures_iter(&dark).map(|part| (part[1].to_owned(), part[2].to_owned())).collect();
    let mut text = String::from("| token | light | dark |\n|---|---|---|\n");
    for part in token.captures_iter(&light) {
        let other = dark.get(&part[1]).map(|value| format!("`{value}`")).unwrap_or_default();
        text += &format!("| `{}` | `{}` | {other} |\n", &part[1], &part[2]);
    }
    hold("tokens", &text);
}

#[test]
fn the_examples_of_the_document_make_a_theme_that_works() {
    let portal = Portal::new();
    let document = read(DOC);
    let files: Vec<(&str, &str)> = document
        .split("```")
        .filter_map(|block| {
            let first = block.trim_start().lines().next()?;
            let path = first.trim_start_matches(['{', '/', '*', '#', ' ']).split_whitespace().next()?;
            (path.starts_with("themes/mine/") && path.contains('.')).then_some((path, block))
        })
        .collect();
    assert_eq!(files.len(), 3, "{files:?}");
    for (path, text) in &files {
        portal.write(path, text.trim_start());
    }
    portal.write("congbo.toml", &format!("theme = \"mine\"\n{}", portal.read("congbo.toml")));
    let ran = portal.run(&["build"]);
    assert_eq!((ran.code, ran.err.contains("C08")), (0, false), "{ran:?}");
    let plan = portal.read("public/ke-hoach/ke-hoach-mau-2025.html");
    assert!(plan.contains("<p>Hỏi thêm tại bộ phận một cửa.</p>") && plan.contains("href=\"../assets/extra.css\""), "{plan}");
    assert!(portal.read("public/en/plans/ke-hoach-mau-2025.html").contains("<p>Ask further at the one-stop desk.</p>"));
    assert!(portal.read("public/assets/extra.css").contains("--measure"));
}

#[test]
fn the_style_page_shows_every_component_and_every_state() {
    let page = read("tests/portals/style/portal/themes/mau/templates/home.html");
    let parts = read("themes/default/templates/parts.html");
    for (name, ..) in components() {
        // A component may be shown through another one.
        let shown = page.contains(&format!("<{name} ")) || parts.contains(&format!("{{{{<{name} "));
        assert!(shown, "the style page does not show `{name}`");
    }
    use congbo::model::status::State;
    for state in State::TARGET.iter().chain(&State::TASK) {
        assert!(page.contains(&format!("\"{}\"", state.name())), "the style page does not show {}", state.name());
    }
}

#[test]
fn the_style_sheet_stays_light_and_asks_nobody() {
    let sheet = read("themes/default/static/style.css");
    // As web servers send it: deflated.
    let mut packed = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    packed.start_file("style.css", zip::write::SimpleFileOptions::default()).expect("memory can be written");
    std::io::Write::write_all(&mut packed, sheet.as_bytes()).expect("memory can be written");
    let size = packed.finish().expect("memory can be written").into_inner().len();
    assert!(size <= 15_000, "{size} bytes");
    assert!(!sheet.contains("url(") && !sheet.contains("@import") && !sheet.contains("@font-face"));
}
