"""The clock tick."""

import datetime as dt

import pytest
from django.conf import settings as site
from django.contrib.sessions.models import Session
from django.utils.module_loading import import_string

from lienket.jobs import periodic, timetable
from lienket.jobs.models import Job, Rhythm
from lienket.lib import clock

from . import sample_jobs

pytestmark = pytest.mark.django_db
CALLS = []


def count():
    CALLS.append("count")


def stumble():
    CALLS.append("stumble")
    raise ValueError("ai đó@example.vn")


@pytest.fixture
def tick(monkeypatch, settings):
    CALLS.clear()
    settings.PERIODIC = {f"{__name__}.stumble": 10, f"{__name__}.count": 60}
    moment = [dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)]
    monkeypatch.setattr(clock, "machine_now", lambda: moment[0])

    def later(seconds):
        moment[0] += dt.timedelta(seconds=seconds)
        return timetable.run_due()

    return later


def test_each_function_runs_once_per_period(tick):
    for _ in range(60):
        tick(1)
    assert CALLS.count("count") == 1
    assert CALLS.count("stumble") == 6


def test_a_function_that_fails_stops_no_other_and_its_problem_is_kept_without_its_words(tick):
    assert len(tick(1)) == 2
    assert CALLS == ["stumble", "count"]
    assert Rhythm.objects.get(name__endswith="stumble").last_problem == "ValueError"
    assert Rhythm.objects.get(name__endswith="count").last_problem == ""


def test_two_workers_do_not_both_run_a_function(tick):
    tick(1)
    due = clock.machine_now() + dt.timedelta(seconds=60)
    assert timetable._claim(f"{__name__}.count", due, 60) is True
    assert timetable._claim(f"{__name__}.count", due, 60) is False


def test_every_function_of_the_sites_table_can_be_called():
    for name, seconds in site.PERIODIC.items():
        assert callable(import_string(name)), name
        assert seconds > 0
        import_string(name)()


def test_housekeeping_clears_what_has_ended_and_keeps_what_has_not(tmp_path):
    now = clock.machine_now()
    for key, expires in (("old", now - dt.timedelta(days=1)), ("new", now + dt.timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=expires)
    periodic.clear_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
    for status, days in (("SUCCESSFUL", 15), ("SUCCESSFUL", 13), ("FAILED", 15)):
        job = Job.objects.get(pk=sample_jobs.note.enqueue(path="", text="").id)
        Job.objects.filter(pk=job.pk).update(status=status, finished_at=now - dt.timedelta(days=days))
    assert periodic.clear_done_jobs() == 1
    assert sorted(Job.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
