//! The API of portals with long tables and long lists, and of one without it.
//!
//! What the answers of ordinary portals look like stands in the goldens of
//! `portals/`; that they are as they are described is shown by
//! `clients/api_check.py`.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Rows of the long table: three pages, the last one short.
const ROWS: u64 = 10_007;
/// Datasets: two pages of the list.
const DATASETS: usize = 503;

/// A portal with one long table and many small ones, built.
fn site(folder: &Path, settings: &str) -> std::path::PathBuf {
    let (root, output) = (folder.join("portal"), folder.join("site"));
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("below the root")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    };
    write("congbo.toml", &format!("title = \"Cổng thử\"\nlanguages = [\"vi\"]\nlicense = \"CC-BY-4.0\"\n{settings}\n"));
    let rows: String = (1..=ROWS).map(|number| format!("r{number},{number},\"dòng, {number}\"\n")).collect();
    write("data/dai/dai.csv", &format!("ma,so,chu\n{rows}"));
    for number in 1..DATASETS {
        write(&format!("data/nho-{number:03}/bang.csv"), "a,b\n1,2\n");
    }
    let built = Command::new(env!("CARGO_BIN_EXE_congbo"))
        .args(["--lang", "en", "--root"])
        .arg(&root)
        .arg("build")
        .arg("--output")
        .arg(&output)
        .output()
        .expect("the binary runs");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    output
}

/// An answer and those that follow it.
fn pages(site: &Path, first: &str) -> Vec<Value> {
    let mut all = Vec::new();
    let mut next = Some(first.to_owned());
    while let Some(path) = next {
        let text = fs::read_to_string(site.join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
        let page: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(page["url"], path.as_str(), "without a base address, addresses are paths from the top");
        assert_eq!(page["previous"].as_str(), all.last().and_then(|last: &Value| last["url"].as_str()));
        next = page["next"].as_str().map(str::to_owned);
        all.push(page);
        assert_eq!(all.last().expect("just pushed")["page"], all.len());
    }
    all
}

#[test]
fn long_tables_and_lists_come_in_pages_that_hold_everything_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let site = site(folder.path(), "downloads = [\"api\"]\n[tables]\nmax_pages = 0\npreview_rows = 0");
    let table = pages(&site, "api/v1/tables/dai/dai/1.json");
    assert_eq!(table.len(), 3);
    let rows = table.iter().flat_map(|page| page["rows"].as_array().expect("rows"));
    let numbers: Vec<u64> = rows.map(|row| row["so"].as_u64().expect("a number")).collect();
    assert_eq!(numbers, (1..=ROWS).collect::<Vec<_>>());
    assert_eq!(table[2]["rows"][0]["chu"], "dòng, 10001");
    assert!(table.iter().all(|page| page["total"] == ROWS && page["page_count"] == 3));

    let lists = pages(&site, "api/v1/datasets.json");
    let ids: Vec<&str> =
        lists.iter().flat_map(|page| page["entries"].as_array().expect("entries")).filter_map(|one| one["id"].as_str()).collect();
    assert_eq!((lists.len(), ids.len()), (2, DATASETS));
    assert!(ids.is_sorted() && ids.first() == Some(&"dai") && ids.last() == Some(&"nho-502"));

    let described: Value = serde_json::from_slice(&fs::read(site.join("api/v1/openapi.json")).expect("a file")).expect("JSON");
    let paths = described["paths"].as_object().expect("paths");
    assert!(paths.contains_key("/datasets.p{page}.json") && paths.contains_key("/tables.p{page}.json"));
    assert!(!paths.contains_key("/plans/{plan}.json"), "there is no plan");
    assert_eq!(pages(&site, "api/v1/plans.json")[0]["entries"], Value::Array(Vec::new()));
}

#[test]
fn a_portal_that_leaves_it_out_has_neither_answers_nor_a_page_about_them() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("portal");
    fs::create_dir_all(root.join("data/a")).expect("a folder can be made");
    fs::write(root.join("congbo.toml"), "title = \"Cổng thử\"\nlanguages = [\"vi\", \"en\"]\ndownloads = [\"json\"]\n").expect("a file");
    fs::write(root.join("data/a/a.csv"), "a\n1\n").expect("a file");
    let output = folder.path().join("site");
    let built = Command::new(env!("CARGO_BIN_EXE_congbo"))
        .args(["--root".as_ref(), root.as_os_str(), "build".as_ref(), "--output".as_ref(), output.as_os_str()])
        .status()
        .expect("the binary runs");
    assert!(built.success());
    assert!(!output.join("api").exists() && !output.join("api.html").exists() && !output.join("en/api.html").exists());
    let page = fs::read_to_string(output.join("du-lieu/a/index.html")).expect("the dataset's page");
    assert!(!page.contains("api"), "nothing leads there");
}
