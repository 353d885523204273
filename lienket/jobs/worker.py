"""The site's worker: runs jobs one at a time in the main thread, while a second thread keeps the timetable."""

import os
import signal
import socket
import time
import uuid
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from types import FrameType

import structlog
from django.db import DatabaseError, close_old_connections, connection

from lienket.jobs import leases
from lienket.jobs.heartbeat import Heartbeat
from lienket.jobs.leases import LeaseLost, TookTooLong
from lienket.jobs.models import Job
from lienket.jobs.timetable import Ticker

log = structlog.get_logger("lienket.jobs")


class Stopped(BaseException):
    """The worker was told to stop and the job did not end in the time left to it."""


def worker_name() -> str:
    """A name no other worker has: machine, process, and a random part for a process number used again."""
    return f"{socket.gethostname()[:30]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


def run_due(*, raising: bool) -> int:
    """Run what is due until nothing is, without heartbeat or signals; how many jobs ran."""
    name, ran = worker_name(), 0
    while (job := leases.take(name)) is not None:
        ran += 1
        error = run(job, name)
        if error is not None and raising:
            raise error
    return ran


def run(job: Job, worker: str, *, held: AbstractContextManager[object] | None = None) -> BaseException | None:
    """Run a job this worker has taken (inside `held`), note how it ended, and return its error if it had one.

    LeaseLost is only logged: the job is another worker's by now. Stopped, KeyboardInterrupt and SystemExit are about the
    worker: the job is given back and they are raised.
    """
    started = time.monotonic()
    with structlog.contextvars.bound_contextvars(job=str(job.pk), task=job.task_path, attempt=len(job.worker_ids)):
        try:
            with held or nullcontext():
                value = _call(job)
            leases.finish(job, worker, value)
        except LeaseLost:
            log.warning("job_lost", seconds=_since(started))
            return None
        except (Stopped, KeyboardInterrupt, SystemExit):
            _drop_interrupted_connection()
            leases.give_back(job, worker)
            log.warning("job_given_back", seconds=_since(started))
            raise
        except TookTooLong as error:
            _drop_interrupted_connection()
            return _note_failure(job, worker, error, started)
        except Exception as error:  # noqa: BLE001 - whatever a job raises is kept with the job
            return _note_failure(job, worker, error, started)
        log.info("job_done", seconds=_since(started))
        return None


def _call(job: Job) -> object:
    kept = job.args_kwargs
    return job.task.call(*kept["args"], **kept["kwargs"])


def _note_failure(job: Job, worker: str, error: BaseException, started: float) -> BaseException | None:
    try:
        again = leases.fail(job, worker, error)
    except LeaseLost:
        log.warning("job_lost", seconds=_since(started))
        return None
    # The class only: a message may carry words of papers. The traceback stays in the database, for administrators.
    log.warning("job_failed", error=type(error).__name__, again=again, seconds=_since(started))
    return error


def _since(started: float) -> float:
    return round(time.monotonic() - started, 3)


def _drop_interrupted_connection() -> None:
    """A job cut off in the middle may leave a half-done conversation with the database; begin a new one."""
    if not connection.in_atomic_block:
        connection.close()


class Worker:
    """Takes jobs until told to stop. On SIGTERM or SIGINT the running job has `patience` seconds to end; a second one ends it now."""

    def __init__(self, *, poll: float = 0.5, patience: float = 30.0) -> None:
        self.name = worker_name()
        self.poll, self.patience = poll, patience
        self._stopping = self._in_job = False

    def work(self) -> None:
        """Run until SIGTERM or SIGINT."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._told_to_stop)
        signal.signal(signal.SIGALRM, self._out_of_patience)
        log.info("worker_started", worker=self.name)
        ticker = Ticker()
        ticker.start()
        try:
            while not self._stopping:
                if not self._one_job():
                    time.sleep(self.poll)
        except Stopped:
            pass
        finally:
            ticker.stop(within=self.patience)
            log.info("worker_stopped", worker=self.name)

    def _one_job(self) -> bool:
        """Take and run one job; False when there was none, or the database did not answer."""
        close_old_connections()
        try:
            job = leases.take(self.name)
        except DatabaseError as error:
            log.warning("taking_failed", error=type(error).__name__)
            connection.close()
            return False
        if job is None:
            return False
        try:
            run(job, self.name, held=self._holding(job))
        except DatabaseError as error:  # the note could not be written; the lease lapses and the job is taken up again
            log.error("noting_failed", job=str(job.pk), error=type(error).__name__)
            connection.close()
        return True

    @contextmanager
    def _holding(self, job: Job) -> Iterator[None]:
        with Heartbeat(job, self.name):
            self._in_job = True
            try:
                if self._stopping:  # told to stop between taking the job and beginning it
                    signal.setitimer(signal.ITIMER_REAL, self.patience)
                yield
            finally:
                self._in_job = False
                signal.setitimer(signal.ITIMER_REAL, 0)

    def _told_to_stop(self, _signum: int, _frame: FrameType | None) -> None:
        if self._stopping and self._in_job:
            raise Stopped
        self._stopping = True
        if self._in_job:
            signal.setitimer(signal.ITIMER_REAL, self.patience)

    def _out_of_patience(self, _signum: int, _frame: FrameType | None) -> None:
        if self._in_job:
            raise Stopped
