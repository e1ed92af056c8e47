//! A file as it is found under the subject that it is made of: what somebody
//! who lists files has to know and would else read from its address.

use super::Subject;
use crate::model::lang::Lang;

/// A file that is made of a subject.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Filed {
    /// The name of its format.
    pub format: &'static str,
    /// Its address.
    pub path: String,
    /// The language of its titles and which part of its table it is, from 1,
    /// when it is a workbook.
    pub workbook: Option<(Lang, u64)>,
}

impl Filed {
    /// The file of a format for a subject.
    pub(super) fn new(format: &'static str, path: String, subject: &Subject) -> Self {
        let workbook = match subject {
            Subject::Workbook { lang, part, .. } => Some((*lang, *part)),
            _ => None,
        };
        Self { format, path, workbook }
    }
}
