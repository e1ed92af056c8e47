//! What formats of data share: rows with their types, as objects, read once for
//! several of them, what describes their columns, and what many archives hold.

pub(in crate::render) mod distinct;
pub(in crate::render) mod json_rows;
pub(in crate::render) mod kept;
pub(in crate::render) mod packed;
pub(in crate::render) mod recent;
pub(in crate::render) mod scratch;
pub(in crate::render) mod small_tables;
pub(in crate::render) mod table_schema;
pub(in crate::render) mod typed_rows;
