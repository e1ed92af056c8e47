//! `congbo verify`: whether a site or a bundle is as it was published.

use std::path::PathBuf;

use super::{Outcome, Session, say};
use crate::write::verify::verify;

/// Say what was added, changed or lost in a site or a bundle
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The folder of a site, an unpacked bundle, or a ZIP file
    #[arg(value_name = "DIR|ZIP")]
    path: PathBuf,
}

/// Runs the command.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let verified = match verify(&arguments.path) {
        Ok(Some(verified)) => verified,
        Ok(None) => return session.refuse(say::no_sums(session.tongue, &arguments.path)),
        Err(error) => return session.refuse(say::disk(session.tongue, &arguments.path, &error)),
    };
    let printed = session.print(say::verified(session.tongue, &verified));
    if printed != Outcome::Clean || verified.is_sound() { printed } else { Outcome::Problems }
}
