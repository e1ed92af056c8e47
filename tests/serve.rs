//! `congbo serve` from end to end: pages, reload after a save, errors above the
//! last good site, and a clean end.

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use support::{Portal, command};

const TARGETS: &str = "data/ke-hoach-mau-2025/targets.csv";
const PATIENCE: Duration = Duration::from_secs(20);

/// A running server; killed when the test ends.
struct Serving {
    child: Child,
    port: u16,
    said: Receiver<String>,
}

impl Serving {
    fn start(portal: &Portal) -> Self {
        let mut child = command()
            .current_dir(portal.root())
            // Tests kill the server; what it leaves goes with the portal.
            .env("TMPDIR", portal.root().parent().expect("the folder above"))
            .args(["serve", "--port", "0"])
            .stderr(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the binary runs");
        let lines = BufReader::new(child.stderr.take().expect("it was piped")).lines();
        let (send, said) = channel();
        thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| send.send(line)));
        let mut serving = Self { child, port: 0, said };
        let line = serving.hear("http://127.0.0.1:");
        let address = line.split("127.0.0.1:").nth(1).expect("the line names the address");
        serving.port = address.split('/').next().and_then(|port| port.parse().ok()).expect("a port");
        serving
    }

    /// Waits for a line on the standard error.
    fn hear(&self, part: &str) -> String {
        let begin = Instant::now();
        while let Some(left) = PATIENCE.checked_sub(begin.elapsed()) {
            match self.said.recv_timeout(left) {
                Ok(line) if line.contains(part) => return line,
                Ok(_) => {}
                Err(_) => break,
            }
        }
        panic!("`{part}` was never said");
    }

    fn connect(&self, request: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the server listens");
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.write_all(request.as_bytes()).expect("the server reads");
        stream
    }

    /// Status, headers and body of an address.
    fn get(&self, path: &str) -> (u16, String, String) {
        self.ask(path, "127.0.0.1")
    }

    fn ask(&self, path: &str, host: &str) -> (u16, String, String) {
        let mut answer = Vec::new();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {host}:{}\r\nConnection: close\r\n\r\n", self.port);
        self.connect(&request).read_to_end(&mut answer).expect("the server answers");
        let answer = String::from_utf8_lossy(&answer).into_owned();
        let (head, body) = answer.split_once("\r\n\r\n").expect("head and body");
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        (status, head.to_ascii_lowercase(), body.to_owned())
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn pages_and_files_are_served_to_this_machine_only() {
    let portal = Portal::new();
    let serving = Serving::start(&portal);
    let (status, head, body) = serving.get("/data/ke-hoach-mau-2025/targets.csv");
    assert_eq!(status, 200);
    assert!(head.contains("content-type: text/csv; charset=utf-8"), "{head}");
    assert!(body.contains("ho-so-truc-tuyen"), "{body}");
    assert!(!portal.root().join("public").exists());

    let (status, _, body) = serving.get("/khong-co");
    assert_eq!(status, 404);
    assert!(body.contains("/__congbo/reload.js"), "{body}");
    for path in ["/../congbo.toml", "/%2e%2e/congbo.toml", "/..%2fcongbo.toml", "/data/../../congbo.toml", "/.congbo-staging/x"] {
        assert_eq!(serving.get(path).0, 404, "{path}");
    }
    assert_eq!(serving.ask("/", "evil.example").0, 403);
    assert!(serving.get("/__congbo/reload.js").2.contains("EventSource"));
}

#[test]
fn a_save_reaches_the_browser_and_errors_stand_above_the_last_good_site() {
    let portal = Portal::new();
    let serving = Serving::start(&portal);
    let events = format!("GET /__congbo/events HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", serving.port);
    let mut events = BufReader::new(serving.connect(&events)).lines().map_while(Result::ok).filter(|line| line.starts_with("data: "));
    let first = events.next().expect("what is shown now");
    assert!(first.contains("\"good\":true"), "{first}");

    portal.replace(TARGETS, ",80,percent,", ",85,percent,");
    let second = events.next().expect("the save");
    assert!(second.contains("\"good\":true") && second != first, "{second}");
    assert!(serving.get("/data/ke-hoach-mau-2025/targets.csv").2.contains(",85,percent,"));

    portal.replace(TARGETS, ",85,percent,", ",<b>85</b>,percent,");
    let third = events.next().expect("the save with an error");
    assert!(third.contains("\"good\":false"), "{third}");
    let (_, _, page) = serving.get("/khong-co");
    assert!(page.contains("congbo-findings") && page.contains("targets.csv:2:"), "{page}");
    assert!(page.contains("&lt;b&gt;85&lt;/b&gt;") && !page.contains("<b>85</b>"), "{page}");
    assert!(serving.get("/data/ke-hoach-mau-2025/targets.csv").2.contains(",85,percent,"), "the last good site stays");

    portal.replace(TARGETS, ",<b>85</b>,percent,", ",90,percent,");
    let fourth = events.next().expect("the mended save");
    assert!(fourth.contains("\"good\":true"), "{fourth}");
    assert!(!serving.get("/khong-co").2.contains("congbo-findings"));
}

#[test]
fn what_programs_read_of_the_whole_portal_follows_a_save_by_itself() {
    let portal = Portal::new();
    let serving = Serving::start(&portal);
    let plan = || serving.get("/api/v1/plans/ke-hoach-mau-2025.json").2;
    let until = |part: &str| {
        let begin = Instant::now();
        while !plan().contains(part) {
            assert!(begin.elapsed() < PATIENCE, "no `{part}` in {}", plan());
            thread::sleep(Duration::from_millis(20));
        }
    };
    until("\"value\":80,");
    for value in ["81", "82", "83"] {
        // Without a pause the rest is given up for the next save.
        portal.replace(TARGETS, ",80,percent,", &format!(",{value},percent,"));
        portal.replace(TARGETS, &format!(",{value},percent,"), ",80,percent,");
    }
    portal.replace(TARGETS, ",80,percent,", ",85,percent,");
    until("\"value\":85,");
}

#[test]
fn a_portal_that_was_never_good_shows_its_errors_alone() {
    let portal = Portal::new();
    portal.replace("congbo.toml", "license = ", "license == ");
    let serving = Serving::start(&portal);
    let (status, _, page) = serving.get("/");
    assert_eq!(status, 500);
    assert!(page.contains("C0201") && page.contains("congbo.toml:"), "{page}");
    portal.replace("congbo.toml", "license == ", "license = ");
    serving.hear("Built in");
    assert_eq!(serving.get("/data/ke-hoach-mau-2025/targets.csv").0, 200);
}

#[cfg(unix)]
#[test]
fn it_ends_cleanly_and_leaves_nothing_behind() {
    let portal = Portal::new();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let mut child = command()
        .current_dir(portal.root())
        .env("TMPDIR", elsewhere.path())
        .args(["serve", "--port", "0"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut lines = BufReader::new(child.stderr.take().expect("it was piped")).lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("http://127.0.0.1:")));
    assert_eq!(elsewhere.path().read_dir().expect("a folder").count(), 1);
    let told = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(told.success());
    assert_eq!(child.wait().expect("it ends").code(), Some(0));
    assert_eq!(elsewhere.path().read_dir().expect("a folder").count(), 0);
}

#[test]
fn a_request_that_announces_an_endless_body_takes_no_room() {
    let portal = Portal::new();
    let serving = Serving::start(&portal);
    let open = serving.connect("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx");
    assert_eq!(serving.get("/").0, 200);
    drop(open);
    assert_eq!(serving.get("/en/index.html").0, 200);
}
