"""The running site, from a fresh clone in a new folder with a new HOME: time to the first page, to the second, answers, memory."""

import json
import os
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.article import founding_text
from benchmarks.figures import ROOT, progress, report

FIRST, AGAIN = 240, 60  # seconds after which a start is given up: twice the goal and more
READINGS = 15  # below the page's own throttle
VISITS = 400
PAGES = ("/", "/chuong-trinh/", "/doc-van-ban/", "/healthz", "/doc-van-ban/?mau=thong-bao-ket-luan")


def measure() -> bool:
    """All figures of the running site; returns whether every goal is reached."""
    with tempfile.TemporaryDirectory(prefix="lienket-clone-") as folder:
        clone, home, port = Path(folder) / "clone", Path(folder) / "home", free_port()
        home.mkdir()
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True, stdin=subprocess.DEVNULL)
        met = []
        progress("make run in a fresh clone")
        with site(clone, home, port, FIRST) as seconds:
            met.append(report("make run in a fresh clone to the first page", seconds, "s", 120))
            progress(f"{READINGS} readings, {VISITS} visits")
            read_in_public(port)
            visit(port)
            met.append(report("reading page, server time", answer_ms(clone / "var" / "site.log"), "ms", 150))
            met.append(report("resident memory of a site process", largest_worker_mb(port), "MB", 250))
        progress("make run again")
        with site(clone, home, port, AGAIN) as seconds:
            met.append(report("make run again to the first page", seconds, "s", 5))
        return all(met)


def free_port() -> int:
    """A port nobody holds now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def site(clone: Path, home: Path, port: int, patience: float) -> Iterator[float]:
    """`make run` as a newcomer types it; yields the seconds until the home page answered, and ends it at the end."""
    strange = (
        "PYTHON",
        "VIRTUAL_ENV",
        "DATABASE_URL",
        "STATE_DIR",
        "SECRET_KEY",
        "DJANGO_",
        "DEBUG",
        "LIENKET_",
        "MAKE",
        "MFLAGS",
        "PORT",
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith(strange)}
    with tempfile.TemporaryFile("w+") as said:
        started = time.monotonic()
        running = subprocess.Popen(
            ["make", "run", f"PORT={port}"],
            cwd=clone,
            env={**environment, "HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            while not answers(port):
                if running.poll() is not None or time.monotonic() - started > patience:
                    said.seek(0)
                    raise RuntimeError(f"expected a page within {patience} s, found:\n{said.read()[-3000:]}")
                time.sleep(0.05)
            yield time.monotonic() - started
        finally:
            os.killpg(running.pid, signal.SIGTERM)
            running.wait(60)
            wait_until_quiet(port)


def answers(port: int) -> bool:
    """Whether the home page is there."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=10) as page:
            return bool(page.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_until_quiet(port: int) -> None:
    """`make` ends before what it started has; the next start needs the port."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                time.sleep(0.1)
            else:
                return


def read_in_public(port: int) -> None:
    """Paste the article into the public page, several times."""
    body = urllib.parse.urlencode({"text": founding_text()[0]}).encode()
    for _ in range(READINGS):
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/doc-van-ban/", data=body, timeout=30) as page:
            page.read()


def visit(port: int) -> None:
    """Walk through public pages, four at a time."""

    def one(number: int) -> None:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{PAGES[number % len(PAGES)]}", timeout=30) as page:
            page.read()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, range(VISITS)))


def answer_ms(log: Path) -> float:
    """The middle server time of the readings, as the site itself logged it."""
    lines = [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{")]
    taken = [
        line["ms"]
        for line in lines
        if line.get("event") == "request" and line["method"] == "POST" and line["route"] == "/doc-van-ban/"
    ]
    if len(taken) < READINGS:
        raise RuntimeError(f"expected {READINGS} readings in {log}, found {len(taken)}")
    return float(statistics.median(taken))


def largest_worker_mb(port: int) -> float:
    """Resident memory of the largest process that serves pages, in megabytes of 10⁶ bytes."""
    wanted, sizes = f"127.0.0.1:{port}", []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            words = (process / "cmdline").read_bytes().split(b"\0")
            if b"gunicorn" in words and wanted.encode() in words:
                resident = int((process / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
                sizes.append(resident / 1e6)
        except (FileNotFoundError, ProcessLookupError):
            continue
    if len(sizes) < 3:
        raise RuntimeError(f"expected a gunicorn with two workers on {wanted}, found {len(sizes)} processes")
    return max(sizes)
