//! What catalogues, feeds and citations tell of a portal and its datasets, decided
//! once for all of them.

pub(in crate::render) mod catalogue;
pub(in crate::render) mod held;
pub(in crate::render) mod moment;
pub(in crate::render) mod news;
pub(in crate::render) mod places;
pub(in crate::render) mod publisher;
pub(in crate::render) mod subject;
pub(in crate::render) mod uuid;
