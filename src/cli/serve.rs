//! `congbo serve`: the portal in a browser of this machine; a save shows at once.
//!
//! Builds into a private folder that goes away at the end, never into the
//! user's. A save with errors leaves the last good site standing and shows the
//! errors above its pages. Only this machine can reach it.

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
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use clap::Args;
use tiny_http::Server;

use super::reading::Reading;
use super::{Outcome, Session, say};
use crate::cache::{Cache, Digest};
use crate::pipeline::{self, Adopt, Options};
use crate::progress::Progress;
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
    let (send, receive) = channel();
    let stop = send.clone();
    let handled = ctrlc::set_handler(move || drop(stop.send(Event::Stop)));
    let mut watch = match Watch::new(&session.root, move || drop(send.send(Event::Saved))) {
        Ok(watch) => Some(watch),
        Err(error) => {
            session.say(say::not_watched(session.tongue, &error.to_string()));
            None
        }
    };
    if let Err(error) = handled {
        session.say(error.to_string());
    }

    let address = format!("http://127.0.0.1:{port}/");
    let shown = Arc::new(Shown::new(session.tongue));
    build(session, &address, folder.path(), &shown);
    http::start(server, &folder.path().join(SITE), &shown);
    session.say(say::serving(session.tongue, &address));
    while wait(&receive) {
        if let Some(watch) = &mut watch {
            watch.refresh();
        }
        build(session, &address, folder.path(), &shown);
    }
    session.say(say::stopped(session.tongue));
    Outcome::Clean
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

/// Waits for the end of a save; `false` when it is time to stop.
fn wait(receive: &Receiver<Event>) -> bool {
    match receive.recv() {
        Ok(Event::Saved) => {}
        Ok(Event::Stop) | Err(_) => return false,
    }
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        match receive.recv_timeout(QUIET) {
            Ok(Event::Saved) => {}
            Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return false,
            Err(RecvTimeoutError::Timeout) => break,
        }
    }
    true
}

/// Reads, checks and publishes into the private folder, and tells the browsers.
/// Only what the save changed is made.
fn build(session: &Session, address: &str, folder: &Path, shown: &Shown) {
    let begin = Instant::now();
    let options = Options {
        root: session.root.clone(),
        base_url: Some(address.to_owned()),
        as_of: None,
        published: None,
        host: None,
        precompress: false,
    };
    // Nobody but this process reads what it leaves there.
    let cache = Cache::open(&folder.join("cache"), Digest::of(b"this process"));
    let built = pipeline::build(&options, &folder.join(SITE), Adopt::Never, cache.as_ref(), &Progress::default());
    let report = Reading::at_a_terminal().print(session, &built.notes, &built.sources, &built.levels);
    match built.published {
        Some(Ok(_)) => {
            shown.good();
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
