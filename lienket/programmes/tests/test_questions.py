"""Questions put into SQL once: asked again with other values, they answer as a question built anew."""

import datetime as dt

import pytest
from django.db.models import DateField

from lienket.lib import questions
from lienket.lib.questions import Given, ask, at_hand, shared_out
from lienket.programmes.models import Party, Programme
from lienket.programmes.tests.builders import a_programme

pytestmark = pytest.mark.django_db


def parties():
    return Party.objects.filter(programme=Given("programme")).select_related("locality")


def test_the_values_given_with_each_asking_count(cast, django_assert_num_queries):
    first, second = a_programme(cast), a_programme(cast, title="Chương trình thứ hai")
    for programme in (first, second, first):
        with django_assert_num_queries(1):
            found = ask("parties, in a test", parties, programme=programme.pk)
            assert [party.locality.name for party in found] != []
        assert found == list(Party.objects.filter(programme=programme))


def test_a_day_is_moved_where_it_is_given(cast):
    programme = a_programme(cast)
    ends = programme.period_to

    def ending():
        return Programme.objects.filter(period_to__lte=Given("today", DateField()) + dt.timedelta(days=10))

    assert ask("ending, in a test", ending, today=ends - dt.timedelta(days=10)) == [programme]
    assert ask("ending, in a test", ending, today=ends - dt.timedelta(days=11)) == []
    earlier = Given("today", DateField()) - dt.timedelta(days=3)
    assert ask("late, in a test", lambda: Programme.objects.filter(period_to=earlier), today=ends + dt.timedelta(3))


def test_what_nothing_can_fit_is_not_asked(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert ask("nothing, in a test", Programme.objects.none) == []


def test_forms_are_bounded(monkeypatch, cast):
    monkeypatch.setattr(questions, "MOST", 2)
    monkeypatch.setattr(questions, "_kept", {})
    programme = a_programme(cast)
    for n in range(5):
        assert len(ask(("bounded", n), parties, programme=programme.pk)) == 2
    assert len(questions._kept) <= 2


def test_what_was_read_is_at_hand(cast, django_assert_num_queries):
    one, other = a_programme(cast), a_programme(cast, title="Chương trình thứ hai")
    rows = list(Party.objects.order_by("pk"))
    shared_out([one, other], "parties", "programme_id", rows)
    with django_assert_num_queries(0):
        assert [len(p.parties.all()) for p in (one, other)] == [2, 2]
        assert {party.programme for party in other.parties.all()} == {other}
    at_hand(one, "parties", [])
    assert list(one.parties.all()) == []
