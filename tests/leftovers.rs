//! What a spreadsheet leaves around a table, blank rows at its end and nameless
//! columns without a value, changes nothing of what is published.

mod goldens;

use std::collections::BTreeMap;

use congbo::diag::code::LEFT_OUT;
use congbo::pipeline::{Adopt, Checked, Options, check, publish};
use congbo::progress::Progress;
use goldens::tree;

const SETTINGS: &str = "title = \"Cổng Mẫu\"\ndescription = \"Để thử.\"\nlicense = \"CC-BY-4.0\"\n\
    base_url = \"https://mau.example/\"\nas_of = 2025-01-01\n\n[tables]\nrows_per_page = 400\n";

const DESCRIPTOR: &str = "title = \"Bảng mẫu\"\ndescription = \"Để thử.\"\nsources = [{ title = \"Tự đặt\" }]\n\n\
    [[resources]]\npath = \"mau.csv\"\nschema.primaryKey = \"id\"\n";

/// A portal of one table, checked.
fn checked(table: &str) -> (tempfile::TempDir, Checked) {
    let portal = tempfile::tempdir().expect("a folder");
    let folder = portal.path().join("data/mau");
    std::fs::create_dir_all(&folder).expect("a folder");
    for (path, text) in
        [(portal.path().join("congbo.toml"), SETTINGS), (folder.join("dataset.toml"), DESCRIPTOR), (folder.join("mau.csv"), table)]
    {
        std::fs::write(path, text).expect("a file");
    }
    let checked = check(&Options { root: portal.path().to_owned(), ..Options::default() }, &Progress::default());
    (portal, checked)
}

/// The site of a portal of one table, and how many notes say what is left out.
fn site(table: &str) -> (BTreeMap<String, Vec<u8>>, usize) {
    let (_portal, checked) = checked(table);
    let told = checked.notes.groups().filter(|group| group.shown[0].code.id == LEFT_OUT.id).map(|group| group.count).sum();
    let output = tempfile::tempdir().expect("a folder");
    let site = checked.site.expect("the portal has no errors");
    publish(&site, &checked.sources, output.path(), Adopt::Foreign, &Progress::default()).expect("the disk works");
    (tree(output.path()), told)
}

/// The paths at which two sites differ.
fn different<'a>(one: &'a BTreeMap<String, Vec<u8>>, other: &'a BTreeMap<String, Vec<u8>>) -> Vec<&'a String> {
    one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect()
}

#[test]
fn what_a_spreadsheet_leaves_behind_changes_no_byte_of_the_site() {
    for end in ["\r\n", "\n"] {
        let clean = format!("id,ten,so{end}1,Xã Mẫu,5{end}2,\"Xã, Khác\",{end}");
        let (expected, none) = site(&clean);
        assert_eq!((none, expected["data/mau/mau.csv"].as_slice()), (0, clean.as_bytes()));
        let rows = [",,", ",", " , , ", "\"\",\"\",\"\"", "\u{a0},,"].map(|row| format!("{clean}{row}{end}{row}{end}"));
        for table in rows.iter().chain([&format!("{clean},,"), &format!("{clean},,,,,{end}")]) {
            let (made, told) = site(table);
            assert_eq!((different(&expected, &made), told), (vec![], 1), "{table:?}");
        }
    }
}

#[test]
fn nameless_columns_without_a_value_are_left_out_whether_or_not_rows_have_their_cells() {
    let (expected, _) = site("id,ten,so\r\n1,Xã Mẫu,5\r\n2,\"Xã, Khác\",\r\n");
    for (table, notes) in [
        ("id,ten,so,\r\n1,Xã Mẫu,5,\r\n2,\"Xã, Khác\",,\r\n", 1),
        ("id,ten,so,,\r\n1,Xã Mẫu,5, ,\r\n2,\"Xã, Khác\",\r\n", 1),
        ("id,ten,so,,\r\n1,Xã Mẫu,5,\r\n2,\"Xã, Khác\",,,\r\n,,,,\r\n,,,,\r\n", 2),
        ("\u{feff}id;ten;so;;\r\n1;Xã Mẫu;5;;\r\n2;Xã, Khác;;;\r\n;;;;", 2),
    ] {
        let (made, told) = site(table);
        assert_eq!((different(&expected, &made), told), (vec![], notes), "{table:?}");
    }
}

#[test]
fn a_long_table_ends_where_its_last_row_ends() {
    let row = |number: usize| format!("{number},\"Xã số {number}\nở giữa\",{}\r\n", number * 7);
    let clean: String = "id,ten,so\r\n".to_owned() + &(1..=3_000).map(row).collect::<String>();
    let (expected, _) = site(&clean);
    assert!(clean.len() > 1 << 16, "it is read in pieces");
    let (made, told) = site(&(clean.clone() + &",,\r\n".repeat(5_000)));
    assert_eq!((different(&expected, &made), told), (vec![], 1));
    let wide = clean.replace("\r\n", ",,\r\n");
    let (made, told) = site(&(wide + &",,,,\r\n".repeat(5_000)));
    assert_eq!((different(&expected, &made), told), (vec![], 2));
}

#[test]
fn between_what_is_filled_nothing_is_left_out() {
    for (table, code) in [
        ("id,ten\n1,x\n,\n2,y\n", "C0315"),
        ("id,,ten\n1,,x\n", "C0308"),
        ("id,ten,,\n1,x,,\n2,y,,z\n", "C0308"),
        ("id,ten\n1,x,\n", "C0304"),
        ("id,ten,\n1,x,,\n", "C0304"),
        ("id,ten,\n1\n", "C0304"),
    ] {
        let (_portal, checked) = checked(table);
        let told = checked.notes.groups().map(|group| (group.shown[0].code.id, group.count));
        let told: Vec<(&str, usize)> = told.filter(|(told, _)| *told != LEFT_OUT.id).collect();
        assert_eq!(told, [(code, 1)], "{table:?}");
        assert!(checked.site.is_none(), "{table:?}");
    }
}

#[test]
fn a_key_is_no_repeat_of_a_row_that_is_left_out() {
    let (_, told) = site("id,ten,\n1,x,\n2,y\n,,\n,\n");
    assert_eq!(told, 2);
    let (_portal, checked) = checked("id,ten,\n1,x,\n1,y\n,,\n,\n");
    assert!(checked.notes.groups().any(|group| group.shown[0].code.id == "C0310"));
}
