"""How long `congbo serve` takes from a save to the page that shows it."""

import http.client
import os
import re
import signal
import statistics
import subprocess
import time
from pathlib import Path

#: How often a page is asked for while it is waited for, and for how long.
PAUSE = 0.005
PATIENCE = 60.0


def fetch(port: int, path: str) -> str:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        link.request("GET", f"/{path}")
        return link.getresponse().read().decode("utf-8", "replace")
    finally:
        link.close()


def wait_for(port: int, path: str, text: str, patience: float) -> float:
    """Seconds until the page has the text."""
    start = time.monotonic()
    while time.monotonic() - start < patience:
        try:
            if text in fetch(port, path):
                return time.monotonic() - start
        except OSError:
            pass
        time.sleep(PAUSE)
    raise RuntimeError(f"{path} did not show `{text}` within {patience} seconds")


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
        wait_for(port, page, lines[1].split(",")[1], PATIENCE)
        seconds = []
        for save in range(saves):
            time.sleep(1.0)
            mark = f"THAY-DOI-{save}"
            cells = lines[1].split(",")
            cells[1] = f"Xã {mark}"
            table.write_text("".join([lines[0], ",".join(cells), *lines[2:]]), encoding="utf-8")
            seconds.append(wait_for(port, page, mark, PATIENCE))
        return {"median": round(statistics.median(seconds), 4), "least": round(min(seconds), 4), "most": round(max(seconds), 4)}
    finally:
        os.killpg(child.pid, signal.SIGINT)
        child.wait(timeout=20)
        child.stdout.close()
        table.write_text(before, encoding="utf-8")
