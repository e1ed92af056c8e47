//! `congbo serve`: the portal in a browser of this machine; a save shows at once.
//!
//! Builds into a private folder that goes away at the end, never into the
//! user's. A save with errors leaves the last good site standing and shows the
//! errors above its pages. Only this machine can reach it.
//!
//! After a save the pages come first. What programs read of the whole portal,
//! which takes longest where there is much, is made while nothing else is to be
//! done, and given up for the next save. So is a look at every file of the site.

mod findings;
mod http;
mod inject;
mod shown;
mod watch;

use std::error::Error;
use std::io;
use std::net::Ipv4Addr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, TryRecvError, channel};
use std::time::{Duration, Instant};

use clap::Args;
use tiny_http::Server;

use super::reading::Reading;
use super::{Outcome, Session, say};
use crate::cache::{Cache, Digest};
use crate::pipeline::{self, Adopt, Built, Options, Portion};
use crate::progress::{Progress, Stage};
use shown::Shown;
use watch::Watch;

/// The port that is tried first, and how many after it.
const PORT: u16 = 8000;
const PORTS: u16 = 100;

/// The site's folder in the private one.
const SITE: &str = "site";

/// Saves often come in several writes; this much quiet ends one, and this much
/// time at most is waited for it.
const QUIET: Duration = Duration::from_millis(30);
const PATIENCE: Duration = Duration::from_millis(300);

/// What `congbo serve` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Port [default: 8000, or the next free one]
    #[arg(long, value_name = "NUMBER")]
    port: Option<u16>,
}

/// What wakes the main thread.
enum Event {
    /// A file of the portal changed.
    Saved,
    /// Ctrl-C.
    Stop,
}

/// Runs `congbo serve` until Ctrl-C.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let (server, port) = match listen(arguments.port) {
        Ok(listening) => listening,
        Err((port, error)) => {
            let reason = error.downcast_ref::<io::Error>().map_or_else(|| error.to_string(), |error| say::reason(session.tongue, error));
            return session.refuse(say::port_taken(session.tongue, port, &reason));
        }
    };
    let folder = match tempfile::Builder::new().prefix("congbo-serve-").tempdir() {
        Ok(folder) => folder,
        Err(error) => return session.refuse(say::disk(session.tongue, &std::env::temp_dir(), &error)),
    };
    let rest = Progress::default();
    let (mut watch, events) = events(session, rest.stop());
    let address = format!("http://127.0.0.1:{port}/");
    let shown = Arc::new(Shown::new(session.tongue));
    let site = Site { session, address: &address, folder: folder.path(), shown: &shown };
    let mut is_owed = site.build(Portion::Whole);
    http::start(server, &folder.path().join(SITE), &shown);
    session.say(say::serving(session.tongue, &address));
    loop {
        rest.stop().store(0, Ordering::SeqCst);
        match next(&events, is_owed) {
            Next::Save => {
                if let Some(watch) = &mut watch {
                    watch.refresh();
                }
                is_owed = site.build(Portion::Shown);
            }
            Next::Rest => is_owed = site.finish(&rest),
            Next::Stop => break,
        }
    }
    session.say(say::stopped(session.tongue));
    Outcome::Clean
}

/// What happens from now on: saves, while the watch is held, and Ctrl-C. Each
/// stops the rest of a build too.
fn events(session: &Session, stop: &Arc<AtomicUsize>) -> (Option<Watch>, Receiver<Event>) {
    let (stop, (send, receive)) = (Arc::clone(stop), channel());
    // Told first and stopped then: whoever begins with the rest sees one of both.
    let tell = move |event: Event| {
        let _ = send.send(event);
        stop.store(1, Ordering::SeqCst);
    };
    let told = tell.clone();
    let handled = ctrlc::set_handler(move || told(Event::Stop));
    let watch = Watch::new(&session.root, move || tell(Event::Saved));
    let watch = watch.map_err(|error| session.say(say::not_watched(session.tongue, &error.to_string()))).ok();
    if let Err(error) = handled {
        session.say(error.to_string());
    }
    (watch, receive)
}

/// Why a port cannot be had.
type Taken = Box<dyn Error + Send + Sync>;

/// Listens on this machine only: on the port asked for, else on a free one.
fn listen(asked: Option<u16>) -> Result<(Server, u16), (u16, Taken)> {
    let mut ports = asked.map_or(PORT..=PORT + PORTS, |port| port..=port);
    loop {
        let port = ports.next().expect("the last one was answered with its error");
        match Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => {
                let port = server.server_addr().to_ip().map_or(port, |address| address.port());
                return Ok((server, port));
            }
            Err(error) if ports.is_empty() => return Err((port, error)),
            Err(_) => {}
        }
    }
}

/// What is to be done next.
enum Next {
    /// A save has ended: the pages.
    Save,
    /// Nobody saves: what has waited for that.
    Rest,
    /// Ctrl-C.
    Stop,
}

/// Waits for the end of a save, or for nothing while something `is_owed`.
fn next(receive: &Receiver<Event>, is_owed: bool) -> Next {
    let event = if is_owed { receive.try_recv() } else { receive.recv().map_err(|_| TryRecvError::Disconnected) };
    match event {
        Ok(Event::Saved) => {}
        Err(TryRecvError::Empty) => return Next::Rest,
        Ok(Event::Stop) | Err(TryRecvError::Disconnected) => return Next::Stop,
    }
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        match receive.recv_timeout(QUIET) {
            Ok(Event::Saved) => {}
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    Next::Save
}

/// The site that is shown, and who is told of it.
struct Site<'a> {
    session: &'a Session,
    address: &'a str,
    /// The private folder.
    folder: &'a Path,
    shown: &'a Arc<Shown>,
}

impl Site<'_> {
    /// Reads, checks and publishes into the private folder. Only what the save
    /// changed is made, and the browsers hear of it as soon as it stands.
    /// Whether a build of the whole is owed.
    fn build(&self, portion: Portion) -> bool {
        let begin = Instant::now();
        let (shown, is_told) = (Arc::clone(self.shown), Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&is_told);
        let progress = Progress::heard_by(move |stage| {
            if stage == Stage::Finishing {
                shown.good();
                told.store(true, Ordering::SeqCst);
            }
        });
        let built = self.built(portion, &progress);
        let is_owed = portion == Portion::Shown && matches!(built.published, Some(Ok(_)));
        self.tell(built, begin, is_told.load(Ordering::SeqCst));
        is_owed
    }

    /// Makes what waits and looks at what stands, and tells of it only when that
    /// fails: the pages stand. Whether it is still owed, because somebody has
    /// saved meanwhile.
    fn finish(&self, progress: &Progress) -> bool {
        let begin = Instant::now();
        let built = self.built(Portion::Whole, progress);
        match &built.published {
            Some(Ok(_)) => false,
            // The build of that save tells what there is to tell.
            _ if progress.is_stopped() => true,
            _ => {
                self.tell(built, begin, false);
                false
            }
        }
    }

    fn built(&self, portion: Portion, progress: &Progress) -> Built {
        let options = Options {
            root: self.session.root.clone(),
            base_url: Some(self.address.to_owned()),
            as_of: None,
            published: None,
            today: super::today(),
            host: None,
            precompress: false,
            portion,
        };
        // Nobody but this process reads what it leaves there.
        let cache = Cache::open(&self.folder.join("cache"), Digest::of(b"this process"));
        pipeline::build(&options, &self.folder.join(SITE), Adopt::Never, cache.as_ref(), progress)
    }

    /// Tells the terminal and the browsers what came of a build, unless the
    /// browsers know already that it is good.
    fn tell(&self, built: Built, begin: Instant, is_shown: bool) {
        let Self { session, shown, .. } = self;
        let report = Reading::at_a_terminal().print(session, &built.notes, &built.sources, &built.levels);
        match built.published {
            Some(Ok(_)) => {
                if !is_shown {
                    shown.good();
                }
                session.say(say::built(session.tongue, begin.elapsed()));
            }
            Some(Err(trouble)) => {
                let said = say::trouble(session.tongue, &trouble);
                session.say(&said);
                shown.bad(findings::plain(&said, session.tongue));
            }
            None => {
                shown.bad(findings::html(&report, session.tongue));
                session.say(say::kept(session.tongue));
            }
        }
    }
}
