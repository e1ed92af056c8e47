//! The documentation held against the code: keys, columns, formats, types,
//! statuses, commands, dependencies, and every link between documents.
//!
//! What can be made from the code is made: `UPDATE=1 cargo test --test docs`
//! rewrites the tables between the markers `<!-- columns:… -->`,
//! `<!-- formats -->` and `<!-- dependencies -->`.
//!
//! Long because every table of the manual has its reader here.

mod goldens;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::process::Command;

use congbo::load::field_type::{ITEM_TYPES, TYPES};
use congbo::model::dataset::ProfileName;
use congbo::model::lang::{Lang, Languages};
use congbo::model::profile::{self, WellKnown};
use congbo::model::schema::Field;
use congbo::model::status::State;
use congbo::render::FORMATS;
use congbo::route::{Format, Scope};
use goldens::{is_update, project};
use regex::Regex;

const FORMAT: &str = "docs/format.md";
const CHARTS: &str = "docs/charts.md";
const DEPENDENCIES: &str = "docs/dependencies.md";

fn read(path: &str) -> String {
    fs::read_to_string(project().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a regular expression")
}

/// What stands between `<!-- opening -->` and the next `<!-- /… -->`, with
/// its place in the text.
fn between<'a>(text: &'a str, opening: &str) -> (std::ops::Range<usize>, &'a str) {
    let mark = format!("<!-- {opening} -->\n");
    let start = text.find(&mark).unwrap_or_else(|| panic!("no marker `{}`", mark.trim())) + mark.len();
    let end = start + text[start..].find("<!-- /").expect("an opened marker is closed");
    (start..end, &text[start..end])
}

/// Holds what stands between markers against what it has to be.
fn hold(path: &str, opening: &str, expected: &str) {
    let text = read(path);
    let (place, found) = between(&text, opening);
    if found == expected {
        return;
    }
    assert!(is_update(), "{path}: `{opening}` is not what the code says; UPDATE=1 rewrites it. Expected:\n{expected}");
    fs::write(project().join(path), format!("{}{expected}{}", &text[..place.start], &text[place.end..]))
        .expect("a document can be written");
}

/// The first cells of the rows of all tables in a text, heads left out.
fn first_cells(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let rows = lines.iter().enumerate().filter(|(at, line)| {
        let is_head = lines.get(at + 1).is_some_and(|next| next.starts_with("|---"));
        line.starts_with("| ") && !is_head
    });
    rows.filter_map(|(_, line)| line[1..].split(" |").next()).map(str::trim).collect()
}

/// The words in backticks of a line; `contact.email` counts as both its parts.
fn quoted<'a>(lines: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    let words = regex("`([^`]+)`");
    let of_line = |line| words.captures_iter(line).flat_map(|found| found[1].split('.').map(str::to_owned).collect::<Vec<_>>()).collect();
    lines.into_iter().flat_map::<Vec<String>, _>(of_line).collect()
}

/// Every key that a reader of descriptors, settings or front matter asks for:
/// the literals given to whatever takes a `key: &'static str`, and lists of keys.
fn keys_asked_for(path: &str) -> BTreeSet<String> {
    let text = read(path);
    let code = text.split("#[cfg(test)]").next().expect("the part before the tests");
    let taker = regex(r"(?:fn (\w+)(?:<[^(]*>)?\([^)]*|let (?:mut )?(\w+) = \|)key: &'static str");
    let all: String =
        goldens::tree(&project().join("src/load")).into_values().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).collect();
    let takers: BTreeSet<String> =
        taker.captures_iter(&all).filter_map(|found| Some(found.get(1).or(found.get(2))?.as_str().to_owned())).collect();
    let takers = takers.into_iter().collect::<Vec<_>>().join("|");
    let call = regex(&format!(r#"\b(?:{takers})(?:::<[^>]*>)?\(\s*(?:&mut \w+,\s*)?"([^"]+)""#));
    let list = regex(r"(?s)(?:for key in\s*\[|const \w*KEYS\w*: \[[^=]*= \[|fn usual_keys\(\)[^{]*\{\s*\[)(.*?)\]\s*(?:\{|;|\})");
    let literal = regex(r#""([^"]+)""#);
    let of_calls = call.captures_iter(code).map(|found| found[1].to_owned());
    let lists = list.captures_iter(code).map(|found| found[1].to_owned());
    let of_lists = lists.flat_map(|keys| literal.captures_iter(&keys).map(|key| key[1].to_owned()).collect::<Vec<_>>());
    of_calls.chain(of_lists).collect()
}

#[test]
fn every_key_is_documented_and_no_key_is_made_up() {
    let mut wrong = Vec::new();
    // Readers, and those that read some of their tables for them.
    let pages: [(&str, &[&str], &str); 5] = [
        ("src/load/config.rs", &["src/load/look.rs", "src/load/security.rs"], FORMAT),
        ("src/load/page.rs", &[], FORMAT),
        ("src/load/descriptor.rs", &["src/load/credits.rs"], FORMAT),
        ("src/load/schema.rs", &["src/load/field_type.rs", "src/load/constraints.rs", "src/load/dialect.rs"], FORMAT),
        ("src/load/block.rs", &[], CHARTS),
    ];
    for (path, parts, manual) in pages {
        let text = read(manual);
        let mark = format!("<!-- keys: {path} -->");
        let marked: String = text.split(&mark).skip(1).map(|rest| rest.split("<!-- /keys -->").next().expect("closed")).collect();
        let asked: BTreeSet<String> = parts.iter().chain([&path]).flat_map(|path| keys_asked_for(path)).collect();
        assert!(asked.len() > 10, "the scan of {path} finds keys");
        let outside_types: String = match marked.split_once("<!-- types -->") {
            Some((before, rest)) => before.to_owned() + rest.split_once("<!-- /types -->").expect("closed").1,
            None => marked.clone(),
        };
        let tables = marked.lines().filter(|line| line.starts_with('|'));
        wrong.extend(asked.difference(&quoted(tables)).map(|key| format!("{path} asks for `{key}`, which {manual} does not name")));
        wrong.extend(
            quoted(first_cells(&outside_types))
                .difference(&asked)
                .map(|key| format!("{manual} names `{key}`, which {path} does not ask for")),
        );
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_type_and_status_is_documented() {
    let text = read(FORMAT);
    let types: BTreeSet<String> = TYPES.into_iter().map(str::to_owned).collect();
    assert_eq!(quoted(first_cells(between(&text, "types").1)), types);
    for (subject, states) in [("target", State::TARGET.as_slice()), ("task", State::TASK.as_slice())] {
        let names: BTreeSet<String> = states.iter().map(|state| state.name().to_owned()).collect();
        assert_eq!(quoted(first_cells(between(&text, &format!("states:{subject}")).1)), names, "statuses of a {subject}");
    }
}

#[test]
fn the_tables_of_columns_are_those_of_the_profiles() {
    let vietnamese = Lang::new("vi").expect("a language");
    let languages = Languages::new(vietnamese, []);
    for table in [ProfileName::Plan, ProfileName::Registry].into_iter().flat_map(profile::tables) {
        hold(FORMAT, &format!("columns:{}", table.name), &columns(table, &languages));
    }
}

/// The columns of a well-known table in Markdown.
fn columns(table: &WellKnown, languages: &Languages) -> String {
    let english = Lang::new("en").expect("a language");
    let schema = table.schema(languages);
    let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let mut key = String::new();
    if !schema.primary_key.is_empty() {
        key = format!(" Key: {}.", list(&schema.primary_key));
    }
    for unique in &schema.unique_keys {
        key += &format!(" Never twice: {}.", list(unique));
    }
    let mut text = format!(
        "{}{key}\n\n| column | type | rules | meaning |\n|---|---|---|---|\n",
        table.description.exact(english).unwrap_or_default()
    );
    for column in &table.fields {
        let field = schema.field(&column.name.replace('*', "vi")).expect("every column becomes a field");
        let meaning = column.description.exact(english).unwrap_or_default();
        text += &format!("| `{}` | {} | {} | {meaning} |\n", column.name, column.kind, rules(field));
    }
    text
}

/// What a column's values have to satisfy, in words.
fn rules(field: &Field) -> String {
    let mut rules = Vec::new();
    if field.constraints.required {
        rules.push("required".to_owned());
    }
    if let Some(reference) = field.reference {
        let name = reference.name();
        rules.push(if name == "plans" { "ids of plans".to_owned() } else { format!("ids of [{name}](#{name})") });
    }
    if !field.constraints.allowed.is_empty() {
        rules.push(field.constraints.allowed.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join(" "));
    }
    match field.constraints.pattern.as_ref().map(congbo::model::schema::Pattern::as_str) {
        Some("[a-z0-9]+(-[a-z0-9]+)*") => rules.push("identifier".to_owned()),
        Some(pattern) => rules.push(format!("`{pattern}`")),
        None => {}
    }
    if let Some(least) = &field.constraints.minimum {
        rules.push(format!("at least {least}"));
    }
    if matches!(field.kind, congbo::model::schema::FieldType::String(congbo::model::schema::StringFormat::Uri)) {
        rules.push("address".to_owned());
    }
    rules.join("; ")
}

#[test]
fn the_list_of_formats_is_that_of_the_code() {
    let mut text = String::from("| format | media type | where | in `downloads` |\n|---|---|---|---|\n");
    for format in FORMATS {
        let chosen = match format.is_download() {
            true if format.choice() == format.name() => "yes".to_owned(),
            true => format!("as `{}`", format.choice()),
            false => String::new(),
        };
        text += &format!("| `{}` | {} | {} | {chosen} |\n", format.name(), format.media_type(), address(*format));
    }
    hold(FORMAT, "formats", &text);
}

#[test]
fn the_types_of_what_stands_in_lists_are_those_of_the_code() {
    let text = read(FORMAT);
    let list = text.lines().find(|line| line.starts_with("| `list` |")).expect("lists are a type");
    let (last, others) = ITEM_TYPES.split_last().expect("there are some");
    let types = format!("`itemType` (`{}` or `{last}`; `{}` unless said", others.join("`, `"), ITEM_TYPES[0]);
    assert!(list.contains(&types), "docs/format.md has to say: {types}");
}

/// Where the outputs of a format stand.
fn address(format: &dyn Format) -> String {
    let name = format.file_name();
    match format.scope() {
        // The name of a package is not always that of its dataset.
        Scope::Record if name.contains("{dataset}") => format!("`{}`", name.replace("{dataset}", "<package>")),
        Scope::Answer => "`api/v1/…`".to_owned(),
        Scope::Part => format!("`{}`", name.replace("{lang}", "<default language>")),
        Scope::Page => "every page in every language".to_owned(),
        Scope::Resource => format!("`data/<dataset>/<table>.{name}`"),
        Scope::Workbook => format!("`data/<dataset>/<table>.<language>.{name}`"),
        Scope::WellKnown => format!("`schemas/<profile>/<table>.{name}`"),
        Scope::Descriptor | Scope::Record => format!("`data/<dataset>/{name}`"),
        Scope::Bundle => format!("`data/<dataset>/<dataset>.{name}`"),
        Scope::Plan => format!("`plans/<plan>.{name}`"),
        Scope::Chart => format!("`<page>.<chart>.{name}`"),
        Scope::Feed => format!("`<page>.{name}`"),
        Scope::Rows => format!("`<page>.rows-<number>.{name}`"),
        Scope::Search => "`search/<language>/…`".to_owned(),
        Scope::Collection | Scope::Portal => format!("`{name}`"),
    }
}

/// The text of the first fenced block that begins with `opening`.
fn example<'a>(text: &'a str, opening: &str) -> &'a str {
    let start = text.find(&format!("\n{opening}")).unwrap_or_else(|| panic!("no example `{opening}`")) + 1 + opening.len();
    let fence = &opening[..opening.find(|c| c != '`').expect("an opening says more than its fence")];
    let end = text[start..].find(&format!("\n{fence}\n")).expect("an opened fence is closed");
    &text[start..=start + end]
}

#[test]
fn the_examples_of_the_format_are_a_sound_portal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("portal");
    let congbo = |words: &[&str]| Command::new(env!("CARGO_BIN_EXE_congbo")).args(words).output().expect("the binary runs");
    congbo(&["init", root.to_str().expect("a path in Unicode")]);
    let text = read(FORMAT);
    let section = |title: &str| &text[text.find(&format!("\n## {title}\n")).expect("a section")..];
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder can be made");
        fs::write(path, text).expect("an example can be written");
    };
    write("congbo.toml", example(section("congbo.toml"), "```toml\n"));
    let page = example(section("Pages"), "```\n").to_owned() + example(section("Pages"), "````\n");
    write("content/pages/example.md", &page);
    write("data/kinh-phi/dataset.toml", example(section("Datasets"), "```toml\n"));
    write("data/kinh-phi/kinh-phi.csv", "id;so_tien;co_quan\na;1000;mau-cac-so\n");
    let checked = congbo(&["--root", root.to_str().expect("a path in Unicode"), "--lang", "en", "check", "--format", "short"]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
}

#[test]
fn the_readmes_name_every_command_and_no_other() {
    let help = Command::new(env!("CARGO_BIN_EXE_congbo")).args(["--lang", "en", "--help"]).output().expect("the binary runs");
    let help = String::from_utf8(help.stdout).expect("text");
    let listed = help.split("Commands:\n").nth(1).expect("a list of commands").split("\n\n").next().expect("its end");
    let commands: BTreeSet<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for path in ["README.md", "README.vi.md"] {
        let text = read(path);
        let rows = first_cells(&text).join("\n");
        let named = regex("`congbo ([a-z]+)");
        let named: BTreeSet<&str> = named.captures_iter(&rows).map(|found| found.get(1).expect("a group").as_str()).collect();
        assert_eq!(named, commands, "{path}");
    }
}

#[test]
fn the_map_of_the_code_has_every_module_and_every_runner() {
    let map = read("docs/architecture.md");
    let lib = read("src/lib.rs");
    let modules: Vec<&str> = lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).collect();
    let lines = || map.lines().map(str::trim_start);
    let stand_at =
        |module: &&str| lines().position(|line| line.starts_with(&format!("{module}/ ")) || line.starts_with(&format!("{module}.rs ")));
    let places: Vec<usize> = modules.iter().map(|module| stand_at(module).unwrap_or_else(|| panic!("no line for `{module}`"))).collect();
    assert!(modules.len() > 10 && places.is_sorted(), "{modules:?} {places:?}");
    let decided = map.split("## Where is it decided?").nth(1).and_then(|rest| rest.split("\n## ").next()).expect("a section");
    for row in decided.lines().filter(|line| line.starts_with("| ") && line.contains('`')).skip(1) {
        let places = row.rsplit(" | ").next().expect("a last cell").split('`').skip(1).step_by(2);
        places.for_each(|place| assert!(project().join("src").join(place).exists(), "{place}"));
    }
    for entry in fs::read_dir(project().join("tests")).expect("a folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("text");
        assert!(!name.ends_with(".rs") || map.contains(&format!("`tests/{name}`")), "no row for tests/{name}");
    }
}

#[test]
fn every_dependency_is_documented_with_its_licence_and_its_users() {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).expect("a manifest");
    let names: BTreeSet<&str> = manifest["dependencies"].as_table().expect("a table").keys().map(String::as_str).collect();
    let licences = licences();
    let text = read(DEPENDENCIES);
    let reasons: BTreeMap<&str, &str> = between(&text, "dependencies")
        .1
        .lines()
        .filter(|line| line.starts_with("| ["))
        .filter_map(|line| Some((line.split(['[', ']']).nth(1)?, line.trim_end_matches(" |").rsplit(" | ").next()?)))
        .collect();
    let documented: BTreeSet<&str> = reasons.keys().copied().collect();
    let missing: Vec<&&str> = names.difference(&documented).collect();
    assert!(missing.is_empty(), "{DEPENDENCIES} lacks a line `| [name]() | | | reason |` for {missing:?}");
    let mut table = String::from("| crate | licence | used in | reason |\n|---|---|---|---|\n");
    for name in &names {
        let users = users(name);
        assert!(!users.is_empty(), "nothing in src/ uses {name}");
        table += &format!("| [{name}](https://crates.io/crates/{name}) | {} | {users} | {} |\n", licences[*name], reasons[name]);
    }
    hold(DEPENDENCIES, "dependencies", &table);
}

/// The licence of every package that is compiled here.
fn licences() -> BTreeMap<String, String> {
    let version = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let version = String::from_utf8(version.stdout).expect("text");
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).expect("rustc names its host");
    let metadata = Command::new(env!("CARGO"))
        .current_dir(project())
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--filter-platform", host])
        .output()
        .expect("cargo runs");
    assert!(metadata.status.success(), "{}", String::from_utf8_lossy(&metadata.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).expect("JSON");
    let packages = metadata["packages"].as_array().expect("a list").iter();
    packages
        .filter_map(|package| {
            let licence = package["license"].as_str()?.replace('/', " OR ").replace("  ", " ");
            Some((package["name"].as_str()?.to_owned(), licence))
        })
        .collect()
}

/// The modules that name a crate.
fn users(name: &str) -> String {
    let ident = name.replace('-', "_");
    let names = regex(&format!(r"\b{ident}(?:::|\s*;|!)|(?:derive|use) *\(?{ident}\b"));
    let mut modules = BTreeSet::new();
    for (path, bytes) in goldens::tree(&project().join("src")).into_iter().filter(|(path, _)| path.ends_with(".rs")) {
        let text = String::from_utf8(bytes).expect("source is text");
        let code = text.split("#[cfg(test)]").next().expect("the part before the tests");
        if code.lines().filter(|line| !line.trim_start().starts_with("//")).any(|line| names.is_match(line)) {
            let module = path.split('/').next().expect("a first part").trim_end_matches(".rs");
            modules.insert(format!("`{module}`"));
        }
    }
    modules.into_iter().collect::<Vec<_>>().join(", ")
}

#[test]
fn links_between_documents_lead_somewhere() {
    let top = ["README.md", "README.vi.md", "CONTRIBUTING.md", "CHANGELOG.md"].map(str::to_owned);
    let docs = goldens::tree(&project().join("docs")).into_keys().filter(|path| path.ends_with(".md")).map(|path| format!("docs/{path}"));
    let link = regex(r"\]\(([^)\s]+)\)");
    let mut wrong = Vec::new();
    for path in top.into_iter().chain(docs) {
        let text = read(&path);
        let prose = regex("(?s)```.*?```|`[^`\n]*`").replace_all(&text, "");
        for found in link.captures_iter(&prose) {
            let target = &found[1];
            if target.contains(':') {
                continue;
            }
            let (file, anchor) = target.split_once('#').map_or((target, None), |(file, anchor)| (file, Some(anchor)));
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let file = if file.is_empty() { path.clone() } else { format!("{folder}/{file}").trim_start_matches('/').to_owned() };
            let there = fs::read_to_string(project().join(&file));
            let leads = match (&there, anchor) {
                (Err(_), _) => project().join(&file).exists() && anchor.is_none(),
                (Ok(text), Some(anchor)) => anchors(text).contains(anchor),
                (Ok(_), None) => true,
            };
            if !leads {
                wrong.push(format!("{path}: {target}"));
            }
        }
    }
    assert!(wrong.is_empty(), "links that lead nowhere:\n{}", wrong.join("\n"));
}

/// The anchors of a document as forges make them of its headings.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = text.lines().filter_map(|line| line.strip_prefix('#').map(|rest| rest.trim_start_matches('#').trim()));
    let anchor = |heading: &str| -> String {
        let letters = heading.to_lowercase();
        letters.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).map(|c| if c == ' ' { '-' } else { c }).collect()
    };
    headings.map(anchor).collect()
}

#[test]
fn the_limits_are_those_of_the_code() {
    let text = read("docs/limits.md");
    let limit = regex(r"<!-- limit:(\S+):(\w+) -->([\d,]+) ?(KB|MB)?<!-- /limit -->");
    let mut count = 0;
    for found in limit.captures_iter(&text) {
        let (file, name) = (&found[1], &found[2]);
        let code = read(&format!("src/{file}"));
        let declared = regex(&format!(r"const {name}: \w+ = (\d[\d_]*)(?: << (\d+))?;"));
        let declared = declared.captures(&code).unwrap_or_else(|| panic!("src/{file} has no constant {name}"));
        let digits = |text: &str| -> u64 { text.replace([',', '_'], "").parse().expect("digits") };
        let in_code = digits(&declared[1]) << declared.get(2).map_or(0, |shift| digits(shift.as_str()));
        let unit = match found.get(4).map(|unit| unit.as_str()) {
            Some("MB") => 20,
            Some("KB") => 10,
            _ => 0,
        };
        assert_eq!(digits(&found[3]) << unit, in_code, "docs/limits.md says another {name} than src/{file}");
        count += 1;
    }
    assert_eq!(count, text.matches("<!-- limit:").count(), "every marked limit is read");
    assert!(count > 10);
}
