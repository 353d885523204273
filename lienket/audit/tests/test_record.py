"""Recording a line: what it holds, where it stands, and what is refused."""

import datetime as dt
from decimal import Decimal

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from lienket.audit.actions import ChainHeadMissing, record
from lienket.audit.canonical import NotPlain, line
from lienket.audit.models import ChainHead, Event, HistoryIsAppendOnly
from lienket.lib import clock

from .actors import Side, Somebody

pytestmark = pytest.mark.django_db
Locality = apps.get_model("localities", "Locality")  # a room above this one, which is not imported here


@pytest.fixture
def thing():
    return Locality(pk=42, short_name="Hà Tĩnh", name_en="Hà Tĩnh Province")


def test_a_line_says_who_did_what_to_what_and_when(thing):
    with clock.set_to(dt.date(2026, 3, 2)) as moment, translation.override("en"):
        event = record(
            by=Somebody(),
            verb="localities.renamed",
            thing=thing,
            side=Side(),
            paper="512/TB-VP",
            on=dt.date(2026, 3, 1),
        )
    event.refresh_from_db()
    assert (event.sequence, event.at, event.actor_id, event.actor_label) == (1, moment, 7, Somebody.label)
    assert (event.verb, event.thing_kind, event.thing_id) == ("localities.renamed", "localities.locality", "42")
    assert event.thing_label == "Hà Tĩnh"  # Vietnamese, although the page was English
    assert (event.side_code, event.data) == ("42", {"paper": "512/TB-VP", "on": "2026-03-01"})


def test_lines_are_numbered_without_gaps_and_each_holds_the_hash_of_the_one_before():
    first, second, third = (record(by=None, verb="jobs.retried", number=n) for n in range(3))
    assert [e.sequence for e in (first, second, third)] == [1, 2, 3]
    assert (first.previous_hash, second.previous_hash, third.previous_hash) == ("0" * 64, first.hash, second.hash)
    head = ChainHead.objects.get()
    assert (head.sequence, head.hash) == (3, third.hash)
    assert first.actor_id is None
    assert first.actor_label == "Hệ thống"


def test_a_deed_that_is_rolled_back_leaves_no_line_and_no_gap():
    def failing_deed():
        with transaction.atomic():
            record(by=None, verb="a.lost")
            raise RuntimeError

    record(by=None, verb="a.b")
    with pytest.raises(RuntimeError):
        failing_deed()
    assert record(by=None, verb="a.c").sequence == 2
    assert not Event.objects.filter(verb="a.lost").exists()


def test_what_has_a_label_is_called_by_it():
    thing = Locality(pk=1, short_name="Nguyễn Thị An")
    thing.label = "Chuyên viên, Sở Y tế"
    assert record(by=None, verb="accounts.moved", thing=thing).thing_label == "Chuyên viên, Sở Y tế"


def test_the_hashed_line_comes_back_from_the_database_as_it_went_in(thing):
    event = record(
        by=Somebody(), verb="a.b", thing=thing, amount=Decimal("37.70"), big=10**17, text="Hoà\u0300 \x00\u2028", yes=True,
        none=None, nested={"b": [1, {"a": "đ"}], "a": {3, 1, 2}}, lazy=gettext_lazy("Programmes"),
    )  # fmt: skip
    before = line(event)
    assert line(Event.objects.get(pk=event.pk)) == before
    assert event.data["amount"] == "37.70"
    assert event.data["nested"]["a"] == [1, 2, 3]


@pytest.mark.parametrize("value", [1.5, object(), b"bytes", {"deep": [Locality()]}])
def test_what_cannot_be_hashed_alike_everywhere_is_refused(value):
    with pytest.raises(NotPlain, match=r"data\.value"):
        record(by=None, verb="a.b", value=value)
    assert not Event.objects.exists()


def test_a_line_is_never_changed_or_deleted():
    event = record(by=None, verb="a.b")
    for deed in (
        event.save, event.delete, Event.objects.all().delete, Event.objects.filter(pk=event.pk).delete,
        lambda: Event.objects.update(verb="x"), lambda: Event.objects.bulk_update([event], ["verb"]),
        lambda: Event.objects.bulk_create([Event()]),
    ):  # fmt: skip
        with pytest.raises(HistoryIsAppendOnly):
            deed()
    assert Event.objects.get().verb == "a.b"


def test_nothing_is_recorded_when_the_head_was_removed():
    record(by=None, verb="a.b")
    ChainHead.objects.all().delete()
    with pytest.raises(ChainHeadMissing), transaction.atomic():
        record(by=None, verb="a.c")
    assert Event.objects.count() == 1
