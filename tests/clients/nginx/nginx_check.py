"""A site with its host file, on a real nginx.

usage: nginx_check.py CONGBO PORTAL

Builds the portal with `--host nginx`, starts nginx (as Debian has it) on the
folder with that file included and nothing else said, and asks for files of
every kind: their media types and character set, the headers for safety,
compression, `304` for what stands, the page for missing addresses, and the
API's files with and without parameters.
"""

import gzip
import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".ttl": "text/turtle; charset=utf-8",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".jsonld": "application/ld+json",
    ".json": "application/json",
    ".ndjson": "application/x-ndjson",
    ".parquet": "application/vnd.apache.parquet",
    ".sqlite": "application/vnd.sqlite3",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".zip": "application/zip",
    ".svg": "image/svg+xml",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
HEADERS = ["X-Content-Type-Options", "Content-Security-Policy", "Referrer-Policy", "Access-Control-Allow-Origin", "Cache-Control"]
PORT = 18473

CONFIGURATION = """
pid {folder}/nginx.pid;
error_log stderr;
daemon off;
worker_processes 1;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/nginx.conf;
    }}
}}
"""


def ask(path, **headers):
    request = urllib.request.Request(f"http://127.0.0.1:{PORT}/{path}", headers=headers)
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def wait():
    for _ in range(100):
        try:
            return ask("index.html")
        except urllib.error.URLError:
            time.sleep(0.05)
    sys.exit("nginx does not answer")


def check(site, problems):
    """Asks for one file of each kind; how many kinds."""
    seen = set()
    for path in sorted(site.rglob("*")):
        kind = path.suffix
        if not path.is_file() or kind not in TYPES or kind in seen:
            continue
        seen.add(kind)
        address = str(path.relative_to(site))
        status, headers, body = ask(address)
        if status != 200 or headers["Content-Type"] != TYPES[kind] or body != path.read_bytes():
            problems.append(f"{address}: {status}, {headers['Content-Type']}")
        missing = [name for name in HEADERS if not headers[name]]
        if missing:
            problems.append(f"{address}: no {missing}")
        if ask(address, **{"If-None-Match": headers["ETag"]})[0] != 304:
            problems.append(f"{address}: is sent again though it stands")
    zipped = ask("catalog.ttl", **{"Accept-Encoding": "gzip"})
    if zipped[1]["Content-Encoding"] != "gzip" or gzip.decompress(zipped[2]) != (site / "catalog.ttl").read_bytes():
        problems.append("catalog.ttl: not compressed")
    return len(seen)


def check_api(site, problems):
    name = sorted(path.parent.name for path in site.glob("data/*/datapackage.json"))[0]
    for api in ("api/3/action", "api/action"):
        for question in (f"package_show?id={name}", f"package_show/{name}", "package_search?rows=100&start=100", "site_read"):
            status, headers, body = ask(f"{api}/{question}")
            if status != 200 or headers["Content-Type"] != "application/json" or not json.loads(body)["success"]:
                problems.append(f"{api}/{question}: {status}, {headers['Content-Type']}")
        found = json.loads(ask(f"{api}/package_show?id={name}")[2])["result"]["name"]
        if found != name:
            problems.append(f"{api}/package_show?id={name}: gives {found}")
        for wrong in ("package_show?id=../../../nginx.conf", "package_show?id=khong-co", "package_show"):
            if ask(f"{api}/{wrong}")[0] != 404:
                problems.append(f"{api}/{wrong}: is answered")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    congbo, portal = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        site = Path(folder) / "site"
        subprocess.run([congbo, "--root", portal, "--lang", "en", "build", "--host", "nginx", "--output", site], check=True, stderr=subprocess.DEVNULL)
        configuration = Path(folder) / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, site=site, port=PORT))
        subprocess.run(["nginx", "-t", "-q", "-p", folder, "-c", configuration], check=True)
        server = subprocess.Popen(["nginx", "-p", folder, "-c", configuration])
        problems = []
        try:
            wait()
            kinds = check(site, problems)
            check_api(site, problems)
            status, headers, body = ask("khong/co")
            if status != 404 or body != (site / "404.html").read_bytes():
                problems.append(f"a missing address: {status}, {len(body)} bytes")
            if ask("nginx.conf")[0] != 404:
                problems.append("nginx.conf itself is shown")
        finally:
            server.terminate()
            server.wait()
    for problem in problems:
        print(problem, file=sys.stderr)
    version = subprocess.run(["nginx", "-v"], capture_output=True, text=True).stderr.strip().rsplit("/", 1)[-1]
    print(f"nginx {version}: {kinds} kinds of files, 14 questions to the API: {len(problems)} problems")
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
