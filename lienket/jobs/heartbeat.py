"""Keeping hold of a running job, and stopping it when the hold is lost or the time is up."""

import signal
import threading
from types import FrameType

import structlog
from django.db import connection

from lienket.jobs import leases
from lienket.jobs.leases import LeaseLost, TookTooLong
from lienket.jobs.models import Job
from lienket.lib import clock

log = structlog.get_logger("lienket.jobs")


class Heartbeat:
    """Within the block a thread renews the job's lease; main thread only.

    A Python thread cannot be stopped from outside, but the main thread handles a signal before its next step: a job that
    lost its lease, or ran past its limit, does nothing more except finish the single C call it may be in.
    """

    SIGNAL = signal.SIGUSR1

    def __init__(self, job: Job, worker: str) -> None:
        self.job, self.worker = job, worker
        self.terms = leases.terms_of_job(job)
        self._done = threading.Event()
        self._verdict: type[BaseException] | None = None
        self._thread = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        begun = clock.machine_now()
        self._ends_at = begun + self.terms.limit
        self._held_until = begun + self.terms.lease

    def __enter__(self) -> "Heartbeat":
        signal.signal(self.SIGNAL, self._interrupt)
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._done.set()
        self._thread.join()

    def _beat(self) -> None:
        """Four beats per lease, at least one a second before the limit is due to be noticed."""
        beat = min(self.terms.lease.total_seconds() / 4, max(self.terms.limit.total_seconds() / 4, 0.05))
        try:
            while not self._done.wait(beat):
                if clock.machine_now() > self._ends_at:
                    return self._stop_the_job(TookTooLong)
                if not self._renew():
                    return self._stop_the_job(LeaseLost)
        finally:
            connection.close()

    def _renew(self) -> bool:
        """Renew; while the database does not answer the job is still ours as long as the last lease runs."""
        try:
            held = leases.renew(self.job, self.worker, self.terms.lease)
        except Exception as error:  # noqa: BLE001 - whatever hindered the renewal, only the time left counts
            log.warning("heartbeat_failed", job=str(self.job.pk), error=type(error).__name__)
            connection.close()
            return clock.machine_now() < self._held_until
        self._held_until = clock.machine_now() + self.terms.lease
        return held

    def _stop_the_job(self, verdict: type[BaseException]) -> None:
        self._verdict = verdict
        main = threading.main_thread().ident
        if main is not None and not self._done.is_set():
            signal.pthread_kill(main, self.SIGNAL)

    def _interrupt(self, _signum: int, _frame: FrameType | None) -> None:
        if self._verdict is not None and not self._done.is_set():
            raise self._verdict
