//! Charts: numbers drawn as semantic inline SVG.
//!
//! The only place that names the drawing library plotters, which does layout,
//! scales and shapes; `backend.rs` turns its calls into SVG that a style sheet
//! colours and a screen reader understands. A chart is drawn once, in a narrow
//! form that stays readable on a phone. Knows nothing of plans, languages or
//! pages: every word comes from the caller, already formatted.

mod backend;
mod bar;
mod measure;

pub use bar::{Bar, BarItem, Mark, bar};
