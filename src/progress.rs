//! Progress: how far a run is, and whether it is asked to stop.
//!
//! A few counters that the stages set and somebody else reads. Knows no
//! terminal, no clock and no signal: who draws them, and who asks for an end,
//! is the command line's affair.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Finds and reads settings, descriptors and pages.
    Reading,
    /// Reads tables; counted in datasets.
    Checking,
    /// Joins everything and plans the site.
    Linking,
    /// Makes the files of the site; counted in files.
    Making,
    /// Moves what changed into place. Not interrupted once begun.
    Moving,
}

const STAGES: [Stage; 5] = [Stage::Reading, Stage::Checking, Stage::Linking, Stage::Making, Stage::Moving];

/// How far a run is. Counting is one addition, from any thread.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
    stop: Arc<AtomicUsize>,
}

impl Progress {
    /// A stage begins; `total` things will be counted, 0 when it counts none.
    pub fn enter(&self, stage: Stage, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(stage as usize, Ordering::SeqCst);
    }

    /// One more thing of the stage is done.
    pub fn step(&self) {
        self.done.fetch_add(1, Ordering::Relaxed);
    }

    /// The stage, how many things of it are done, and of how many.
    pub fn now(&self) -> (Stage, usize, usize) {
        let stage = STAGES[self.stage.load(Ordering::SeqCst).min(STAGES.len() - 1)];
        (stage, self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed))
    }

    /// Where any number but 0 asks the run to stop: at the next file while
    /// files are made, not at all once they move into place.
    pub fn stop(&self) -> &Arc<AtomicUsize> {
        &self.stop
    }

    /// Whether the run is asked to stop.
    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::SeqCst) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stage_begins_with_nothing_done() {
        let progress = Progress::default();
        assert_eq!(progress.now(), (Stage::Reading, 0, 0));
        for stage in STAGES {
            progress.enter(stage, 2);
            progress.step();
            assert_eq!(progress.now(), (stage, 1, 2));
        }
        progress.stop().store(15, Ordering::SeqCst);
        assert!(progress.is_stopped());
    }
}
