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

pub mod diag;
pub mod markdown;
pub mod model;
pub mod pipeline;
pub mod render;
pub mod route;
pub mod rows;
