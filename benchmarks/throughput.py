"""Requests a second on the filtered list of a programme of 1,000: the site's own server, its database and the load on the same machine.

Officers of both sides and leaders, signed in, each narrow the list in another way and ask again as soon as they are answered.
`python -m benchmarks.throughput DATABASE_URL` puts the load on a site whose country is filled; it prints what it measured.
"""

import http.client
import json
import os
import resource
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.figures import ROOT, load, progress, report
from benchmarks.fresh_clone import free_port
from benchmarks.own_site import own_site

GOAL = 35  # requests a second
AT_ONCE = 8  # officers who ask at the same time
WARM, SECONDS = 4, 20
OFFICERS = ("desk@t01", "office@t01", "focal@t01", "leader@t01", "head@t01")
FILTERS = (
    "tien_do=open_in_time", "tien_do=overdue", "nhom=3", "nhom=5&tien_do=open_in_time", "trang_thai=in_progress",
    "ben=1&sap-xep=thoi-han", "tien_do=done_on_time&trang=2", "tu_han=01/01/2027&den_han=31/12/2027&sap-xep=-thoi-han",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Officer:
    """Who asks where; `first` is the filter to begin with."""

    port: int
    address: str
    cookie: str
    first: int


@dataclass(slots=True)
class Asked:
    """What one officer saw: seconds of each answer, and what was no answer."""

    took: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


def measure(url: str) -> bool:
    """Whether the goal is reached and every answer was right, on the database at `url`."""
    command = [sys.executable, "-m", "benchmarks.throughput", url]
    done = subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    note = f"{AT_ONCE} at once, p50 {found['p50']:.0f} ms, p95 {found['p95']:.0f} ms, {found['site']:.0f} ms of the processors in the server for each, {load()}"
    name = "filtered list of 1,000 commitments, server, database and load on these processors"
    fast = report(name, found["rate"], "requests/s", GOAL, at_least=True, note=note)
    return report(f"{name}: wrong answers", found["wrong"], "answers", 0, note=found["first"]) and fast


def under_load(url: str) -> dict[str, object]:
    """Start the site on the database, sign the officers in, and ask for SECONDS."""
    with own_site(url):
        from lienket.programmes.models import Programme
        from tools.run import site_command

        programme = Programme.objects.get(pk=1).get_absolute_url()
        cookies = [_signed_in(f"{name}.example") for name in OFFICERS]
        port = free_port()
        with _running(site_command(port), port):
            progress(f"{AT_ONCE} officers ask for {WARM + SECONDS} s")
            _ask(port, programme, cookies, WARM)
            started = time.perf_counter()
            seen = _ask(port, programme, cookies, SECONDS)
            passed = time.perf_counter() - started
    site = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = sorted(one for asked in seen for one in asked.took)
    wrong = [one for asked in seen for one in asked.wrong]
    if not took:
        raise RuntimeError(f"expected answers, found none: {wrong[:3]}")
    return {
        "rate": len(took) / passed,
        "site": (site.ru_utime + site.ru_stime) / (WARM + passed) / (len(took) / passed) * 1000,
        "p50": statistics.median(took) * 1000,
        "p95": took[int(0.95 * (len(took) - 1))] * 1000,
        "wrong": len(wrong),
        "first": wrong[0] if wrong else "",
    }


def _signed_in(email: str) -> str:
    """The cookie of a session, as signing in leaves it."""
    from django.conf import settings
    from django.test import Client

    from lienket.accounts.models import Officer

    client = Client()
    client.force_login(Officer.objects.get(email=email), backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@contextmanager
def _running(command: list[str], port: int) -> Iterator[None]:
    settings = os.environ | {"SITE_URL": f"http://127.0.0.1:{port}"}
    with (Path(os.environ["STATE_DIR"]) / "site.log").open("wb") as log:  # a line a request, as a real site writes it
        site = subprocess.Popen(command, cwd=ROOT, env=settings, stdout=log, stderr=log)
    try:
        _wait_for(port, site)
        yield
    finally:
        site.terminate()
        site.wait(30)


def _wait_for(port: int, site: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and site.poll() is None:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as line:
                line.request("GET", "/healthz")
                if line.getresponse().status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the site did not answer within 60 s")


def _ask(port: int, address: str, cookies: list[str], seconds: float) -> list[Asked]:
    """Every officer on a line kept open, for so long; each begins with another filter."""
    until = time.perf_counter() + seconds
    seen = [Asked() for _ in range(AT_ONCE)]
    threads = [
        threading.Thread(target=_one, args=(Officer(port, address, cookies[n % len(cookies)], n), until, seen[n]))
        for n in range(AT_ONCE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seen


def _one(officer: Officer, until: float, asked: Asked) -> None:
    turn = officer.first
    with closing(http.client.HTTPConnection("127.0.0.1", officer.port, timeout=30)) as line:
        while time.perf_counter() < until:
            query = FILTERS[turn % len(FILTERS)]
            turn += 1
            started = time.perf_counter()
            try:
                line.request("GET", f"{officer.address}?{query}", headers={"Cookie": officer.cookie})
                answer = line.getresponse()
                page = answer.read()
            except (OSError, http.client.HTTPException) as error:
                asked.wrong.append(f"{query}: {error!r}")
                line.close()
                continue
            # The rows of the table and the name of the menu: a list, and of somebody who is signed in.
            if answer.status != 200 or page.count(b'<td data-label="') < 4 or b"menu-who" not in page:
                asked.wrong.append(f"{query}: status {answer.status}, {len(page)} bytes")
                continue
            asked.took.append(time.perf_counter() - started)


if __name__ == "__main__":
    print(json.dumps(under_load(sys.argv[1])))
