//! Answering browsers: the files of the built site, and the three addresses of
//! live reload. Reads only below the site's folder; knows nothing of portals.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tiny_http::{Header, Method, Request, Response, Server};

use super::shown::{Now, Shown};
use super::{findings, inject};
use crate::diag::wording::Tongue;

/// How many requests are answered at a time, live reload not counted.
const WORKERS: usize = 4;

/// A silent connection is given a sign of life this often, which also tells
/// when the browser has gone.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// Requests that announce more bytes than this are not answered.
const LARGEST_BODY: usize = 1 << 16;

type Body = Box<dyn Read + Send>;

/// Answers requests from now on, in threads of its own.
pub(super) fn start(server: Server, site: &Path, shown: &Arc<Shown>) {
    let server = Arc::new(server);
    for _ in 0..WORKERS {
        let (server, site, shown) = (Arc::clone(&server), site.to_owned(), Arc::clone(shown));
        thread::spawn(move || {
            while let Ok(request) = server.recv() {
                answer(request, &site, &shown);
            }
        });
    }
}

fn answer(mut request: Request, site: &Path, shown: &Arc<Shown>) {
    // Nobody has anything to send here, and the server makes room for all of a
    // body at once, also when a request is dropped: a large one is left as it
    // is, unanswered; a small one is read where it keeps nobody waiting.
    match request.body_length().unwrap_or_default() {
        0 => respond(request, site, shown),
        1..=LARGEST_BODY => {
            let (site, shown) = (site.to_owned(), Arc::clone(shown));
            thread::spawn(move || {
                let _ = io::copy(request.as_reader(), &mut io::sink());
                respond(request, &site, &shown);
            });
        }
        _ => std::mem::forget(request),
    }
}

fn respond(request: Request, site: &Path, shown: &Arc<Shown>) {
    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
    if path == "/__congbo/events" && *request.method() == Method::Get && is_local(&request) {
        let shown = Arc::clone(shown);
        thread::spawn(move || drop(events(request, &shown)));
        return;
    }
    let response = match request.method() {
        _ if !is_local(&request) => text(403, "text/plain; charset=utf-8", "congbo serve answers 127.0.0.1 and localhost only\n"),
        Method::Get | Method::Head => get(&path, site, shown),
        _ => text(405, "text/plain; charset=utf-8", "GET, HEAD\n").with_header(header("Allow", "GET, HEAD")),
    };
    // A browser that has gone away needs no answer.
    let _ = request.respond(response);
}

/// Whether the request names this machine. A page elsewhere that has its own
/// name resolved to 127.0.0.1 does not, and reads nothing.
fn is_local(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host")).map(|header| header.value.as_str());
    let name = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
    matches!(name, Some("127.0.0.1" | "localhost"))
}

fn get(path: &str, site: &Path, shown: &Shown) -> Response<Body> {
    let now = shown.now();
    match path {
        "/__congbo/reload.js" => return text(200, "text/javascript; charset=utf-8", include_str!("reload.js")),
        "/__congbo/findings.css" => return text(200, "text/css; charset=utf-8", include_str!("findings.css")),
        "/__congbo/findings" => return text(200, "text/html; charset=utf-8", now.findings.as_deref().unwrap_or_default()),
        _ => {}
    }
    if !now.site {
        return html(500, &alone(&now, shown.tongue), &now);
    }
    match find(site, path) {
        Found::File(file) => send(&file, 200, &now).unwrap_or_else(|_| missing(site, &now, shown.tongue)),
        Found::Folder => {
            let location = format!("{path}/");
            text(302, "text/plain; charset=utf-8", "").with_header(header("Location", &location))
        }
        Found::Nothing => missing(site, &now, shown.tongue),
    }
}

/// What stands at an address of the site.
#[derive(Debug, PartialEq, Eq)]
enum Found {
    File(PathBuf),
    /// A folder, asked for without its slash.
    Folder,
    Nothing,
}

/// Finds the file of an address, below `site` and nowhere else.
fn find(site: &Path, path: &str) -> Found {
    let Ok(decoded) = percent_encoding::percent_decode_str(path).decode_utf8() else { return Found::Nothing };
    let Some(below) = decoded.strip_prefix('/') else { return Found::Nothing };
    let slash = below.is_empty() || below.ends_with('/');
    let mut file = site.to_owned();
    for part in below.strip_suffix('/').unwrap_or(below).split('/').filter(|_| !below.is_empty()) {
        let hidden = part.starts_with('.') && part != ".well-known";
        if part.is_empty() || hidden || part.contains(['\\', ':', '\0']) {
            return Found::Nothing;
        }
        file.push(part);
    }
    match (file.is_dir(), slash) {
        (true, true) => file.push("index.html"),
        (true, false) => return if file.join("index.html").is_file() { Found::Folder } else { Found::Nothing },
        (false, true) => return Found::Nothing,
        (false, false) => {}
    }
    let inside = match (file.canonicalize(), site.canonicalize()) {
        (Ok(file), Ok(site)) => file.starts_with(site),
        _ => false,
    };
    if inside && file.is_file() { Found::File(file) } else { Found::Nothing }
}

fn send(file: &Path, status: u16, now: &Now) -> io::Result<Response<Body>> {
    let kind = media_type(file);
    if kind.starts_with("text/html") {
        return Ok(html(status, &fs::read_to_string(file)?, now));
    }
    let opened = File::open(file)?;
    let size = usize::try_from(opened.metadata()?.len()).ok();
    Ok(Response::new(status.into(), headers(kind), Box::new(opened) as Body, size, None))
}

fn missing(site: &Path, now: &Now, tongue: Tongue) -> Response<Body> {
    send(&site.join("404.html"), 404, now).unwrap_or_else(|_| {
        let sentence = match tongue {
            Tongue::Vi => "Không có trang này",
            Tongue::En => "There is no such page",
        };
        html(404, &document(tongue, sentence), now)
    })
}

/// The page while there never was a good build: the findings, which are put
/// in like on any other page.
fn alone(now: &Now, tongue: Tongue) -> String {
    let title = if now.findings.is_some() { "congbo" } else { "congbo …" };
    document(tongue, title)
}

fn document(tongue: Tongue, title: &str) -> String {
    let lang = match tongue {
        Tongue::Vi => "vi",
        Tongue::En => "en",
    };
    let title = findings::escape(title);
    format!(
        "<!doctype html><html lang=\"{lang}\"><head><meta charset=\"utf-8\"><title>{title}</title></head><body><h1>{title}</h1></body></html>"
    )
}

fn html(status: u16, page: &str, now: &Now) -> Response<Body> {
    text(status, "text/html; charset=utf-8", &inject::page(page, &now.build, now.findings.as_deref()))
}

fn text(status: u16, kind: &str, text: &str) -> Response<Body> {
    let bytes = text.as_bytes().to_vec();
    let size = bytes.len();
    Response::new(status.into(), headers(kind), Box::new(io::Cursor::new(bytes)) as Body, Some(size), None)
}

fn headers(kind: &str) -> Vec<Header> {
    vec![header("Content-Type", kind), header("Cache-Control", "no-store"), header("X-Content-Type-Options", "nosniff")]
}

fn header(name: &str, value: &str) -> Header {
    // Addresses come from the browser and may hold anything; a header may not.
    let value: String = value.chars().filter(char::is_ascii).filter(|letter| !letter.is_ascii_control()).collect();
    Header::from_bytes(name, value).expect("printable ASCII makes a header")
}

/// Tells a browser of every build until it goes away.
fn events(request: Request, shown: &Shown) -> io::Result<()> {
    let mut out = request.into_writer();
    out.write_all(
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\nConnection: close\r\n\r\nretry: 500\n\n",
    )?;
    let mut told: Option<String> = None;
    loop {
        match shown.after(told.as_deref(), HEARTBEAT) {
            Some(now) => {
                let event = serde_json::json!({ "build": now.build, "good": now.findings.is_none() });
                write!(out, "data: {event}\n\n")?;
                told = Some(now.build);
            }
            None => out.write_all(b":\n\n")?,
        }
        out.flush()?;
    }
}

fn media_type(file: &Path) -> &'static str {
    let ending = file.extension().map(std::ffi::OsStr::to_ascii_lowercase);
    match ending.as_ref().and_then(|ending| ending.to_str()).unwrap_or_default() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "geojson" => "application/geo+json",
        "jsonld" => "application/ld+json",
        "ndjson" => "application/x-ndjson",
        "webmanifest" => "application/manifest+json",
        "csv" => "text/csv; charset=utf-8",
        "tsv" => "text/tab-separated-values; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "ttl" => "text/turtle; charset=utf-8",
        "rdf" => "application/rdf+xml",
        "atom" => "application/atom+xml",
        "xml" | "xsl" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "ods" => "application/vnd.oasis.opendocument.spreadsheet",
        "odt" => "application/vnd.oasis.opendocument.text",
        "txt" | "" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files_of_the_site_and_nowhere_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir_all(site.join("en")).expect("a folder");
        for file in ["index.html", "en/index.html", "a b.csv", ".secret"] {
            fs::write(site.join(file), "x").expect("a file");
        }
        fs::write(folder.path().join("outside.txt"), "x").expect("a file");
        assert_eq!(find(&site, "/"), Found::File(site.join("index.html")));
        assert_eq!(find(&site, "/en/"), Found::File(site.join("en").join("index.html")));
        assert_eq!(find(&site, "/en"), Found::Folder);
        assert_eq!(find(&site, "/a%20b.csv"), Found::File(site.join("a b.csv")));
        for bad in [
            "/../outside.txt",
            "/%2e%2e/outside.txt",
            "/en/..%2f..%2foutside.txt",
            "//",
            "/en//",
            "/.secret",
            "",
            "/a\0",
            "/index.html/",
            "/c:x",
            "/..\\outside.txt",
        ] {
            assert_eq!(find(&site, bad), Found::Nothing, "{bad}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn links_out_of_the_site_are_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        let site = folder.path().join("site");
        fs::create_dir_all(&site).expect("a folder");
        fs::write(folder.path().join("outside.txt"), "x").expect("a file");
        std::os::unix::fs::symlink(folder.path().join("outside.txt"), site.join("inside.txt")).expect("a link");
        assert_eq!(find(&site, "/inside.txt"), Found::Nothing);
    }
}
