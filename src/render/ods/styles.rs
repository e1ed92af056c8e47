//! How the sheets of an ODS look, and what stays in view.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::super::workbook::Workbook;
use super::text::escaped;

/// The default style: a plain font without serifs, as large as guidance on
/// accessible spreadsheets asks; no borders.
pub(super) const STYLES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.3"><office:font-face-decls><style:font-face style:name="Arial" svg:font-family="Arial" style:font-family-generic="swiss"/></office:font-face-decls><office:styles><style:style style:name="Default" style:family="table-cell"><style:table-cell-properties style:vertical-align="top"/><style:text-properties style:font-name="Arial" fo:font-size="12pt"/></style:style></office:styles><office:automatic-styles><style:page-layout style:name="fitted"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to-X="1"/></style:page-layout><style:page-layout style:name="plain"><style:page-layout-properties fo:page-width="297mm" fo:page-height="210mm" style:print-orientation="landscape" style:scale-to="70%"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="Fitted" style:page-layout-name="fitted"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page><style:master-page style:name="Plain" style:page-layout-name="plain"><style:header style:display="false"/><style:footer style:display="false"/></style:master-page></office:master-styles></office:document-styles>
"#;

/// Sheets whose columns fit the width of a page, and those that go on over
/// several.
pub(super) const FITTED: &str = "Fitted";
pub(super) const PLAIN: &str = "Plain";

/// Widths of the columns of the cover and of the list of columns, in letters.
pub(super) const COVER: [usize; 2] = [24, 60];
pub(super) const COLUMNS: [usize; 4] = [36, 24, 16, 60];

/// Numbers have at most so many digits behind the point.
const FINEST: u32 = 28;

/// The styles of cells and columns, in front of the content.
pub(super) fn automatic(book: &Workbook) -> String {
    let mut out = String::from("<office:automatic-styles>");
    let widths: BTreeSet<usize> = COVER.iter().chain(&COLUMNS).chain(&book.widths).copied().collect();
    for width in widths {
        let _ = write!(
            out,
            "<style:style style:name=\"w{width}\" style:family=\"table-column\"><style:table-column-properties style:column-width=\"{}.{}mm\"/></style:style>",
            width * 24 / 10,
            width * 24 % 10
        );
    }
    for page in [FITTED, PLAIN] {
        let _ = write!(
            out,
            "<style:style style:name=\"{page}\" style:family=\"table\" style:master-page-name=\"{page}\"><style:table-properties table:display=\"true\"/></style:style>"
        );
    }
    let part = |kind: &str| format!("<number:{kind} number:style=\"long\"/>");
    let (day, month, year) = (part("day"), part("month"), part("year"));
    let slash = |text: &str| format!("<number:text>{text}</number:text>");
    let date = match book.lang.as_str() {
        "vi" => format!("{day}{s}{month}{s}{year}", s = slash("/")),
        _ => format!("{year}{s}{month}{s}{day}", s = slash("-")),
    };
    let time = format!("{}{c}{}{c}{}", part("hours"), part("minutes"), part("seconds"), c = slash(":"));
    let _ = write!(
        out,
        "<number:date-style style:name=\"ND\">{date}</number:date-style><number:date-style style:name=\"NM\">{date}{}{time}</number:date-style>\
         <number:time-style style:name=\"NT\">{time}</number:time-style>",
        slash(" ")
    );
    let cell = |name: &str, data: &str, inner: &str| {
        let data = if data.is_empty() { String::new() } else { format!(" style:data-style-name=\"{data}\"") };
        format!(
            "<style:style style:name=\"{name}\" style:family=\"table-cell\" style:parent-style-name=\"Default\"{data}>{inner}</style:style>"
        )
    };
    for scale in 0..=book.finest.min(FINEST) {
        let _ = write!(
            out,
            "<number:number-style style:name=\"N{scale}\"><number:number number:decimal-places=\"{scale}\" number:min-decimal-places=\"{scale}\" number:min-integer-digits=\"1\"/></number:number-style>"
        );
        out.push_str(&cell(&format!("n{scale}"), &format!("N{scale}"), ""));
    }
    out.push_str(&cell("d", "ND", ""));
    out.push_str(&cell("m", "NM", ""));
    out.push_str(&cell("t", "NT", ""));
    let wrap = "<style:table-cell-properties fo:wrap-option=\"wrap\" style:vertical-align=\"top\"/>";
    out.push_str(&cell("wrap", "", wrap));
    out.push_str(&cell("head", "", &format!("{wrap}<style:text-properties fo:font-weight=\"bold\"/>")));
    out.push_str(&cell("title", "", "<style:text-properties fo:font-weight=\"bold\" fo:font-size=\"16pt\"/>"));
    out + "</office:automatic-styles>"
}

/// The name of the style for a column of so many letters.
pub(super) fn width(letters: usize) -> String {
    format!("w{letters}")
}

/// The name of the style for numbers with so many digits behind the point.
pub(super) fn number(scale: u32) -> String {
    format!("n{}", scale.min(FINEST))
}

/// The heads of the last two sheets stay in view; the cover is seen first.
pub(super) fn settings(book: &Workbook) -> String {
    let item = |name: &str, kind: &str, value: &str| {
        format!("<config:config-item config:name=\"{name}\" config:type=\"{kind}\">{value}</config:config-item>")
    };
    let frozen = [
        ("VerticalSplitMode", "short", "2"),
        ("VerticalSplitPosition", "int", "1"),
        ("ActiveSplitRange", "short", "2"),
        ("PositionBottom", "int", "1"),
    ];
    let frozen: String = frozen.iter().map(|(name, kind, value)| item(name, kind, value)).collect();
    let sheets: String = book.sheets[1..]
        .iter()
        .map(|name| format!("<config:config-item-map-entry config:name=\"{}\">{frozen}</config:config-item-map-entry>", escaped(name)))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-settings xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
         xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\" xmlns:ooo=\"http://openoffice.org/2004/office\" office:version=\"1.3\">\
         <office:settings><config:config-item-set config:name=\"ooo:view-settings\"><config:config-item-map-indexed config:name=\"Views\">\
         <config:config-item-map-entry>{}<config:config-item-map-named config:name=\"Tables\">{sheets}</config:config-item-map-named>\
         </config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings></office:document-settings>\n",
        item("ActiveTable", "string", &escaped(&book.sheets[0]))
    )
}
