//! The bar chart: one horizontal bar per datum, from zero, with its number.
//!
//! A narrow form by design: the label stands above its bar, so that nothing
//! has to shrink on a phone. A datum may have a mark, the value it is held
//! against, drawn as a line across the bar with its own words below; without a
//! value yet, a track leads to the mark. Numbers become pixels here and only
//! here; what is read is the caller's text.

use std::cell::RefCell;
use std::rc::Rc;

use plotters::chart::ChartBuilder;
use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{PathElement, Rectangle, Text};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};
use rust_decimal::prelude::ToPrimitive;

use super::backend::{Role, Svg};
use super::measure::{self, TEXT_SIZE};
use crate::model::value::Decimal;

/// A bar chart.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// Its id on the page; unique there.
    pub id: String,
    /// What it shows, at best the finding itself.
    pub title: String,
    /// The same facts in words, for those who do not see it.
    pub description: String,
    /// What the numbers count; drawn above the bars unless empty.
    pub unit: String,
    /// The whole that the numbers are shares of, such as 100 for per cent: the
    /// scale reaches at least so far, whatever the bars.
    pub whole: Option<Decimal>,
    /// The bars, from top to bottom.
    pub bars: Vec<BarItem>,
}

/// A bar.
#[derive(Debug, Clone, Default)]
pub struct BarItem {
    /// Its name.
    pub label: String,
    /// Its value; `None` when it is not known.
    pub value: Option<Decimal>,
    /// The value as people read it, or that there is none.
    pub text: String,
    /// What the value is held against.
    pub mark: Option<Mark>,
}

/// What a value is held against, such as a target.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Where it stands.
    pub value: Decimal,
    /// Its words: `≥ 80 %`.
    pub text: String,
}

const WIDTH: i32 = 360;
const LINE: i32 = 20;
const THICKNESS: i32 = 16;
const GAP: i32 = 12;
const LABEL_LINES: usize = 3;
/// A number wider than this stands in the label.
const WIDEST_NUMBER: i32 = 150;

type Area = DrawingArea<Svg, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::convert::Infallible>>;

/// Draws a bar chart as an `<svg>` element for a page.
pub fn bar(chart: &Bar) -> String {
    let scale = Scale::of(&chart.bars, chart.whole);
    let rows: Vec<Row<'_>> = chart.bars.iter().map(|item| Row::new(item, &scale)).collect();
    let head = if chart.unit.is_empty() { 0 } else { LINE };
    let height = head + rows.iter().map(Row::height).sum::<i32>();
    let size = (WIDTH.unsigned_abs(), height.max(1).unsigned_abs());
    let svg = Rc::new(RefCell::new(Svg::new(size, &chart.id, &chart.title, &chart.description)));
    draw(&svg, &chart.unit, &rows, &scale).expect("writing to memory does not fail");
    svg.borrow_mut().finish()
}

fn draw(svg: &Rc<RefCell<Svg>>, unit: &str, rows: &[Row<'_>], scale: &Scale) -> Drawn {
    let mut rest = Area::from(svg);
    if !unit.is_empty() {
        let (head, below) = rest.split_vertically(LINE);
        head.draw(&Text::new(unit.to_owned(), (0, 0), style(Role::Unit, HPos::Left, VPos::Top)))?;
        rest = below;
    }
    for row in rows {
        let (area, below) = rest.split_vertically(row.height());
        rest = below;
        svg.borrow_mut().open(&row.title());
        row.draw(&area, scale)?;
        svg.borrow_mut().close();
    }
    Ok(())
}

fn style(role: Role, across: HPos, down: VPos) -> TextStyle<'static> {
    ("sans-serif", f64::from(TEXT_SIZE)).into_font().color(&role.color()).pos(Pos::new(across, down))
}

/// From numbers to pixels: the same for all bars of a chart.
struct Scale {
    least: f64,
    most: f64,
    /// Room for numbers on both sides of the bars.
    left: i32,
    right: i32,
    numbers: Numbers,
}

/// Where the numbers of a chart stand: the same place for all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// At the bar's end.
    BesideBars,
    /// At the right end of the label's first line, where no mark crosses them.
    RightOfLabels,
    /// In the label itself, when they are too long for either.
    InLabels,
}

impl Scale {
    fn of(bars: &[BarItem], whole: Option<Decimal>) -> Self {
        let known = bars.iter().flat_map(|item| [item.value, item.mark.as_ref().map(|mark| mark.value)]).flatten().chain(whole).map(pixels);
        let (least, most) = known.fold((0.0_f64, 0.0_f64), |(least, most), value| (least.min(value), most.max(value)));
        let most = if least == most { 1.0 } else { most };
        let widest = |below_zero: Side| {
            let of_side = bars.iter().filter(|item| side(item) == below_zero);
            of_side.map(|item| measure::width(&item.text, f64::from(TEXT_SIZE)) + 8).max().unwrap_or(0)
        };
        let (left, right) = (widest(Side::Left), widest(Side::Right));
        let numbers = if left.max(right) > WIDEST_NUMBER {
            Numbers::InLabels
        } else if left + right > 2 * WIDEST_NUMBER - 60 || bars.iter().any(|item| item.mark.is_some()) {
            Numbers::RightOfLabels
        } else {
            Numbers::BesideBars
        };
        let room = |side: i32| if numbers == Numbers::BesideBars { side.max(2) } else { 2 };
        Self { least, most, left: room(left), right: room(right), numbers }
    }
}

#[derive(PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

fn side(item: &BarItem) -> Side {
    let negative = item.value.is_some_and(|value| value.is_sign_negative() && !value.is_zero());
    if negative { Side::Left } else { Side::Right }
}

fn pixels(value: Decimal) -> f64 {
    value.to_f64().filter(|value| value.is_finite()).unwrap_or(0.0)
}

/// A bar with its label laid out.
struct Row<'a> {
    item: &'a BarItem,
    lines: Vec<String>,
}

impl<'a> Row<'a> {
    fn new(item: &'a BarItem, scale: &Scale) -> Self {
        let label = match scale.numbers {
            Numbers::BesideBars | Numbers::RightOfLabels => item.label.clone(),
            Numbers::InLabels => format!("{}: {}", item.label, item.text),
        };
        let number = match scale.numbers {
            Numbers::RightOfLabels => measure::width(&item.text, f64::from(TEXT_SIZE)) + 8,
            Numbers::BesideBars | Numbers::InLabels => 0,
        };
        let room = WIDTH - 2 - number;
        Self { item, lines: measure::wrap(&label, f64::from(TEXT_SIZE), room, LABEL_LINES) }
    }

    fn label_height(&self) -> i32 {
        LINE * i32::try_from(self.lines.len()).expect("a label has few lines")
    }

    fn mark_height(&self) -> i32 {
        if self.item.mark.is_some() { LINE } else { 0 }
    }

    fn height(&self) -> i32 {
        self.label_height() + THICKNESS + self.mark_height() + GAP
    }

    fn title(&self) -> String {
        let value = format!("{}: {}", self.item.label, self.item.text);
        match &self.item.mark {
            Some(mark) => format!("{value} ({})", mark.text),
            None => value,
        }
    }

    fn draw(&self, area: &Area, scale: &Scale) -> Drawn {
        let (head, body) = area.split_vertically(self.label_height());
        for (line, y) in self.lines.iter().zip((0..).step_by(usize::try_from(LINE).expect("positive"))) {
            head.draw(&Text::new(line.clone(), (0, y), style(Role::Label, HPos::Left, VPos::Top)))?;
        }
        let (strip, foot) = body.split_vertically(THICKNESS);
        let chart = ChartBuilder::on(&strip)
            .margin_left(scale.left)
            .margin_right(scale.right)
            .build_cartesian_2d(scale.least..scale.most, 0.0..1.0)?;
        let plot = chart.plotting_area();
        if let Some(mark) = self.item.mark.as_ref().filter(|_| self.item.value.is_none()) {
            plot.draw(&Rectangle::new([(0.0, 0.25), (pixels(mark.value), 0.75)], Role::Track.color().filled()))?;
        }
        if let Some(value) = self.item.value {
            let role = if side(self.item) == Side::Left { Role::Negative } else { Role::Bar };
            plot.draw(&Rectangle::new([(0.0, 0.0), (pixels(value), 1.0)], role.color().filled()))?;
        }
        let column = |value: f64| vec![(value, 0.0), (value, 1.0)];
        plot.draw(&PathElement::new(column(0.0), Role::Axis.color()))?;
        let end = plot.map_coordinate(&(self.item.value.map_or(0.0, pixels), 0.5)).0;
        if let Some(mark) = &self.item.mark {
            plot.draw(&PathElement::new(column(pixels(mark.value)), Role::Mark.color()))?;
            let x = plot.map_coordinate(&(pixels(mark.value), 0.0)).0;
            self.draw_mark_label(&foot, &mark.text, x)?;
        }
        let number = |at: (i32, i32), across, down| Text::new(self.item.text.clone(), at, style(Role::Value, across, down));
        match scale.numbers {
            Numbers::BesideBars if side(self.item) == Side::Left => {
                strip.draw(&number((end - 5, THICKNESS / 2), HPos::Right, VPos::Center))?;
            }
            Numbers::BesideBars => strip.draw(&number((end + 5, THICKNESS / 2), HPos::Left, VPos::Center))?,
            Numbers::RightOfLabels => head.draw(&number((WIDTH - 2, 0), HPos::Right, VPos::Top))?,
            Numbers::InLabels => {}
        }
        Ok(())
    }

    /// The mark's words, below its line but never beyond the chart's edges.
    fn draw_mark_label(&self, foot: &Area, text: &str, x: i32) -> Drawn {
        let half = measure::width(text, f64::from(TEXT_SIZE)) / 2 + 1;
        let (x, across) = match x {
            x if x < half => (0, HPos::Left),
            x if x > WIDTH - half => (WIDTH - 1, HPos::Right),
            x => (x, HPos::Center),
        };
        foot.draw(&Text::new(text.to_owned(), (x, 2), style(Role::MarkLabel, across, VPos::Top)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(label: &str, value: &str, text: &str) -> BarItem {
        BarItem { label: label.into(), value: value.parse().ok(), text: text.into(), mark: None }
    }

    fn chart(bars: Vec<BarItem>) -> String {
        bar(&Bar { id: "c".into(), title: "T & t".into(), description: "D <d>".into(), unit: String::new(), whole: None, bars })
    }

    fn numbers<'a>(svg: &'a str, element: &str, attribute: &str) -> Vec<&'a str> {
        let of = |part: &'a str| part.split(&format!(" {attribute}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        svg.split('<').filter(|part| part.starts_with(element)).filter_map(of).collect()
    }

    #[test]
    fn a_share_is_drawn_against_its_whole() {
        let items = || vec![BarItem { label: "x".into(), value: Some(Decimal::from(50)), text: "50%".into(), mark: None }];
        let drawn = |whole| bar(&Bar { id: "c".into(), whole, bars: items(), ..Bar::default() });
        assert_ne!(drawn(Some(Decimal::ONE_HUNDRED)), drawn(None));
        assert_eq!(drawn(Some(Decimal::from(50))), drawn(None));
    }

    #[test]
    fn a_bar_is_as_long_as_its_value_and_begins_at_zero() {
        let svg = chart(vec![item("A", "50", "50 %"), item("B", "100", "100 %")]);
        let widths: Vec<i32> = numbers(&svg, "rect", "width").iter().map(|width| width.parse().unwrap()).collect();
        let starts = numbers(&svg, "rect", "x");
        assert_eq!(starts[0], starts[1]);
        assert!((widths[1] - 2 * widths[0]).abs() <= 2, "{widths:?}");
    }

    #[test]
    fn a_negative_bar_ends_at_zero_and_its_number_stands_left_of_it() {
        let svg = chart(vec![item("A", "-50", "-50"), item("B", "50", "50")]);
        let starts: Vec<i32> = numbers(&svg, "rect", "x").iter().map(|x| x.parse().unwrap()).collect();
        let widths: Vec<i32> = numbers(&svg, "rect", "width").iter().map(|x| x.parse().unwrap()).collect();
        assert!((starts[0] + widths[0] - starts[1]).abs() <= 1, "{svg}");
        assert!(svg.contains("class=\"bar negative\"") && svg.contains("text-anchor=\"end\">-50"));
    }

    #[test]
    fn numbers_leave_the_bars_where_marks_could_cross_them() {
        let marked =
            |value: &str| BarItem { mark: Some(Mark { value: Decimal::from(100), text: "100".into() }), ..item("A", value, "71,5 %") };
        let svg = chart(vec![marked("71.5")]);
        assert!(svg.contains("<text class=\"value\" x=\"358\" y=\"13\" text-anchor=\"end\">71,5 %</text>"), "{svg}");
        let svg = chart(vec![item("A", "71.5", &"dài ".repeat(20))]);
        assert!(!svg.contains("class=\"value\"") && svg.contains("A: dài"));
    }

    #[test]
    fn a_chart_tells_its_facts_to_those_who_do_not_see_it() {
        let mut with_mark = item("Dịch vụ <công>", "12.5", "12,5 %");
        with_mark.mark = Some(Mark { value: Decimal::from(80), text: "≥ 80 %".into() });
        let svg = chart(vec![with_mark]);
        assert!(svg.starts_with("<svg class=\"chart\" id=\"c\" role=\"img\" aria-labelledby=\"c-title c-desc\""));
        assert!(svg.contains("<title id=\"c-title\">T &amp; t</title><desc id=\"c-desc\">D &lt;d&gt;</desc>"));
        assert!(svg.contains("<g class=\"datum\"><title>Dịch vụ &lt;công&gt;: 12,5 % (≥ 80 %)</title>"));
        assert!(svg.contains("<line class=\"mark\"") && !svg.contains("style="));
        quick_xml::Reader::from_str(&svg).read_text_into_the_end();
    }

    trait ReadAll {
        fn read_text_into_the_end(self);
    }

    impl ReadAll for quick_xml::Reader<&[u8]> {
        fn read_text_into_the_end(mut self) {
            while self.read_event().expect("well-formed") != quick_xml::events::Event::Eof {}
        }
    }

    #[test]
    fn odd_input_is_drawn_without_harm() {
        let unknown = BarItem {
            label: "no data".into(),
            value: None,
            text: "chưa có số liệu".into(),
            mark: Some(Mark { value: Decimal::from(3), text: "3".into() }),
        };
        let svg = chart(vec![unknown]);
        assert!(svg.contains("class=\"track\"") && !svg.contains("class=\"bar\""));
        assert!(chart(Vec::new()).ends_with("</svg>"));
        chart(vec![item("zero", "0", "0")]);
        chart(vec![item("huge", "79228162514264337593543950335", &"9".repeat(60)), item("", "-79228162514264337593543950335", "")]);
        let again = || chart(vec![item("A", "1.5", "1,5"), item("B", "2", "2")]);
        assert_eq!(again(), again());
    }
}
