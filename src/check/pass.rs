//! The one pass over a table: its bytes, its header, its types when nobody
//! declared them, its rows; each only when what comes before lets it be read.

mod rows;

use std::collections::BTreeMap;
use std::io;
use std::path::Path;

use self::rows::Checker;
use super::beyond_format::{self, Offered};
use super::columns::{columns, undeclared};
use super::expected::Expected;
use super::header;
use super::infer::infer;
use super::keys::Hashes;
use super::leftovers::{Leftovers, width};
use super::raw::RawRows;
use super::scan::{Scan, scan};
use super::sniff::sniff;
use crate::diag::code::{CONFLICT, NOT_UTF8, STRAY_TEXT, UNCLOSED_QUOTE};
use crate::diag::{Diagnostic, Noted, Notes, SourceId, Spot};
use crate::model::dataset::{Profile, Resource};
use crate::model::lang::Languages;
use crate::model::profile::WellKnown;
use crate::model::schema::{Dialect, Reference, Schema};
use crate::rows::{Rows, TableFile};

/// What the pass over a table gives.
#[derive(Debug, Default)]
pub(super) struct Pass {
    /// How the file is written: declared, or seen in its header.
    pub dialect: Dialect,
    /// The columns, in the order of the file.
    pub schema: Schema,
    /// Statistics.
    pub profile: Profile,
    /// The rows of a well-known table; empty for all others.
    pub raw: RawRows,
    /// Values of columns that name registry entries, with their first place.
    pub references: Vec<(Reference, String, BTreeMap<String, Spot>)>,
    /// Hashes of the keys that other tables of the dataset point to.
    pub targets: BTreeMap<Vec<String>, Hashes>,
}

/// What the pass is asked to do.
pub(super) struct Asked<'a> {
    /// The table.
    pub resource: &'a Resource,
    /// Where it is on the disk.
    pub path: &'a Path,
    /// The well-known table it is, if it is one.
    pub well_known: Option<&'a WellKnown>,
    /// The portal's languages.
    pub languages: &'a Languages,
    /// The formats that the portal offers.
    pub offered: &'a Offered,
    /// Sets of columns that other tables point to.
    pub targets: Vec<Vec<String>>,
    /// Whether the descriptor, which may say what the columns are, could not
    /// be read.
    pub is_unread: bool,
}

/// Reads the whole table: its bytes, its rows when its columns have to be
/// inferred, its rows. A small one is read from the disk once.
pub(super) fn pass(asked: &Asked<'_>) -> Noted<Pass> {
    let mut noted = Noted::<Pass>::default();
    noted.value.dialect = asked.resource.dialect;
    if let Err(error) = read(asked, &mut noted) {
        noted.notes.push(Diagnostic::unreadable(Spot::whole(asked.resource.source), &error));
        noted.value.raw.incomplete = true;
    }
    noted
}

fn read(asked: &Asked<'_>, noted: &mut Noted<Pass>) -> io::Result<()> {
    let resource = asked.resource;
    let file = TableFile::open(asked.path)?;
    let dialect = if resource.dialect_declared { resource.dialect } else { sniff(file.bytes()?, resource.dialect)? };
    noted.value.dialect = dialect;
    let seen: Scan = scan(file.bytes()?, dialect)?;
    noted.value.profile.bytes = seen.bytes;
    noted.value.profile.canonical = seen.canonical;
    noted.value.raw.incomplete = seen.foreign.is_some() || seen.unclosed.is_some() || seen.swallowed.is_some();
    if !tell_bytes(resource.source, &seen, noted) {
        return Ok(());
    }
    let open = || Rows::from_reader(file.bytes()?, resource.source, dialect);
    let mut rows = open()?;
    let Asked { well_known, languages, .. } = *asked;
    let expected = Expected { source: resource.source, dialect, schema: &resource.schema, well_known, languages };
    if let Some(fault) = header::fault(&rows, (resource.source, dialect), &expected.fields(), open)? {
        noted.notes.push(fault);
        noted.value.raw.incomplete = true;
        return Ok(());
    }
    noted.value.profile.canonical &= rows.header_is_plain() && width(rows.header()) == rows.header().len();
    let leftovers = Leftovers::new((resource.source, dialect), rows.header(), rows.at());
    let header = &rows.header()[..width(rows.header())];
    let mut schema = columns(header, &expected, &mut noted.notes);
    let mut doubts = Notes::default();
    infer(open, &undeclared(header, &expected), &mut schema, &mut doubts)?;
    if !asked.is_unread {
        noted.notes.absorb(doubts);
    }
    noted.value.profile.missing = vec![0; schema.fields.len()];
    noted.value.raw.incomplete |= well_known.is_some_and(|table| table.fields[0].name == "id") && schema.index("id").is_none();
    beyond_format::of_table(asked.offered, resource, dialect, &schema, &mut noted.notes);
    let mut checker = Checker::new(asked, &schema, &seen, leftovers, noted);
    // The record in which a quote closes too late or never swallows others.
    let readable = seen.swallowed.map(|(opened, _)| opened).or(seen.unclosed).unwrap_or(u64::MAX);
    loop {
        let row = rows.next()?;
        let Some(row) = row.filter(|row| row.end <= readable) else { break };
        checker.row(&row);
    }
    checker.finish(readable)?;
    noted.value.schema = schema;
    Ok(())
}

/// Tells what a table's bytes show; whether rows can be made of them.
fn tell_bytes(source: SourceId, seen: &Scan, noted: &mut Noted<Pass>) -> bool {
    let Noted { value: pass, notes } = noted;
    if let Some(variant) = seen.foreign {
        notes.push(Diagnostic::new(&NOT_UTF8, Spot::whole(source)).arg("found", variant).variant(variant));
        return false;
    }
    let spot = |at: u64| {
        let at = usize::try_from(at).unwrap_or(usize::MAX - 1);
        Spot::bytes(source, at..at + 1)
    };
    // Marks of git stand between rows that are there twice.
    if let Some(at) = seen.conflict {
        notes.push(Diagnostic::new(&CONFLICT, spot(at)));
        pass.raw.incomplete = true;
        return false;
    }
    notes.extend(seen.strays.iter().map(|at| Diagnostic::new(&STRAY_TEXT, spot(*at))));
    // A forgotten closing quote changes what is inside quotes and what is not
    // all the way down: only the first is true.
    match (seen.swallowed, seen.unclosed) {
        (Some((opened, behind)), _) => {
            notes.push(Diagnostic::new(&STRAY_TEXT, spot(opened)).variant("lines").related("behind", spot(behind)));
        }
        (None, Some(opened)) => notes.push(Diagnostic::new(&UNCLOSED_QUOTE, spot(opened))),
        (None, None) => {}
    }
    true
}
