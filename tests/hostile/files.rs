//! Files that are no texts, names that mean something elsewhere, and things
//! that are no files: told, left out, and never followed.

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use crate::support::{Portal, Ran};

/// The run told an error in its own words and published nothing.
fn told(ran: &Ran, words: &[&str]) {
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("error[") && !ran.err.contains("panicked"), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word), "no `{word}`: {ran:?}");
    }
}

/// A text as UTF-16, with or without its mark.
fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let units = mark.then_some(0xfeff).into_iter().chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}

#[test]
fn bytes_that_are_no_text_are_told_with_the_way_out() {
    let table = "id,ten\n1,Hà Nội\n";
    let cases: [(&str, Vec<u8>, &[&str]); 14] = [
        ("data/thu/thu.csv", Vec::new(), &["error[C0309]"]),
        ("data/thu/thu.csv", b"\0\0\0\0".to_vec(), &["error[C0206]"]),
        ("data/thu/thu.csv", b"id,ten\n1,a\0b\n".to_vec(), &["error[C0206]", "NUL"]),
        ("data/thu/thu.csv", b"id,ten\n1,H\xe0 N\xf4i\n".to_vec(), &["error[C0206]", "TCVN3", "thu.csv:2:3"]),
        ("data/thu/thu.csv", utf16(table, true), &["error[C0206]", "CSV UTF-8"]),
        ("data/thu/thu.csv", utf16(table, false), &["error[C0206]", "CSV UTF-8"]),
        ("data/thu/dataset.toml", b"title = \"\xff\"\n".to_vec(), &["error[C0206]"]),
        ("data/thu/dataset.toml", utf16("title = \"x\"\n", true), &["error[C0206]"]),
        ("data/thu/datapackage.json", Vec::new(), &["error[C02"]),
        ("content/pages/about.md", Vec::new(), &["error[C0207]"]),
        ("content/pages/about.md", b"+++\ntitle = \"x\"\n+++\n\xc3\x28\n".to_vec(), &["error[C0206]", "about.md:4:1"]),
        ("congbo.toml", Vec::new(), &["error[C02"]),
        ("congbo.toml", utf16("title = \"x\"\n", true), &["error[C0206]"]),
        ("themes/default/templates/page.html", b"\xff\xfe\0".to_vec(), &["error[C0206]"]),
    ];
    for (path, bytes, words) in cases {
        let portal = Portal::new();
        portal.write("data/thu/thu.csv", table);
        portal.write(path, "");
        fs::write(portal.root().join(path), bytes).expect("a file");
        let ran = portal.run(&["build"]);
        told(&ran, words);
        assert!(!portal.root().join("public").exists(), "{path}");
    }
}

#[test]
fn what_leads_out_of_the_portal_is_not_followed() {
    let portal = Portal::new();
    let outside = tempfile::tempdir().expect("a folder");
    fs::write(outside.path().join("secret.csv"), "secret\nx\n").expect("a file");
    fs::write(outside.path().join("secret.md"), "+++\ntitle = \"secret\"\n+++\n").expect("a file");
    let link = |target: &str, at: &str| {
        let at = portal.root().join(at);
        fs::create_dir_all(at.parent().expect("a parent")).expect("a folder");
        symlink(outside.path().join(target), at).expect("a link");
    };
    link("secret.csv", "data/thu/secret.csv");
    link("secret.csv", "static/secret.csv");
    link("secret.md", "content/pages/secret.md");
    link("", "data/folder");
    link("", "static/folder");
    link("secret.md", "themes/default/templates/secret.html");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.err.matches("[C0102]").count(), 6, "{ran:?}");
    let found = Command::new("grep").args(["-rl", "secret"]).arg(portal.root().join("public")).output().expect("grep runs");
    assert!(found.stdout.is_empty(), "{}", String::from_utf8_lossy(&found.stdout));
    for folder in ["content", "data", "static", "themes", "congbo.toml"] {
        let portal = Portal::new();
        let there = portal.root().join(folder);
        let away = outside.path().join(folder);
        if there.exists() {
            fs::rename(&there, &away).expect("it moves");
        } else {
            fs::create_dir_all(away.join("default")).expect("a folder");
        }
        symlink(&away, &there).expect("a link");
        let ran = portal.run(&["check"]);
        let code = if folder == "congbo.toml" { "[C0106]" } else { "[C0102]" };
        assert!(ran.err.contains(code), "{folder}: {ran:?}");
        assert!(!ran.err.contains("panicked"), "{folder}: {ran:?}");
    }
}

#[test]
fn pipes_sockets_and_devices_are_left_out_without_waiting_for_them() {
    let portal = Portal::new();
    let pipe = |path: &str| {
        let path = portal.root().join(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo runs").success());
    };
    for path in ["data/ong/ong.csv", "content/pages/ong.md", "static/ong", "themes/default/templates/ong.html"] {
        pipe(path);
    }
    let _socket = UnixListener::bind(portal.root().join("static/o-cam")).expect("a socket");
    symlink("/dev/zero", portal.root().join("static/zero")).expect("a link");
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert_eq!(ran.err.matches("[C0102]").count(), 6, "{ran:?}");
    pipe("data/ong/dataset.toml");
    told(&portal.run(&["check"]), &["[C0101]", "a pipe"]);
    let portal = Portal::new();
    fs::remove_file(portal.root().join("congbo.toml")).expect("the file goes");
    assert!(Command::new("mkfifo").arg(portal.root().join("congbo.toml")).status().expect("mkfifo runs").success());
    told(&portal.run(&["check"]), &["[C0106]", "a pipe"]);
}

#[test]
fn names_that_lead_elsewhere_are_told_and_nothing_outside_changes() {
    let out = "../../x";
    let cases = [
        ("data/ke-hoach-mau-2025/targets.csv", "cong-du-lieu-mo", out),
        ("data/danh-muc/agencies.csv", "mau-cac-so", out),
        ("data/danh-muc/pillars.csv", "xa-hoi-so", out),
        ("congbo.toml", "default_language = \"vi\"", "default_language = \"vi\"\ntheme = \"../../x\""),
        ("content/pages/about.md", "+++\n", "+++\nslug = \"../../x\"\n"),
        ("data/danh-muc/dataset.toml", "keywords", "name = \"../../x\"\nkeywords"),
        ("data/danh-muc/dataset.toml", "[congbo]", "[[resources]]\nname = \"x\"\npath = \"../../x.csv\"\n[congbo]"),
        ("data/danh-muc/dataset.toml", "[congbo]", "[[resources]]\nname = \"../../x\"\npath = \"pillars.csv\"\n[congbo]"),
        ("data/ke-hoach-mau-2025/dataset.toml", "name = \"kinh-phi\"", "name = \"../../x\""),
        ("data/ke-hoach-mau-2025/dataset.toml", "resource = \"budget\"", "resource = \"../../x\""),
        ("data/danh-muc/dataset.toml", "[congbo]", "[[resources]]\nname = \"x\"\npath = \"/etc/passwd\"\n[congbo]"),
    ];
    for (path, old, new) in cases {
        let portal = Portal::new();
        let text = portal.read(path);
        assert!(text.contains(old), "{path} has no `{old}`");
        portal.write(path, &text.replacen(old, new, 1));
        told(&portal.run(&["build"]), &[]);
        assert!(!portal.root().join("public").exists() && !portal.root().join("../x").exists(), "{path}");
    }
}

#[test]
fn a_theme_names_no_file_outside_its_folder() {
    for name in ["..\\..\\evil.txt", "a\nb.txt", "x.", "c:d"] {
        let portal = Portal::new();
        portal.write(&format!("themes/default/static/{name}"), "evil");
        told(&portal.run(&["build"]), &["error[C0104]"]);
        assert!(!portal.root().join("public").exists());
    }
}

#[test]
fn names_that_are_one_on_another_disk_are_told() {
    let composed = "static/đường é.txt";
    let decomposed = "static/đường e\u{301}.txt";
    for (one, other, code) in [
        ("static/Anh.png", "static/anh.PNG", "C0702"),
        (composed, decomposed, "C0702"),
        ("static/x/a.txt", "static/X/a.txt", "C0702"),
        ("static/a.txt", "static/aux.txt", "C0703"),
        ("static/a.txt", "static/COM¹.txt", "C0703"),
        ("static/a.txt", "static/a.txt ", "C0104"),
        ("static/a.txt", "static/b./a.txt", "C0104"),
        ("content/pages/anh.png", "content/pages/ANH.png", "C0702"),
    ] {
        let portal = Portal::new();
        portal.write(one, "x");
        portal.write(other, "y");
        told(&portal.run(&["build"]), &[code]);
        assert!(!portal.root().join("public").exists(), "{one} {other}");
    }
}
