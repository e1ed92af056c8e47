//! A portal in a folder of its own, and the binary to run on it: all that the
//! end-to-end tests of the command line share.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What a run gave back.
#[derive(Debug)]
#[allow(dead_code, reason = "not every test file looks at all of it")]
pub(crate) struct Ran {
    /// The exit code.
    pub code: i32,
    /// The standard output.
    pub out: String,
    /// The standard error.
    pub err: String,
}

/// The binary, in English unless the arguments say otherwise.
pub(crate) fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_congbo"));
    command.env("LANG", "en_US.UTF-8").env("LC_ALL", "en_US.UTF-8").env_remove("SOURCE_DATE_EPOCH");
    command
}

/// Runs the binary in `folder`.
pub(crate) fn run_in(folder: &Path, args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = command().current_dir(folder).args(args).output().expect("the binary runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("congbo speaks UTF-8");
    Ran { code: status.code().expect("it ends by itself"), out: text(stdout), err: text(stderr) }
}

/// A portal made by `congbo init`, deleted at the end of the test.
pub(crate) struct Portal {
    folder: tempfile::TempDir,
}

#[allow(dead_code, reason = "not every test file does all of it")]
impl Portal {
    /// A new portal.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let ran = run_in(folder.path(), &["init", "portal"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        Self { folder }
    }

    /// The portal's folder.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("portal")
    }

    /// Runs the binary in the portal's folder.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        run_in(&self.root(), args)
    }

    /// The text of a file.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("files lie in folders")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Replaces `old`, which has to be there, in a file.
    pub(crate) fn replace(&self, path: &str, old: &str, new: &str) {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no `{old}`");
        self.write(path, &text.replace(old, new));
    }
}
