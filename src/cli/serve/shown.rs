//! What the browsers are shown: the number of the build, and the findings of a
//! build that failed. Shared by the thread that builds and those that answer.

use std::process;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::diag::wording::Tongue;

/// What is shown now.
#[derive(Debug, Clone)]
pub(super) struct Now {
    /// Name of the build: differs from all others, also of other runs.
    pub(super) build: String,
    /// Whether there ever was a good build to show.
    pub(super) site: bool,
    /// The findings of the newest build, as HTML, when it failed.
    pub(super) findings: Option<String>,
}

/// The shared state.
#[derive(Debug)]
pub(super) struct Shown {
    /// The language of what is said.
    pub(super) tongue: Tongue,
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    number: u64,
    site: bool,
    findings: Option<String>,
}

impl Shown {
    /// Nothing is built yet.
    pub(super) fn new(tongue: Tongue) -> Self {
        Self { tongue, state: Mutex::default(), changed: Condvar::new() }
    }

    /// A build went well.
    pub(super) fn good(&self) {
        self.change(|state| (state.site, state.findings) = (true, None));
    }

    /// A build failed; the last good site stays.
    pub(super) fn bad(&self, findings: String) {
        self.change(|state| state.findings = Some(findings));
    }

    /// What is shown now.
    pub(super) fn now(&self) -> Now {
        self.lock().now()
    }

    /// What is shown as soon as it differs from `build`; `None` when it has
    /// not changed for a while.
    pub(super) fn after(&self, build: Option<&str>, patience: Duration) -> Option<Now> {
        let same = |state: &mut State| Some(state.name().as_str()) == build;
        let (state, _) = self.changed.wait_timeout_while(self.lock(), patience, same).unwrap_or_else(PoisonError::into_inner);
        Some(state.now()).filter(|now| Some(now.build.as_str()) != build)
    }

    fn change(&self, with: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        state.number += 1;
        with(&mut state);
        drop(state);
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn name(&self) -> String {
        format!("{}-{}", process::id(), self.number)
    }

    fn now(&self) -> Now {
        Now { build: self.name(), site: self.site, findings: self.findings.clone() }
    }
}
