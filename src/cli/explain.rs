//! `congbo explain CODE`: what a code means and how to mend it; without a code,
//! the list of all codes.

use clap::Args;

use super::filled::for_output;
use super::{Outcome, Session, say};
use crate::diag::code::{CODES, find};
use crate::diag::{Code, Level, nearest};

/// What `congbo explain` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code, such as C0301
    code: Option<String>,
}

/// Runs `congbo explain`.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let Some(given) = &arguments.code else {
        return session.print(CODES.iter().map(|code| line(session, code)).collect::<String>());
    };
    match find(given).or_else(|| CODES.iter().copied().find(|code| code.name == given)) {
        Some(code) => session.print(format!("{}\n{}", line(session, code), for_output(session.wording().explanation(code)))),
        None => {
            let near = nearest(&given.to_ascii_uppercase(), CODES.iter().map(|code| code.id));
            session.refuse(say::unknown_code(session.tongue, given, near))
        }
    }
}

/// `C0301  error    Cell of the wrong type`, in columns.
fn line(session: &Session, code: &Code) -> String {
    let wording = session.wording();
    let level = wording.word(match code.level {
        Level::Error => "level-error",
        Level::Warning => "level-warning",
        Level::Note => "level-note",
    });
    format!("{}  {level:<9} {}\n", code.id, wording.title(code))
}
