//! `congbo check`: read and check the portal, publish nothing.

use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::progress::Watch;
use super::reading::{self, Reading};
use super::{Outcome, Session, say};
use crate::pipeline;
use crate::progress::Progress;

/// What `congbo check` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    reading: Reading,
}

/// Runs `congbo check`.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let begin = Instant::now();
    let options = match arguments.reading.options(session) {
        Ok(options) => options,
        Err(why) => return session.refuse(why),
    };
    let progress = Arc::new(Progress::default());
    let watch = Watch::start(session, &progress, begin);
    let checked = pipeline::check(&options, &progress);
    drop(watch);
    let report = arguments.reading.print(session, &checked.notes, &checked.sources, &checked.levels);
    session.say(say::checked(session.tongue, &report, begin.elapsed()));
    reading::outcome(&report)
}
