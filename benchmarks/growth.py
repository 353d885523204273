"""The pages of the follow-up on PostgreSQL, in a small country and a large one: what each costs, and how much it grows.

`BENCH_FULL=1` measures a million commitments with ten million updates; by default it is a hundred thousand. A cost is processor
time of the site's process and of its database session together, so that a busy neighbour is left out.
"""

import datetime as dt
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import throughput
from benchmarks.country import TODAY, Country, fill
from benchmarks.figures import ROOT, load, progress, report
from benchmarks.own_site import own_site

SMALL, LARGE, FULL = 1_000, 100_000, 1_000_000
TIMES, WARM = 25, 3
MOST_GROWTH = 2.0
LIST = "filtered list of 1,000 commitments, 25 a page"


def measure() -> bool:
    """The list of a programme of 1,000, an update saved, and growth from the small country to the large; whether all goals are reached."""
    from tools.postgres import temporary_server

    large = FULL if os.environ.get("BENCH_FULL") else LARGE
    with temporary_server() as url:
        one = _in_its_own_process(url, SMALL, SMALL)
        served = throughput.measure(_database(url, SMALL, SMALL))
        small, big = (_in_its_own_process(url, size, 200) for size in (SMALL, large))
    met = [
        served,
        report(LIST, one["costs"]["filtered list"], "ms", 40, note=load()),
        report("saving an update", one["costs"]["saving an update"], "ms", 12, note=load()),
    ]
    for page, cost in big["costs"].items():
        before = small["costs"][page]
        words = f"{before:.1f} ms → {cost:.1f} ms, {load()}"
        goal = None if page == "saving an update" else MOST_GROWTH
        met.append(report(f"growth from 1,000 to {large:,}: {page}", cost / before, "times", goal, note=words))
    report(f"filling {large:,} commitments", big["filling"], "s", None)
    progress(f"slowest query at {large:,}, {big['slowest']['page']}:\n{big['slowest']['plan']}")
    return all(met)


def _in_its_own_process(url: str, size: int, per_programme: int) -> dict[str, Any]:
    """A database and a site of this size; Django can be set up once in a process."""
    import psycopg

    database = _database(url, size, per_programme)
    with psycopg.connect(f"{url.rsplit('/', 1)[0]}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{database.rsplit("/", 1)[1]}"'.encode())
    command = [sys.executable, "-m", "benchmarks.growth", database, str(size), str(per_programme)]
    done = subprocess.run(command, check=True, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _database(url: str, size: int, per_programme: int) -> str:
    """Where the country of this size stands on the server at `url`."""
    return f"{url.rsplit('/', 1)[0]}/country_{size}_{per_programme}"


def of_size(url: str, size: int, per_programme: int) -> dict[str, Any]:
    """Fill the database and measure every page; costs in ms, the slowest query with its plan."""
    with own_site(url):
        import lienket.wsgi  # noqa: F401 - what a process of the site does when it starts
        from lienket.lib import clock

        with clock.set_to(dt.datetime.combine(TODAY, dt.time(9))):
            progress(f"filling {size:,} commitments, {per_programme} a programme")
            started = time.perf_counter()
            country = fill(size, per_programme=per_programme)
            filling = time.perf_counter() - started
            costs, slowest = _costs(country)
    return {"costs": costs, "slowest": slowest, "filling": filling}


def _costs(country: Country) -> tuple[dict[str, float], dict[str, str]]:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    programme = f"/chuong-trinh/{country.programme}/"
    pages = {
        "desk of an agency": (country.desk, "/ban-lam-viec/"),
        "desk of an Office": (country.office, "/ban-lam-viec/"),
        "board": (country.desk, f"{programme}bang-theo-doi/"),
        "filtered list": (country.desk, f"{programme}?tien_do=open_in_time"),
        "search": (country.desk, "/tim-kiem/?q=nong+san"),
        "commitment": (country.desk, f"/cam-ket/{country.commitment}/"),
        "home": (country.desk, "/"),
    }
    costs: dict[str, float] = {}
    slowest, taken = {"page": "", "plan": ""}, -1.0
    for page, (officer, address) in pages.items():
        progress(page)
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(officer, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.get(address)
        if answer.status_code != 200:
            raise RuntimeError(f"expected the page at {address}, found status {answer.status_code}")
        costs[page] = _cost(lambda client=client, address=address: client.get(address))  # type: ignore[misc]  # bound now
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        for query in queries.captured_queries:
            if query["sql"].startswith("SELECT") and float(query["time"]) > taken:
                taken, slowest = float(query["time"]), {"page": page, "plan": query["sql"]}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {slowest['plan']}")
        slowest["plan"] = "\n".join(line for (line,) in cursor.fetchall())
    part = _part_to_report_on()
    costs["saving an update"] = _cost(lambda: _save_an_update(country, part))
    return costs, slowest


def _part_to_report_on() -> int:
    """The id of a part the measured officer's agency leads: what the address of the page names."""
    from lienket.commitments.models import Responsibility

    parts = Responsibility.objects.filter(commitment__state="in_progress", lead__type__code="so_ct")
    return parts.filter(commitment__programme=1, party__locality__code="01").order_by("pk")[0].pk


def _save_an_update(country: Country, part: int) -> None:
    """Officer and part read anew, then the deed, which holds the commitment and reads what it asks of both."""
    from lienket.accounts.models import Officer
    from lienket.commitments.actions import report_progress
    from lienket.commitments.models import Responsibility

    mine = Responsibility.objects.select_related("commitment").get(pk=part)
    report_progress(
        mine, result="Đã làm xong phần việc của tuần", percent=50, by=Officer.objects.get(pk=country.desk.pk)
    )


def _cost(work: Callable[[], object]) -> float:
    """The median of the processor time, in ms, of this process and of its database session."""
    from django.db import connection

    for _ in range(WARM):
        work()
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    costs = []
    for _ in range(TIMES):
        before, started = _spent(session), time.process_time()
        work()
        costs.append((time.process_time() - started) * 1000 + (_spent(session) - before) / 1_000_000)
    return statistics.median(costs)


def _spent(session: Path) -> int:
    """Nanoseconds a process has had of the processors."""
    return int(session.read_text(encoding="ascii").split()[0])


if __name__ == "__main__":
    print(json.dumps(of_size(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))
