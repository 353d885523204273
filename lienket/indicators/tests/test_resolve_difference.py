"""Two values differ: each side says whose stands. Nothing is averaged, and nothing counts until every side names the same one."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.indicators.desk import waiting_for
from lienket.indicators.reckoning import Agreement
from lienket.indicators.refusals import OutOfTurn
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete

from .builders import H2, a_ratio, an_indicator, approved, note, number, period, series


def kinds(officer):
    return [item.kind for item in waiting_for(officer, clock.today())]


def test_it_counts_when_both_sides_name_the_same_value(cast: Cast):
    one = an_indicator(cast)
    hn, _ht = approved(one, cast.hn, 5), approved(one, cast.ht, 9)
    assert (series(one).cell(period(one)).agreement, number(one)) == (Agreement.DIFFER, None)
    note(one, cast.hn, hn)
    assert number(one) is None
    note(one, cast.ht, hn)
    assert series(one).cell(period(one)).agreement == Agreement.SETTLED
    assert number(one) == 5


def test_different_words_or_both_stand_explain_but_do_not_count(cast: Cast):
    one = an_indicator(cast)
    hn, ht = approved(one, cast.hn, 5), approved(one, cast.ht, 9)
    note(one, cast.hn, hn)
    note(one, cast.ht, ht)
    cell = series(one).cell(period(one))
    assert (cell.agreement, cell.explained, cell.standing) == (Agreement.DIFFER, True, None)
    note(one, cast.hn, None)
    note(one, cast.ht, None)
    assert series(one).cell(period(one)).agreement == Agreement.DIFFER


def test_the_task_stays_on_both_desks_until_both_have_spoken(cast: Cast):
    one = an_indicator(cast)
    hn, _ht = approved(one, cast.hn, 5), approved(one, cast.ht, 9)
    people = [cast.hn.focal, cast.hn.head, cast.ht.focal, cast.ht.head]
    assert all("values_differ" in kinds(officer) for officer in people)
    assert all("values_differ" not in kinds(o) for o in (cast.nb.focal, cast.nb.head, cast.hn.leader))
    note(one, cast.hn, hn)
    assert "values_differ" not in kinds(cast.hn.focal)
    assert "values_differ" in kinds(cast.ht.focal)
    note(one, cast.ht, hn, by=cast.ht.head)
    assert all("values_differ" not in kinds(officer) for officer in people)


def test_a_corrected_value_opens_the_question_anew(cast: Cast):
    one = an_indicator(cast)
    hn = approved(one, cast.hn, 5)
    approved(one, cast.ht, 9)
    note(one, cast.hn, hn)
    note(one, cast.ht, hn)
    approved(one, cast.ht, 8)
    cell = series(one).cell(period(one))
    assert (cell.agreement, cell.said, number(one)) == (Agreement.DIFFER, {}, None)
    assert "values_differ" in kinds(cast.hn.focal)
    approved(one, cast.ht, 5)
    assert number(one) == 5
    assert "values_differ" not in kinds(cast.hn.focal)


def test_equal_percentages_of_different_counts_differ(cast: Cast):
    one = a_ratio(cast)
    approved(one, cast.hn, (5, 10))
    approved(one, cast.ht, (50, 100))
    assert series(one).cell(period(one)).agreement == Agreement.DIFFER


def test_only_the_own_side_speaks_and_only_those_who_may(cast: Cast):
    one = an_indicator(cast)
    hn, _ht = approved(one, cast.hn, 5), approved(one, cast.ht, 9)
    own = [o for part, o in cast.hn.officers.items() if part not in {"head", "focal", "office"}]
    for officer in [*own, *cast.ht.officers.values(), *cast.nb.officers.values(), AnonymousUser()]:
        with pytest.raises(NotAllowed):
            note(one, cast.hn, hn, by=officer)


def test_broken_words_are_refused(cast: Cast):
    one = an_indicator(cast)
    hn = approved(one, cast.hn, 5)
    with pytest.raises(OutOfTurn):
        note(one, cast.hn, hn)  # only one side has reported
    approved(one, cast.ht, 5)
    with pytest.raises(OutOfTurn):
        note(one, cast.hn, hn)  # they agree
    approved(one, cast.ht, 6)
    other = approved(one, cast.hn, 5, day=H2)
    for broken, field in (({"reason": " "}, "reason"), ({"stands": other}, "stands")):
        with pytest.raises(Incomplete) as refused:
            note(one, cast.hn, **{"stands": hn} | broken)
        assert field in refused.value.fields
    assert not one.notes.exists()
