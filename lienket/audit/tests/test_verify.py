"""Every kind of tampering is found at the first line it touches."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from lienket.audit.actions import record
from lienket.audit.canonical import line_hash
from lienket.audit.models import ChainHead, Event
from lienket.audit.verify import verify_chain

pytestmark = pytest.mark.django_db


def sql(statement, *values):
    """Somebody with the database in their hands: the ORM refuses all of this."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.fixture
def chain():
    return [record(by=None, verb="a.b", number=n) for n in range(1, 7)]


def rehashed(sequence, **changes):
    """A forger who also knows how to compute the line's hash."""
    event = Event.objects.get(sequence=sequence)
    for name, value in changes.items():
        setattr(event, name, value)
    event.hash = line_hash(event)
    sql("UPDATE audit_event SET verb = %s, hash = %s WHERE sequence = %s", event.verb, event.hash, sequence)
    return event


def swap(one, other):
    sql("UPDATE audit_event SET sequence = 99 WHERE sequence = %s", one)
    sql("UPDATE audit_event SET sequence = %s WHERE sequence = %s", one, other)
    sql("UPDATE audit_event SET sequence = %s WHERE sequence = 99", other)


def close_the_gap_after(sequence):
    sql("DELETE FROM audit_event WHERE sequence = %s", sequence)
    sql("UPDATE audit_event SET sequence = sequence - 1 WHERE sequence > %s", sequence)


def append_beyond_the_head():
    last = Event.objects.get(sequence=6)
    sql("UPDATE audit_chainhead SET sequence = 5, hash = %s", last.previous_hash)


TAMPERING = {
    "a line deleted": (lambda: sql("DELETE FROM audit_event WHERE sequence = 3"), 3, "missing"),
    "the first line deleted": (lambda: sql("DELETE FROM audit_event WHERE sequence = 1"), 1, "missing"),
    "the last lines deleted": (lambda: sql("DELETE FROM audit_event WHERE sequence > 4"), 5, "missing"),
    "every line deleted": (lambda: sql("DELETE FROM audit_event"), 1, "missing"),
    "a line deleted and the rest renumbered": (lambda: close_the_gap_after(3), 3, "changed"),
    "a verb changed": (lambda: sql("UPDATE audit_event SET verb = 'a.c' WHERE sequence = 2"), 2, "changed"),
    "an actor changed": (lambda: sql("UPDATE audit_event SET actor_id = 5 WHERE sequence = 2"), 2, "changed"),
    "data changed": (lambda: sql("UPDATE audit_event SET data = '{\"number\": 9}' WHERE sequence = 4"), 4, "changed"),
    "a time changed": (lambda: sql("UPDATE audit_event SET at = '2020-01-01 00:00:00+00:00' WHERE sequence = 4"), 4, "changed"),
    "a hash changed": (lambda: sql("UPDATE audit_event SET hash = %s WHERE sequence = 4", "f" * 64), 4, "changed"),
    "a line changed and hashed anew": (lambda: rehashed(2, verb="a.c"), 3, "unchained"),
    "the last line changed and hashed anew": (lambda: rehashed(6, verb="a.c"), 6, "head"),
    "two lines in each other's place": (lambda: swap(2, 5), 2, "changed"),
    "the head set back": (append_beyond_the_head, 6, "beyond"),
    "the head's hash changed": (lambda: sql("UPDATE audit_chainhead SET hash = %s", "f" * 64), 6, "head"),
    "the head set forward": (lambda: sql("UPDATE audit_chainhead SET sequence = 8"), 7, "missing"),
    "the head removed": (lambda: sql("DELETE FROM audit_chainhead"), 0, "head"),
}  # fmt: skip


def test_an_untouched_chain_holds(chain):
    assert verify_chain() is None


def test_a_chain_without_lines_holds(db):
    assert verify_chain() is None
    ChainHead.objects.create(pk=1)
    assert verify_chain() is None


@pytest.mark.parametrize("tampering", TAMPERING)
def test_tampering_is_found_where_it_begins(chain, tampering):
    deed, sequence, problem = TAMPERING[tampering]
    deed()
    broken = verify_chain()
    assert broken is not None
    assert (broken.sequence, broken.problem) == (sequence, problem)


def test_the_command_prints_the_end_of_the_chain(chain):
    out = io.StringIO()
    call_command("audit_verify", stdout=out)
    assert out.getvalue().strip() == f"OK 6:{chain[-1].hash}"


def test_the_command_names_the_first_broken_line_and_exits_1(chain):
    sql("UPDATE audit_event SET verb = 'a.c' WHERE sequence IN (3, 5)")
    err = io.StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify", stderr=err)
    assert ended.value.code == 1
    assert "line 3 (changed)" in err.getvalue()


def test_a_chain_rewritten_to_its_end_is_found_by_an_anchor_kept_elsewhere(chain):
    anchor = f"4:{chain[3].hash}"
    call_command("audit_verify", "--anchor", anchor, stdout=io.StringIO())
    previous = Event.objects.get(sequence=2).hash
    for sequence in range(3, 7):
        event = Event.objects.get(sequence=sequence)
        event.verb, event.previous_hash = "a.forged", previous
        event.hash = previous = line_hash(event)
        sql(
            "UPDATE audit_event SET verb = 'a.forged', previous_hash = %s, hash = %s WHERE sequence = %s",
            event.previous_hash,
            event.hash,
            sequence,
        )
    sql("UPDATE audit_chainhead SET hash = %s", previous)
    assert verify_chain() is None  # nothing inside the database can tell
    err = io.StringIO()
    with pytest.raises(SystemExit):
        call_command("audit_verify", "--anchor", anchor, stdout=io.StringIO(), stderr=err)
    assert "line 4 (rewritten)" in err.getvalue()


def test_an_anchor_that_is_none_is_said(chain):
    with pytest.raises(CommandError, match="NUMBER:HASH"):
        call_command("audit_verify", "--anchor", "four", stdout=io.StringIO())


def test_a_first_line_written_between_two_looks_is_no_fault(monkeypatch):
    look = QuerySet.exists

    def slowly(rows):
        found = look(rows)
        if rows.model is ChainHead and not found:
            record(by=None, verb="a.b")
        return found

    monkeypatch.setattr(QuerySet, "exists", slowly)
    assert verify_chain() is None
    assert Event.objects.count() == 1
