//! Texts that would do something in a browser: in every place where a text may
//! stand, and looked for in every page with a browser's own tokenizer.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::events::Event;

use crate::inert::assert_inert;
use crate::support::Portal;

/// What is tried; none of it breaks CSV, TOML or a Markdown line.
const ATTACKS: [&str; 8] = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></textarea></style><iframe src=javascript:alert(1)>",
    "<https://x.vn/'onmouseover='alert(1)> &#106;avascript:alert(1) [x]: https://x.vn 'onclick=alert(1)'",
    "{{ view }}{% raw %}{% include 'x' %}{{<none />}}",
    "<!--><script>alert(1)</script>--> <![CDATA[<script>]]> &lt;script&gt; &#60;script&#62;",
    "\u{202e}\u{2028}<a href=//evil.vn style=x>x</a>",
];

/// Words that stand in the sample portal's texts, and in no id or address.
const WORDS: [&str; 9] = ["số", "Số", "Sở", "Mẫu", "hồ sơ", "Tổng", "Sample", "digital", "Online"];

/// The files of a folder and all below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    path.extension().is_some_and(|ending| endings.iter().any(|known| ending == *known))
}

/// The sample portal with an attack behind every such word.
fn attacked(attack: &str) -> Portal {
    let portal = Portal::new();
    let mut count = 0;
    for path in files(&portal.root()).into_iter().filter(|path| has_ending(path, &["csv", "toml", "md"])) {
        let text = fs::read_to_string(&path).expect("a text");
        count += WORDS.iter().map(|word| text.matches(word).count()).sum::<usize>();
        let text = WORDS.iter().fold(text, |text, word| text.replace(word, &format!("{word}{attack}")));
        fs::write(&path, text).expect("a file");
    }
    assert!(count > 60, "the sample portal has other words now: {count}");
    portal
}

/// Whether a drawing or a sitemap, read as XML, has nothing in it that runs,
/// loads or leads anywhere.
fn assert_inert_xml(text: &str, path: &Path) {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{}: {error}", path.display())) {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = tag.local_name().as_ref().to_ascii_lowercase();
                assert!(!["script", "foreignobject", "iframe", "image", "a"].contains(&name.as_str()), "{}: {name}", path.display());
                for attribute in tag.attributes() {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                    let key = attribute.key.local_name().as_ref().to_ascii_lowercase();
                    let may_run = key.starts_with("on") || key == "style";
                    let leads = key == "href" && name != "link" && !attribute.value.starts_with('#');
                    assert!(!may_run && !leads, "{}: {name} {key}", path.display());
                }
            }
            Event::Eof => return,
            _ => {}
        }
    }
}

#[test]
fn texts_in_cells_descriptors_pages_and_settings_are_inert_in_every_format() {
    for attack in ATTACKS {
        let portal = attacked(attack);
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{attack}: {}", ran.err);
        let site = files(&portal.root().join("public"));
        let mut shown = 0;
        for path in &site {
            let bytes = fs::read(path).expect("a file");
            if has_ending(path, &["html"]) {
                let html = String::from_utf8(bytes).expect("pages are UTF-8");
                assert_inert(&html);
                shown += usize::from(html.contains("alert(1)") || html.contains("evil.vn") || html.contains("{{ view }}"));
            } else if has_ending(path, &["json", "ndjson"]) {
                let whole = serde_json::Deserializer::from_slice(&bytes).into_iter::<serde_json::Value>();
                let values: Vec<serde_json::Value> = whole.map(|value| value.expect("JSON")).collect();
                assert!(!values.is_empty() || bytes.is_empty(), "{}", path.display());
            } else if has_ending(path, &["xml", "svg"]) {
                assert_inert_xml(&String::from_utf8(bytes).expect("XML is UTF-8"), path);
            }
        }
        assert!(shown > 20, "{attack} stands on {shown} pages only: nothing was tried");
    }
}

#[test]
fn addresses_that_run_something_are_refused_or_are_no_links() {
    let portal = Portal::new();
    let tasks = "data/ke-hoach-mau-2025/tasks.csv";
    let text = portal.read(tasks);
    let evidence = text.split("https://").nth(1).map(|rest| format!("https://{}", rest.split(',').next().expect("a first part")));
    for address in ["javascript:alert(1)", "data:text/html;base64;eA==", "vbscript:x", "file:///etc/passwd", " java\tscript:alert(1)"] {
        if let Some(evidence) = &evidence {
            portal.write(tasks, &text.replace(evidence, address));
        }
        portal.write(
            "content/pages/about.md",
            &format!("+++\ntitle = \"x\"\n+++\n\n[a]({address}) ![b](<{address}>) <{address}>\n\n[c]\n\n[c]: <{address}>\n"),
        );
        portal.write("data/thu/thu.csv", &format!("ten,dia_chi\na,{address}\n"));
        portal.write(
            "data/thu/dataset.toml",
            "title = \"Thử\"\n[[resources]]\nname = \"thu\"\npath = \"thu.csv\"\n[resources.schema]\n\
             fields = [{ name = \"ten\", type = \"string\" }, { name = \"dia_chi\", type = \"string\" }]\n",
        );
        let ran = portal.run(&["build"]);
        if ran.code == 0 {
            for path in files(&portal.root().join("public")).into_iter().filter(|path| has_ending(path, &["html"])) {
                assert_inert(&fs::read_to_string(&path).expect("a page"));
            }
        } else {
            assert!(ran.code == 1 && ran.err.contains("error["), "{ran:?}");
        }
    }
    portal.write("content/pages/about.md", "+++\ntitle = \"x\"\n+++\n");
    portal.write("data/thu/thu.csv", "a\nx\n");
    let address = "javascript:alert(1)";
    let settings = portal.read("congbo.toml");
    for (path, text) in [
        ("data/thu/dataset.toml", format!("title = \"Thử\"\nhomepage = \"{address}\"\n")),
        ("data/thu/dataset.toml", format!("title = \"Thử\"\nlicenses = [{{ path = \"{address}\" }}]\n")),
        ("data/thu/dataset.toml", format!("title = \"Thử\"\nsources = [{{ title = \"x\", path = \"{address}\" }}]\n")),
        ("data/thu/dataset.toml", format!("title = \"Thử\"\ncontributors = [{{ title = \"x\", path = \"{address}\" }}]\n")),
        ("congbo.toml", settings.replace("license = \"CC-BY-4.0\"", &format!("license = {{ path = \"{address}\" }}"))),
        ("congbo.toml", settings.replace("[publisher]", &format!("[publisher]\nurl = \"{address}\""))),
        ("congbo.toml", settings.replace("[contact]", &format!("[contact]\nurl = \"{address}\""))),
        ("congbo.toml", settings.replace("[contact]", &format!("[contact]\nreport_url = \"{address}{{page}}\""))),
        ("congbo.toml", settings.replace("https://dulieu.tinhmau.example/", address)),
    ] {
        let before = portal.read("congbo.toml");
        portal.write(path, &text);
        let ran = portal.run(&["check"]);
        assert!(ran.code == 1 && ran.err.contains(address), "{text}: {ran:?}");
        portal.write("data/thu/dataset.toml", "title = \"Thử\"\n");
        portal.write("congbo.toml", &before);
    }
}

#[test]
fn texts_and_structures_nested_without_end_are_read_or_told() {
    let portal = Portal::new();
    let descriptor = "data/thu/dataset.toml";
    portal.write("data/thu/thu.csv", "a\nx\n");
    let deep = 100_000;
    for text in [
        format!("title = {}", "[".repeat(deep)),
        format!("title = {}{}", "[".repeat(deep), "]".repeat(deep)),
        format!("title = {}", "{a=".repeat(deep)),
        format!("{} = 1", ["a"; 20_000].join(".")),
        format!("[{}]\nx = 1", ["a"; 20_000].join(".")),
    ] {
        portal.write(descriptor, &text);
        let ran = portal.run(&["check"]);
        assert!(ran.code == 1 && ran.err.contains("error[") || ran.code == 0, "{} {}", ran.code, ran.err.get(..400).unwrap_or(&ran.err));
    }
    fs::remove_file(portal.root().join(descriptor)).expect("the file goes");
    for text in [format!("{{\"title\": {}", "[".repeat(deep)), format!("{{\"a\": {}1{}}}", "{\"a\":".repeat(deep), "}".repeat(deep))] {
        portal.write("data/thu/datapackage.json", &text);
        let ran = portal.run(&["check"]);
        assert!(ran.code == 1 && ran.err.contains("error["), "{ran:?}");
    }
    fs::remove_file(portal.root().join("data/thu/datapackage.json")).expect("the file goes");
    let cell = format!("{}1{}", "[".repeat(deep), "]".repeat(deep));
    portal.write("data/thu/thu.csv", &format!("a\n{cell}\n"));
    portal.write(
        descriptor,
        "title = \"Thử\"\n[[resources]]\nname = \"thu\"\npath = \"thu.csv\"\nschema.fields = [{ name = \"a\", type = \"array\" }]\n",
    );
    let ran = portal.run(&["check"]);
    assert!(ran.code == 1 && ran.err.contains("error[C0301]") || ran.err.contains("error[C03"), "{ran:?}");
    fs::remove_dir_all(portal.root().join("data/thu")).expect("the folder goes");
    let page = portal.read("content/pages/about.md");
    for text in
        ["<div>".repeat(20_000), "[".repeat(50_000), "![".repeat(20_000), "`".repeat(50_001), "&".repeat(50_000), "[a](".repeat(20_000)]
    {
        portal.write("content/pages/about.md", &format!("{page}\n\n{text}x\n"));
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}
