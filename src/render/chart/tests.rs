//! What every chart promises, whatever its kind.

use std::sync::LazyLock;

use super::*;
use crate::model::value::Decimal;

fn reading(value: &str) -> Reading {
    Reading { value: value.parse().expect("a number"), text: format!("{}%", value.replace('.', ",")) }
}

fn names(texts: &[&str]) -> Vec<Name> {
    texts.iter().map(|text| Name { text: (*text).to_owned(), ..Name::default() }).collect()
}

fn grid(look: Look, series: &[&str]) -> Grid {
    let values: [[&str; 3]; 4] = [["12.5", "30", "7"], ["80", "", "11"], ["", "", ""], ["55", "21", "24"]];
    let cell = |value: &&str| (!value.is_empty()).then(|| reading(value));
    let depth = series.len().max(1);
    Grid {
        id: format!("chart-{look:?}"),
        title: "Hai trong bốn tỉnh đã đạt".into(),
        description: "Lời thay hình.".into(),
        look,
        unit: "Đơn vị: %".into(),
        names: names(&["Bình Định", "Tỷ lệ thủ tục hành chính đủ điều kiện được cung cấp trực tuyến toàn trình", "Huế", "Đồng Nai"]),
        series: series.iter().map(|series| (*series).to_owned()).collect(),
        cells: values.iter().map(|row| row[..depth].iter().map(cell).collect()).collect(),
        missing: "chưa có số liệu".into(),
        totals: if look == Look::Stacked { ["49.5", "91", "0", "100"].map(reading).to_vec() } else { Vec::new() },
        ..Grid::default()
    }
}

const THREE: [&str; 3] = ["Nhận thức số", "Hạ tầng số", "Dữ liệu số"];

fn bullets() -> Vec<Bullet> {
    let bullet = |id: &str, result: Option<&str>, earlier: Option<&str>| Bullet {
        id: id.into(),
        title: "Phải đạt từ 80% trở lên; kết quả 62%".into(),
        description: "Lời thay hình.".into(),
        goal: Reading { value: 80.into(), text: "từ 80% trở lên".into() },
        wanted: Wanted::Above,
        result: result.map(|value| Reading { text: format!("{value}%, kết quả đến 30/9/2025"), ..reading(value) }),
        missing: "Chưa có kết quả trong kỳ".into(),
        earlier: earlier.map(|value| Reading { text: format!("{value}%, trước kỳ (2023)"), ..reading(value) }),
        whole: Some(Decimal::ONE_HUNDRED),
    };
    vec![bullet("b1", Some("62"), Some("48")), bullet("b2", None, None), bullet("b3", None, Some("91")), bullet("b4", Some("97"), None)]
}

fn timelines() -> Timeline {
    let look = |shape, tone| ThingLook { shape, tone };
    let all = [
        (look(Shape::Tick, Tone::Good), "Đã xong"),
        (look(Shape::LateTick, Tone::Bad), "Xong chậm"),
        (look(Shape::Alarm, Tone::Bad), "Chậm"),
        (look(Shape::Cross, Tone::Bad), "Không đạt"),
        (look(Shape::Half, Tone::Open), "Đang làm"),
        (look(Shape::Loop, Tone::Open), "Thường xuyên"),
        (look(Shape::Dash, Tone::Unknown), "Chưa có báo cáo"),
        (look(Shape::Slash, Tone::Unknown), "Đã dừng"),
        (look(Shape::Ring, Tone::Unknown), "Chưa đến hạn"),
    ];
    let period = |label: &str, many: usize| Period {
        label: label.into(),
        count: many.to_string(),
        things: (0..many)
            .map(|n| Thing { look: all[n % all.len()].0, name: format!("Nhiệm vụ {n}"), state: all[n % all.len()].1.into() })
            .collect(),
    };
    Timeline {
        id: "chart-timeline".into(),
        title: "Hai mươi nhiệm vụ đến hạn trong quý 4".into(),
        description: "Lời thay hình.".into(),
        periods: vec![period("Quý 1/2025", 4), period("Quý 2/2025", 0), period("Quý 3/2025", 9), period("Quý 4/2025", 30)],
        now: Some((2, "Số liệu tính đến 30/6/2025".into())),
        key: all.iter().map(|(look, text)| (*look, (*text).to_owned())).collect(),
    }
}

/// One chart of every kind, and of every odd shape.
fn all() -> Vec<Chart> {
    let mut line = grid(Look::Lines, &THREE);
    line.names =
        ["2019", "2020", "2022", "2023"].iter().map(|year| Name { text: (*year).into(), at: year.parse().ok(), goal: None }).collect();
    line.goal = Some(Reading { value: 90.into(), text: "Chỉ tiêu 2025: 90%".into() });
    let mut one_line = grid(Look::Lines, &[]);
    one_line.id = "chart-one-line".into();
    one_line.goal.clone_from(&line.goal);
    let mut marked = grid(Look::Bars, &[]);
    marked.id = "chart-marked".into();
    marked.whole = Some(Decimal::ONE_HUNDRED);
    marked.names.iter_mut().for_each(|name| name.goal = Some(Reading { value: 70.into(), text: "từ 70% trở lên".into() }));
    let mut held = grid(Look::Bars, &[]);
    held.id = "chart-held".into();
    held.goal.clone_from(&line.goal);
    let mut negative = grid(Look::Bars, &[]);
    negative.id = "chart-negative".into();
    negative.cells[1] = vec![Some(reading("-40"))];
    let mut dots = grid(Look::Dots, &[]);
    dots.id = "chart-dots".into();
    dots.from = Some(10.into());
    let mut grouped = grid(Look::Bars, &THREE);
    grouped.id = "chart-grouped".into();
    let grids = [grid(Look::Bars, &[]), marked, held, negative, grouped, grid(Look::Stacked, &THREE), dots, grid(Look::Dots, &THREE)];
    let more = [line, one_line, grid(Look::Heat, &THREE), Grid::default()];
    let mut charts: Vec<Chart> = grids.into_iter().chain(more).map(Chart::Grid).collect();
    charts.extend(bullets().into_iter().map(|bullet| Chart::Bullet(Box::new(bullet))));
    charts.push(Chart::Timeline(timelines()));
    charts
}

fn tick(value: Decimal) -> String {
    value.to_string().replace('.', ",")
}

/// A chart as a page has it.
fn page(chart: &Chart) -> String {
    let mut html = String::new();
    inline(chart, &chart.wide(&tick), &tick, &mut html);
    html
}

fn paper() -> Paper<'static> {
    static STYLE: LazyLock<Style> = LazyLock::new(|| Style::new(include_str!("../../../themes/default/static/chart.css"), ""));
    Paper { style: &STYLE, lang: "vi", subject: "", source: "Nguồn: Kế hoạch số 12/KH-UBND & phụ lục" }
}

/// The elements of a drawing: name, attributes; fails when it is no XML.
fn elements(svg: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = quick_xml::Reader::from_str(svg);
    reader.config_mut().check_end_names = true;
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag) => {
                let name = tag.name().as_ref().to_owned();
                let attributes = tag.attributes().map(|attribute| attribute.expect("each attribute once"));
                found.push((name, attributes.map(|a| (a.key.as_ref().to_owned(), a.value.to_string())).collect()));
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn every_chart_is_sound_xml_in_both_forms_and_alone_without_inline_style() {
    for chart in all() {
        let both = page(&chart);
        elements(&format!("<x>{both}</x>"));
        assert_eq!(both.matches("<svg ").count(), 2);
        assert_eq!(both.matches("<desc ").count(), usize::from(!chart.description().is_empty()), "the words are the same for both");
        let mut described = both.split("aria-labelledby=\"").skip(1).flat_map(|rest| rest[..rest.find('"').expect("an end")].split(' '));
        assert!(described.all(|id| both.contains(&format!(" id=\"{id}\">"))), "{both}");
        assert!(!both.contains("style=") && !both.contains("<style"), "{both}");
        let alone = alone(&chart, &chart.wide(&tick), &paper());
        elements(&alone);
        for svg in [&both, &alone] {
            let starts = ["href=\"#", "url(#"].into_iter().flat_map(|start| svg.split(start).skip(1));
            for name in starts.map(|rest| &rest[..rest.find(['"', ')']).expect("an end")]) {
                assert_eq!(svg.matches(&format!("id=\"{name}\"")).count(), 1, "{name}: {svg}");
            }
        }
        assert!(alone.contains("prefers-color-scheme:dark") && alone.contains("xml:lang=\"vi\"") && alone.contains("phụ lục"));
        assert_eq!(page(&chart), both);
    }
}

#[test]
fn a_drawing_knows_the_classes_of_its_shapes() {
    for chart in all() {
        for form in [Form::Narrow, Form::Wide] {
            let drawing = chart.draw(form, "x", &tick);
            let classes = drawing.shapes.split("class=\"").skip(1).map(|rest| &rest[..rest.find('"').expect("an end")]);
            let words: std::collections::BTreeSet<&str> = classes.flat_map(|classes| classes.split(' ')).collect();
            let others: std::collections::BTreeSet<&str> = drawing.classes.others().collect();
            assert!(others.iter().all(|other| !words.contains(other)), "{others:?} are not among {words:?}");
            let of_other_names = ["datum", "patterned"];
            assert_eq!(others.len() + words.iter().filter(|word| !of_other_names.contains(word)).count(), role::Classes::all_words());
        }
    }
}

#[test]
fn nothing_is_drawn_beyond_the_edges() {
    let number = |attributes: &[(String, String)], key: &str| {
        attributes.iter().find(|(name, _)| name == key).map_or(0, |(_, value)| value.parse::<i32>().expect("a whole number"))
    };
    for chart in all() {
        for (form, class) in [(Form::Narrow, "narrow"), (Form::Wide, "wide")] {
            let head = Head { class, id: "x", described_by: None, title: "t", description: "d" };
            let mut svg = String::new();
            chart.draw(form, "x", &tick).on_page(&head, &mut svg);
            let elements = elements(&svg);
            let (width, height) = (number(&elements[0].1, "width"), number(&elements[0].1, "height"));
            assert_eq!(width, form.width());
            for (name, attributes) in elements.iter().skip(1).filter(|(name, _)| ["rect", "text", "use"].contains(&name.as_str())) {
                let (right, bottom) =
                    (number(attributes, "x") + number(attributes, "width"), number(attributes, "y") + number(attributes, "height"));
                assert!(right <= width + 1 && bottom <= height + 1, "{name} {attributes:?} of {width}x{height}: {svg}");
            }
        }
    }
}

#[test]
fn every_datum_has_its_own_words_and_its_number() {
    let svg = page(&Chart::Grid(grid(Look::Bars, &THREE)));
    assert_eq!(svg.matches("<g class=\"datum\"").count(), 2 * 12);
    assert!(svg.contains("<g class=\"datum\" data-value=\"12.5\"><title>Bình Định, Nhận thức số: 12,5%</title>"), "{svg}");
    assert!(svg.contains("<title>Huế, Dữ liệu số: chưa có số liệu</title>"));
}

#[test]
fn a_cell_of_a_heat_table_is_blank_where_nothing_was_counted_and_shows_a_nought_that_was_stated() {
    let mut heat = grid(Look::Heat, &THREE);
    heat.cells[0] =
        ["0", "4", "0"].iter().map(|value| Some(Reading { value: value.parse().expect("a number"), text: (*value).into() })).collect();
    heat.cells.truncate(1);
    heat.names.truncate(1);
    let noughts = |svg: &str| svg.matches(">0<").count();
    let stated = page(&Chart::Grid(heat.clone()));
    assert_eq!(noughts(&stated), 2 * 3, "two cells and a shade of the key, in two forms: {stated}");
    heat.none = "không có".into();
    let counted = page(&Chart::Grid(heat));
    assert_eq!(noughts(&counted), 0, "{counted}");
    assert!(counted.contains("data-value=\"0\"><title>Bình Định, Nhận thức số: không có</title><rect"), "{counted}");
}

#[test]
fn bars_begin_at_zero_whatever_is_asked() {
    let mut asked = grid(Look::Bars, &[]);
    let plain = page(&Chart::Grid(asked.clone()));
    asked.from = Some(50.into());
    assert_eq!(page(&Chart::Grid(asked)), plain);
}

#[test]
fn a_line_never_crosses_a_time_without_a_value() {
    let mut line = grid(Look::Lines, &[]);
    line.cells = ["1", "2", "", "4", "5"].iter().map(|value| vec![(!value.is_empty()).then(|| reading(value))]).collect();
    line.names = names(&["a", "b", "c", "d", "e"]);
    let runs = |line: &Grid| page(&Chart::Grid(line.clone())).matches("class=\"curve").count();
    assert_eq!(runs(&line), 2 * 2, "two runs in each of two forms");
    // The same when the time is not there at all.
    line.cells.remove(2);
    line.names =
        ["2019", "2020", "2022", "2023"].iter().map(|year| Name { text: (*year).into(), at: year.parse().ok(), goal: None }).collect();
    assert_eq!(runs(&line), 2 * 2);
    line.names.iter_mut().for_each(|name| name.at = None);
    assert_eq!(runs(&line), 2);
}

#[test]
fn odd_input_is_drawn_without_harm() {
    for look in [Look::Bars, Look::Stacked, Look::Dots, Look::Lines, Look::Heat] {
        let mut odd = grid(look, &THREE);
        odd.names[0].text = "x".repeat(500);
        odd.names[1].text = "<script>&\u{0}\u{ffff}".into();
        odd.cells[0][0] = Some(Reading { value: Decimal::MAX, text: "9".repeat(90) });
        odd.cells[1][0] = Some(Reading { value: Decimal::MIN, text: String::new() });
        odd.series[0] = "y".repeat(300);
        let svg = page(&Chart::Grid(odd));
        elements(&format!("<x>{svg}</x>"));
        assert!(!svg.contains("<script"));
    }
}

/// Writes a page with every chart, to be looked at: `CHARTS=folder cargo test --lib gallery`.
#[test]
fn gallery() {
    let Some(folder) = std::env::var_os("CHARTS") else { return };
    let folder = std::path::PathBuf::from(folder);
    let mut body = String::new();
    for (number, chart) in all().iter().enumerate() {
        body += &format!("<figure class=\"chart\"><figcaption>{}</figcaption>{}</figure>\n", chart.title(), page(chart));
        std::fs::write(folder.join(format!("{number}.svg")), alone(chart, &chart.wide(&tick), &paper())).expect("written");
    }
    body += "<table>";
    for bullet in bullets() {
        body += &format!("<tr><td>{}<td>{}</tr>", bullet.missing, bullet_row(&bullet));
    }
    let head =
        "<!DOCTYPE html><meta charset=utf-8><meta name=viewport content='width=device-width'><meta name=color-scheme content='light dark'>";
    let css = [include_str!("../../../themes/default/static/style.css"), include_str!("../../../themes/default/static/chart.css")].concat();
    let page = format!("{head}<style>{css}</style><div class=inner><main>{body}</table></main></div>");
    std::fs::write(folder.join("gallery.html"), page).expect("written");
}

#[test]
fn a_chart_takes_microseconds() {
    // Generous: it guards against a change of order, not of a few per cent.
    let charts = all();
    let begin = std::time::Instant::now();
    let drawn: usize = (0..20).flat_map(|_| charts.iter()).map(|chart| page(chart).len()).sum();
    let each = begin.elapsed() / (20 * u32::try_from(charts.len()).expect("few"));
    assert!(drawn > 0 && each.as_millis() < 20, "{each:?} a chart");
    println!("{each:?} for both forms of a chart");
}
