//! States in the order in which readers are told of them.

use crate::model::status::State;

/// The order in which readers are told how targets are going: from what is done
/// to what is not, so that a strip of them fills from its beginning.
pub(in crate::render) const TARGETS: [State; 5] = [State::Reached, State::Running, State::NotStarted, State::NoData, State::Missed];

/// The same of tasks; those that are never done stand last, lest they look done.
pub(in crate::render) const TASKS: [State; 8] =
    [State::Done, State::DoneLate, State::InProgress, State::NotDue, State::NoReport, State::Late, State::Recurring, State::Cancelled];
