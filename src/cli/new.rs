//! `congbo new`: add a plan, a dataset, a page or a result to a portal.
//!
//! Makes files that are not there and never overwrites one; says which of them
//! to edit next. Checks nothing else: that is what `congbo check` is for.

mod dataset;
mod page;
mod plan;
mod result;

use clap::{Args, Subcommand};

use super::files::Refusal;
use super::{Outcome, Session};

/// What `congbo new` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a plan: its page and empty tables
    Plan(plan::Arguments),
    /// Add a dataset
    Dataset(dataset::Arguments),
    /// Add a page in every language of the portal
    Page(page::Arguments),
    /// Add a row for the result of a target
    Result(result::Arguments),
}

/// Runs `congbo new`.
pub(super) fn run(session: &Session, arguments: Arguments) -> Outcome {
    let made: Result<String, Refusal> = match arguments.what {
        What::Plan(arguments) => plan::make(session, &arguments),
        What::Dataset(arguments) => dataset::make(session, &arguments),
        What::Page(arguments) => page::make(session, &arguments),
        What::Result(arguments) => result::make(session, &arguments),
    };
    match made {
        Ok(next) => session.print(next),
        Err(refusal) => session.refuse(refusal),
    }
}
