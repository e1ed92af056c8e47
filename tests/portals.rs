//! Whole small portals and the whole sites made of them, byte for byte.
//!
//! `portals/<case>/portal` is built into a folder that is thrown away and
//! compared with `portals/<case>/expected`. Two things are not kept there
//! because they say nothing new: files of the built-in theme, which are
//! compared with the theme, and the checksums, which are recomputed. Files that
//! are no text are kept as their checksums, in `expected/BINARIES`; what stands
//! in them is read by the clients of `tests/clients`.
//! `UPDATE=1 cargo test --test portals` rewrites what is expected.

mod goldens;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use congbo::model::Catalog;
use congbo::model::status::State;
use congbo::pipeline::{Adopt, Options, Published, Site, check, publish};
use congbo::progress::Progress;
use congbo::write::disk::checksum;
use goldens::{folders, is_update, name, project, tree, write_tree};
use regex::Regex;

type Files = BTreeMap<String, Vec<u8>>;

fn root() -> PathBuf {
    project().join("tests/portals")
}

/// The site of a case; its portal has no errors.
fn site(case: &Path) -> (Site, congbo::diag::Sources) {
    let published = Some("2025-10-01T00:00:00Z".parse().expect("a moment"));
    let checked = check(&Options { root: case.join("portal"), published, ..Options::default() }, &Progress::default());
    (checked.site.unwrap_or_else(|| panic!("{} has errors: {:#?}", name(case), checked.notes)), checked.sources)
}

fn build(case: &Path, output: &Path) -> Published {
    let (site, sources) = site(case);
    publish(&site, &sources, output, Adopt::Never, &Progress::default()).unwrap_or_else(|trouble| panic!("{}: {trouble:?}", name(case)))
}

/// Endings of files that nobody reads in a difference.
const BINARY: [&str; 5] = ["ods", "parquet", "sqlite", "xlsx", "zip"];

/// Descriptions that are the same for every portal of the same languages.
fn is_description(path: &str) -> bool {
    path == "api/v1/openapi.json" || path.starts_with("api/v1/schemas/")
}

fn is_binary(path: &str) -> bool {
    is_description(path) || path.rsplit_once('.').is_some_and(|(_, ending)| BINARY.contains(&ending))
}

/// The checksums of the files that are no text, from those of the site.
fn binaries(site: &Files) -> String {
    let sums = std::str::from_utf8(&site["SHA256SUMS"]).expect("text");
    let listed = sums.lines().filter(|line| line.split_once("  ").is_some_and(|(_, path)| is_binary(path)));
    listed.fold(String::new(), |text, line| text + line + "\n")
}

/// The site without what is compared otherwise.
fn kept(site: &Files) -> Files {
    let theme = tree(&project().join("themes/default/static"));
    let is_theme = |path: &str, bytes: &Vec<u8>| path.strip_prefix("assets/").is_some_and(|below| theme.get(below) == Some(bytes));
    let texts = site.iter().filter(|(path, bytes)| *path != "SHA256SUMS" && !is_binary(path) && !is_theme(path, bytes));
    let mut kept: Files = texts.map(|(path, bytes)| (path.clone(), bytes.clone())).collect();
    let binaries = binaries(site);
    if !binaries.is_empty() {
        kept.insert("BINARIES".into(), binaries.into_bytes());
    }
    kept
}

/// The first thing in which two sites differ, and all files that do.
fn compared(expected: &Files, actual: &Files) -> Option<String> {
    let paths: BTreeSet<&String> = expected.keys().chain(actual.keys()).collect();
    let different: Vec<&String> = paths.into_iter().filter(|path| expected.get(*path) != actual.get(*path)).collect();
    let first = different.first()?;
    let place = match (expected.get(*first), actual.get(*first)) {
        (Some(old), Some(new)) => around(old, new),
        (Some(_), None) => "is no longer made".to_owned(),
        _ => "is made and was not expected".to_owned(),
    };
    let names = different.iter().take(30).map(|path| path.as_str()).collect::<Vec<_>>().join("\n  ");
    Some(format!("{} files differ:\n  {names}\nthe first: {first}\n{place}", different.len()))
}

/// What stands around the first byte that differs.
fn around(old: &[u8], new: &[u8]) -> String {
    let at = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let shown = |bytes: &[u8]| String::from_utf8_lossy(&bytes[at.saturating_sub(120)..(at + 120).min(bytes.len())]).into_owned();
    format!("byte {at}\n- {}\n+ {}", shown(old), shown(new))
}

#[test]
fn every_portal_becomes_the_expected_site_byte_for_byte() {
    let mut wrong = Vec::new();
    for case in folders(&root()) {
        let output = tempfile::tempdir().expect("a temporary folder");
        build(&case, output.path());
        let site = kept(&tree(output.path()));
        if is_update() {
            write_tree(&case.join("expected"), &site);
        }
        wrong.extend(compared(&tree(&case.join("expected")), &site).map(|text| format!("{}: {text}", name(&case))));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn a_site_built_twice_is_the_same_and_a_second_build_writes_nothing() {
    for case in folders(&root()) {
        let (first, second) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        let made = build(&case, first.path());
        build(&case, second.path());
        assert_eq!(compared(&tree(first.path()), &tree(second.path())), None, "{}", name(&case));
        let again = build(&case, first.path());
        assert_eq!((again.written, again.removed), (0, 0), "{}", name(&case));
        assert_eq!((again.files, again.pages, again.bytes), (made.files, made.pages, made.bytes), "{}", name(&case));
    }
}

#[test]
fn the_checksums_name_every_file_with_its_true_sum() {
    for case in folders(&root()) {
        let output = tempfile::tempdir().expect("a temporary folder");
        build(&case, output.path());
        let files = tree(output.path());
        let sums = String::from_utf8(files["SHA256SUMS"].clone()).expect("text");
        let named: BTreeMap<&str, &str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
        let all: BTreeSet<&str> = files.keys().map(String::as_str).filter(|path| *path != "SHA256SUMS").collect();
        assert_eq!(named.keys().copied().collect::<BTreeSet<_>>(), all, "{}", name(&case));
        for (path, sum) in named {
            assert_eq!(checksum(&output.path().join(path)).expect("readable").to_string(), sum, "{} {path}", name(&case));
        }
    }
}

fn states() -> Catalog {
    site(&root().join("states")).0.catalog
}

#[test]
fn every_state_and_every_rule_of_status_occurs() {
    let catalog = states();
    let of_targets = catalog.plans.values().flat_map(|plan| plan.targets.iter().map(|target| &target.status));
    let of_tasks = catalog.plans.values().flat_map(|plan| plan.tasks.iter().map(|task| &task.status));
    let states = |all: &mut dyn Iterator<Item = State>| all.collect::<BTreeSet<State>>();
    assert_eq!(states(&mut of_targets.clone().map(|status| status.state)), BTreeSet::from(State::TARGET));
    assert_eq!(states(&mut of_tasks.clone().map(|status| status.state)), BTreeSet::from(State::TASK));
    let rule = Regex::new(r#"(?:status|timeless)\(State::\w+, "([a-z-]+)"(?:, "([a-z-]+)")?"#).expect("a sound expression");
    let text = include_str!("../src/model/status.rs");
    let rules: BTreeSet<&str> =
        rule.captures_iter(text).flat_map(|found| [found.get(1), found.get(2)]).flatten().map(|rule| rule.as_str()).collect();
    assert!(rules.len() > 18, "the rules are written otherwise now");
    assert_eq!(of_targets.chain(of_tasks).map(|status| status.rule).collect::<BTreeSet<_>>(), rules);
}

#[test]
fn the_last_day_of_a_plan_is_never_called_the_deadline_of_a_task() {
    for plan in states().plans.values() {
        for task in plan.tasks.iter().filter(|task| task.end.is_none()) {
            let (state, rule) = (task.status.state, task.status.rule);
            assert!(!task.status.stated, "{}: the plan states no day", task.id);
            assert!(!["deadline-passed", "deadline-ahead", "done-in-time"].contains(&rule) && !rule.ends_with("after-deadline"), "{rule}");
            let page = root().join("states/expected/en/tasks").join(&plan.id).join(format!("{}.html", task.id));
            let text = std::fs::read_to_string(&page).expect("every task has a page");
            assert!(!text.contains(", due ") && !text.contains("<dt>Deadline</dt>"), "{}: {state:?}", page.display());
        }
    }
}

#[test]
fn bodies_of_one_name_are_told_apart_wherever_they_are_listed() {
    let read = |path: &str| std::fs::read_to_string(root().join("states/expected").join(path)).expect(path);
    let name = "Sample Province Department of Science and Technology";
    for page in ["en/agencies/index.html", "en/a-z/index.html", "en/compare/agencies.html"] {
        let text = read(page);
        let mut after: Vec<String> = text
            .match_indices(&format!(">{name}</a>"))
            .map(|(at, found)| text[at + found.len()..].chars().take_while(|letter| *letter != '/').collect())
            .collect();
        assert!(!after.is_empty() && after.iter().all(|note| note.contains("2025")), "{page}: {after:?}");
        after.sort_unstable();
        after.dedup();
        assert!(page.contains("compare") || after.len() == 2, "{page}: {after:?}");
    }
    assert!(read("search/en/facets.js").contains(&format!("{name} (from 1 March 2025)")), "where search can be narrowed, too");
}

#[test]
fn the_day_of_the_statuses_comes_from_the_data() {
    assert_eq!(states().as_of.map(|day| day.to_string()).as_deref(), Some("2025-09-30"));
}

#[test]
fn every_contradiction_of_a_text_is_kept_and_told() {
    let catalog = states();
    let told: BTreeSet<&str> = catalog.plans["nam-nay"].contradictions.iter().map(|told| told.code.id).collect();
    assert_eq!(told, BTreeSet::from(["C0505", "C0506", "C0507", "C0508"]));
    let target = catalog.plans["nam-nay"].targets.iter().find(|target| target.id == "dang-thuc-hien").expect("it is there");
    assert_eq!((target.within.len(), target.earlier.len(), target.statements.len()), (0, 4, 2));
}

#[test]
fn names_of_agencies_are_short_only_inside_a_plan_of_their_province() {
    let page = |path: &str| std::fs::read_to_string(root().join("states/expected").join(path)).expect(path);
    let (whole, short) = (">Sở Nội vụ tỉnh Mẫu</a>", ">Sở Nội vụ</a>");
    let plan = page("ke-hoach/nam-nay.html");
    assert!(plan.contains(short) && !plan.contains(whole));
    assert!(plan.contains(">Các sở của tỉnh Mẫu</a>"), "only names of departments go without their province");
    for across in ["chi-so/ho-so-truc-tuyen.html", "co-quan/index.html"] {
        assert!(page(across).contains(whole) && !page(across).contains(short), "{across} is about many plans");
    }
    let task = page("chi-tieu/nam-nay/dang-thuc-hien.html");
    assert!(task.contains(short), "so is the page of a target");
}
