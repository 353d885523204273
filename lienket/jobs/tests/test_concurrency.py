"""Several workers at one table: every job is taken by exactly one."""

import threading

import pytest
from django.db import connection

from lienket.jobs import leases
from lienket.jobs.models import Job, Lease

from . import sample_jobs

pytestmark = pytest.mark.django_db(transaction=True)
WORKERS, JOBS = 5, 30


def test_every_job_is_taken_by_one_worker():
    for number in range(JOBS):
        sample_jobs.note.enqueue(path="", text=str(number))
    taken, errors, ready = [], [], threading.Barrier(WORKERS)

    def work(name):
        try:
            ready.wait()
            while (job := leases.take(name)) or Job.objects.ready().exists():
                if job:
                    taken.append(job.pk)
        except Exception as error:  # noqa: BLE001 - every way of failing is a finding here
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(f"worker-{n}",)) for n in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert len(taken) == len(set(taken)) == JOBS
    assert Lease.objects.count() == JOBS
    assert {len(ids) for ids in Job.objects.values_list("worker_ids", flat=True)} == {1}


def test_a_lapsed_job_is_reaped_by_one_of_many():
    sample_jobs.slow.enqueue(path="", seconds=0)
    leases.take("killed")
    Lease.objects.update(until="2020-01-01T00:00:00Z")
    found, errors, ready = [], [], threading.Barrier(WORKERS)

    def work():
        try:
            ready.wait()
            found.append(leases.reap())
        except Exception as error:  # noqa: BLE001 - every way of failing is a finding here
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(WORKERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert sorted(found) == [0] * (WORKERS - 1) + [1]
