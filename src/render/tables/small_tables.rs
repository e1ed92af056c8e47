//! Small tables, read once for what is made of them at a time.
//!
//! A small table ends in more than a dozen files, and opening its source takes
//! longer than reading it. Knows nothing of what stands in them.

use std::io;

use super::recent::Recent;
use crate::diag::SourceId;
use crate::model::dataset::Resource;
use crate::route::Context;
use crate::rows::{Bytes, Rows, TableFile};

/// Sources of more bytes are not held.
const SMALL: u64 = 1 << 14;

/// Bytes of all that are held.
const ROOM: usize = 2 << 20;

/// The rows of a table from number `first` (from 0) on. The header is read
/// when that is the first one.
pub(in crate::render) fn rows(context: &Context<'_>, resource: &Resource, first: u64) -> io::Result<Rows<Bytes>> {
    let path = context.sources.disk_path(resource.source);
    if resource.profile.bytes > SMALL {
        let rows = if first == 0 { Rows::of(&path, resource)? } else { Rows::open_at(&path, resource, first)? };
        return Ok(rows.over(Bytes::OnDisk));
    }
    let recent = context.catalog.small.get_or(|| Recent::<SourceId, TableFile>::new(ROOM));
    let read = || {
        let file = TableFile::open(&path)?;
        let bytes = if let TableFile::InMemory(bytes) = &file { bytes.len() } else { 0 };
        Ok::<_, io::Error>((file, bytes))
    };
    let file = recent.get(&resource.source, read)?;
    let mut rows = Rows::from_reader(file.bytes()?, resource.source, resource.dialect)?.within(resource.profile.extent);
    for _ in 0..first {
        if rows.next()?.is_none() {
            break;
        }
    }
    Ok(rows)
}
