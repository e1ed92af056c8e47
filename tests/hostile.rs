//! Careless and malicious portals: what is published stays harmless, nothing
//! outside the output folder changes, and congbo ends in its own words.

#[path = "hostile/files.rs"]
mod files;
#[path = "hostile/growth.rs"]
mod growth;
#[path = "../fuzz/src/inert.rs"]
#[allow(unreachable_pub, reason = "it is a library of its own there")]
mod inert;
mod support;
#[path = "hostile/texts.rs"]
mod texts;

use std::fs;

use support::{Portal, Ran};

/// The run refused the command line or the disk, with these words.
fn refused(ran: &Ran, words: &str) {
    assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{ran:?}");
    assert!(ran.err.contains(words), "{ran:?}");
}

#[test]
fn a_site_is_not_published_among_its_sources() {
    let portal = Portal::new();
    for folder in [".", "content", "content/site", "static/x", "data"] {
        refused(&portal.run(&["build", "--force", "--output", folder]), "cannot be published there");
    }
    assert!(!portal.root().join("content/site").exists() && !portal.root().join("SHA256SUMS").exists());
}

#[test]
fn a_doctored_list_of_sums_deletes_nothing_outside() {
    let portal = Portal::new();
    assert_eq!(portal.run(&["build"]).code, 0);
    let sum = portal.read("public/SHA256SUMS").lines().find(|line| line.ends_with("  robots.txt")).expect("a line")[..64].to_owned();
    fs::copy(portal.root().join("public/robots.txt"), portal.root().join("precious")).expect("a copy");
    let sums = portal.read("public/SHA256SUMS");
    portal.write("public/SHA256SUMS", &format!("{sums}{sum}  ../precious\n"));
    assert_eq!(portal.run(&["build"]).code, 0);
    assert!(portal.root().join("precious").is_file());
}

#[test]
fn an_address_of_the_portal_that_is_none_is_refused() {
    let portal = Portal::new();
    for address in ["", "javascript:alert(1)", "https://", "https://x/?a", "https://x/\" onload=\"y", "example.org"] {
        for command in ["build", "check"] {
            refused(&portal.run(&[command, "--base-url", address]), "--base-url has to be a full address");
        }
    }
    assert!(!portal.root().join("public").exists());
}

#[test]
fn texts_nested_without_end_are_published_all_the_same() {
    let portal = Portal::new();
    let page = portal.read("content/pages/about.md");
    let deep = [">".repeat(20_000), "- ".repeat(5_000), "1. ".repeat(3_000), "*a **b ".repeat(3_000) + &"** c*".repeat(3_000)];
    for text in deep {
        portal.write("content/pages/about.md", &format!("{page}\n\n{text}x\n"));
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }
}

#[test]
fn names_that_stand_in_each_others_way_are_told_before_anything_is_written() {
    let portal = Portal::new();
    assert_eq!(portal.run(&["build"]).code, 0);
    let before = portal.read("public/SHA256SUMS");
    for file in ["static/data", "static/en", "static/sitemap.xml/x", "static/SHA256SUMS", "static/.congbo-staging/lock"] {
        portal.write(file, "x");
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 1, "{file}: {ran:?}");
        assert!(ran.err.contains("error[C0701]"), "{file}: {ran:?}");
        assert_eq!(portal.read("public/SHA256SUMS"), before);
        fs::remove_dir_all(portal.root().join("static")).expect("the folder goes");
    }
}

#[test]
fn identifiers_too_long_for_a_file_name_are_told_at_their_place() {
    let portal = Portal::new();
    portal.replace("data/ke-hoach-mau-2025/targets.csv", "cong-du-lieu-mo", &"a".repeat(300));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("cannot be an identifier") && ran.err.contains("targets.csv:4:1"), "{ran:?}");
}

#[test]
fn templates_that_never_come_to_an_end_are_told_and_nothing_is_published() {
    let cases = [
        ("{% for a in range(end=1000000000) %}x{% endfor %}", "exceeds the limit"),
        ("{% for a in range(end=100000) %}{% for b in range(end=100000) %}xxxxxxxxxxxxxxxx{% endfor %}{% endfor %}", "longer than 64 MB"),
        ("{% include \"page.html\" %}", "includes or extends itself"),
        ("{% component again() %}{{<again />}}{% endcomponent %}{{<again />}}", "recursion depth"),
        (&format!("{{{{ {}1{} }}}}", "(".repeat(10_000), ")".repeat(10_000)), "too complex"),
        (&"{% if true %}".repeat(10_000), "error[C0801]"),
    ];
    for (template, words) in cases {
        let portal = Portal::new();
        portal.write("themes/default/templates/page.html", template);
        let ran = portal.run(&["build"]);
        assert!(ran.code == 1 && ran.err.contains("error[C0801]") && ran.err.contains(words), "{words}: {ran:?}");
        assert!(!portal.root().join("public").exists());
    }
}

#[test]
fn folders_inside_too_many_others_are_told() {
    let portal = Portal::new();
    portal.write(&format!("static/{}x.txt", "a/".repeat(40)), "x");
    let ran = portal.run(&["build"]);
    assert!(ran.code == 1 && ran.err.contains("error[C0101]"), "{ran:?}");
}
