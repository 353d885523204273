"""Many writers at once: no number is skipped or given twice, and none waits for ever."""

import threading

import pytest
from django.db import connection, transaction

from lienket.audit.actions import record, take_turn
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS, LINES = 6, 8


def in_threads(count, deed):
    """Run `deed(number)` in `count` threads at once; the errors they ended with."""
    errors, ready = [], threading.Barrier(count)

    def run(number):
        try:
            ready.wait()
            deed(number)
        except Exception as error:  # noqa: BLE001 - every way of failing is a finding here
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return errors


def test_lines_of_many_writers_have_no_gap_and_no_twin():
    def write(number):
        for _ in range(LINES):
            record(by=None, verb="a.b", writer=number)

    assert in_threads(WRITERS, write) == []
    sequences = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, WRITERS * LINES + 1))
    assert verify_chain() is None


def test_deeds_of_several_deeds_do_not_block_each_other_when_they_take_their_turn_first():
    def write(_number):
        for _ in range(LINES):
            with transaction.atomic():
                take_turn()
                record(by=None, verb="a.first")
                record(by=None, verb="a.second")

    assert in_threads(WRITERS, write) == []
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs == ["a.first", "a.second"] * (WRITERS * LINES)
    assert verify_chain() is None


def test_the_chain_is_verified_while_others_write():
    results = []

    def work(number):
        for _ in range(LINES):
            if number == 0:
                results.append(verify_chain())
            else:
                record(by=None, verb="a.b")

    assert in_threads(4, work) == []
    assert results == [None] * LINES
