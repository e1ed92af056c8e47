//! Small tables, read once for all that is made of them.
//!
//! A small table ends in more than a dozen files, and opening its source takes
//! longer than reading it. The bytes of small tables are held while the portal
//! is made, as many as there is room for; all others are read from the disk
//! each time. Knows nothing of what stands in them.

use std::collections::BTreeMap;
use std::io;
use std::sync::OnceLock;

use crate::diag::SourceId;
use crate::model::Catalog;
use crate::model::dataset::Resource;
use crate::route::Context;
use crate::rows::{Bytes, Rows, TableFile};

/// Sources of more bytes are not held.
const SMALL: u64 = 1 << 14;

/// Bytes of all that are held.
const ROOM: u64 = 2 << 20;

/// The tables that there is room for, in the order of the catalogue; each is
/// read when it is first asked for.
struct Held(BTreeMap<SourceId, OnceLock<TableFile>>);

impl Held {
    fn new(catalog: &Catalog) -> Self {
        let tables = catalog.datasets.values().flat_map(|dataset| &dataset.resources);
        let mut room = ROOM;
        let mut fits = |table: &&Resource| {
            let (bytes, left) = (table.profile.bytes, room);
            room -= if bytes <= SMALL { bytes.min(left) } else { 0 };
            bytes <= SMALL.min(left)
        };
        Self(tables.filter(|table| fits(table)).map(|table| (table.source, OnceLock::new())).collect())
    }
}

/// The rows of a table from number `first` (from 0) on. The header is read
/// when that is the first one.
pub(super) fn rows<'a>(context: &Context<'a>, resource: &Resource, first: u64) -> io::Result<Rows<Bytes<'a>>> {
    let path = context.sources.disk_path(resource.source);
    let Some(place) = context.catalog.small.get_or(|| Held::new(context.catalog)).0.get(&resource.source) else {
        let rows = if first == 0 { Rows::open(&path, resource.source, resource.dialect)? } else { Rows::open_at(&path, resource, first)? };
        return Ok(rows.over(Bytes::OnDisk));
    };
    let file = match place.get() {
        Some(file) => file,
        None => {
            let file = TableFile::open(&path)?;
            place.get_or_init(|| file)
        }
    };
    let mut rows = Rows::from_reader(file.bytes()?, resource.source, resource.dialect)?;
    for _ in 0..first {
        if rows.next()?.is_none() {
            break;
        }
    }
    Ok(rows)
}
