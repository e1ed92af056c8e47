//! Charts say what they draw: words, marks and files of one chart against each
//! other, in every chart of `tests/portals/charts/expected`.
//!
//! Recomputes the facts from the CSV of what is drawn; knows nothing of how
//! charts are made.

mod goldens;
mod support;

use std::collections::BTreeMap;

use goldens::{project, tree};
use regex::Regex;
use support::Portal;

/// A chart's drawing and its numbers.
struct Made {
    path: String,
    svg: String,
    /// The head and the rows of its CSV.
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Made {
    fn column(&self, name: &str) -> Option<usize> {
        self.head.iter().position(|column| column == name)
    }

    /// The cells of a column; empty when the chart has none.
    fn cells(&self, name: &str) -> Vec<&str> {
        self.column(name).map(|column| self.rows.iter().map(|row| row[column].as_str()).collect()).unwrap_or_default()
    }

    fn words(&self, element: &str) -> String {
        let found = Regex::new(&format!("<{element}[^>]*>([^<]*)</{element}>")).expect("a sound expression");
        let text = found.captures(&self.svg).map(|found| found[1].to_owned()).unwrap_or_default();
        text.replace("&#39;", "'").replace("&quot;", "\"").replace("&lt;", "<").replace("&amp;", "&")
    }

    fn is_vietnamese(&self) -> bool {
        self.svg.contains("xml:lang=\"vi\"")
    }

    /// A number as its language may write it: whole, or in millions or
    /// thousands of millions of đồng.
    fn written(&self, value: &str) -> Vec<String> {
        let decimal = if self.is_vietnamese() { "," } else { "." };
        let number: f64 = value.parse().expect("a number");
        [1.0, 1e6, 1e9].map(|scale| (number / scale).to_string().replace('.', decimal)).to_vec()
    }
}

fn all() -> Vec<Made> {
    let files = tree(&project().join("tests/portals/charts/expected"));
    let text = |path: &str| files.get(path).map(|bytes| String::from_utf8(bytes.clone()).expect("UTF-8"));
    let charts = files.keys().filter(|path| path.ends_with(".svg")).map(|path| {
        let csv = text(&path.replace(".svg", ".csv")).expect("every drawing has its numbers");
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
        let head = cells(reader.headers().expect("a head"));
        let rows = reader.records().map(|record| cells(&record.expect("a row"))).collect();
        Made { path: path.clone(), svg: text(path).expect("just listed"), head, rows }
    });
    let charts: Vec<Made> = charts.collect();
    assert!(charts.len() >= 24, "twelve charts in two languages");
    charts
}

#[test]
fn the_description_tells_every_number_that_is_drawn() {
    for chart in all() {
        let told = chart.words("desc");
        for name in chart.cells("name").into_iter().filter(|_| chart.column("value").is_some()) {
            assert!(told.contains(name), "{}: {name} is not in: {told}", chart.path);
        }
        for value in chart.cells("value").into_iter().filter(|value| !value.is_empty()) {
            // Of a count that is nothing there is nothing to see, and words say so.
            let none = if chart.is_vietnamese() { "không có" } else { "none" };
            let written = if value == "0" { vec!["0".to_owned(), none.to_owned()] } else { chart.written(value) };
            assert!(written.iter().any(|number| told.contains(number.as_str())), "{}: {value} is not in: {told}", chart.path);
        }
        let mut periods: BTreeMap<&str, usize> = BTreeMap::new();
        chart.cells("period").into_iter().for_each(|period| *periods.entry(period).or_default() += 1);
        for (period, count) in periods {
            assert!(told.contains(&format!("{period}: {count}")), "{}: {period}: {count} is not in: {told}", chart.path);
        }
        if chart.cells("value").iter().any(|value| value.is_empty()) {
            let missing = if chart.is_vietnamese() { "chưa có số liệu" } else { "no data yet" };
            assert!(told.contains(missing), "{}: does not say that a number is missing: {told}", chart.path);
        }
    }
}

#[test]
fn a_title_that_names_the_highest_names_it_rightly() {
    let mut stated = 0;
    for chart in all() {
        let title = chart.words("title");
        if !["Cao nhất", "Highest"].iter().any(|word| title.starts_with(word)) {
            continue;
        }
        let value = |row: &Vec<String>| row[chart.column("value").expect("numbers")].parse::<f64>().unwrap_or(f64::MIN);
        let highest = chart.rows.iter().max_by(|one, other| value(one).total_cmp(&value(other))).expect("rows");
        assert!(title.contains(&highest[0]), "{}: {title} is not about {highest:?}", chart.path);
        stated += 1;
    }
    assert!(stated >= 4, "titles state the finding where it can be computed");
}

#[test]
fn every_mark_carries_the_number_that_the_file_has() {
    let carried = Regex::new("<g class=\"datum\" data-value=\"([^\"]*)\"").expect("a sound expression");
    for chart in all().into_iter().filter(|chart| chart.column("value").is_some()) {
        let mut drawn: Vec<String> = carried.captures_iter(&chart.svg).map(|found| found[1].to_owned()).collect();
        let mut known: Vec<String> = chart.cells("value").into_iter().filter(|value| !value.is_empty()).map(str::to_owned).collect();
        drawn.sort();
        known.sort();
        assert_eq!(drawn, known, "{}", chart.path);
    }
}

#[test]
fn a_drawing_that_stands_alone_brings_its_style_and_needs_nothing_else() {
    let outside = Regex::new("(?:href|src)=\"[^#\"]|url\\([^#]|@import|<script|<foreignObject| style=").expect("a sound expression");
    for Made { path, svg, .. } in all() {
        assert!(svg.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg "), "{path}");
        assert!(svg.contains("prefers-color-scheme:dark") && svg.contains("class=\"ground\""), "{path}");
        // Whoever asks for `….svg#light` has it light in a dark scheme.
        assert!(svg.contains(" id=\"light\" ") && svg.contains(".chart:where(:not(.alone:target))"), "{path}");
        assert!(!outside.is_match(&svg), "{path}: {:?}", outside.find(&svg));
    }
}

#[test]
fn an_indicator_is_drawn_across_years_only_where_its_values_are_alike() {
    let portal = Portal::new();
    let known = ["du", "it", "nua", "hai", "khac"].map(|id| format!("{id},Chỉ số {id},,percent,higher,,\n"));
    let registry = "data/danh-muc/indicators.csv";
    portal.write(registry, &(portal.read(registry) + &known.concat()));
    let rows = [
        // Three years and a gap; of two values in one year the later one counts.
        "a1,du,2020-01-01,2020-12-31,10,percent",
        "a2,du,2021-01-01,2021-12-31,20,percent",
        "a3,du,2023-01-01,2023-06-30,25,percent",
        "a4,du,2023-01-01,2023-12-31,30.5,percent",
        // Two years are no line.
        "b1,it,2020-01-01,2020-12-31,10,percent",
        "b2,it,2021-01-01,2021-12-31,20,percent",
        // Half a year is held against no whole one.
        "c1,nua,2020-01-01,2020-12-31,10,percent",
        "c2,nua,2021-01-01,2021-12-31,20,percent",
        "c3,nua,2022-01-01,2022-06-30,30,percent",
        // Which of two values of one day counts is nobody's to say.
        "d1,hai,2020-01-01,2020-12-31,10,percent",
        "d2,hai,2021-01-01,2021-12-31,20,percent",
        "d3,hai,2022-01-01,2022-12-31,30,percent",
        "d4,hai,2022-01-01,2022-12-31,31,percent",
        // Another unit is another thing.
        "e1,khac,2020-01-01,2020-12-31,10,percent",
        "e2,khac,2021-01-01,2021-12-31,20,percent",
        "e3,khac,2022-01-01,2022-12-31,30,item",
    ];
    let rows = rows.map(|row| format!("{row},Kết quả,1,x\n")).concat();
    portal.write("data/ke-hoach-mau-2025/results.csv", &format!("id,indicator,start,end,value,unit,name_vi,page_line,as_written\n{rows}"));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert_eq!(
        portal.read("public/chi-so/du.years.csv").trim_start_matches('\u{feff}'),
        "name,value\r\n2020,10\r\n2021,20\r\n2023,30.5\r\n"
    );
    let svg = portal.read("public/chi-so/du.years.svg");
    assert!(svg.contains("Tăng từ 10% (2020) lên 30,5% (2023)"), "{svg}");
    for id in ["it", "nua", "hai", "khac"] {
        assert!(!portal.root().join(format!("public/chi-so/{id}.years.csv")).exists(), "{id} is drawn");
        assert!(!portal.read(&format!("public/chi-so/{id}.html")).contains("chart-years"), "{id}");
    }
}

#[test]
fn a_chart_of_a_dataset_speaks_the_language_of_the_page_that_it_stands_on() {
    let portal = Portal::new();
    // A language that the table has no names in falls back on the portal's first.
    let config = portal.read("congbo.toml");
    portal.write("congbo.toml", &config.replace("languages = [\"vi\", \"en\"]", "languages = [\"vi\", \"en\", \"fr\"]"));
    let ran = portal.run(&["build"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let expected = [
        ("du-lieu/ke-hoach-mau-2025/index", "Tổng kinh phí: hai phần ba", "Xây dựng cổng dữ liệu mở"),
        ("en/data/ke-hoach-mau-2025/index", "Sample budget: two thirds", "Open data portal"),
        ("fr/data/ke-hoach-mau-2025/index", "Tổng kinh phí: hai phần ba", "Xây dựng cổng dữ liệu mở"),
    ];
    for (page, title, name) in expected {
        let read = |ending: &str| portal.read(&format!("public/{page}.{ending}"));
        let (html, csv) = (read("html"), read("kinh-phi.csv"));
        assert!(html.contains(&format!("<figcaption>{title}")), "{page}: {title}");
        assert!(html.contains("index.kinh-phi.svg") && html.contains("index.kinh-phi.csv"), "{page}");
        assert!(csv.contains(name) && read("kinh-phi.svg").contains(title), "{page}: {csv}");
    }
}
