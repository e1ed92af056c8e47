//! `congbo build`: check the portal and publish it into a folder.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;

use super::progress::Watch;
use super::reading::{self, Reading};
use super::{Outcome, Session, cache, say};
use crate::model::portal::Host;
use crate::pipeline::{self, Adopt, Built, Trouble};
use crate::progress::Progress;

/// What `congbo build` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Folder to publish into [default: public/ in the portal's folder]
    #[arg(long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Moment of publication: 2025-06-30 or 2025-06-30T08:00:00+07:00
    #[arg(long, value_name = "INSTANT", value_parser = moment)]
    published: Option<Timestamp>,
    /// Write what this kind of host has to be told
    #[arg(long, value_name = "HOST", value_parser = ["nginx", "apache", "iis", "iis-rewrite", "netlify", "github-pages"])]
    host: Option<String>,
    /// Write compressed copies (.gz, .br) beside files, for hosts that send them
    #[arg(long)]
    precompress: bool,
    /// Publish into a folder that congbo did not make; deletes nothing in it
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reading: Reading,
}

/// Runs `congbo build`.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let begin = Instant::now();
    let mut options = match arguments.reading.options(session) {
        Ok(options) => options,
        Err(why) => return session.refuse(why),
    };
    options.published = match arguments.published {
        Some(moment) => Some(moment),
        None => match from_environment(std::env::var("SOURCE_DATE_EPOCH").ok().as_deref()) {
            Ok(moment) => moment,
            Err(given) => return session.refuse(say::bad_epoch(session.tongue, &given)),
        },
    };
    options.precompress = arguments.precompress;
    options.host = arguments.host.as_deref().and_then(Host::named);
    let output = arguments.output.clone().unwrap_or_else(|| session.root.join("public"));
    let adopt = if arguments.force { Adopt::Foreign } else { Adopt::Never };

    let progress = Arc::new(Progress::default());
    let cache = cache::of(&session.root);
    let watch = Watch::start(session, &progress, begin);
    let Built { sources, notes, levels, published, site } = pipeline::build(&options, &output, adopt, cache.as_ref(), &progress);
    // The system takes the memory back faster than it can be given piece by piece.
    std::mem::forget(site);
    drop(watch);
    let signal = progress.stop().load(Ordering::SeqCst);
    let report = arguments.reading.print(session, &notes, &sources, &levels);
    match published {
        Some(Ok(published)) => {
            say::notices(session.tongue, &published.notices, &output).iter().for_each(|line| session.say(line));
            session.say(say::published(session.tongue, &published, &output, begin.elapsed()));
            if signal == 0 { reading::outcome(&report) } else { Outcome::Stopped(signal) }
        }
        Some(Err(Trouble::Stopped)) => {
            session.say(say::interrupted(session.tongue));
            Outcome::Stopped(signal)
        }
        Some(Err(trouble)) => session.refuse(say::trouble(session.tongue, &trouble)),
        None => {
            session.say(say::nothing_published(session.tongue));
            Outcome::Problems
        }
    }
}

/// A moment, or the first moment of a day in Vietnam.
fn moment(text: &str) -> Result<Timestamp, String> {
    if let Ok(day) = text.parse::<Date>()
        && !text.contains(['T', ' '])
    {
        let vietnam = jiff::tz::TimeZone::fixed(jiff::tz::offset(7));
        return day.to_zoned(vietnam).map(|midnight| midnight.timestamp()).map_err(|error| error.to_string());
    }
    text.parse().map_err(|error: jiff::Error| error.to_string())
}

/// The moment in `SOURCE_DATE_EPOCH`, seconds since 1970; what was given when
/// it is none.
fn from_environment(given: Option<&str>) -> Result<Option<Timestamp>, String> {
    let Some(given) = given.filter(|text| !text.is_empty()) else { return Ok(None) };
    let seconds = given.parse().map_err(|_| given.to_owned())?;
    Timestamp::from_second(seconds).map(Some).map_err(|_| given.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_means_its_first_moment_in_vietnam() {
        assert_eq!(moment("2025-06-30").map(|at| at.to_string()), Ok("2025-06-29T17:00:00Z".to_owned()));
        assert_eq!(moment("2025-06-30T08:00:00+07:00").map(|at| at.to_string()), Ok("2025-06-30T01:00:00Z".to_owned()));
        assert!(moment("30/6/2025").is_err());
    }

    #[test]
    fn the_environment_gives_seconds_or_nothing() {
        assert_eq!(from_environment(None), Ok(None));
        assert_eq!(from_environment(Some("0")).map(|at| at.map(jiff::Timestamp::as_second)), Ok(Some(0)));
        assert_eq!(from_environment(Some("today")), Err("today".to_owned()));
    }
}
