//! States: what a target or a task is as of a day, and by which rule.

use jiff::civil::Date;

/// A derived status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Status {
    /// What it is.
    pub state: State,
    /// The rule that decided, a key of the messages (`status-rule-…`).
    pub rule: &'static str,
    /// The day it was derived for.
    pub as_of: Option<Date>,
    /// The row of `results` that decided, if one did.
    pub result: Option<usize>,
    /// The last day that counted: of a target's period, or of a task, which
    /// without a deadline of its own has the plan's last day. That day is no
    /// deadline that the plan states: see [`Status::stated`].
    pub deadline: Option<Date>,
    /// Whether the row itself states that day.
    pub stated: bool,
}

impl Default for Status {
    fn default() -> Self {
        Self { state: State::NoData, rule: "no-date", as_of: None, result: None, deadline: None, stated: false }
    }
}

/// The states of targets and tasks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Target: its period has not begun.
    NotStarted,
    /// Target: its period runs and nothing decides yet.
    Running,
    /// Target: its period is over and no result decides.
    NoData,
    /// Target: a result inside its period satisfies it.
    Reached,
    /// Target: its final result does not satisfy it.
    Missed,
    /// Task: its deadline has not passed, or it has none, and nothing is reported.
    NotDue,
    /// Task: its deadline has passed without a report since.
    NoReport,
    /// Task: reported in progress, and its deadline has not passed.
    InProgress,
    /// Task: reported done in time.
    Done,
    /// Task: reported done after its deadline.
    DoneLate,
    /// Task: reported in progress after its deadline.
    Late,
    /// Task: done all the time or at intervals.
    Recurring,
    /// Task: reported cancelled.
    Cancelled,
}

impl State {
    /// The states of a target, in order.
    pub const TARGET: [State; 5] = [State::NotStarted, State::Running, State::NoData, State::Reached, State::Missed];

    /// The states of a task, in order.
    pub const TASK: [State; 8] =
        [State::NotDue, State::NoReport, State::InProgress, State::Done, State::DoneLate, State::Late, State::Recurring, State::Cancelled];

    /// The code used in messages and data.
    pub fn name(self) -> &'static str {
        match self {
            State::NotStarted => "not-started",
            State::Running => "running",
            State::NoData => "no-data",
            State::Reached => "reached",
            State::Missed => "missed",
            State::NotDue => "not-due",
            State::NoReport => "no-report",
            State::InProgress => "in-progress",
            State::Done => "done",
            State::DoneLate => "done-late",
            State::Late => "late",
            State::Recurring => "recurring",
            State::Cancelled => "cancelled",
        }
    }
}
