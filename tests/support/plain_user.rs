//! The binary run by somebody without rights, to whom files and folders can be
//! closed even where the tests run as root.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};

use rustix::process::getuid;

use super::support::{Portal, Ran, command};

const NOBODY: u32 = 65_534;

/// Runs a program to its end.
pub(crate) fn ran(mut program: Command) -> Ran {
    let output = program.stdin(Stdio::null()).output().expect("it runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    Ran { code: output.status.code().expect("it ends by itself"), out: text(output.stdout), err: text(output.stderr) }
}

/// Says plainly that a test could not be run.
#[allow(clippy::print_stdout, reason = "a test that does nothing has to say so")]
pub(crate) fn not_run(why: &str) {
    println!("NOT RUN: {why}");
}

/// A portal that belongs to somebody without rights, and how they run congbo;
/// `None`, said plainly, when the binary is out of their reach.
pub(crate) fn of_a_plain_user(portal: &Portal) -> Option<impl Fn(&[&str]) -> Ran + use<>> {
    let root = portal.root();
    let is_root = getuid().is_root();
    if is_root {
        let above = root.parent().expect("the folder above");
        fs::set_permissions(above, fs::Permissions::from_mode(0o755)).expect("ours");
        let mut own = Command::new("chown");
        own.arg("-R").arg(format!("{NOBODY}:{NOBODY}")).arg(&root);
        assert_eq!(ran(own).code, 0);
    }
    let run = move |args: &[&str]| {
        let mut congbo = command();
        if is_root {
            congbo.uid(NOBODY).gid(NOBODY);
        }
        congbo.current_dir(&root).args(args);
        congbo
    };
    if run(&["--version"]).output().is_err() {
        not_run("a plain user may not run the binary here");
        return None;
    }
    Some(move |args: &[&str]| ran(run(args)))
}
