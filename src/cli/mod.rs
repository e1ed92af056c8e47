//! The command line: what congbo is asked to do, and how it answers.
//!
//! The only place that prints and that knows clock, environment and terminal;
//! everything below takes these as values. It knows nothing of how a portal is
//! read or published: it calls the pipeline and tells what came of it.
//!
//! Text that was asked for, and what programs read, goes to the standard
//! output; everything said along the way goes to the standard error.

mod build;
mod cache;
mod check;
mod explain;
mod files;
mod filled;
mod init;
mod language;
mod mistaken;
mod new;
mod progress;
mod reading;
mod root;
mod say;
mod serve;
mod verify;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::diag::wording::{Tongue, Wording, wording};

/// Where help lists the options of every command: behind its own.
const COMMON: usize = 900;

/// Turns a folder of CSV and Markdown into a public open-data portal
#[derive(Debug, Parser)]
#[command(name = "congbo", version, disable_help_subcommand = true)]
struct Arguments {
    /// The portal's folder
    #[arg(long, global = true, value_name = "DIR", default_value = ".", display_order = COMMON)]
    root: PathBuf,
    /// Language of the messages
    #[arg(long, global = true, value_name = "vi|en", value_parser = ["vi", "en"], display_order = COMMON + 1)]
    lang: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check the portal and publish it into a folder
    Build(build::Arguments),
    /// Check the portal and publish nothing
    Check(check::Arguments),
    /// Make a new portal to begin with
    Init(init::Arguments),
    /// Show the portal in a browser of this machine; every save shows at once
    Serve(serve::Arguments),
    /// Add a plan, a dataset, a page or a result
    New(new::Arguments),
    /// Say what was added, changed or lost in a site or a bundle
    Verify(verify::Arguments),
    /// Explain a code, or list all codes
    Explain(explain::Arguments),
}

impl Command {
    /// Whether it is about the portal in the folder that `--root` names.
    fn needs_portal(&self) -> bool {
        match self {
            Command::Build(_) | Command::Check(_) | Command::Serve(_) | Command::New(_) => true,
            Command::Init(_) | Command::Verify(_) | Command::Explain(_) => false,
        }
    }
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Done; warnings are allowed.
    Clean,
    /// The input has errors.
    Problems,
    /// The command line is wrong, or the disk refused.
    Trouble,
    /// A signal of this number asked for the end.
    Stopped(usize),
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Clean => ExitCode::SUCCESS,
            Outcome::Problems => ExitCode::from(1),
            Outcome::Trouble => ExitCode::from(2),
            Outcome::Stopped(signal) => ExitCode::from(progress::exit_code(signal)),
        }
    }
}

/// What every command needs to know of its surroundings.
struct Session {
    root: PathBuf,
    tongue: Tongue,
}

impl Session {
    /// The sentences of the diagnostics, in the reader's language.
    fn wording(&self) -> &'static Wording {
        wording(self.tongue)
    }

    /// Says one line on the standard error. Nobody being there to listen is no
    /// reason to stop.
    fn say(&self, line: impl AsRef<str>) {
        let _ = writeln!(io::stderr().lock(), "{}", line.as_ref());
    }

    /// Says why nothing was done.
    fn refuse(&self, why: impl AsRef<str>) -> Outcome {
        self.say(format!("{}: {}", self.wording().word("level-error"), why.as_ref()));
        Outcome::Trouble
    }

    /// Prints text that was asked for. A closed pipe (`congbo explain | head`)
    /// is no failure.
    fn print(&self, text: impl AsRef<str>) -> Outcome {
        let mut out = io::stdout().lock();
        match out.write_all(text.as_ref().as_bytes()).and_then(|()| out.flush()) {
            Ok(()) => Outcome::Clean,
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Clean,
            Err(error) => self.refuse(say::unprinted(self.tongue, &error)),
        }
    }
}

/// Runs the command line `args`, the program's name included.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    let tongue = language::tongue(&args, sys_locale::get_locale().as_deref());
    let command = language::translate(Arguments::command(), tongue);
    let parsed = command.try_get_matches_from(&args).and_then(|matches| Arguments::from_arg_matches(&matches));
    let arguments = match parsed {
        Ok(arguments) => arguments,
        Err(error) => {
            match mistaken::told(&error, tongue) {
                Some(text) => {
                    let _ = io::stderr().lock().write_all(text.as_bytes());
                }
                None => {
                    let _ = error.print();
                }
            }
            let outcome = if error.use_stderr() { Outcome::Trouble } else { Outcome::Clean };
            return outcome.into();
        }
    };
    let session = Session { root: arguments.root, tongue };
    if let Some(why) = root::fault(tongue, &session.root).filter(|_| arguments.command.needs_portal()) {
        return session.refuse(why).into();
    }
    let outcome = match arguments.command {
        Command::Build(arguments) => build::run(&session, &arguments),
        Command::Check(arguments) => check::run(&session, &arguments),
        Command::Init(arguments) => init::run(&session, &arguments),
        Command::Serve(arguments) => serve::run(&session, &arguments),
        Command::New(arguments) => new::run(&session, arguments),
        Command::Verify(arguments) => verify::run(&session, &arguments),
        Command::Explain(arguments) => explain::run(&session, &arguments),
    };
    outcome.into()
}

/// The day that has come, wherever this machine stands: that of the place on
/// earth where it comes first.
fn today() -> Option<Date> {
    const AHEAD: SignedDuration = SignedDuration::from_hours(14);
    Timestamp::now().checked_add(AHEAD).ok().map(|there| there.to_zoned(TimeZone::UTC).date())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound_in_both_languages() {
        for tongue in [Tongue::Vi, Tongue::En] {
            language::translate(Arguments::command(), tongue).debug_assert();
        }
    }
}
