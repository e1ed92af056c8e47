//! What the fuzz targets share: a portal that is held in memory as far as
//! possible, and what must hold whatever stands in its files.

pub mod inert;
pub mod portal;
pub mod told;
