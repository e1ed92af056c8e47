//! The parts of an XLSX beside its sheets: what there is, how it belongs
//! together, tables, properties.

use std::io::{self, Write};

use super::super::workbook::Workbook;
use super::sheet::{Link, place};
use super::text::escaped;
use crate::route::Context;

macro_rules! relations {
    ($($id:literal $kind:literal $target:literal)*) => {
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            $("<Relationship Id=\"", $id, "\" Type=\"http://schemas.openxmlformats.org/", $kind, "\" Target=\"", $target, "\"/>",)*
            "</Relationships>"
        )
    };
}

/// `_rels/.rels`
pub(super) const RELATIONS: &str = relations!(
    "rId1" "officeDocument/2006/relationships/officeDocument" "xl/workbook.xml"
    "rId2" "package/2006/relationships/metadata/core-properties" "docProps/core.xml"
    "rId3" "officeDocument/2006/relationships/extended-properties" "docProps/app.xml"
);

/// `xl/_rels/workbook.xml.rels`
pub(super) const RELATIONS_OF_WORKBOOK: &str = relations!(
    "rId1" "officeDocument/2006/relationships/worksheet" "worksheets/sheet1.xml"
    "rId2" "officeDocument/2006/relationships/worksheet" "worksheets/sheet2.xml"
    "rId3" "officeDocument/2006/relationships/worksheet" "worksheets/sheet3.xml"
    "rId4" "officeDocument/2006/relationships/styles" "styles.xml"
);

/// `xl/worksheets/_rels/sheet2.xml.rels`
pub(super) const RELATIONS_OF_COLUMNS: &str = relations!("rId1" "officeDocument/2006/relationships/table" "../tables/table1.xml");

/// `xl/worksheets/_rels/sheet3.xml.rels`
pub(super) const RELATIONS_OF_ROWS: &str = relations!("rId1" "officeDocument/2006/relationships/table" "../tables/table2.xml");

/// `[Content_Types].xml`
pub(super) const CONTENT_TYPES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
<Default Extension=\"xml\" ContentType=\"application/xml\"/>\
<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>\
<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/worksheets/sheet3.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>\
<Override PartName=\"/xl/tables/table1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml\"/>\
<Override PartName=\"/xl/tables/table2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml\"/>\
</Types>";

/// `docProps/app.xml`
pub(super) const PROGRAM: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>congbo</Application></Properties>";

/// `xl/workbook.xml`: the sheets; the heads of the last two are printed on
/// every page.
pub(super) fn workbook(book: &Workbook<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
          <workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
          xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
          <bookViews><workbookView xWindow=\"240\" yWindow=\"15\" windowWidth=\"16095\" windowHeight=\"9660\"/></bookViews><sheets>",
    )?;
    for (number, name) in (1..).zip(&book.sheets) {
        write!(out, "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"/>", escaped(name))?;
    }
    out.write_all(b"</sheets><definedNames>")?;
    for (place, name) in book.sheets.iter().enumerate().skip(1) {
        let name = format!("'{}'", escaped(&name.replace('\'', "''")));
        let column = if place == 2 && !book.fits_paper() { format!("{name}!$A:$A,") } else { String::new() };
        write!(out, "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{place}\">{column}{name}!$1:$1</definedName>")?;
    }
    out.write_all(b"</definedNames></workbook>")
}

/// `xl/worksheets/_rels/sheet1.xml.rels`: where the cover leads.
pub(super) fn relations_of_cover(links: &[Link], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
          <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
    )?;
    for (number, link) in (1..).zip(links) {
        write!(
            out,
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" \
             Target=\"{}\" TargetMode=\"External\"/>",
            escaped(&link.address)
        )?;
    }
    out.write_all(b"</Relationships>")
}

/// A table of Excel: a range with filters under its heads.
pub(super) struct Table<'a> {
    number: u32,
    name: String,
    /// The names of its columns.
    pub(super) heads: &'a [String],
    /// How many rows stand under the heads.
    height: u64,
}

/// The list of columns.
pub(super) fn listed<'a>(book: &'a Workbook<'_>) -> Table<'a> {
    Table { number: 1, name: "columns".into(), heads: &book.columns_head, height: book.columns.len() as u64 }
}

/// The rows.
pub(super) fn table<'a>(book: &'a Workbook<'_>) -> Table<'a> {
    Table { number: 2, name: format!("t_{}", book.resource.name.replace('-', "_")), heads: &book.heads, height: book.rows.1 }
}

impl Table<'_> {
    /// The range of heads and rows.
    pub(super) fn range(&self) -> String {
        // Excel wants one row under the head, if it is empty.
        format!("A1:{}", place(self.heads.len(), self.height.max(1) + 1))
    }

    /// `xl/tables/table<number>.xml`
    pub(super) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { number, name, heads, .. } = self;
        let (name, range) = (escaped(name), self.range());
        write!(
            out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <table xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" id=\"{number}\" name=\"{name}\" displayName=\"{name}\" \
             ref=\"{range}\" totalsRowShown=\"0\"><autoFilter ref=\"{range}\"/><tableColumns count=\"{}\">",
            heads.len()
        )?;
        for (number, head) in (1..).zip(*heads) {
            write!(out, "<tableColumn id=\"{number}\" name=\"{}\"/>", escaped(head))?;
        }
        out.write_all(
            b"</tableColumns><tableStyleInfo name=\"TableStyleLight1\" showFirstColumn=\"0\" showLastColumn=\"0\" showRowStripes=\"1\" \
              showColumnStripes=\"0\"/></table>",
        )
    }
}

/// `docProps/core.xml`: title, publisher, time of publication.
pub(super) fn properties(context: &Context<'_>, book: &Workbook<'_>, out: &mut dyn Write) -> io::Result<()> {
    write!(
        out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dc:language>{}</dc:language>",
        escaped(&book.title),
        escaped(&book.publisher),
        book.lang
    )?;
    if let Some(moment) = context.catalog.published {
        for name in ["created", "modified"] {
            write!(out, "<dcterms:{name} xsi:type=\"dcterms:W3CDTF\">{moment:.0}</dcterms:{name}>")?;
        }
    }
    out.write_all(b"</cp:coreProperties>")
}
