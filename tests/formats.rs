//! A portal of odd tables in every format of data: the same bytes every time,
//! and those that other programs expect.
//!
//! The portal stands in `tests/clients/portal`, where the checks of
//! `tests/clients` read the same site with other people's programs.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use congbo::model::dataset::License;
use congbo::pipeline::{Adopt, Options, check, publish};
use congbo::progress::Progress;
use congbo::render::FORMATS;
use congbo::route::route_in_parts;

/// The files below `data/` of the built site.
fn site() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/portal");
    let checked = check(&Options { root, published: "2026-11-21T03:04:05Z".parse().ok(), ..Options::default() }, &Progress::default());
    let output = tempfile::tempdir().unwrap();
    publish(&checked.site.expect("the portal has no errors"), &checked.sources, output.path(), Adopt::Foreign, &Progress::default())
        .expect("the disk works");
    let mut files = BTreeMap::new();
    for folder in ["odd", "bare", "new"] {
        for entry in fs::read_dir(output.path().join("data").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            files.insert(format!("{folder}/{}", path.file_name().unwrap().to_str().unwrap()), fs::read(&path).unwrap());
        }
    }
    files
}

fn text<'a>(site: &'a BTreeMap<String, Vec<u8>>, name: &str) -> &'a str {
    std::str::from_utf8(&site[name]).unwrap()
}

#[test]
fn odd_tables_come_out_the_same_twice_and_say_the_same_in_every_format() {
    let site = site();
    assert!(site == self::site(), "a second build gives other bytes");

    // A table that is already canonical is copied, others are rewritten.
    assert_eq!(text(&site, "bare/things.csv"), "name,value\r\nA,1.5\r\nB,-2\r\n");
    assert!(text(&site, "odd/semi.csv").starts_with("id,parent,amount,n,text,"));
    assert!(text(&site, "odd/semi.csv").contains("\r\n1,,\"1.234,50 đ\",-1.5,=1+1,31/12/2024,"));

    // For Excel: decimal comma, ISO dates, no formulas.
    assert_eq!(text(&site, "bare/things.excel.csv"), "\u{feff}name;value\r\nA;1,5\r\nB;-2\r\n");
    assert!(text(&site, "odd/semi.excel.csv").contains("\r\n1;;1234,50;-1,5;'=1+1;2024-12-31;"));

    // JSON: exact numbers, lists, null.
    assert_eq!(text(&site, "bare/things.json"), "[\n{\"name\":\"A\",\"value\":1.5},\n{\"name\":\"B\",\"value\":-2}\n]\n");
    assert_eq!(text(&site, "bare/things.ndjson"), "{\"name\":\"A\",\"value\":1.5}\n{\"name\":\"B\",\"value\":-2}\n");
    assert_eq!((text(&site, "odd/empty.json"), text(&site, "odd/empty.ndjson")), ("[]\n", ""));
    let rows: serde_json::Value = serde_json::from_slice(&site["odd/semi.json"]).unwrap();
    assert_eq!(rows[0]["tags"], serde_json::json!(["a", "b"]));
    assert!(rows[0]["parent"].is_null() && text(&site, "odd/semi.json").contains("\"amount\":1234.50,"));

    // A bundle begins as ZIP files do and bears the time of publication.
    assert!(site["odd/odd.zip"].starts_with(b"PK\x03\x04"));
    let (time, date) = ((3 << 11 | 4 << 5 | (5 / 2_u16)).to_le_bytes(), ((2026 - 1980) << 9 | 11 << 5 | 21_u16).to_le_bytes());
    assert_eq!(site["odd/odd.zip"][10..14], [time, date].concat());
}

/// The parts of a workbook by name.
fn parts(workbook: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(io::Cursor::new(workbook)).expect("a ZIP file");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a file");
        let mut text = String::new();
        part.read_to_string(&mut text).expect("text");
        parts.insert(part.name().expect("UTF-8").into_owned(), text);
    }
    parts
}

/// The values of an attribute of all elements of a kind.
fn attributes<'a>(xml: &'a str, element: &str, name: &str) -> Vec<&'a str> {
    let of = |tag: &'a str| {
        let tag = &tag[..tag.find('>')?];
        let named = format!("{name}=\"");
        let at = if tag.starts_with(&named) { 0 } else { tag.find(&format!(" {named}"))? + 1 };
        tag[at + named.len()..].split('"').next()
    };
    xml.split(&format!("<{element} ")).skip(1).filter_map(of).collect()
}

#[test]
fn workbooks_for_excel_are_whole_and_no_row_stands_twice() {
    for (name, bytes) in site().iter().filter(|(name, _)| name.ends_with(".xlsx")) {
        let parts = parts(bytes);
        // Every part is named with its kind, and every relation leads to a part.
        let types = &parts["[Content_Types].xml"];
        let named: BTreeSet<String> = attributes(types, "Override", "PartName").iter().map(|part| part[1..].to_owned()).collect();
        let made: BTreeSet<String> = parts.keys().filter(|part| !part.ends_with(".rels") && !part.starts_with('[')).cloned().collect();
        assert_eq!(named, made, "{name}");
        for relation in parts.iter().filter(|(part, _)| part.ends_with(".rels")) {
            let inside = relation.1.split("<Relationship ").skip(1).filter(|tag| !tag.contains("TargetMode"));
            for leads in inside.map(target) {
                assert!(
                    parts.keys().any(|part| part.ends_with(leads.trim_start_matches("../"))),
                    "{name}: {} leads to {leads}",
                    relation.0
                );
            }
        }
        let most = attributes(&parts["xl/styles.xml"], "cellXfs", "count")[0].parse::<usize>().expect("a number");
        for number in 1..=3 {
            let sheet = &parts[&format!("xl/worksheets/sheet{number}.xml")];
            let rows: Vec<u32> = attributes(sheet, "row", "r").iter().map(|row| row.parse().expect("a number")).collect();
            assert!(!rows.is_empty() && rows.is_sorted_by(|one, next| one < next), "{name}, sheet {number}: rows {rows:?}");
            assert!(
                attributes(sheet, "c", "s").iter().all(|style| style.parse::<usize>().expect("a number") < most),
                "{name}, sheet {number}"
            );
            assert!(!sheet.contains("<f>"), "{name}: a formula");
        }
        for (part, text) in &parts {
            assert!(text.chars().all(congbo::model::format_limits::is_xml), "{name}: {part} is no XML");
        }
        // A head that Excel writes otherwise in a table's definition than in a cell has no table.
        let Some(table) = parts.get("xl/tables/table2.xml") else {
            assert!(name.starts_with("odd/heads.") && parts["xl/worksheets/sheet3.xml"].contains("<autoFilter ref=\"A1:D2\"/>"), "{name}");
            assert!(parts["xl/worksheets/sheet3.xml"].contains(">a_x0001_b<"), "{name}");
            assert!(parts["xl/worksheets/sheet3.xml"].contains(">_x005F_x0041_<"), "{name}");
            continue;
        };
        let heads = attributes(table, "tableColumn", "name");
        assert!(
            heads.iter().all(|head| !head.is_empty()) && heads.len() == heads.iter().collect::<BTreeSet<_>>().len(),
            "{name}: {heads:?}"
        );
    }
}

/// Where a relation leads.
fn target(relation: &str) -> &str {
    relation.split_once("Target=\"").expect("relations lead somewhere").1.split('"').next().unwrap_or_default()
}

#[test]
fn the_descriptor_keeps_the_authors_own_words_and_properties() {
    let site = site();
    let paths = [("/title", "Odd | things & <tags>"), ("/title@vi", "Lạ"), ("/licenses/0/name", "other"), ("/contributors/1/title", "P")];
    let descriptor: serde_json::Value = serde_json::from_slice(&site["odd/datapackage.json"]).unwrap();
    for (path, expected) in paths {
        assert_eq!(descriptor.pointer(path).and_then(serde_json::Value::as_str), Some(expected), "{path}");
    }
    assert_eq!(descriptor["mine"]["b"], serde_json::json!([1, 2]));
}

#[test]
fn rows_that_begin_like_comments_are_told_to_be_rows() {
    let site = site();
    let dialect = |name: &str| serde_json::from_slice::<serde_json::Value>(&site[name]).unwrap()["dialect"].clone();
    assert_eq!(dialect("new/new.csv-metadata.json"), serde_json::json!({ "commentPrefix": ";;" }));
    assert_eq!(dialect("bare/things.csv-metadata.json"), serde_json::Value::Null);
}

#[test]
fn no_address_of_an_author_makes_a_description_that_strict_readers_refuse() {
    for (name, bytes) in site() {
        if name.ends_with(".ttl") {
            let read: Result<Vec<_>, _> = oxttl::TurtleParser::new().for_slice(&bytes).collect();
            assert!(read.is_ok(), "{name}: {:?}", read.err());
        } else if name.ends_with(".rdf") {
            let read: Result<Vec<_>, _> = oxrdfxml::RdfXmlParser::new().for_slice(&bytes).collect();
            assert!(read.is_ok(), "{name}: {:?}", read.err());
        }
    }
    let told = String::from_utf8(site()["odd/dcat.ttl"].clone()).unwrap();
    assert!(
        told.contains("<https://p.example/lien-he%5B1%5D>") && told.contains("<mailto:vp@p.example>") && !told.contains("tel:"),
        "{told}"
    );
}

/// What Turtle states of a predicate, by its last word: the things it leads to.
fn led_to(turtle: &[u8], predicate: &str) -> Vec<String> {
    let triples = oxttl::TurtleParser::new().for_slice(turtle).map(|triple| triple.expect("Turtle"));
    let of = triples.filter(|triple| triple.predicate.as_str().ends_with(predicate));
    of.map(|triple| triple.object.to_string().trim_matches(['<', '>']).to_owned()).collect()
}

#[test]
fn a_very_large_catalogue_stands_in_parts_each_whole_that_lead_to_the_next_in_their_own_form() {
    const BASE: &str = "https://mau.example/cong/";
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/portals/states/portal");
    let mut checked = check(&Options { root, ..Options::default() }, &Progress::default());
    let site = checked.site.as_mut().expect("the portal has no errors");
    site.plan = route_in_parts(&site.catalog, &site.theme, FORMATS, 10).value;
    let datasets: BTreeSet<&String> = site.catalog.datasets.keys().collect();
    let output = tempfile::tempdir().unwrap();
    publish(site, &checked.sources, output.path(), Adopt::Foreign, &Progress::default()).expect("the disk works");

    let read = |name: &str| fs::read(output.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
    for ending in ["ttl", "rdf", "jsonld", "vi.ttl"] {
        let (stem, ending) =
            ending.rsplit_once('.').map_or(("catalog".to_owned(), ending), |(lang, ending)| (format!("catalog.{lang}"), ending));
        for part in 1..=datasets.len() {
            let name = |part: usize| if part == 1 { format!("{stem}.{ending}") } else { format!("{stem}.p{part}.{ending}") };
            let text = String::from_utf8(read(&name(part))).unwrap();
            let next = format!("{BASE}{}", name(part + 1));
            assert_eq!(text.contains(&next), part < datasets.len(), "{} and {next}", name(part));
        }
    }

    let (mut listed, mut page) = (Vec::new(), Some("catalog.ttl".to_owned()));
    while let Some(name) = page {
        let turtle = read(&name);
        let own = led_to(&turtle, "dcat#dataset");
        let (files, described) = (led_to(&turtle, "dcat#distribution"), led_to(&turtle, "dcat#downloadURL"));
        assert!(own.len() == 1 && !files.is_empty() && files.len() == described.len(), "{name}: {own:?}");
        assert_eq!(led_to(&turtle, "hydra/core#first"), [format!("{BASE}catalog.ttl")], "{name}");
        listed.extend(own);
        page = led_to(&turtle, "hydra/core#next").first().map(|next| next.replace(BASE, ""));
    }
    let wanted: Vec<String> = datasets.iter().map(|name| format!("{BASE}data/{name}/dcat.ttl#dataset")).collect();
    assert_eq!(listed, wanted);
}

/// The database of a dataset of these tables, by name and text.
fn database(tables: &[(String, String)]) -> Database {
    let folder = tempfile::tempdir().unwrap();
    let put = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    put("congbo.toml", "title = \"Cổng\"\nlanguages = [\"vi\"]\ndefault_language = \"vi\"\ndownloads = [\"sqlite\"]\nsearch = false\n");
    for (name, text) in tables {
        put(&format!("data/many/{name}.csv"), text);
    }
    let checked = check(&Options { root: folder.path().into(), ..Options::default() }, &Progress::default());
    let (site, output) = (checked.site.expect("the portal has no errors"), tempfile::tempdir().unwrap());
    publish(&site, &checked.sources, output.path(), Adopt::Foreign, &Progress::default()).expect("the disk works");
    let database = rusqlite::Connection::open(output.path().join("data/many/many.sqlite")).unwrap();
    Database { _folder: output, database }
}

/// A database, and the folder that it stands in.
struct Database {
    _folder: tempfile::TempDir,
    database: rusqlite::Connection,
}

impl Database {
    /// The texts that a query gives.
    fn texts(&self, sql: &str) -> Vec<String> {
        let mut query = self.database.prepare(sql).unwrap();
        query.query_map([], |row| row.get::<_, String>(0)).unwrap().collect::<Result<Vec<_>, _>>().unwrap()
    }

    /// The indexes that it is searched with.
    fn searches(&self) -> Vec<String> {
        self.texts("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%' ORDER BY name")
    }
}

#[test]
fn a_table_whose_column_is_called_rowid_has_no_search_that_would_find_other_rows() {
    let database = database(&[("lac".into(), "RowID,ten\n7,Đất đai\n5,Nhà ở\n".into()), ("thuong".into(), "oid,ten\n7,Đất đai\n".into())]);
    assert_eq!(database.searches(), ["thuong_fts"]);
    assert_eq!(database.texts("SELECT ten FROM thuong_fts WHERE thuong_fts MATCH 'dat'"), ["Đất đai"]);
    assert_eq!(database.texts("SELECT ten FROM lac WHERE \"RowID\" = 5"), ["Nhà ở"]);
}

#[test]
fn a_table_of_as_many_columns_as_sqlite_takes_is_searched_in_its_first_ones() {
    let line = |letter: &str| (0..2_000).map(|column| format!("{letter}{column}")).collect::<Vec<_>>().join(",");
    let database = database(&[("rong".into(), format!("{}\n{}\n", line("c"), line("chu")))]);
    let found = |word: &str| database.texts(&format!("SELECT c0 FROM rong_fts WHERE rong_fts MATCH '{word}'"));
    assert_eq!((found("chu1899").len(), found("chu1900").len()), (1, 0));
    assert_eq!(database.texts("SELECT c1999 FROM rong"), ["chu1999"]);
}

#[test]
fn tables_beyond_two_hundred_share_one_search_and_fewer_have_their_own() {
    let found = |tables: usize| {
        let table = |number: usize| (format!("bang-{number}"), format!("ten,so\nĐất đai {number},1\nNhà ở {number},2\n"));
        let database = database(&(0..tables).map(table).collect::<Vec<_>>());
        let texts = |sql: &str| database.texts(sql);
        let searches = database.searches();
        let shared = searches == ["_search"];
        let sql = if shared {
            "SELECT \"table\" || ' ' || \"row\" || ' ' || text FROM _search WHERE _search MATCH '\"dat dai 7\"'"
        } else {
            "SELECT t.ten FROM \"bang-7_fts\" f JOIN \"bang-7\" t ON t.rowid = f.rowid WHERE \"bang-7_fts\" MATCH '\"dat dai 7\"'"
        };
        assert_eq!(texts("PRAGMA integrity_check"), ["ok"]);
        (searches.len(), texts(sql))
    };
    assert_eq!(found(201), (1, vec!["bang-7 1 Đất đai 7".to_owned()]));
    assert_eq!(found(200), (200, vec!["Đất đai 7".to_owned()]));
}

#[test]
fn a_licence_whose_text_is_a_file_keeps_the_name_that_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        fs::create_dir_all(folder.path().join(path).parent().unwrap()).unwrap();
        fs::write(folder.path().join(path), text).unwrap();
    };
    write("congbo.toml", "title = \"Cổng\"\nlicense = { name = \"CC-BY-4.0\", path = \"LICENSE.txt\" }\n");
    write("data/mot/mot.csv", "name,value\nA,1\n");
    write("data/hai/hai.csv", "name,value\nA,1\n");
    write("data/mot/dataset.toml", "title = \"Một\"\nlicenses = [{ name = \"Giấy phép của tỉnh\", path = \"LICENSE.txt\" }]\n");
    write("data/hai/dataset.toml", "title = \"Hai\"\nlicenses = [{ path = \"LICENSE.txt\" }]\n");
    let checked = check(&Options { root: folder.path().to_owned(), ..Options::default() }, &Progress::default());
    let catalog = checked.site.expect("the portal has no errors").catalog;
    let of_portal = catalog.portal.license.as_ref().expect("a licence");
    let told = |license: &License| (license.name.clone(), license.title.clone(), license.path.clone());
    let (title, address) = ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/");
    assert_eq!(told(of_portal), (Some("CC-BY-4.0".into()), Some(title.into()), Some(address.into())));
    assert_eq!(told(&catalog.datasets["mot"].licenses[0]), (Some("Giấy phép của tỉnh".into()), None, None));
    assert_eq!(told(&catalog.datasets["hai"].licenses[0]), (None, Some("LICENSE.txt".into()), None));
}
