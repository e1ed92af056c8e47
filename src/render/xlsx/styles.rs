//! How the cells of an XLSX look.

use std::fmt::Write;

use super::super::workbook::Workbook;

/// Styles of cells, by their places in the list that [`styles`] makes.
pub(super) const TITLE: u32 = 1;
pub(super) const LABEL: u32 = 2;
pub(super) const LINK: u32 = 3;
pub(super) const WRAPPED: u32 = 4;
pub(super) const HEAD: u32 = 5;
pub(super) const TEXT: u32 = 6;
/// Of a text that looks like a formula: Excel shows that it is none.
pub(super) const HARMLESS: u32 = 7;
pub(super) const HARMLESS_WRAPPED: u32 = 8;
pub(super) const DATE: u32 = 9;
pub(super) const MOMENT: u32 = 10;
pub(super) const TIME: u32 = 11;
/// The first of the styles of numbers.
const NUMBER: u32 = 12;

/// The first number for forms of numbers that is free.
const FORM: u32 = 164;

/// Numbers have at most so many digits behind the point.
const FINEST: u32 = 28;

/// The style for numbers with so many digits behind the point.
pub(super) fn number(scale: u32) -> u32 {
    NUMBER + scale.min(FINEST)
}

/// `xl/styles.xml`: a plain font without serifs, as large as guidance on
/// accessible spreadsheets asks (LibreOffice has one of the same widths), cells
/// at their tops, dates as the language writes them in figures.
pub(super) fn styles(book: &Workbook<'_>) -> String {
    let day = if book.lang.as_str() == "vi" { "dd/mm/yyyy" } else { "yyyy-mm-dd" };
    let finest = book.resource.profile.needs.iter().map(|need| need.scale).max().unwrap_or_default().min(FINEST);
    let zeros = "0".repeat(finest as usize);
    let scales = (0..=finest as usize).map(|scale| if scale == 0 { "0".to_owned() } else { format!("0.{}", &zeros[..scale]) });
    let forms: Vec<String> = [day.to_owned(), format!("{day} hh:mm:ss"), "hh:mm:ss".to_owned()].into_iter().chain(scales).collect();
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<styleSheet \
         xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><numFmts count=\"{}\">",
        forms.len()
    );
    for (number, form) in (FORM..).zip(&forms) {
        let _ = write!(out, "<numFmt numFmtId=\"{number}\" formatCode=\"{form}\"/>");
    }
    out.push_str("</numFmts><fonts count=\"4\">");
    for (kind, size, color) in [("", 12, ""), ("<b/>", 16, ""), ("<b/>", 12, ""), ("<u/>", 12, "<color rgb=\"FF0563C1\"/>")] {
        let _ = write!(out, "<font>{kind}<sz val=\"{size}\"/>{color}<name val=\"Arial\"/><family val=\"2\"/></font>");
    }
    let _ = write!(
        out,
        "</fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill></fills>\
         <borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
         <cellStyleXfs count=\"2\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>\
         <xf numFmtId=\"0\" fontId=\"3\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>\
         <cellXfs count=\"{}\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>",
        9 + forms.len()
    );
    let texts = [
        (1, 0, "", ""),
        (2, 0, "", ""),
        (3, 1, "", WRAP),
        (0, 0, "", WRAP),
        (2, 0, "", WRAP),
        (0, 0, "", ""),
        (0, 0, " quotePrefix=\"1\"", ""),
        (0, 0, " quotePrefix=\"1\"", WRAP),
    ];
    for (font, style, quote, wrap) in texts {
        cell(&mut out, 0, (font, style), quote, wrap);
    }
    for number in (FORM..).take(forms.len()) {
        cell(&mut out, number, (0, 0), " applyNumberFormat=\"1\"", "");
    }
    out + "</cellXfs><cellStyles count=\"2\"><cellStyle name=\"Hyperlink\" xfId=\"1\" builtinId=\"8\"/><cellStyle name=\"Normal\" xfId=\"0\" \
           builtinId=\"0\"/></cellStyles><dxfs count=\"0\"/><tableStyles count=\"0\" defaultTableStyle=\"TableStyleMedium9\" \
           defaultPivotStyle=\"PivotStyleLight16\"/></styleSheet>"
}

const WRAP: &str = " wrapText=\"1\"";

/// The style of a cell, at its top.
fn cell(out: &mut String, form: u32, (font, style): (u32, u32), more: &str, wrap: &str) {
    let _ = write!(
        out,
        "<xf numFmtId=\"{form}\" fontId=\"{font}\" fillId=\"0\" borderId=\"0\" xfId=\"{style}\"{more} applyFont=\"1\" applyAlignment=\"1\">\
         <alignment vertical=\"top\"{wrap}/></xf>"
    );
}
