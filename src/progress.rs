//! Progress: how far a run is, and whether it is asked to stop.
//!
//! A few counters that the stages set and somebody else reads, or is told of.
//! Knows no terminal, no clock and no signal: who draws them, and who asks for
//! an end, is the command line's affair.

use std::fmt;
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
    /// The site stands; clears away what it was made in, and writes down what
    /// the next run may know of it.
    Finishing,
}

const STAGES: [Stage; 6] = [Stage::Reading, Stage::Checking, Stage::Linking, Stage::Making, Stage::Moving, Stage::Finishing];

/// So many things at most, of those that a stage counts, are a piece of work
/// that threads do not share: whoever has the last piece works alone.
pub const AT_A_TIME: usize = 64;

/// How far a run is. Counting is one addition, from any thread.
#[derive(Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicUsize,
    total: AtomicUsize,
    stop: Arc<AtomicUsize>,
    /// Who is told of every stage.
    listener: Option<Box<dyn Fn(Stage) + Send + Sync>>,
}

impl Progress {
    /// The progress of a run that tells `listener` of every stage as it begins,
    /// and waits until that has heard it.
    pub fn heard_by(listener: impl Fn(Stage) + Send + Sync + 'static) -> Self {
        Self { listener: Some(Box::new(listener)), ..Self::default() }
    }

    /// A stage begins; `total` things will be counted, 0 when it counts none.
    pub fn enter(&self, stage: Stage, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(stage as usize, Ordering::SeqCst);
        if let Some(listener) = &self.listener {
            listener(stage);
        }
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

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Progress").field(&self.now()).field(&self.is_stopped()).finish()
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
