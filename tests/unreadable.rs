//! What the disk does not give, and what is of another kind than its name
//! says: the cause is told once, and nothing that merely follows from it.

#![cfg(unix)]

mod goldens;
#[path = "support/plain_user.rs"]
mod plain_user;
mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::Command;

use goldens::{project, tree};
use plain_user::of_a_plain_user;
use support::{Portal, Ran, run_in};

/// The findings of a check, as `path code`.
fn findings(ran: &Ran) -> Vec<String> {
    let document: serde_json::Value = serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{error}: {ran:?}"));
    let all = document["findings"].as_array().expect("a list").iter().filter(|finding| finding["level"] != "note");
    all.map(|finding| format!("{} {}", finding["path"].as_str().expect("a path"), finding["code"].as_str().expect("a code"))).collect()
}

const CHECK: [&str; 3] = ["check", "--format", "json"];

/// The portal of all states, without what a build by hand left in it.
fn states() -> Portal {
    let portal = Portal::new();
    fs::remove_dir_all(portal.root()).expect("it is there");
    let files = tree(&project().join("tests/portals/states/portal")).into_iter();
    for (path, bytes) in files.filter(|(path, _)| !path.starts_with(".congbo/")) {
        portal.write(&path, std::str::from_utf8(&bytes).expect("texts only"));
    }
    portal
}

#[test]
fn a_folder_that_is_not_there_is_told_before_anything_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("cong-so-noi-vu")).expect("a folder");
    fs::write(folder.path().join("tep.txt"), "no folder").expect("a file");
    let new = ["new", "page", "x"];
    for command in [&["check"] as &[&str], &["build"], &["serve", "--port", "0"], &new] {
        let run = |root: &str, lang: &str| run_in(folder.path(), &[&["--root", root, "--lang", lang], command].concat());
        let ran = run("cong-so-noivu", "vi");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
        assert_eq!(ran.err, "lỗi: không có thư mục `cong-so-noivu`; có phải là `cong-so-noi-vu` không?\n");
        assert!(run("xyz", "en").err.starts_with("error: there is no folder `xyz`; `--root` names the portal's folder"));
        assert!(run("tep.txt", "en").err.starts_with("error: `tep.txt` is no folder"));
    }
    assert_eq!(tree(folder.path()).len(), 1, "nothing is made");
}

#[test]
fn settings_that_are_no_file_are_told_once() {
    let portal = Portal::new();
    let config = portal.root().join("congbo.toml");
    fs::rename(&config, portal.root().join("khac.toml")).expect("it is there");
    let told = |words: &str| {
        let ran = portal.run(&CHECK);
        assert_eq!((ran.code, findings(&ran)), (1, vec!["congbo.toml C0106".to_owned()]), "{ran:?}");
        assert!(ran.out.contains(words), "{ran:?}");
        let new = portal.run(&["new", "page", "trang-moi"]);
        assert_eq!(new.code, 2, "{new:?}");
    };
    told("no `congbo.toml` in this folder");
    fs::create_dir(&config).expect("a folder");
    told("is a folder, and no file");
    fs::remove_dir(&config).expect("it is there");
    for target in ["khac.toml", "nowhere"] {
        symlink(target, &config).expect("a link");
        told("is a symbolic link, a pipe or a device");
        fs::remove_file(&config).expect("it is there");
    }
    assert!(Command::new("mkfifo").arg(&config).status().expect("it runs").success());
    told("is a symbolic link, a pipe or a device");
}

#[test]
fn what_may_not_be_read_is_told_and_nothing_that_follows_from_it() {
    let portal = states();
    portal.write("congbo.toml", &format!("theme = \"rieng\"\n{}", portal.read("congbo.toml")));
    portal.write("themes/rieng/templates/base.html", "{% extends \"default/base.html\" %}");
    portal.write("themes/rieng/templates/plan.html", "{% extends \"rieng.html\" %}");
    portal.write("themes/rieng/templates/rieng.html", "{% extends \"default/plan.html\" %}");
    portal.write("themes/rieng/messages/vi.toml", "");
    let Some(congbo) = of_a_plain_user(&portal) else { return };
    assert_eq!(findings(&congbo(&CHECK)), [""; 0]);
    for path in [
        "congbo.toml",
        "content",
        "content/_index.md",
        "content/plans",
        "content/plans/nam-nay.md",
        "data",
        "data/danh-muc",
        "data/danh-muc/agencies.csv",
        "data/nam-nay",
        "data/nam-nay/dataset.toml",
        "data/nam-nay/targets.csv",
        "themes",
        "themes/rieng",
        "themes/rieng/messages",
        "themes/rieng/templates",
        "themes/rieng/templates/rieng.html",
    ] {
        let place = portal.root().join(path);
        let permissions = place.metadata().expect("it is there").permissions();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o000)).expect("ours");
        let ran = congbo(&CHECK);
        fs::set_permissions(&place, permissions).expect("ours");
        assert_eq!((ran.code, findings(&ran)), (1, vec![format!("{path} C0101")]), "{ran:?}");
    }
}

#[test]
fn a_closed_folder_hides_no_finding_that_does_not_depend_on_it() {
    let portal = states();
    portal.write("data/rieng/rieng.csv", "a,b\n1,2\n");
    portal.write(
        "data/rieng/dataset.toml",
        "title = \"Riêng\"\ndescription = \"x\"\n[[sources]]\ntitle = \"x\"\n[[resources]]\npath = \"sau/t.csv\"\n",
    );
    portal.write("data/rieng/sau/t.csv", "a\n1\n");
    portal.write("static/anh/a.png", "");
    portal.write(
        "content/pages/khac.md",
        "+++\ntitle = \"Khác\"\n+++\n[a](khong-co.md) [b](/anh/a.png) [c](/data/rieng/rieng.csv)\n[d](../plans/nam-nay.md)\n",
    );
    let results = portal.read("data/nam-nay/results.csv");
    let wrong = results.lines().nth(1).expect("a row").split(',').nth(1).expect("a target").to_owned();
    portal.write("data/nam-nay/results.csv", &results.replacen(&format!(",{wrong},"), ",khong-co-chi-tieu,", 1));
    let Some(congbo) = of_a_plain_user(&portal) else { return };
    let (link, target) = ("content/pages/khac.md C0604", "data/nam-nay/results.csv C0601");
    let own = |ran: &Ran| findings(ran).into_iter().filter(|finding| !finding.ends_with("C0602")).collect::<Vec<_>>();
    assert_eq!(own(&congbo(&CHECK)), [link, target]);
    for (path, others) in [
        ("static/anh", vec![link, target]),
        ("data/rieng", vec![link, target]),
        ("data/rieng/sau", vec![link, target]),
        ("data/danh-muc", vec![link, target]),
        ("content/plans", vec![link]),
        ("content/pages", vec![target]),
        ("data/nam-nay", vec![link]),
    ] {
        let place = portal.root().join(path);
        let permissions = place.metadata().expect("it is there").permissions();
        fs::set_permissions(&place, fs::Permissions::from_mode(0o000)).expect("ours");
        let ran = congbo(&CHECK);
        fs::set_permissions(&place, permissions).expect("ours");
        let closed = format!("{path} C0101");
        let mut expected: Vec<&str> = others.into_iter().chain([closed.as_str()]).collect();
        expected.sort_unstable();
        assert_eq!(own(&ran), expected, "{path}");
    }
}

#[test]
fn a_descriptor_that_is_no_file_is_told_once() {
    let portal = states();
    for dataset in ["nam-nay", "danh-muc"] {
        let path = format!("data/{dataset}/dataset.toml");
        let descriptor = portal.root().join(&path);
        let text = portal.read(&path);
        let told = |words: &str| {
            let ran = portal.run(&CHECK);
            assert_eq!((ran.code, findings(&ran)), (1, vec![format!("{path} C0101")]), "{ran:?}");
            assert!(ran.out.contains(words), "{ran:?}");
        };
        fs::remove_file(&descriptor).expect("it is there");
        fs::create_dir(&descriptor).expect("a folder");
        told("has to be a file, and here it is a folder");
        fs::write(descriptor.join("Tên lạ.csv"), "a,a\n1\n").expect("a file");
        told("has to be a file, and here it is a folder");
        fs::remove_dir_all(&descriptor).expect("it is there");
        symlink("../../congbo.toml", &descriptor).expect("a link");
        told("is a symbolic link, a pipe or a device");
        fs::remove_file(&descriptor).expect("it is there");
        assert!(Command::new("mkfifo").arg(&descriptor).status().expect("it runs").success());
        told("is a symbolic link, a pipe or a device");
        fs::remove_file(&descriptor).expect("it is there");
        portal.write(&path, &text);
    }
}
