"""Kills: a worker that dies between any two instructions loses nothing and does nothing twice that may be done once."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
JOBS = 6
PATIENCE = 90.0  # seconds for the survivors


def worker_mid_work(seed: int) -> str:
    """Several jobs, workers killed at random moments; the last one lives. Every job ends, each at most once a life of a worker."""
    from lienket.jobs.models import Job, Lease
    from lienket.jobs.tests import sample_jobs
    from lienket.lib import clock

    rng = random.Random(seed)
    Job.objects.all().delete()
    with tempfile.TemporaryDirectory(prefix="lienket-kills-") as folder:
        notes = Path(folder) / "notes"
        notes.touch()
        for number in range(JOBS):
            sample_jobs.note.enqueue(path=str(notes), text=f"job-{number}")
            sample_jobs.slow.enqueue(path=str(notes), seconds=round(rng.uniform(0.05, 0.6), 2))
        kills = rng.randint(1, 3)
        for _ in range(kills):
            worker = _start()
            time.sleep(rng.uniform(0.8, 3.0))
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            # Nobody waits minutes for the dead worker's hold to lapse.
            Lease.objects.update(until=clock.machine_now() - dt.timedelta(minutes=1))
        survivor = _start()
        try:
            _until_all_ended(Job)
        finally:
            survivor.terminate()
            survivor.wait(60)
        lines = [line.split()[0] for line in notes.read_text(encoding="utf-8").splitlines()]
    for number in range(JOBS):
        told = lines.count(f"job-{number}")
        # A kill between the work and the mark repeats the work: once a kill, never more, and never not at all.
        assert 1 <= told <= 1 + kills, f"job-{number} was done {told} times after {kills} kills"
    ended, given_up = lines.count("ended"), Job.objects.filter(status="FAILED").count()
    assert JOBS - given_up <= ended <= JOBS + kills, f"{JOBS} slow jobs ended {ended} times after {kills} kills"
    return f"{2 * JOBS} jobs, {kills} kills, {len(lines) - lines.count('begun') - 2 * JOBS} repeated"


def _start() -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "lienket", "work", "--poll", "0.05"]
    return subprocess.Popen(
        command, cwd=ROOT, env=dict(os.environ), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip


def _until_all_ended(jobs: object) -> None:
    """Let lapsed leases be reaped at once, until every job is done."""
    from lienket.jobs.models import Job, Rhythm
    from lienket.lib import clock

    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        open_ones = Job.objects.exclude(status="SUCCESSFUL")
        for failed in open_ones.filter(status="FAILED"):
            # Killed as often as it may be tried (`slow` twice) a job is given up, for a person to look at.
            assert len(failed.worker_ids) >= 2, f"{failed.task_path} failed: {failed.exception_class_path}"
        if not open_ones.exclude(status="FAILED").exists():
            connection.close()
            return
        Rhythm.objects.filter(name__endswith="reap").update(next_at=clock.machine_now() - dt.timedelta(minutes=1))
        time.sleep(0.3)
    left = [(job.task_path, job.status) for job in Job.objects.exclude(status="SUCCESSFUL")]
    raise AssertionError(f"after {PATIENCE:.0f} s these had not ended: {left}")
