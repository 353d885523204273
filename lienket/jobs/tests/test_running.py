"""From asking for a job to its end: in the caller's transaction, tried again with pauses, given up, never doubled."""

import datetime as dt

import pytest
from django.db import transaction
from django_tasks import TaskResultStatus

from lienket import jobs
from lienket.jobs import leases, worker
from lienket.jobs.background import Terms, terms_of
from lienket.jobs.leases import LeaseLost, WorkerLost
from lienket.jobs.models import Job, Lease
from lienket.lib import clock

from . import sample_jobs
from .sample_jobs import Unlucky

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)


@pytest.fixture
def machine(monkeypatch):
    """The machine's time in the test's hands."""

    class Machine:
        now = NOW

        def later(self, **span):
            self.now += dt.timedelta(**span)

    held = Machine()
    monkeypatch.setattr(clock, "machine_now", lambda: held.now)
    monkeypatch.setattr("django.utils.timezone.now", lambda: held.now)
    return held


@pytest.fixture
def notes(tmp_path):
    path = tmp_path / "notes"
    path.touch()
    return path


def lines(notes):
    return [line.split()[0] for line in notes.read_text(encoding="utf-8").splitlines()]


def test_a_job_runs_once_with_its_arguments_and_keeps_its_result(notes):
    sample_jobs.note.enqueue(path=str(notes), text="Hà-Tĩnh")
    assert jobs.run_all() == 1
    assert jobs.run_all() == 0
    assert lines(notes) == ["Hà-Tĩnh"]
    job = Job.objects.get()
    assert (job.status, job.return_value) == (TaskResultStatus.SUCCESSFUL, "Hà-Tĩnh")
    assert not Lease.objects.exists()


def test_a_job_asked_for_in_a_transaction_that_is_rolled_back_never_runs(notes):
    def deed():
        with transaction.atomic():
            sample_jobs.note.enqueue(path=str(notes), text="x")
            raise Unlucky

    with pytest.raises(Unlucky):
        deed()
    assert jobs.run_all() == 0


def test_a_failing_job_is_raised_to_the_test_and_kept(notes):
    sample_jobs.fail.enqueue(path=str(notes))
    with pytest.raises(Unlucky):
        jobs.run_all()
    job = Job.objects.get()
    assert job.status == TaskResultStatus.READY
    assert "Unlucky" in job.traceback


def test_a_failing_job_is_tried_again_with_longer_pauses_and_then_given_up(notes, machine):
    sample_jobs.fail.enqueue(path=str(notes))
    waited = []
    for _ in range(400):
        if jobs.run_all(raising=False):
            waited.append((machine.now - NOW).total_seconds())
        machine.later(seconds=1)
    assert waited == [0, 30, 90]  # at once, after 30 s, after 60 s more; then no more
    job = Job.objects.get()
    assert job.status == TaskResultStatus.FAILED
    assert job.exception_class_path.endswith("Unlucky")
    assert len(job.worker_ids) == 3


def test_a_job_the_code_no_longer_knows_fails_and_says_so():
    sample_jobs.note.enqueue(path="", text="")
    Job.objects.update(task_path="lienket.jobs.tests.sample_jobs.gone")
    assert jobs.run_all(raising=False) == 1
    job = Job.objects.get()
    assert "ImportError" in job.traceback


def test_a_job_taken_by_one_worker_is_not_there_for_another(notes):
    sample_jobs.note.enqueue(path=str(notes), text="x")
    assert leases.take("first") is not None
    assert leases.take("second") is None


def test_a_lapsed_lease_gives_the_job_back_once_and_its_attempt_counts(notes, machine):
    sample_jobs.slow.enqueue(path=str(notes), seconds=0)
    leases.take("killed")
    machine.later(seconds=1.9)
    assert leases.reap() == 0
    machine.later(seconds=0.2)
    assert leases.reap() == 1
    assert leases.reap() == 0
    assert jobs.run_all() == 1
    assert lines(notes) == ["begun", "ended"]
    assert len(Job.objects.get().worker_ids) == 2


def test_a_job_whose_workers_keep_dying_is_given_up(notes, machine):
    sample_jobs.slow.enqueue(path=str(notes), seconds=0)
    for name in ("first", "second"):
        assert leases.take(name) is not None
        machine.later(seconds=3)
        assert leases.reap() == 1
    job = Job.objects.get()
    assert job.status == TaskResultStatus.FAILED
    assert job.exception_class_path == f"{WorkerLost.__module__}.WorkerLost"
    assert leases.take("third") is None


def test_a_renewed_lease_does_not_lapse(notes, machine):
    sample_jobs.slow.enqueue(path=str(notes), seconds=0)
    job = leases.take("alive")
    for _ in range(10):
        machine.later(seconds=0.5)
        assert leases.renew(job, "alive", terms_of(job.task_path).lease) is True
    assert leases.reap() == 0


def test_a_worker_that_lost_its_job_can_neither_finish_fail_nor_renew_it(notes, machine):
    sample_jobs.slow.enqueue(path=str(notes), seconds=0)
    job = leases.take("frozen")
    machine.later(seconds=5)
    leases.reap()
    machine.later(seconds=5)
    other = leases.take("second")
    assert other is not None
    for late in (lambda: leases.finish(job, "frozen", None), lambda: leases.fail(job, "frozen", Unlucky())):
        with pytest.raises(LeaseLost):
            late()
    assert leases.renew(job, "frozen", dt.timedelta(hours=1)) is False
    assert Job.objects.get().status == TaskResultStatus.RUNNING
    leases.finish(other, "second", None)
    assert Job.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_a_running_job_nobody_holds_is_taken_back_after_an_hour(notes, machine):
    sample_jobs.note.enqueue(path=str(notes), text="x")
    leases.take("gone")
    Lease.objects.all().delete()
    assert leases.reap() == 0
    machine.later(minutes=61)
    assert leases.reap() == 1


def test_a_worker_told_to_stop_gives_the_job_back_uncounted(notes):
    sample_jobs.note.enqueue(path=str(notes), text="x")
    job = leases.take("stopping")
    leases.give_back(job, "stopping")
    job.refresh_from_db()
    assert (job.status, job.worker_ids, job.started_at) == (TaskResultStatus.READY, [], None)
    assert jobs.run_all() == 1


def test_run_notes_a_lost_job_quietly(notes):
    sample_jobs.note.enqueue(path=str(notes), text="x")
    job = leases.take("me")
    Lease.objects.update(holder="somebody else")
    assert worker.run(job, "me") is None
    job.refresh_from_db()
    assert job.status == TaskResultStatus.RUNNING


def test_pauses_double_up_to_an_hour():
    terms = Terms()
    seconds = [terms.pause_after(n).total_seconds() for n in (1, 2, 3, 30)]
    assert seconds == [10, 20, 40, 3600]


def test_an_idle_worker_asks_the_database_one_short_question(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert leases.take("idle") is None
