//! One mistake is told once: a sound portal, a single mistake in it, and what
//! is said. A mistake that makes ten others appear teaches people not to read.

mod goldens;

use std::path::Path;

use congbo::diag::report::Report;
use congbo::diag::wording::{Tongue, wording};
use congbo::diag::{Level, code};
use congbo::pipeline::{Options, check};
use congbo::progress::Progress;
use goldens::{copied, project};

/// What is done to the portal.
enum Mistake {
    /// The first of these texts in a file becomes the other.
    Change(&'static str, &'static str, &'static str),
    /// All of these texts in a file become the other.
    ChangeAll(&'static str, &'static str, &'static str),
    /// A file is rewritten as UTF-16.
    Utf16(&'static str),
    /// A file is deleted.
    Delete(&'static str),
    /// A file or a folder gets another name.
    Rename(&'static str, &'static str),
}

use Mistake::{Change, ChangeAll, Delete, Rename, Utf16};

/// Mistakes, and the codes of the errors that are told.
const MISTAKES: &[(Mistake, &[&str])] = &[
    (Change("congbo.toml", "languages = [", "languages = "), &["C0201"]),
    (Change("congbo.toml", "languages = [\"vi\", \"en\"]", "languages = \"vi\""), &["C0202"]),
    (Change("congbo.toml", "languages =", "langauges ="), &["C0204"]),
    (Change("congbo.toml", "languages =", "Languages ="), &["C0204"]),
    (Change("congbo.toml", "title =", "tilte ="), &["C0204"]),
    (Delete("congbo.toml"), &["C0106"]),
    (Change("data/danh-muc/dataset.toml", "[congbo]", "[congbo"), &["C0201"]),
    (Change("data/nam-nay/dataset.toml", "[congbo]", "[congbo"), &["C0201"]),
    (Rename("congbo.toml", "Congbo.toml"), &["C0106"]),
    (Rename("congbo.toml", "congbo.toml.txt"), &["C0106"]),
    (Rename("data", "Data"), &["C0104"]),
    (Rename("content/plans/nam-nay.md", "content/plans/nam-nay.MD"), &["C0509"]),
    (Delete("data/danh-muc/agencies.csv"), &["C0601"]),
    (Change("data/danh-muc/agencies.csv", "mau-so-khcn,S", "mau-so-khcn,\"S"), &["C0312"]),
    (Change("data/danh-muc/agencies.csv", "id,", "idd,"), &["C0307"]),
    (Change("data/danh-muc/agencies.csv", "tinh-mau,mau-ubnd", "tinh-mau,,mau-ubnd"), &["C0304"]),
    (Utf16("data/danh-muc/agencies.csv"), &["C0206"]),
    // Semicolons between cells are read as they are; the list that nobody
    // quoted is then one cell too many.
    (ChangeAll("data/danh-muc/agencies.csv", ",", ";"), &["C0304"]),
    (Change("data/danh-muc/agencies.csv", "mau-so-noi-vu,", "mau-so-noivu,"), &["C0601"]),
    (Utf16("data/nam-nay/targets.csv"), &["C0206"]),
    (Change("data/nam-nay/targets.csv", "id,", "idd,"), &["C0307"]),
    (Change("data/nam-nay/targets.csv", "het-ky,", "khong-dat,"), &["C0310"]),
    (Change("data/nam-nay/targets.csv", "het-ky,", ","), &["C0302"]),
    (Change("data/nam-nay/budget.csv", "tong,2025", "toong,2025"), &["C0601"]),
    (Change("content/plans/nam-nay.md", "+++", "++"), &["C0207"]),
    (Change("content/plans/nam-nay.md", "title = \"", "title = "), &["C0201"]),
    (Change("content/plans/nam-nay.en.md", "title = \"", "title = "), &["C0201"]),
    (Change("congbo.toml", "title =", "<<<<<<< HEAD\ntitle ="), &["C0217"]),
    (Change("data/nam-nay/dataset.toml", "title =", "<<<<<<< HEAD\ntitle = \"A\"\n=======\ntitle ="), &["C0217"]),
    (Change("data/danh-muc/agencies.csv", "mau-so-khcn,S", "<<<<<<< HEAD\nmau-so-khcn,S"), &["C0217"]),
    (Change("data/nam-nay/targets.csv", "\nhet-ky", "\n=======\n>>>>>>> khac\nhet-ky"), &["C0217"]),
    (Change("content/plans/nam-nay.md", "dataset =", ">>>>>>> khac\ndataset ="), &["C0217"]),
    (Change("content/plans/nam-nay.md", "dataset = \"nam-nay\"", "dataset = \"nam-nayy\""), &["C0509"]),
];

fn make(mistake: &Mistake, portal: &Path) {
    let (Change(path, ..) | ChangeAll(path, ..) | Utf16(path) | Delete(path) | Rename(path, _)) = mistake;
    let path = portal.join(path);
    if let Rename(_, to) = mistake {
        return std::fs::rename(&path, portal.join(to)).expect("a file can be renamed");
    }
    let text = std::fs::read_to_string(&path).expect("the portal has this file");
    let bytes = match mistake {
        Change(_, from, to) => {
            assert!(text.contains(from), "{} has no `{from}`", path.display());
            text.replacen(from, to, 1).into_bytes()
        }
        ChangeAll(_, from, to) => text.replace(from, to).into_bytes(),
        Utf16(_) => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
        Delete(_) => return std::fs::remove_file(&path).expect("a file can be deleted"),
        Rename(..) => return,
    };
    std::fs::write(&path, bytes).expect("a file can be written");
}

/// Misspelt keys on which other things depend: the file, the key, its spelling.
const MISSPELT: &[(&str, &str, &str)] = &[
    ("congbo.toml", "title =", "tittle ="),
    ("congbo.toml", "description =", "descripton ="),
    ("congbo.toml", "base_url =", "base-url ="),
    ("congbo.toml", "languages =", "langauges ="),
    ("congbo.toml", "license =", "licence ="),
    ("congbo.toml", "[publisher]", "[publishers]"),
    ("data/nam-nay/dataset.toml", "[congbo]", "[conbgo]"),
    ("data/nam-nay/dataset.toml", "profile =", "porfile ="),
    ("data/nam-nay/dataset.toml", "title =", "tilte ="),
    ("data/nam-nay/dataset.toml", "description =", "desciption ="),
    ("data/danh-muc/dataset.toml", "profile =", "Profile ="),
    ("content/plans/nam-nay.md", "title =", "tilte ="),
    ("content/plans/nam-nay.md", "dataset =", "datset ="),
    ("content/plans/nam-nay.md", "number =", "nubmer ="),
];

#[test]
fn a_misspelt_key_is_one_finding_that_names_the_right_one() {
    let told = |portal: &Path| {
        let checked = check(&Options { root: portal.to_owned(), ..Options::default() }, &Progress::default());
        Report::new(&checked.notes, &checked.sources, &checked.levels, wording(Tongue::En)).findings
    };
    let before = told(&project().join("tests/portals/states/portal")).len();
    for (path, key, spelling) in MISSPELT {
        let portal = copied(&project().join("tests/portals/states/portal"));
        make(&Change(path, key, spelling), portal.path());
        let findings = told(portal.path());
        let own: Vec<_> = findings.iter().filter(|finding| matches!(finding.code, "C0203" | "C0204")).collect();
        let all: Vec<String> = findings.iter().map(|finding| format!("{} {}: {}", finding.path, finding.code, finding.message)).collect();
        assert_eq!((own.len(), findings.len()), (1, before + 1), "{spelling} in {path}: {all:#?}");
        let right = key.trim_matches(['[', ']', ' ', '=']);
        assert!(own[0].help.contains(&format!("`{right}`")), "{spelling}: {}", own[0].help);
    }
}

#[test]
fn a_single_mistake_is_told_by_its_own_code_only() {
    let mut wrong = Vec::new();
    for (mistake, expected) in MISTAKES {
        let portal = copied(&project().join("tests/portals/states/portal"));
        make(mistake, portal.path());
        let checked = check(&Options { root: portal.path().to_owned(), ..Options::default() }, &Progress::default());
        let report = Report::new(&checked.notes, &checked.sources, &checked.levels, wording(Tongue::En));
        let errors: Vec<_> = report.findings.iter().filter(|finding| finding.level == Level::Error).collect();
        let mut codes: Vec<&str> = errors.iter().map(|finding| finding.code).collect();
        codes.dedup();
        if codes != *expected {
            let told: Vec<String> =
                errors.iter().map(|finding| format!("  {} {}: {}", finding.path, finding.code, finding.message)).collect();
            let (Change(path, ..) | ChangeAll(path, ..) | Utf16(path) | Delete(path) | Rename(path, _)) = mistake;
            wrong.push(format!("{path}: expected {expected:?}, told\n{}", told.join("\n")));
        }
        assert!(expected.iter().all(|id| code::find(id).is_some()), "{expected:?}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_amount_with_an_exponent_is_published_as_what_it_is() {
    let portal = copied(&project().join("tests/portals/states/portal"));
    make(&Change("data/nam-nay/budget.csv", "2000000000", "2e9"), portal.path());
    let checked = check(&Options { root: portal.path().to_owned(), ..Options::default() }, &Progress::default());
    let site = checked.site.expect("a sound portal");
    let line = site.catalog.plans["nam-nay"].budget.iter().find(|line| line.id == "ha-tang").expect("a line of the budget");
    assert_eq!(line.amount.to_string(), "2000000000");
}

#[test]
fn a_wrong_cell_in_the_total_of_a_section_does_not_hide_the_totals_of_others() {
    let portal = copied(&project().join("tests/codes/c0324/portal"));
    let table = portal.path().join("data/mau/tung-phan.csv");
    let text = std::fs::read_to_string(&table).expect("a table with totals of sections");
    let wide: String = text.lines().map(|line| format!("{line},{}\n", if line.contains("Cộng I,") { "#REF!" } else { "" })).collect();
    std::fs::write(&table, wide.replacen("so_tien,", "so_tien,ghi_chu", 1)).expect("a table");
    let checked = check(&Options { root: portal.path().to_owned(), ..Options::default() }, &Progress::default());
    let report = Report::new(&checked.notes, &checked.sources, &checked.levels, wording(Tongue::En));
    let of_table = report.findings.iter().filter(|finding| finding.path.ends_with("tung-phan.csv"));
    let told: Vec<(&str, bool)> = of_table.map(|finding| (finding.code, finding.message.contains("`Cộng II`"))).collect();
    assert!(told.contains(&("C0319", false)) && told.contains(&("C0324", true)), "{told:?}");
}
