//! The command line from end to end: what it makes, what it says, how it exits.

mod support;

use std::fs;

use support::{Portal, run_in};

const PLAN: &str = "data/ke-hoach-mau-2025";

#[test]
fn a_new_portal_has_no_errors_and_no_warnings() {
    let portal = Portal::new();
    let ran = portal.run(&["check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(ran.err.contains("no errors, no warnings"), "{ran:?}");
    for file in [".gitignore", ".github/workflows/check.yml", "README.md", "content/_index.en.md", "content/pages/terms.md"] {
        assert!(portal.root().join(file).is_file(), "{file}");
    }
}

#[test]
fn init_refuses_a_folder_that_is_not_empty() {
    let portal = Portal::new();
    let ran = run_in(portal.root().parent().expect("the folder above"), &["init", "portal"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("not empty"), "{ran:?}");
}

#[test]
fn build_publishes_and_says_what_it_made() {
    let portal = Portal::new();
    let ran = portal.run(&["build"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.err.trim_end().lines().last().is_some_and(|line| line.starts_with("Published ") && line.contains("into public/")),
        "{ran:?}"
    );
    let numbers = |text: &str| text.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse::<usize>().ok()).collect::<Vec<_>>();
    let said = ran.err.replace("SHA256SUMS", "").replace(',', "");
    let said = numbers(said.lines().last().expect("it says so"));
    assert_eq!(said[0] + said[1], *said.last().expect("how many are new"), "a first build makes all that it counts: {ran:?}");
    assert!(portal.root().join("public").join(PLAN).join("targets.csv").is_file());
    let again = portal.run(&["build", "--lang", "vi"]);
    assert!(again.err.contains("Đã công bố ") && again.err.contains("(0 tệp mới hoặc thay đổi)"), "{again:?}");
}

#[test]
fn an_error_is_told_with_its_place_and_nothing_is_published() {
    let portal = Portal::new();
    portal.replace(&format!("{PLAN}/targets.csv"), ",80,percent,", ",\"80,5\",percent,");
    let ran = portal.run(&["build"]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{ran:?}");
    assert!(ran.err.contains("error[C0301]: `80,5` is not a number"), "{ran:?}");
    assert!(ran.err.contains("data/ke-hoach-mau-2025/targets.csv:2:"), "{ran:?}");
    assert!(ran.err.contains("help: ") && ran.err.contains("1 error"), "{ran:?}");
    assert!(!portal.root().join("public").exists());
    let vi = portal.run(&["--lang", "vi", "check"]);
    assert_eq!(vi.code, 1, "{vi:?}");
    assert!(vi.err.contains("lỗi[C0301]: `80,5` không phải là một số") && vi.err.contains("cách sửa: "), "{vi:?}");
    // What the guide shows of it is what stands there.
    let guide = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/huong-dan.vi.md")).expect("it is there");
    let shown: Vec<&str> = guide.lines().filter(|line| line.starts_with("lỗi[C0301]") || line.starts_with("cách sửa: ")).collect();
    assert!(shown.len() == 2 && shown.iter().all(|line| vi.err.contains(line)), "{shown:?} {vi:?}");
}

#[test]
fn warnings_and_notes_leave_the_exit_code_alone() {
    let portal = Portal::new();
    portal.replace("congbo.toml", "base_url", "# base_url");
    portal.replace("content/plans/ke-hoach-mau-2025.md", "number = \"01/KH-UBND\"\n", "");
    let ran = portal.run(&["check"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.err.contains("warning[C0608]") && !ran.err.contains("note[C0511]") && ran.err.contains("1 note"), "{ran:?}");
    assert!(portal.run(&["check", "--notes"]).err.contains("note[C0511]"));
    let given = portal.run(&["check", "--base-url", "https://example.org/"]);
    assert!(!given.err.contains("C0608"), "{given:?}");
}

#[test]
fn programs_read_json_or_github_commands_from_the_standard_output() {
    let portal = Portal::new();
    portal.replace(&format!("{PLAN}/tasks.csv"), "2025-03-31", "31/3/2025");
    let json = portal.run(&["check", "--format", "json"]);
    assert_eq!(json.code, 1, "{json:?}");
    let document: serde_json::Value = serde_json::from_str(&json.out).expect("one JSON document");
    assert_eq!((&document["version"], &document["counts"]["error"]), (&1.into(), &1.into()));
    assert_eq!(document["findings"][0]["code"], "C0301");
    assert_eq!(document["findings"][0]["path"], "data/ke-hoach-mau-2025/tasks.csv");
    let above = portal.root().parent().expect("the folder above").to_owned();
    let github = run_in(&above, &["--root", "portal", "check", "--format", "github"]);
    assert!(github.out.starts_with("::error file=portal/data/ke-hoach-mau-2025/tasks.csv,line=2,col="), "{github:?}");
    let short = run_in(&above, &["--root", "portal", "check", "--format", "short"]);
    assert!(short.err.starts_with("portal/data/ke-hoach-mau-2025/tasks.csv:2:") && short.err.contains(": error[C0301] "), "{short:?}");
}

#[test]
fn trouble_with_the_command_line_or_the_disk_exits_with_2() {
    let portal = Portal::new();
    for args in [&["frobnicate"] as &[&str], &["check", "--as-of", "tomorrow"], &["build", "--published", "x"], &[]] {
        assert_eq!(portal.run(args).code, 2, "{args:?}");
    }
    portal.write("other/file.txt", "not ours");
    let ran = portal.run(&["build", "--output", "other"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(ran.err.contains("--force"), "{ran:?}");
    assert_eq!(portal.run(&["build", "--output", "other", "--force"]).code, 0);
    assert_eq!(portal.read("other/file.txt"), "not ours");
    assert_eq!(portal.run(&["--help"]).code, 0);
    assert!(portal.run(&["--lang", "vi", "--help"]).out.contains("Kiểm tra cổng rồi công bố"));
}

#[test]
fn what_is_wrong_with_a_command_line_is_told_in_vietnamese_too() {
    let portal = Portal::new();
    portal.write("note.txt", "no ZIP");
    let told = |args: &[&str]| {
        let ran = portal.run(&[&["--lang", "vi"], args].concat());
        assert_eq!(ran.code, 2, "{ran:?}");
        for english in ["error", "Usage", "OPTIONS", "COMMAND", "tip:", "possible", "invalid", "os error", "For more"] {
            assert!(!ran.err.contains(english), "{args:?}: {}", ran.err);
        }
        ran.err
    };
    assert!(told(&["chek"]).contains("không có lệnh `chek`\n\n  có phải là `check` không?"));
    assert!(told(&["build", "--publshed", "x"]).contains("không có tham số `--publshed` ở lệnh này\n\n  có phải là `--published` không?"));
    assert!(told(&["build", "--as-of", "31/12/2025"]).contains("không nhận giá trị `31/12/2025`: ngày viết theo dạng năm-tháng-ngày"));
    assert!(told(&["build", "--published", "x"]).contains("viết 2025-06-30 hoặc"));
    assert!(told(&["serve", "--port", "x"]).contains("phải là một số từ 0 đến 65535"));
    assert!(told(&["serve", "--port"]).contains("phải có giá trị"));
    assert!(told(&["check", "--format", "xml"]).contains("một trong: human, short, json, github"));
    assert!(told(&["check", "--notes", "--notes"]).contains("ghi hai lần"));
    assert!(told(&["check", "extra"]).contains("Cách dùng: congbo check [TÙY-CHỌN]"));
    assert!(told(&["new", "result", "a"]).contains("còn thiếu `--target <MÃ>`, `--value <SỐ>`"));
    assert!(told(&["verify", "nope"]).contains("nope: không có tệp hoặc thư mục này"));
    assert!(told(&["verify", "note.txt"]).contains("note.txt không phải là tệp ZIP"));
    assert!(told(&["new", "dataset", "x", "--from", "nope.csv"]).contains("không có tệp hoặc thư mục này"));
    for args in [&["--help"] as &[&str], &["build", "--help"], &["new", "--help"], &["new", "result", "--help"]] {
        let help = portal.run(&[&["--lang", "vi"], args].concat()).out;
        assert!(!["[OPTIONS]", "<COMMAND>", "[default", "[possible", "DATE"].iter().any(|english| help.contains(english)), "{help}");
    }
    let english = portal.run(&["--lang", "en", "build", "--as-of", "31/12/2025"]).err;
    assert!(english.contains("for '--as-of <DATE>': write the day as 2025-12-31"), "{english}");
}

#[test]
fn verify_finds_a_site_in_the_folder_of_the_portal() {
    let portal = Portal::new();
    assert_eq!(portal.run(&["build"]).code, 0);
    let above = portal.root().parent().expect("the folder above").to_owned();
    for path in ["public", "portal/public"] {
        let ran = run_in(&above, &["--root", "portal", "verify", path]);
        assert!(ran.code == 0 && ran.out.contains("0 changed, 0 lost"), "{path}: {ran:?}");
    }
}

#[test]
fn a_folder_that_is_no_portal_is_told_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = run_in(folder.path(), &["check"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("C0106"), "{ran:?}");
}

#[test]
fn codes_are_explained_and_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    let one = run_in(folder.path(), &["explain", "c0301"]);
    assert_eq!((one.code, one.err.as_str()), (0, ""), "{one:?}");
    assert!(one.out.starts_with("C0301  error") && one.out.contains("1234.5"), "{one:?}");
    let all = run_in(folder.path(), &["explain", "--lang", "vi"]);
    assert!(all.out.lines().count() > 50 && all.out.contains("C0803  cảnh báo"), "{all:?}");
    assert_eq!(run_in(folder.path(), &["explain", "C9999"]).code, 2);
}

#[test]
fn a_result_is_one_more_row_and_changes_nothing_else() {
    let portal = Portal::new();
    let before = portal.read(&format!("{PLAN}/results.csv"));
    let new = ["new", "result", "ke-hoach-mau-2025", "--target", "ho-so-truc-tuyen", "--value", "85"];
    let period = ["--start", "2025-01-01", "--end", "2025-09-30"];
    let ran = portal.run(&[&new[..], &period].concat());
    assert_eq!(ran.code, 0, "{ran:?}");
    let row = "ho-so-truc-tuyen-2025-09-30,ho-so-truc-tuyen,ho-so-truc-tuyen,Hồ sơ được nộp trực tuyến,Applications filed online,2025-01-01,2025-09-30,,,85,percent,,\n";
    assert_eq!(portal.read(&format!("{PLAN}/results.csv")), format!("{before}{row}"));
    let checked = portal.run(&["check"]);
    assert!(checked.err.contains("no errors, no warnings"), "{checked:?}");

    let again = portal.run(&[&new[..], &period].concat());
    assert_eq!(again.code, 2, "{again:?}");
    assert_eq!(portal.read(&format!("{PLAN}/results.csv")), format!("{before}{row}"));
    let refused = |args: &[&str]| {
        let ran = portal.run(args);
        assert_eq!(ran.code, 2, "{ran:?}");
        ran.err
    };
    assert!(
        refused(&[
            "new",
            "result",
            "ke-hoach-mau-2025",
            "--target",
            "ho-so",
            "--value",
            "1",
            "--start",
            "2025-01-01",
            "--end",
            "2025-01-31"
        ])
        .contains("there is no target")
    );
    assert!(
        refused(&["new", "result", "nope", "--target", "x", "--value", "1", "--start", "2025-01-01", "--end", "2025-01-31"])
            .contains("there is no plan")
    );
    assert!(
        refused(&[&["new", "result", "ke-hoach-mau-2025", "--target", "ho-so-truc-tuyen", "--value", "85,5"], &period[..]].concat())
            .contains("not a number")
    );
}

#[test]
fn a_result_keeps_line_ends_delimiter_and_byte_order_mark() {
    let portal = Portal::new();
    let path = format!("{PLAN}/results.csv");
    portal.write(&path, "\u{feff}id;target;value;end\r\nold;ho-so-truc-tuyen;1;2025-01-31");
    let ran = portal.run(&[
        "new",
        "result",
        "ke-hoach-mau-2025",
        "--target",
        "ho-so-truc-tuyen",
        "--value",
        "2",
        "--start",
        "2025-02-01",
        "--end",
        "2025-02-28",
        "--id",
        "new",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(
        portal.read(&path),
        "\u{feff}id;target;value;end\r\nold;ho-so-truc-tuyen;1;2025-01-31\r\nnew;ho-so-truc-tuyen;2;2025-02-28\r\n"
    );
    fs::remove_file(portal.root().join(&path)).expect("the file is there");
    let ran = portal.run(&[
        "new",
        "result",
        "ke-hoach-mau-2025",
        "--target",
        "ho-so-truc-tuyen",
        "--value",
        "2",
        "--start",
        "2025-02-01",
        "--end",
        "2025-02-28",
    ]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(portal.read(&path).starts_with("id,target,indicator,name_vi,name_en,start,end,"));
    assert!(portal.run(&["check"]).err.contains("no errors, no warnings"));
}

#[test]
fn a_plan_a_dataset_and_a_page_are_added_without_errors_and_never_over_others() {
    let portal = Portal::new();
    portal.write("bang.csv", "tinh,so-luong\nMẫu,1\n");
    for (args, files) in [
        (&["new", "plan", "ke-hoach-2026"] as &[&str], &["content/plans/ke-hoach-2026.en.md", "data/ke-hoach-2026/tasks.csv"] as &[&str]),
        (&["new", "dataset", "thu-nghiem", "--from", "bang.csv"], &["data/thu-nghiem/bang.csv", "data/thu-nghiem/dataset.toml"]),
        (&["new", "dataset", "trong"], &["data/trong/trong.csv"]),
        (&["new", "page", "lien-he"], &["content/pages/lien-he.md", "content/pages/lien-he.en.md"]),
    ] {
        let ran = portal.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.out.contains("congbo check") || ran.out.contains("edit"), "{ran:?}");
        files.iter().for_each(|file| assert!(portal.root().join(file).is_file(), "{file}"));
        assert_eq!(portal.run(args).code, 2, "{args:?} twice");
    }
    assert_eq!(portal.read("data/thu-nghiem/bang.csv"), "tinh,so-luong\nMẫu,1\n");
    assert!(portal.read("data/ke-hoach-2026/targets.csv").starts_with("id,section,pillar,code,name_vi,name_en,"));
    let checked = portal.run(&["check"]);
    assert_eq!(checked.code, 0, "{checked:?}");
    for bad in ["Kế hoạch", "con", "../x", "a b"] {
        assert_eq!(portal.run(&["new", "page", bad]).code, 2, "{bad}");
    }
    assert_eq!(portal.run(&["new", "dataset", "so-lieu", "--from", "so-lieu.xlsx"]).code, 2);
}

#[test]
fn what_is_new_is_named_after_what_it_is_made_from() {
    let portal = Portal::new();
    let table = portal.root().parent().expect("the folder above").join("Kinh phí 2026.csv");
    fs::write(&table, "stt;don_vi\n1;A\n").expect("a file");
    let ran = portal.run(&["--lang", "vi", "new", "dataset", "Kinh phí", "--from", "../Kinh phí 2026.csv"]);
    assert!(ran.code == 2 && ran.err.contains("ví dụ `kinh-phi`"), "{ran:?}");
    let ran = portal.run(&["--lang", "vi", "new", "dataset", "kinh-phi", "--from", "../Kinh phí 2026.csv"]);
    assert!(ran.code == 0 && ran.out.contains("1. sửa data/kinh-phi/dataset.toml"), "{ran:?}");
    assert!(portal.read("data/kinh-phi/dataset.toml").contains("title = { vi = \"Kinh phí 2026\""));
    assert_eq!(portal.run(&["new", "plan", "ke-hoach-2026"]).code, 0);
    assert!(portal.read("content/plans/ke-hoach-2026.md").contains("title = \"Kế hoạch 2026\""));
    let told = portal.run(&["--lang", "vi", "check"]).err;
    assert!(told.contains("hai dòng `[[sources]]`") && told.contains("thêm `description`, một hai câu"), "{told}");
}

#[test]
fn a_plan_that_is_misspelt_is_told_with_the_nearest() {
    let portal = Portal::new();
    let ran =
        portal.run(&["new", "result", "ke-hoach-mau", "--target", "a", "--value", "1", "--start", "2025-01-01", "--end", "2025-06-30"]);
    assert!(ran.code == 2 && ran.err.contains("no plan `ke-hoach-mau`; did you mean `ke-hoach-mau-2025`?"), "{ran:?}");
}

#[test]
fn a_result_of_a_day_that_has_not_come_is_told_by_every_run() {
    let portal = Portal::new();
    portal.replace(&format!("{PLAN}/results.csv"), ",2025-06-30,50,50,", ",2999-06-30,50,50,");
    for command in ["check", "build", "build"] {
        let ran = portal.run(&[command]);
        assert!(ran.code == 0 && ran.err.contains("warning[C0611]: `2999-06-30` has not come yet"), "{command}: {ran:?}");
    }
}
