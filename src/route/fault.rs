//! Faults: why an output could not be made.

use std::io;

/// Why an output could not be made.
#[derive(Debug)]
pub enum RenderError {
    /// The disk, or the receiver.
    Disk(io::Error),
    /// A template's own mistake.
    Template(Box<TemplateFault>),
}

/// A template's mistake, as its engine tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateFault {
    /// Name of the template.
    pub template: String,
    /// What is wrong.
    pub message: String,
    /// Line, from 1; 0 when unknown.
    pub line: u32,
    /// Column, from 1.
    pub column: u32,
    /// Column after the last character.
    pub end: u32,
}

impl From<io::Error> for RenderError {
    fn from(error: io::Error) -> Self {
        RenderError::Disk(error)
    }
}
