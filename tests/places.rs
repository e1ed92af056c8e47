//! Places: a reader finds the plans of the own province, and what it is called
//! today.

mod support;

use support::Portal;

/// A portal of fourteen plans of two provinces and one of none, four on a page.
fn of_two_provinces() -> Portal {
    let portal = Portal::new();
    let config = portal.read("congbo.toml");
    portal.write("congbo.toml", &format!("{config}\n[lists]\nper_page = 4\n"));
    portal.write(
        "data/danh-muc/provinces.csv",
        "id,code,name_vi,name_en,valid_from,valid_to,successor\n\
         tinh-cu,98,Tỉnh Cũ,Former Province,,2025-06-30,tinh-moi\n\
         tinh-mau,99,Tỉnh Mẫu,Sample Province,,,\n\
         tinh-moi,97,Tỉnh Mới,New Province,2025-07-01,,\n",
    );
    let agencies = portal.read("data/danh-muc/agencies.csv");
    portal.write(
        "data/danh-muc/agencies.csv",
        &format!("{agencies}cu-so,Sở A tỉnh Cũ,Department A,single,department,tinh-cu,,,,,\nbo,Bộ B,Ministry B,single,central,,,,,,\n"),
    );
    for (number, issuer) in ["cu-so"; 6].into_iter().chain(["mau-ubnd-tinh"; 6]).chain(["bo"]).enumerate() {
        let plan =
            format!("+++\ntitle = \"Kế hoạch {number}\"\ndataset = \"ke-hoach-{number}\"\nissuer = \"{issuer}\"\n+++\n\nMột kế hoạch.\n");
        portal.write(&format!("content/plans/ke-hoach-{number}.md"), &plan);
        portal.write(&format!("data/ke-hoach-{number}/dataset.toml"), "title = \"Kế hoạch\"\n\n[congbo]\nprofile = \"plan\"\n");
        portal.write(&format!("data/ke-hoach-{number}/tasks.csv"), "id,title_vi,lead,page_line,as_written\nviec,Một việc,bo,1,x\n");
    }
    portal
}

#[test]
fn plans_stand_by_province_and_the_home_page_leads_there_in_every_language() {
    let portal = of_two_provinces();
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let first = portal.read("public/ke-hoach/index.html");
    let before = |one: &str, other: &str| first.find(one).zip(first.find(other)).is_some_and(|(one, other)| one < other);
    assert!(first.contains("id=\"place-tinh-cu\">Tỉnh Cũ <small class=note>(nay: Tỉnh Mới)</small>"), "{first}");
    assert!(before("id=\"place-tinh-cu", "Kế hoạch 0<") && !first.contains("id=\"place-tinh-mau"), "{first}");
    // Places of later pages are led to from the first.
    let places = first.split("class=contents").nth(1).and_then(|nav| nav.split("</nav>").next()).expect("a list of places");
    assert!(places.contains("href=\"#place-tinh-cu\""), "{places}");
    assert!(places.contains("href=\"index.p2.html#place-tinh-mau\""), "{places}");
    assert!(portal.read("public/ke-hoach/index.p2.html").contains("id=\"place-tinh-mau\">Tỉnh Mẫu</h2>"));
    assert!(portal.read("public/ke-hoach/index.p4.html").contains("Không ghi tỉnh, thành phố"));
    assert!(portal.read("public/en/plans/index.html").contains("Former Province <small class=note>(now New Province)</small>"));
    assert!(portal.read("public/index.html").contains("Theo tỉnh, thành phố"));
    assert!(portal.read("public/en/index.html").contains("By province or city"));
}

#[test]
fn plans_of_one_province_are_not_told_apart_by_it() {
    let portal = Portal::new();
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(!portal.read("public/index.html").contains("Theo tỉnh, thành phố"));
    assert!(!portal.read("public/ke-hoach/index.html").contains("id=\"place-"));
}
