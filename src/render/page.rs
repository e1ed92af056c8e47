//! What pages are made with: the template engine, templates made small as they
//! load, and where a page stands.

pub(in crate::render) mod compact;
pub(in crate::render) mod engine;
pub(in crate::render) mod gathered;
pub(in crate::render) mod limited;
pub(in crate::render) mod pruned;
pub(in crate::render) mod shown;
pub(in crate::render) mod standing;
