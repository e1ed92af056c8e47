//! Long lists: whatever a portal is given, a page shows a bounded number of
//! rows and says where the others are.

mod support;

use std::fmt::Write as _;
use std::fs;

use support::Portal;

/// More rows than a page shows.
const ROWS: usize = 520;

/// A portal whose one plan has a great many targets, tasks, results and lines
/// of money, all led by one agency.
fn large() -> Portal {
    let portal = Portal::new();
    let (mut targets, mut tasks) =
        (String::from("id,name_vi,kind,responsible,page_line,as_written\n"), String::from("id,title_vi,lead,end,page_line,as_written\n"));
    let (mut results, mut budget) = (
        String::from("id,name_vi,end,value,unit,page_line,as_written\n"),
        String::from("id,start,end,purpose_vi,amount,stage,page_line,as_written\n"),
    );
    for row in 0..ROWS {
        writeln!(targets, "chi-tieu-{row},Chỉ tiêu số {row},qualitative,mau-so-a,1,x").expect("a text grows");
        writeln!(tasks, "nhiem-vu-{row},Nhiệm vụ số {row},mau-so-a,2025-12-31,1,x").expect("a text grows");
        writeln!(results, "ket-qua-{row},Kết quả số {row},2025-06-30,{row},item,1,x").expect("a text grows");
        writeln!(budget, "khoan-{row},2025-01-01,2025-12-31,Khoản số {row},1000,planned,1,x").expect("a text grows");
    }
    for (table, text) in [("targets", targets), ("tasks", tasks), ("results", results), ("budget", budget)] {
        portal.write(&format!("data/ke-hoach-mau-2025/{table}.csv"), &text);
    }
    // A chart of these lines of money would have too many bars.
    let descriptor = "data/ke-hoach-mau-2025/dataset.toml";
    let text = portal.read(descriptor);
    portal.write(descriptor, text.split_once("[[congbo.charts]]").expect("the sample has a chart").0);
    portal.write(
        "data/danh-muc/agencies.csv",
        "id,name_vi,kind,level\nmau-so-a,Sở A,single,department\nmau-ubnd-tinh,Tỉnh,single,province\n",
    );
    portal
}

#[test]
fn a_page_about_many_promises_shows_the_first_ones_and_leads_to_the_tables_with_all() {
    let portal = large();
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let pages = ["ke-hoach/ke-hoach-mau-2025.html", "co-quan/mau-so-a.html", "tien-do/2025-q4.html"];
    for page in pages {
        let html = portal.read(&format!("public/{page}"));
        for (what, named) in [("nhiem-vu", "Nhiệm vụ số "), ("chi-tieu", "Chỉ tiêu số ")] {
            let shown = html.matches(named).count();
            assert!((500..=510).contains(&shown) || shown == 0 && page.starts_with("tien-do"), "{page}: {shown} of {what}");
        }
        assert!(html.contains("500 trong 520 dòng"), "{page}");
        assert!(html.contains("du-lieu/ke-hoach-mau-2025/tasks.html"), "{page}");
        assert!(html.len() < 1_000_000, "{page}: {} bytes", html.len());
    }
    let plan = portal.read(&format!("public/{}", pages[0]));
    assert_eq!(plan.matches("500 trong 520 dòng").count(), 4, "targets, tasks, results and money");
    assert!(portal.read("public/du-lieu/ke-hoach-mau-2025/tasks.p2.html").contains("Nhiệm vụ số 519"));
    assert!(fs::metadata(portal.root().join("public/nhiem-vu/ke-hoach-mau-2025/nhiem-vu-519.html")).is_ok());
}

#[test]
fn the_home_page_names_what_is_late_for_longest_and_how_much_else_is() {
    let portal = Portal::new();
    let mut tasks = String::from("id,title_vi,lead,end,reported_status,reported_on,page_line,as_written\n");
    for month in 1..=7 {
        writeln!(tasks, "viec-{month},Việc tháng {month},mau-so-noi-vu,2025-0{month}-28,in-progress,2025-09-01,1,x").expect("a text grows");
    }
    writeln!(tasks, "viec-xong,Việc đã xong,mau-so-noi-vu,2025-01-28,done,2025-01-20,1,x").expect("a text grows");
    portal.write("data/ke-hoach-mau-2025/tasks.csv", &tasks);
    let home = || {
        let ran = portal.run(&["build"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        portal.read("public/index.html")
    };
    let late = home();
    let named: Vec<usize> = (1..=9).filter(|month| late.contains(&format!(">Việc tháng {month}<"))).collect();
    assert_eq!((named, late.contains("Việc đã xong")), (vec![1, 2, 3, 4, 5], false), "{late}");
    assert!(late.contains("5 trong 7 dòng") && late.contains("Quá hạn hoặc không đạt"), "{late}");
    portal.write("data/ke-hoach-mau-2025/tasks.csv", &tasks.replace("in-progress", "done"));
    assert!(!home().contains("Quá hạn hoặc không đạt"));
}

#[test]
fn pages_in_folders_of_their_own_are_not_named_at_the_foot_of_every_page() {
    let portal = Portal::new();
    portal.write("content/tin-tuc/mot-tin.md", "+++\ntitle = \"Một tin\"\n+++\n\nNội dung.\n");
    for number in 0..40 {
        portal.write(
            &format!("content/pages/trang-{number}.md"),
            &format!("+++\ntitle = \"Trang số {number}\"\norder = 99\n+++\n\nNội dung.\n"),
        );
    }
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let home = portal.read("public/index.html");
    assert!(portal.read("public/tin-tuc/mot-tin.html").contains("Một tin"));
    assert!(!home.contains("Một tin"));
    assert!((20..30).contains(&home.matches("Trang số ").count()), "{}", home.matches("Trang số ").count());
}

#[test]
fn a_long_text_of_an_author_begins_with_its_sections_and_a_short_one_with_itself() {
    let portal = Portal::new();
    let text = |words: usize| {
        let sections = ["Một", "Hai & ba", "Bốn", "Năm"].map(|title| format!("## {title}\n\n{}\n\n", "chữ ".repeat(words)));
        format!("+++\ntitle = \"Quy tắc\"\n+++\n\n{}", sections.concat())
    };
    portal.write("content/pages/dai.md", &text(500));
    portal.write("content/pages/ngan.md", &text(5));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let long = portal.read("public/dai.html");
    for (place, title) in [("mot", "Một"), ("hai-ba", "Hai &amp; ba"), ("bon", "Bốn"), ("nam", "Năm")] {
        assert!(long.contains(&format!("<h2 id=\"{place}\">")) && long.contains(&format!("<a href=\"#{place}\">{title}</a>")), "{long}");
    }
    assert!(!portal.read("public/ngan.html").contains("class=contents"));
}

#[test]
fn the_portals_feed_has_the_hundred_newest_news_of_all() {
    let portal = Portal::new();
    // One day of 2024 after the other, from one on that many share.
    for number in 0..130 {
        let day = jiff::civil::date(2024, 1, 1).saturating_add(jiff::Span::new().days(number.max(31)));
        let name = format!("bang-{number:03}");
        portal.write(&format!("data/{name}/bang.csv"), "id,so\na,1\n");
        portal.write(
            &format!("data/{name}/dataset.toml"),
            &format!("title = \"Bảng {number:03}\"\n\n[congbo]\nissued = {day}\n\n[[resources]]\nname = \"bang\"\npath = \"bang.csv\"\n"),
        );
    }
    let ran = portal.run(&["build", "--as-of", "2024-05-08"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let feed: serde_json::Value = serde_json::from_str(&portal.read("public/index.feed.json")).expect("JSON");
    let titles: Vec<&str> = feed["items"].as_array().expect("a list").iter().filter_map(|item| item["title"].as_str()).collect();
    let places = [129, 128, 127, 32, 0, 2, 3];
    let places = places.map(|number| titles.iter().position(|title| title.contains(&format!("Bảng {number:03}"))));
    // The newest is of a day that has not come.
    assert_eq!(places, [None, Some(0), Some(1), Some(96), Some(97), Some(99), None], "{titles:?}");
}
