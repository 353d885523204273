"""The worker as a real process: killed, stopped, interrupted, frozen out."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


class Site:
    """A site of its own in a folder, with its workers."""

    def __init__(self, folder):
        self.folder, self.notes = folder, folder / "notes"
        self.notes.touch()
        self.database = folder / "lienket.sqlite3"
        self.workers = []

    def environment(self):
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "LIENKET_TESTING"}}
        return kept | {"STATE_DIR": str(self.folder), "DJANGO_SETTINGS_MODULE": "lienket.settings"}

    def python(self, *arguments):
        subprocess.run([sys.executable, *arguments], cwd=ROOT, env=self.environment(), check=True, capture_output=True)

    def ask(self, name, **arguments):
        self.python(
            "-c",
            f"import django; django.setup(); from lienket.jobs.tests import sample_jobs as s; s.{name}.enqueue(**{arguments!r})",
        )

    def start(self, *options):
        command = [sys.executable, "-m", "lienket", "work", "--poll", "0.05", *options]
        worker = subprocess.Popen(command, cwd=ROOT, env=self.environment(), stderr=subprocess.PIPE, text=True)
        self.workers.append(worker)
        return worker

    def sql(self, statement, *values):
        connection = sqlite3.connect(self.database, timeout=20)
        try:
            with connection:
                return connection.execute(statement, values).fetchall()
        finally:
            connection.close()

    def reap_now(self):
        self.sql("UPDATE jobs_rhythm SET next_at = '2020-01-01 00:00:00' WHERE name LIKE '%reap'")

    def job(self):
        return self.sql(
            "SELECT status, json_array_length(worker_ids) FROM django_tasks_database_dbtaskresult ORDER BY enqueued_at"
        )

    def lines(self):
        return [line.split()[0] for line in self.notes.read_text(encoding="utf-8").splitlines()]

    def stop(self):
        for worker in self.workers:
            if worker.poll() is None:
                worker.terminate()
        for worker in self.workers:
            try:
                worker.communicate(timeout=60)
            except subprocess.TimeoutExpired:
                worker.kill()
                worker.communicate()


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("migrated"))
    site.python("-m", "lienket", "migrate", "--skip-checks", "-v0")
    site.sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return site.database


@pytest.fixture
def site(migrated, tmp_path):
    shutil.copy(migrated, tmp_path / "lienket.sqlite3")
    site = Site(tmp_path)
    yield site
    site.stop()


def until(true, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.02)
    return False


def test_the_job_of_a_killed_worker_is_taken_up_again_once(site):
    site.ask("slow", path=str(site.notes), seconds=1.2)
    killed = site.start()
    assert until(lambda: site.lines() == ["begun"])
    site.start()
    site.start()
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    time.sleep(2.1)  # the lease of `slow` is two seconds
    site.reap_now()
    assert until(lambda: "ended" in site.lines())
    assert until(lambda: site.job() == [("SUCCESSFUL", 2)])
    site.reap_now()
    time.sleep(0.5)
    assert site.lines() == ["begun", "begun", "ended"]
    assert site.job() == [("SUCCESSFUL", 2)]


def test_a_job_longer_than_its_lease_is_held_by_its_heartbeat(site):
    site.start()
    site.start()
    site.ask("slow", path=str(site.notes), seconds=4)
    assert until(lambda: site.lines() == ["begun"])
    for _ in range(38):
        site.reap_now()
        time.sleep(0.1)
    assert until(lambda: site.job() == [("SUCCESSFUL", 1)])
    assert site.lines() == ["begun", "ended"]


def test_told_to_stop_it_finishes_the_job_and_takes_no_other(site):
    site.ask("slow", path=str(site.notes), seconds=0.8)
    site.ask("note", path=str(site.notes), text="next")
    worker = site.start()
    assert until(lambda: site.lines() == ["begun"])
    worker.terminate()
    _, log = worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert site.lines() == ["begun", "ended"]
    assert site.job() == [("SUCCESSFUL", 1), ("READY", 0)]
    assert '"event": "worker_stopped"' in log


def test_a_job_that_does_not_end_in_time_is_given_back_uncounted(site):
    site.ask("slow", path=str(site.notes), seconds=30)
    worker = site.start("--patience", "0.3")
    assert until(lambda: site.lines() == ["begun"])
    worker.terminate()
    worker.communicate(timeout=60)
    assert worker.returncode == 0
    assert site.lines() == ["begun"]
    assert site.job() == [("READY", 0)]


def test_a_job_past_its_limit_is_interrupted_and_the_worker_goes_on(site):
    site.ask("endless", path=str(site.notes))
    site.ask("note", path=str(site.notes), text="next")
    site.start()
    assert until(lambda: site.lines() == ["begun", "next"])
    assert until(lambda: site.job() == [("FAILED", 1), ("SUCCESSFUL", 1)])  # its line comes before its end is noted
    assert site.sql("SELECT exception_class_path FROM django_tasks_database_dbtaskresult WHERE status = 'FAILED'") == [
        ("lienket.jobs.leases.TookTooLong",)
    ]


def test_a_worker_that_lost_its_lease_stops_the_job_before_its_next_step(site):
    site.ask("slow", path=str(site.notes), seconds=30)
    worker = site.start()
    assert until(lambda: site.lines() == ["begun"])
    site.sql("UPDATE jobs_lease SET holder = 'another', until = '2100-01-01 00:00:00'")
    site.ask("note", path=str(site.notes), text="next")
    assert until(lambda: site.lines() == ["begun", "next"])
    assert until(lambda: site.job() == [("RUNNING", 1), ("SUCCESSFUL", 1)])
    worker.terminate()
    _, log = worker.communicate(timeout=60)
    assert '"event": "job_lost"' in log
