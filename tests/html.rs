//! The pages of a small portal that has every kind of page: what must hold on
//! each of them, whatever it says.
//!
//! Builds `tests/html/portal` once into a folder that is thrown away and
//! reads the HTML as text; knows nothing of templates.

mod goldens;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use congbo::pipeline::{Adopt, Options, check, publish};
use congbo::progress::Progress;
use goldens::{project, tree};
use regex::Regex;

type Files = BTreeMap<String, Vec<u8>>;

/// The built site.
fn site() -> &'static Files {
    static SITE: OnceLock<Files> = OnceLock::new();
    SITE.get_or_init(build)
}

fn build() -> Files {
    let options = Options { root: project().join("tests/html/portal"), ..Options::default() };
    let checked = check(&options, &Progress::default());
    let site = checked.site.expect("the portal of the tests has no errors");
    let output = tempfile::tempdir().expect("a folder");
    publish(&site, &checked.sources, output.path(), Adopt::Never, &Progress::default()).expect("the site can be built");
    tree(output.path())
}

/// The HTML pages: address, text.
fn pages() -> impl Iterator<Item = (&'static str, &'static str)> {
    let html = site().iter().filter(|(path, _)| path.ends_with(".html"));
    html.map(|(path, bytes)| (path.as_str(), std::str::from_utf8(bytes).expect("pages are UTF-8")))
}

fn page(path: &str) -> &'static str {
    pages().find(|(known, _)| *known == path).unwrap_or_else(|| panic!("there is no page {path}")).1
}

/// The page without its tags, spaces collapsed.
fn words(html: &str) -> String {
    let tags = Regex::new("<[^>]*>").expect("a sound pattern");
    tags.replace_all(html, " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn all<'h>(html: &'h str, pattern: &str) -> Vec<&'h str> {
    let pattern = Regex::new(pattern).expect("a sound pattern");
    pattern.captures_iter(html).map(|found| found.get(1).expect("one group").as_str()).collect()
}

#[test]
fn every_page_has_one_heading_a_language_and_landmarks() {
    for (path, html) in pages() {
        assert_eq!(html.matches("<h1>").count(), 1, "{path}");
        assert_eq!(all(html, "<(main)[ >]").len(), 1, "{path}");
        let lang = if path.starts_with("en/") { "en" } else { "vi" };
        assert_eq!(all(html, r#"<html lang="?([a-z]+)"#), [lang], "{path}");
        assert!(all(html, "<title>([^<]+)</title>")[0].len() > 3, "{path}");
        if path != "404.html" {
            assert!(html.contains("href=#main") && html.contains("id=main"), "{path} has no skip link");
            assert!(html.contains("rel=canonical") && html.contains("hreflang=x-default"), "{path}");
            assert!(html.contains("<header") && html.contains("<footer") && html.contains("<nav"), "{path}");
        }
    }
}

#[test]
fn no_two_places_of_a_page_have_one_name() {
    for (path, html) in pages() {
        let mut names = all(html, r#"\sid="?([^\s">]+)"#);
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "{path}");
    }
    let dataset = page("du-lieu/mo/index.html");
    let sections = ["so-lieu", "table_chart-1", "table_main"];
    assert_eq!(all(dataset, r#"<section id="?([^\s">]+)"#), sections);
    assert_eq!(all(dataset, r#"<th scope="?row"?><a href="?#([^\s">]+)"#), sections);
}

#[test]
fn headings_leave_no_level_out() {
    for (path, html) in pages() {
        let mut above = 0;
        for level in all(html, "<h([1-6])[ >]") {
            let level: u8 = level.parse().expect("a digit");
            assert!(level <= above + 1, "{path}: h{level} behind h{above}");
            above = level;
        }
    }
}

#[test]
fn nothing_is_styled_or_scripted_inline() {
    for (path, html) in pages() {
        assert!(html.contains("Content-Security-Policy"), "{path}");
        for tag in all(html, "(<[a-z][^>]*>)") {
            // Data for search engines is no script, and no browser runs it.
            let is_script = tag.starts_with("<script") && !tag.contains(" src=") && !tag.contains("application/ld+json");
            assert!(!tag.contains(" style=") && !tag.starts_with("<style") && !is_script, "{path}: {tag}");
            assert!(all(tag, "( on[a-z]+=)").is_empty(), "{path}: {tag}");
        }
    }
}

#[test]
fn every_link_names_a_file_of_the_site_or_an_anchor_of_the_page() {
    for (path, html) in pages() {
        let from: Vec<&str> = path.split('/').collect();
        for href in all(html, r#"<(?:a|link) [^>]*href=("[^"]*"|[^ >]*)"#) {
            let href = href.trim_matches('"');
            if href.contains(':') {
                continue;
            }
            // What a page is asked for is no part of its file.
            let href = href.split_once('?').map_or(href, |(file, _)| file);
            let (file, anchor) = href.split_once('#').map_or((href, None), |(file, anchor)| (file, Some(anchor)));
            let file = file.split('?').next().unwrap_or(file);
            let mut parts: Vec<&str> = from[..from.len() - 1].to_vec();
            for part in file.split('/') {
                if part == ".." {
                    assert!(parts.pop().is_some(), "{path}: {href} climbs out of the site");
                } else {
                    parts.push(part);
                }
            }
            let target = if file.is_empty() { path.to_owned() } else { parts.join("/") };
            let bytes = site().get(&target).unwrap_or_else(|| panic!("{path}: {href} leads nowhere"));
            if let Some(anchor) = anchor.filter(|_| target.ends_with(".html")) {
                let there = String::from_utf8_lossy(bytes);
                let is_there = there.contains(&format!("id={anchor}")) || there.contains(&format!("id=\"{anchor}\""));
                assert!(is_there, "{path}: {href} names an anchor that is not there");
            }
        }
    }
}

#[test]
fn every_table_has_a_caption_and_heads_and_becomes_records_or_scrolls_on_a_phone() {
    for (path, html) in pages() {
        let html = html.replace('"', "");
        let count = |what: &str| html.matches(what).count();
        assert_eq!(count("<table"), count("<caption"), "{path}");
        let records = all(&html, "<table class=(records|cards)").len();
        assert_eq!(count("<table"), count("role=region") + records, "{path}");
        assert!(count("<table") <= count("scope=col"), "{path}");
        assert_eq!(all(&html, "<(th)>").len(), 0, "{path} has a head without a scope");
    }
}

#[test]
fn no_message_key_place_or_template_tag_is_left_over() {
    let left = Regex::new(r"\{[a-z_]+\}|\{\{|\{%|\b(?:plan|target|task|status|status-rule|site|count|level|dataset|agency)\.[a-z-]+\b")
        .expect("a sound pattern");
    for (path, html) in pages() {
        let words = words(html);
        // Names of files are no keys.
        let is_file = |found: &str| [".toml", ".csv", ".json"].iter().any(|ending| found.ends_with(ending));
        let found = left.find_iter(&words).find(|found| !is_file(found.as_str()));
        assert_eq!(found.map(|found| found.as_str()), None, "{path}");
    }
}

#[test]
fn texts_of_another_language_say_so() {
    let html = page("en/agencies/van-phong.html");
    assert!(html.contains(r#"<span lang="vi">Văn phòng Sở</span>"#));
    assert!(html.contains(r#"title="original in Vietnamese""#));
    assert!(!page("co-quan/van-phong.html").contains("original in"));
}

#[test]
fn authors_and_data_cannot_bring_their_own_markup() {
    for (path, html) in pages() {
        assert!(!html.contains("<b>"), "{path}");
    }
    assert!(page("du-lieu/mo/so-lieu.html").contains("Một &lt;b>"));
    assert!(page("ke-hoach/mot.html").contains("&lt;b&gt;thẻ"));
}

#[test]
fn a_target_tells_its_promise_its_status_and_its_reasons_in_words() {
    let words = |path| words(page(path));
    assert!(words("chi-tieu/mot/dat.html").contains("Đến ngày 31/12/2024 , chỉ tiêu này phải đạt từ 70% trở lên; tính đến ngày"));
    assert!(
        words("en/targets/mot/dat.html").contains("The result at the end of the period is 100%; the target of at least 70% is reached.")
    );
    assert!(words("chi-tieu/mot/dat.html").contains("51,25%"), "the earlier value is shown");
    assert!(words("chi-tieu/mot/khong-dat.html").contains("Không đạt"));
    assert!(words("chi-tieu/mot/dang-lam.html").contains("không quá 3 phiên"));
}

#[test]
fn totals_of_money_never_add_a_part_twice_and_name_their_members() {
    let words = words(page("ke-hoach/mot.html"));
    assert!(words.contains("khoảng 92,97 triệu đồng (92.970.000 đồng)"), "{words}");
    assert!(words.contains("gồm: Toàn bộ kế hoạch và Năm sau"), "{words}");
    assert!(words.contains("khoảng 94.204.567 đồng"), "{words}");
}

#[test]
fn a_group_is_told_apart_from_what_an_agency_is_named_for() {
    let words = words(page("co-quan/phong-mot.html"));
    let (itself, through) = words.split_once("Thông qua nhóm: Các phòng").expect("the group has its own section");
    assert!(itself.contains("không giao trực tiếp việc nào") && through.contains("Nâng cấp mạng"));
}

#[test]
fn a_table_shows_its_rows_page_by_page_and_says_what_it_leaves_out() {
    let (first, second) = (words(page("du-lieu/mo/so-lieu.html")), words(page("du-lieu/mo/so-lieu.p2.html")));
    assert!(first.contains("Dòng 1 đến 3 trong 7 dòng") && first.contains("1.234,5") && first.contains("31/12/2024"));
    assert!(second.contains("Dòng 4 đến 6 trong 7 dòng") && second.contains("chỉ hiện 6 dòng đầu"));
    assert!(!page("du-lieu/mo/so-lieu.p2.html").contains("Bảy"));
}

#[test]
fn the_page_for_missing_addresses_links_absolutely() {
    let html = page("404.html");
    assert!(html.contains("https://thu.example.vn/cong/assets/style.css"));
    assert!(html.contains("https://thu.example.vn/cong/en/index.html"));
    assert!(html.contains(r#"lang="en""#));
}

#[test]
fn building_twice_gives_the_same_bytes() {
    assert!(*site() == build());
}

#[test]
fn the_style_sheet_stays_small_and_reads_well_in_both_schemes() {
    let css = String::from_utf8(site()["assets/style.css"].clone()).expect("CSS is UTF-8");
    assert!(css.len() < 40_000, "{} bytes", css.len());
    let schemes: Vec<&str> = css.split("@media (prefers-color-scheme: dark)").collect();
    let tokens = |css: &str| -> BTreeMap<String, u32> {
        let pattern = Regex::new(r"--([a-z-]+): #([0-9a-f]{6});").expect("a sound pattern");
        let found = pattern.captures_iter(css.split("\n@media").next().unwrap_or_default());
        found.map(|one| (one[1].to_owned(), u32::from_str_radix(&one[2], 16).expect("hexadecimal"))).collect()
    };
    for scheme in [tokens(schemes[0]), tokens(schemes[1].split("\n}\n").next().expect("a block"))] {
        for ground in ["ground", "raised"] {
            for ink in ["ink", "quiet", "link", "good", "bad", "open", "unknown"] {
                let contrast = contrast(scheme[ground], scheme[ink]);
                assert!(contrast >= 4.5, "{ink} on {ground}: {contrast:.2}");
            }
            for drawn in ["strong-line", "bar"] {
                assert!(contrast(scheme[ground], scheme[drawn]) >= 3.0, "{drawn} on {ground}");
            }
        }
        assert!(contrast(scheme["accent"], scheme["accent-ink"]) >= 4.5);
    }
}

/// The contrast of two colours, as WCAG computes it.
fn contrast(one: u32, other: u32) -> f64 {
    let luminance = |color: u32| {
        let part = |shift: u32| {
            let value = f64::from((color >> shift) & 255) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}
