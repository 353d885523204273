"""The page of failed jobs: what it shows, what it hides, and to whom it is not there."""

import datetime as dt

import pytest
from django.apps import apps
from django.test import Client
from django_tasks import TaskResultStatus

from lienket import jobs
from lienket.jobs import actions
from lienket.jobs.desk import waiting_for
from lienket.jobs.models import Job, Rhythm
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.transitions import StaleState

from . import sample_jobs

pytestmark = pytest.mark.django_db
Event = apps.get_model("audit", "Event")  # a room above this one, which is not imported here
PAGE = "/quan-tri/viec-nen/"


@pytest.fixture
def failed(tmp_path):
    sample_jobs.fail.enqueue(path=str(tmp_path / "notes"))
    while Job.objects.exclude(status=TaskResultStatus.FAILED).exists():
        Job.objects.update(run_after=clock.machine_now())
        jobs.run_all(raising=False)
    return Job.objects.get()


def english(client, url=PAGE):
    client.cookies["ngon_ngu"] = "en"
    return client.get(url).content.decode()


def test_an_administrator_sees_the_job_its_reason_and_place_and_not_its_words(cast, client_of, failed):
    page = english(client_of(cast.hn.admin))
    assert "Unlucky" in page
    assert "lienket/jobs/tests/sample_jobs.py:" in page
    assert "512/TB-VP" in failed.traceback
    assert "512/TB-VP" not in page
    assert "Fail" in page


def test_an_empty_page_says_so(cast, client_of):
    assert "No job has failed" in english(client_of(cast.hn.admin))


def test_a_silent_worker_and_a_troubled_task_are_said(cast, client_of):
    client = client_of(cast.hn.admin)
    assert "No worker is running" in english(client)
    Rhythm.objects.create(name="lienket.jobs.leases.reap", next_at=clock.machine_now() + dt.timedelta(seconds=5))
    Rhythm.objects.create(name="lienket.files.actions.sweep", last_problem="OSError")
    page = english(client)
    assert "No worker is running" not in page
    assert "lienket.files.actions.sweep: OSError" in page


def test_a_job_tried_again_has_all_its_attempts_before_it(cast, client_of, failed):
    answer = client_of(cast.hn.admin).post(f"{PAGE}{failed.pk}/thu-lai/")
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    failed.refresh_from_db()
    assert (failed.status, failed.worker_ids) == (TaskResultStatus.READY, [])
    assert jobs.run_all(raising=False) == 1
    event = Event.objects.get(verb="jobs.retried")
    assert (event.actor_id, event.data) == (cast.hn.admin.pk, {"job": "fail"})


def test_giving_up_asks_first(cast, client_of, failed):
    client, url = client_of(cast.hn.admin), f"{PAGE}{failed.pk}/bo-qua/"
    assert client.get(url).status_code == 200
    assert Job.objects.exists()
    assert client.post(url).status_code == 302
    assert not Job.objects.exists()
    assert Event.objects.get(verb="jobs.forgotten").data == {"job": "fail"}
    assert client.get(url).status_code == 404


def test_two_administrators_at_once_do_it_once(cast, failed):
    first, second = Job.objects.get(), Job.objects.get()
    actions.retry(first, by=cast.hn.admin)
    with pytest.raises(StaleState):
        actions.retry(second, by=cast.ht.admin)
    with pytest.raises(StaleState):
        actions.forget(second, by=cast.ht.admin)
    assert Event.objects.filter(verb__startswith="jobs.").count() == 1


def test_to_other_roles_it_is_not_there(cast, client_of, failed):
    for side in (cast.hn, cast.ht, cast.nb):
        for part, officer in side.officers.items():
            client = client_of(officer)
            expected = 200 if part == "admin" else 404
            assert client.get(PAGE).status_code == expected, part
            assert client.get(f"{PAGE}{failed.pk}/bo-qua/").status_code == expected, part
            if part != "admin":
                assert client.post(f"{PAGE}{failed.pk}/thu-lai/").status_code == 404, part
                assert client.post(f"{PAGE}{failed.pk}/bo-qua/").status_code == 404, part
                with pytest.raises(NotAllowed):
                    actions.retry(failed, by=officer)
                with pytest.raises(NotAllowed):
                    actions.forget(failed, by=officer)
    assert Job.objects.get().status == TaskResultStatus.FAILED


def test_a_visitor_is_asked_to_sign_in(failed):
    for url in (PAGE, f"{PAGE}{failed.pk}/bo-qua/", f"{PAGE}{failed.pk}/thu-lai/"):
        answer = Client().get(url)
        assert answer.status_code == 302
        assert "/dang-nhap/" in answer["Location"]


def test_trying_again_is_only_posted_to(cast, client_of, failed):
    assert client_of(cast.hn.admin).get(f"{PAGE}{failed.pk}/thu-lai/").status_code == 405


def test_a_long_list_costs_no_more_than_a_short_one(cast, client_of, failed, django_assert_max_num_queries):
    Job.objects.bulk_create(
        Job(
            task_path=failed.task_path, args_kwargs={"args": [], "kwargs": {"document_id": n}}, status=TaskResultStatus.FAILED,
            finished_at=clock.machine_now(), run_after=clock.machine_now(), backend_name="default", worker_ids=["a"],
            exception_class_path="x.Y", traceback="",
        )
        for n in range(60)
    )  # fmt: skip
    client = client_of(cast.hn.admin)
    with django_assert_max_num_queries(8):
        page = english(client)
    assert "document_id" in page
    assert "trang=2" in page


def test_failed_jobs_wait_at_the_administrators_desk(cast, failed):
    (item,) = waiting_for(cast.hn.admin, clock.today())
    assert (item.url, item.kind) == (PAGE, "failed_jobs")
    assert waiting_for(cast.hn.desk, clock.today()) == []
    failed.delete()
    assert waiting_for(cast.hn.admin, clock.today()) == []
