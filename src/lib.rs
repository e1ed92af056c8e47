//! congbo turns a folder of CSV and Markdown into a static, multilingual
//! open-data portal.
//!
//! Verbs are stages, nouns are things. Seven stages run in this order and pass
//! immutable values downstream; each returns its value *and* what it noticed:
//!
//! ```text
//! discover ─► load ─► check ─► link ─► route ─► render ─► write
//! ```
//!
//! The modules below stand in floor order: each may use those above it in this
//! list, never those below. A test holds that.

// floor 0: no domain
pub mod diag;
pub mod progress;
pub mod from_disk;
// floor 1: plain data
pub mod model;
// floor 2: reading
pub mod rows;
pub mod markdown;
pub mod plot;
// floors 3 to 9: the seven verbs
pub mod discover;
pub mod load;
pub mod check;
pub mod link;
pub mod route;
pub mod render;
pub mod write;
// floor 10: composition
pub mod cache;
pub mod pipeline;
pub mod cli;
