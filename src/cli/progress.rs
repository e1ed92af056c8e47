//! Progress on a terminal, and Ctrl-C.
//!
//! A thread looks at the run's counters a few times a second: it draws them
//! when the run has taken more than a second and somebody watches, and ends a
//! run that is asked to stop. Knows no stage beyond its name.

use std::io::{self, IsTerminal};
use std::process;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::{Session, say};
use crate::diag::wording::Tongue;
use crate::progress::{Progress, Stage};

/// How long a run stays silent.
const PATIENCE: Duration = Duration::from_secs(1);

/// How often it is looked at, and drawn at most.
const BEAT: Duration = Duration::from_millis(100);

/// What a shell calls the end by a signal: 130 is Ctrl-C, 143 is SIGTERM.
pub(super) fn exit_code(signal: usize) -> u8 {
    u8::try_from(128 + signal).unwrap_or(u8::MAX)
}

/// A run that is watched. Dropping it erases what was drawn.
pub(super) struct Watch {
    end: Sender<()>,
    thread: Option<JoinHandle<()>>,
}

impl Watch {
    /// Watches a run that began at `begin`.
    pub(super) fn start(session: &Session, progress: &Arc<Progress>, begin: Instant) -> Self {
        for signal in [SIGINT, SIGTERM] {
            // Where the system has no such signal nobody can send it.
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(progress.stop()), usize::try_from(signal).unwrap_or(0));
        }
        let (end, ended) = channel();
        let (progress, tongue) = (Arc::clone(progress), session.tongue);
        let thread = thread::spawn(move || {
            let mut drawing = Drawing::new(tongue, begin);
            while ended.recv_timeout(BEAT) == Err(RecvTimeoutError::Timeout) {
                let (stage, done, total) = progress.now();
                let signal = progress.stop().load(Ordering::SeqCst);
                if signal != 0 && matches!(stage, Stage::Reading | Stage::Checking | Stage::Linking) {
                    // Nothing was written yet, so there is nothing to clean up.
                    drop(drawing);
                    process::exit(exit_code(signal).into());
                }
                drawing.draw(stage, done, total);
            }
        });
        Self { end, thread: Some(thread) }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.end.send(());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One line at the bottom of the terminal.
struct Drawing {
    tongue: Tongue,
    begin: Instant,
    /// The bar of the stage and when that began; none before the time has come.
    bar: Option<(Stage, Instant, ProgressBar)>,
    /// The stage that was seen last and when it was seen first.
    seen: (Stage, Instant),
}

impl Drawing {
    fn new(tongue: Tongue, begin: Instant) -> Self {
        Self { tongue, begin, bar: None, seen: (Stage::Reading, Instant::now()) }
    }

    fn draw(&mut self, stage: Stage, done: usize, total: usize) {
        if self.seen.0 != stage {
            self.seen = (stage, Instant::now());
        }
        let is_dumb = std::env::var_os("TERM").is_some_and(|kind| kind == "dumb");
        if self.begin.elapsed() < PATIENCE || is_dumb || !io::stderr().is_terminal() {
            return;
        }
        if self.bar.as_ref().is_none_or(|(shown, ..)| *shown != stage) {
            self.erase();
            self.bar = Some((stage, self.seen.1, bar(self.tongue, stage, total)));
        }
        if let Some((_, since, bar)) = &self.bar {
            bar.set_message(say::pace(self.tongue, stage, done, total, since.elapsed()));
            bar.set_position(done as u64);
            bar.tick();
        }
    }

    fn erase(&mut self) {
        if let Some((.., bar)) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Drop for Drawing {
    fn drop(&mut self) {
        self.erase();
    }
}

fn bar(tongue: Tongue, stage: Stage, total: usize) -> ProgressBar {
    let target = ProgressDrawTarget::stderr_with_hz(10);
    let (bar, template) = match total {
        0 => (ProgressBar::with_draw_target(None, target), "{prefix} …"),
        _ => (ProgressBar::with_draw_target(Some(total as u64), target), "{prefix} {bar:24} {msg}"),
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style.progress_chars("━╸ ")).with_prefix(say::stage(tongue, stage))
}
