//! What must never be published: names of the people who signed the plans,
//! addresses of machines, and host names that a scan misread.
//!
//! The signatories are read from the source documents beside the project while
//! the test runs, so that no name stands here either. Without those documents
//! the other parts still run.

mod goldens;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use congbo::markdown::slug;
use congbo::pipeline::{Adopt, Options, check, publish};
use congbo::progress::Progress;
use goldens::{project, tree};
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// Offices under which people sign, as documents print them.
const OFFICES: &[&str] = &["GIÁM ĐỐC", "CHỦ TỊCH", "TRƯỞNG BAN", "CHÁNH VĂN PHÒNG", "BÍ THƯ", "BỘ TRƯỞNG", "THỦ TRƯỞNG"];

/// Hosts that the scans misread; the right ones are spelt `binhdinh`.
const MISREAD: &[&str] = &["binhdingh.gov.vn", "binhdinhh.gov.vn", "binhding.gov.vn"];

/// Texts that look like an address of a machine and are none: text, reason.
const NOT_MACHINES: &[(&str, &str)] =
    &[("0.0.0.0", "the test server listens on every address"), ("127.0.0.1", "this machine, for `congbo serve`")];

/// Folders of the project that readers get.
const OURS: &[&str] = &["data", "content", "docs", "tests", "src", "themes"];

/// Text files by path.
type Texts = BTreeMap<String, String>;

fn texts(folder: &Path) -> Texts {
    tree(folder).into_iter().filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?))).collect()
}

/// The people who signed a document: the line below an office in capitals,
/// when it is made like a name.
fn signatories(document: &str) -> Vec<String> {
    let bare = |line: &str| line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '#' | '_')).nfc().collect::<String>();
    let lines: Vec<String> = document.lines().map(bare).filter(|line| !line.is_empty()).collect();
    let is_office = |line: &str| line.to_uppercase() == line && OFFICES.iter().any(|office| line.ends_with(office));
    let pairs = lines.windows(2).filter(|pair| is_office(&pair[0]) && is_name(&pair[1]));
    pairs.map(|pair| pair[1].clone()).collect()
}

/// Two to five words, each a capital and small letters.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let is_proper = |word: &&str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && word.chars().count() > 1 && letters.all(char::is_lowercase)
    };
    (2..=5).contains(&words.len()) && words.iter().all(is_proper)
}

/// Where a name stands, in any case, with accents or without.
fn named(texts: &Texts, name: &str) -> Vec<String> {
    let spellings = [name.to_lowercase(), slug(name), slug(name).replace('-', " ")];
    let holds = |text: &str| {
        let text = text.nfc().collect::<String>().to_lowercase();
        spellings.iter().any(|spelling| text.contains(spelling))
    };
    texts.iter().filter(|(path, text)| holds(path) || holds(text)).map(|(path, _)| path.clone()).collect()
}

/// Addresses of machines, with or without a port.
fn machines(texts: &Texts) -> Vec<String> {
    let address = Regex::new(r"(^|[^\w.])((?:\d{1,3}\.){3}\d{1,3}(?::\d+)?)($|[^\w.]|\.\s|\.$)").expect("a sound expression");
    let mut found = Vec::new();
    for (path, text) in texts {
        for line in text.lines() {
            let addresses = address.captures_iter(line).map(|found| found[2].to_owned());
            // 3.000.000.000 without a port is an amount of money.
            let is_amount = |text: &str| text.split('.').skip(1).all(|group| group.len() == 3);
            let is_machine = |text: &String| {
                let host = text.split(':').next().unwrap_or(text);
                host.split('.').all(|part| part.parse::<u8>().is_ok())
                    && !is_amount(text)
                    && !NOT_MACHINES.iter().any(|(known, _)| *known == host)
            };
            found.extend(addresses.filter(is_machine).map(|address| format!("{path}: {address}")));
        }
    }
    found
}

/// Links to hosts that a scan misread.
fn misread_links(texts: &Texts) -> Vec<String> {
    let hosts = MISREAD.join("|").replace('.', r"\.");
    let link = Regex::new(&format!(r#"(?i)(?:https?://|(?:href|src)=["']?|\]\()[^\s"'<>)]*({hosts})"#)).expect("a sound expression");
    let of_text =
        |(path, text): (&String, &String)| link.find_iter(text).map(|found| format!("{path}: {}", found.as_str())).collect::<Vec<_>>();
    texts.iter().flat_map(of_text).collect()
}

/// The site of a portal, as text files.
fn built(root: &Path) -> Texts {
    let checked = check(&Options { root: root.to_owned(), ..Options::default() }, &Progress::default());
    let site = checked.site.unwrap_or_else(|| panic!("{} has errors: {:#?}", root.display(), checked.notes));
    let output = tempfile::tempdir().expect("a temporary folder");
    publish(&site, &checked.sources, output.path(), Adopt::Never, &Progress::default()).expect("the site can be made");
    texts(output.path())
}

/// The demonstration site, built once.
fn demo() -> &'static Texts {
    static DEMO: OnceLock<Texts> = OnceLock::new();
    DEMO.get_or_init(|| built(project()))
}

/// The project's own files and the demonstration site made of them.
fn published() -> Texts {
    let mut all: Texts = demo().iter().map(|(path, text)| (format!("site/{path}"), text.clone())).collect();
    for folder in OURS {
        all.extend(texts(&project().join(folder)).into_iter().map(|(path, text)| (format!("{folder}/{path}"), text)));
    }
    all
}

#[test]
#[allow(clippy::print_stdout, reason = "a part that was not run says so")]
fn nobody_who_signed_a_plan_is_named() {
    let plans = project().join("../shared/plans");
    if !plans.is_dir() {
        println!("{} is not there: signatories were not looked for", plans.display());
        return;
    }
    let documents = texts(&plans);
    let names: Vec<String> = documents.values().flat_map(|document| signatories(document)).collect();
    assert!(names.len() >= 2, "the documents are signed; {} signatures were found", names.len());
    let published = published();
    // The name itself is kept out of the test's report too.
    let found: Vec<String> = names.iter().flat_map(|name| named(&published, name)).collect();
    assert!(found.is_empty(), "a signatory is named in:\n{}", found.join("\n"));
}

#[test]
fn no_address_of_a_machine_and_no_misread_host_is_published() {
    let found = [machines(demo()), misread_links(demo())].concat();
    assert!(found.is_empty(), "{}", found.join("\n"));
    let sources: Texts = ["data", "content"].iter().flat_map(|folder| texts(&project().join(folder))).collect();
    assert_eq!(machines(&sources), Vec::<String>::new());
}

#[test]
fn the_scanner_finds_what_is_planted() {
    let portal = tempfile::tempdir().expect("a temporary folder");
    let write = |path: &str, text: &str| {
        let path = portal.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the portal")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    };
    write("congbo.toml", "title = \"Mẫu\"\n");
    write(
        "content/trang.md",
        "+++\ntitle = \"Trang\"\n+++\n\nÔng Lê Văn Bịa ký. Máy chủ 10.1.2.3:8000, phiên bản 1.2.3, chi 3.000.000.000 đồng.\n\n[thư](https://mail.binhdingh.gov.vn/)\n",
    );
    write("data/bang/bang.csv", "id,ten\n1,le van bia\n2,máy 192.168.1.9.\n");
    let site = built(portal.path());
    let name = signatories("Nơi nhận:\n\n**KT. GIÁM ĐỐC  \nPHÓ GIÁM ĐỐC**\n\n**Lê Văn Bịa**\n").pop().expect("a signature");
    let pages = named(&site, &name);
    assert!(pages.contains(&"trang.html".to_owned()) && pages.contains(&"data/bang/bang.csv".to_owned()), "{pages:?}");
    let machines = machines(&site);
    assert!(machines.contains(&"trang.html: 10.1.2.3:8000".to_owned()), "{machines:?}");
    assert!(
        machines.contains(&"data/bang/bang.csv: 192.168.1.9".to_owned()) && !machines.iter().any(|found| found.contains("1.2.3.")),
        "{machines:?}"
    );
    assert!(misread_links(&site).iter().any(|found| found.starts_with("trang.html")), "{:?}", misread_links(&site));
}

#[test]
fn a_signature_is_told_from_other_lines() {
    for signed in ["**GIÁM ĐỐC**\n\n**Trần Thị Bịa**", "KT.CHỦ TỊCH\nPHÓ CHỦ TỊCH\n\nTrần Thị Bịa", "TRƯỞNG BAN\nTrần Thị Bịa"]
    {
        assert_eq!(signatories(signed), ["Trần Thị Bịa"], "{signed}");
    }
    for unsigned in ["GIÁM ĐỐC\n\nPHỤ LỤC I", "Chủ tịch\nTrần Thị Bịa", "GIÁM ĐỐC\nPhân công theo dõi, thực hiện", "GIÁM ĐỐC"]
    {
        assert_eq!(signatories(unsigned), Vec::<String>::new(), "{unsigned}");
    }
}
