//! Write: the site's files reach the disk, all of them or none.
//!
//! The only stage that writes. Knows bytes and paths, nothing of portals.

pub mod disk;
pub mod sums;
