"""Times whole processes: wall clock, processor time, peak memory, and how busy
the machine was with other things. Knows nothing of generators.

    python3 measure.py LIMIT COMMAND...     one run as a line of JSON

A process counts the memory of the one that it was forked from as its own, so
every run is started by an interpreter of its own, which is small.
"""

import json
import os
import signal
import statistics
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path

#: Above this many cores' worth of other work a run counts as disturbed.
DISTURBED = 0.3


@dataclass
class Run:
    """One run of a process."""

    #: Seconds from start to end.
    wall: float
    #: Seconds of processor time in the program, and in the kernel for it.
    user: float
    system: float
    #: Peak memory of its largest process, in MB.
    memory: float
    #: Cores' worth of time that everything else on the machine used meanwhile.
    others: float

    @property
    def cpu(self) -> float:
        return self.user + self.system


def busy() -> float:
    """Seconds of processor time used on the whole machine so far."""
    with open("/proc/stat", encoding="ascii") as stat:
        ticks = [int(part) for part in stat.readline().split()[1:9]]
    return (sum(ticks) - ticks[3] - ticks[4]) / os.sysconf("SC_CLK_TCK")


def calm(patience: float) -> None:
    """Waits until the machine does little else, at most `patience` seconds."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        before = busy()
        time.sleep(0.5)
        if busy() - before < 0.1:
            return


def run(command: list[str], folder: Path, limit: float, environment: dict[str, str] | None = None) -> Run:
    """Runs a command; raises when it fails or takes longer than `limit` seconds."""
    os.sync()
    starter = [sys.executable, "-S", "-E", __file__, str(limit), *map(str, command)]
    ran = subprocess.run(starter, cwd=folder, env={**os.environ, **(environment or {})}, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    if ran.returncode != 0:
        raise RuntimeError(ran.stderr.decode("utf-8", "replace"))
    return Run(**json.loads(ran.stdout))


def started(command: list[str], limit: float) -> Run:
    """Runs a command as a child of this process."""
    before, start = busy(), time.monotonic()
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child.pid, signal.SIGKILL))
    signal.setitimer(signal.ITIMER_REAL, limit)
    told = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    signal.setitimer(signal.ITIMER_REAL, 0)
    child.stderr.close()
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}: {told[-600:].decode('utf-8', 'replace')}")
    others = max(0.0, busy() - before - usage.ru_utime - usage.ru_stime) / max(wall, 0.01)
    return Run(wall, usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024, others)


def summary(runs: list[Run]) -> dict[str, float]:
    """Medians over the quiet runs; over all when none was quiet."""
    quiet = [one for one in runs if one.others <= DISTURBED]
    chosen = quiet or runs
    middle = {key: round(statistics.median(asdict(one)[key] for one in chosen), 4) for key in asdict(runs[0])}
    middle["cpu"] = round(statistics.median(one.cpu for one in chosen), 4)
    return {**middle, "runs": len(runs), "quiet": len(quiet)}


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    print(json.dumps(asdict(started(sys.argv[2:], float(sys.argv[1])))))
