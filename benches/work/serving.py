"""How long `congbo serve` takes from a save to the page that shows it.

Waits as a browser does: for the news of a build, upon which it loads the page.
"""

import http.client
import os
import re
import signal
import statistics
import subprocess
import time
from pathlib import Path

#: How often a page is asked for until the server stands, and how long one
#: waits for anything, in seconds.
PAUSE = 0.005
PATIENCE = 60.0


def fetch(port: int, path: str) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", f"/{path}")
        return link.getresponse().read().decode("utf-8", "replace")
    finally:
        link.close()


class News:
    """The events of live reload."""

    def __init__(self, port: int) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.link.request("GET", "/__congbo/events")
        self.lines = self.link.getresponse()
        self.next()

    def next(self) -> None:
        """Waits for the next build; the first is the one that is shown already."""
        while line := self.lines.readline():
            if line.startswith(b"data: "):
                return
        raise RuntimeError("congbo serve tells no more news")

    def close(self) -> None:
        self.link.close()


def wait_for(port: int, path: str, text: str) -> None:
    """Asks for the page until it has the text."""
    start = time.monotonic()
    while time.monotonic() - start < PATIENCE:
        try:
            if text in fetch(port, path):
                return
        except OSError:
            pass
        time.sleep(PAUSE)
    raise RuntimeError(f"{path} did not show `{text}` within {PATIENCE:.0f} seconds")


def latency(congbo: str, root: Path, table: Path, page: str, saves: int) -> dict[str, float]:
    """Saves a table so many times; the median, least and most seconds until
    the page shows the new cell."""
    before = table.read_text(encoding="utf-8")
    child = subprocess.Popen(
        [congbo, "serve", "--lang", "en", "--port", "0"], cwd=root, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, start_new_session=True, text=True,
    )
    try:
        port = 0
        while not port:
            line = child.stdout.readline()
            if not line:
                raise RuntimeError("congbo serve ended by itself")
            found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
            port = int(found.group(1)) if found else 0
        lines = before.splitlines(keepends=True)
        wait_for(port, page, lines[1].split(",")[1])
        news, seconds = News(port), []
        for save in range(saves):
            time.sleep(1.0)
            mark = f"THAY-DOI-{save}"
            cells = lines[1].split(",")
            cells[1] = f"Xã {mark}"
            table.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
            start = time.monotonic()
            news.next()
            while mark not in fetch(port, page):
                news.next()
            seconds.append(time.monotonic() - start)
        news.close()
        return {"median": round(statistics.median(seconds), 4), "least": round(min(seconds), 4), "most": round(max(seconds), 4)}
    finally:
        os.killpg(child.pid, signal.SIGINT)
        child.wait(timeout=20)
        child.stdout.close()
        table.write_text(before, encoding="utf-8")
