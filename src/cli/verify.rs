//! `congbo verify`: whether a site or a bundle is as it was published.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

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
    let path = &found(&session.root, &arguments.path);
    let verified = match verify(path) {
        Ok(Some(verified)) => verified,
        Ok(None) => return session.refuse(say::no_sums(session.tongue, path)),
        Err(error) if !path.is_dir() && matches!(error.kind(), ErrorKind::InvalidData | ErrorKind::Unsupported) => {
            return session.refuse(say::not_zip(session.tongue, path));
        }
        Err(error) => return session.refuse(say::disk(session.tongue, path, &error)),
    };
    let printed = session.print(say::verified(session.tongue, &verified));
    if printed != Outcome::Clean || verified.is_sound() { printed } else { Outcome::Problems }
}

/// The path in the portal's folder, where it is there, else as it was given.
fn found(root: &Path, path: &Path) -> PathBuf {
    let below = root.join(path);
    if root != Path::new(".") && below.exists() { below } else { path.to_owned() }
}
