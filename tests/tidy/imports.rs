//! Which file of the source imports which, and who leads back to himself.
//!
//! Reads `use` declarations and paths as text. What a file passes on (`pub use`)
//! is no import of its own, nor is what lies between a module and one inside
//! it: a folder's own file and its parts are one thing.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

/// A module: `["model", "plan"]`.
type Module = Vec<String>;

/// The files by their modules, and which of the others each imports.
type Imports<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// Groups of files that import each other in a circle; each group sorted.
pub(crate) fn circles(sources: &[(String, String)], code: impl Fn(&str) -> String) -> Vec<Vec<String>> {
    let modules: BTreeMap<Module, &str> = sources.iter().filter_map(|(path, _)| Some((module(path)?, path.as_str()))).collect();
    let mut imports = Imports::new();
    for (path, text) in sources {
        let Some(own) = module(path) else { continue };
        let named = names(&code(text)).into_iter().filter_map(|name| resolved(&own, &name, &modules));
        let others = named.filter(|other| !other.starts_with(&own) && !own.starts_with(other));
        imports.insert(path, others.map(|other| modules[&other]).collect());
    }
    let reached: BTreeMap<&str, BTreeSet<&str>> = imports.keys().map(|path| (*path, reach(path, &imports))).collect();
    let mut groups: BTreeSet<Vec<String>> = BTreeSet::new();
    for (path, all) in reached.iter().filter(|(path, all)| all.contains(*path)) {
        let group = all.iter().filter(|other| reached[*other].contains(path));
        groups.insert(group.map(|path| (*path).to_owned()).collect());
    }
    groups.into_iter().collect()
}

/// The module that a file is.
fn module(path: &str) -> Option<Module> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let path = path.strip_suffix("/mod").unwrap_or(path);
    (!["lib", "main"].contains(&path)).then(|| path.split('/').map(str::to_owned).collect())
}

/// The paths that are named, one for every name: in imports, and in place.
fn names(code: &str) -> Vec<String> {
    let import = Regex::new(r"(?m)^\s*(pub(\([^)]*\))? )?use ([^;]+);").expect("a sound expression");
    let path = Regex::new(r"\b(?:crate|self|super)(?:::\w+)+").expect("a sound expression");
    let imported = import.captures_iter(code).filter(|found| found.get(1).is_none());
    let imported = imported.flat_map(|found| expanded(found[3].trim()));
    let rest = import.replace_all(code, "");
    imported.chain(path.find_iter(&rest).map(|found| found.as_str().to_owned())).collect()
}

/// `a::{b, c::{d, e}}` as `a::b`, `a::c::d` and `a::c::e`.
fn expanded(path: &str) -> Vec<String> {
    let Some((before, inside)) = path.split_once('{') else {
        return vec![path.split(" as ").next().unwrap_or(path).to_owned()];
    };
    let inside = inside.trim_end().strip_suffix('}').expect("braces are closed");
    let (mut parts, mut depth, mut begin) = (Vec::new(), 0, 0);
    for (at, letter) in inside.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(&inside[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&inside[begin..]);
    let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| expanded(&format!("{before}{part}"))).collect()
}

/// The module that a path leads into, seen from another.
fn resolved(own: &Module, path: &str, modules: &BTreeMap<Module, &str>) -> Option<Module> {
    let mut parts = path.split("::").peekable();
    let mut at = match *parts.peek()? {
        "crate" => Vec::new(),
        "self" | "super" => own.clone(),
        _ => return None,
    };
    while let Some(part) = parts.next_if(|part| ["crate", "self", "super"].contains(part)) {
        if part == "super" {
            at.pop();
        }
    }
    for part in parts {
        at.push(part.to_owned());
        if !modules.contains_key(&at) {
            at.pop();
            break;
        }
    }
    modules.contains_key(&at).then_some(at)
}

/// The files that a file leads to, itself only when something leads back to it.
fn reach<'a>(path: &'a str, imports: &Imports<'a>) -> BTreeSet<&'a str> {
    let (mut all, mut open) = (BTreeSet::new(), vec![path]);
    while let Some(path) = open.pop() {
        open.extend(imports[path].iter().filter(|other| all.insert(**other)));
    }
    all
}
