"""A party that left owes no value of the periods after; what it reported before stands."""

import datetime as dt

import pytest
from django.utils import translation

from lienket.accounts.tests.cast import Cast
from lienket.indicators import actions
from lienket.indicators.gathering import why_not
from lienket.indicators.reckoning import Agreement
from lienket.indicators.refusals import OutOfTurn
from lienket.lib.refusals import NotAllowed
from lienket.programmes.actions import PartyDraft, leave_programme
from lienket.programmes.models import Programme
from lienket.programmes.tests.builders import a_programme, party_of

from .builders import H1, H2, an_indicator, approved, note, number, sent, series


@pytest.fixture
def programme(cast: Cast) -> Programme:
    sides = (cast.hn, cast.ht, cast.nb)
    return a_programme(cast, parties=[PartyDraft(side.locality, side.so_tc) for side in sides])


def leave(programme: Programme, cast: Cast, day: dt.date) -> None:
    leave_programme(
        party_of(programme, cast.nb), left_on=day, paper_number="77/UBND-TH", paper_date=day, reason="Sáp nhập",
        by=cast.nb.office,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "expected"), [(dt.date(2026, 5, 4), Agreement.AGREE), (dt.date(2026, 7, 20), Agreement.PARTLY)]
)
def test_a_period_it_did_not_see_to_its_end_waits_for_the_others_only(
    cast: Cast, programme: Programme, day: dt.date, expected: Agreement
):
    indicator = an_indicator(cast, programme)
    approved(indicator, cast.hn)
    approved(indicator, cast.ht)
    leave(programme, cast, day)
    found = series(indicator)
    assert found.cell(indicator.period_on(H1)).agreement == expected


def test_nobody_is_said_to_be_missing_who_had_left(cast: Cast, programme: Programme):
    indicator = an_indicator(cast, programme)
    approved(indicator, cast.hn, day=H1)
    leave(programme, cast, dt.date(2026, 5, 4))
    found = series(indicator)
    with translation.override("en"):
        assert "Ninh Bình" not in why_not(found.cell(indicator.period_on(H1)), found.parties)
        assert found.cell(indicator.period_on(H2)).expected == 2


def test_nobody_reports_approves_or_takes_back_for_it(cast: Cast, programme: Programme, client_of):
    indicator = an_indicator(cast, programme)
    waiting, standing = sent(indicator, cast.nb, 7, day=H2), approved(indicator, cast.nb, 7)
    leave(programme, cast, dt.date(2026, 11, 1))
    tries = [
        lambda by: sent(indicator, cast.nb, 8, by=by),
        lambda by: actions.approve_value(waiting, by=by),
        lambda by: actions.return_value(waiting, reason="Sai", by=by),
        lambda by: actions.withdraw_approval(standing, reason="Sai", by=by),
        lambda by: note(indicator, cast.nb, None, by=by),
    ]
    for attempt in tries:
        for officer in (cast.nb.desk, cast.nb.head, cast.nb.focal, cast.nb.office):
            with pytest.raises(OutOfTurn, match="01/11/2026"):
                attempt(officer)
        with pytest.raises(NotAllowed):
            attempt(cast.hn.head)
    page = client_of(cast.nb.desk).get(f"/chi-tieu/{indicator.pk}/bao-cao/")
    assert page.status_code == 403
    assert "01/11/2026" in page.text
    assert f"/gia-tri/{standing.pk}/rut-duyet/" not in client_of(cast.nb.head).get(f"/chi-tieu/{indicator.pk}/").text


def test_a_difference_with_it_is_settled_by_those_who_stay(cast: Cast, programme: Programme):
    indicator = an_indicator(cast, programme)
    ours, _theirs, gone = (
        approved(indicator, side, value) for side, value in zip((cast.hn, cast.ht, cast.nb), (5, 5, 7), strict=True)
    )
    leave(programme, cast, dt.date(2026, 11, 1))
    note(indicator, cast.hn, gone)
    assert number(indicator) is None
    note(indicator, cast.ht, gone)
    assert number(indicator) == 7
    note(indicator, cast.hn, ours)
    assert number(indicator) is None
