"""A programme's life, each party for itself where the handbook says so."""

import datetime as dt

import pytest
from django.utils.module_loading import import_string

from lienket.accounts.tests.cast import Cast
from lienket.lib import clock
from lienket.lib.appendonly import WrittenOnce
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes import actions
from lienket.programmes.models import ProgrammeState as S
from lienket.programmes.refusals import MoveRefused
from lienket.programmes.steps import next_moves
from lienket.programmes.transitions import MOVES

from .builders import a_programme, party_of

DAY = dt.date(2026, 11, 20)
PAPER = {"paper_number": "15/TTr-UBND", "paper_date": DAY}

# The handbook's "enter when … by" as pairs; moves back to drafting are ours, for a draft that a committee sends back.
HANDBOOK = {
    (S.PROPOSED, S.DRAFTING): ("move_focal", True),
    (S.DRAFTING, S.CONSULTING): ("move_focal", False),
    (S.CONSULTING, S.BEFORE_COMMITTEES): ("move_office", True),
    (S.CONSULTING, S.DRAFTING): ("move_focal", False),
    (S.BEFORE_COMMITTEES, S.DRAFTING): ("move_focal", False),
    (S.BEFORE_COMMITTEES, S.SIGNED): ("move_office", True),
    (S.SIGNED, S.IN_FORCE): ("move_focal", False),
    (S.IN_FORCE, S.AMENDING): ("move_focal", True),
    (S.AMENDING, S.IN_FORCE): ("move_focal", True),
    (S.SIGNED, S.AWAITING_REVIEW): ("", False),
    (S.IN_FORCE, S.AWAITING_REVIEW): ("", False),
    (S.AMENDING, S.AWAITING_REVIEW): ("", False),
    (S.AWAITING_REVIEW, S.REVIEWED): ("move_office", True),
    (S.SIGNED, S.TERMINATED): ("move_office", True),
    (S.IN_FORCE, S.TERMINATED): ("move_office", True),
    (S.AMENDING, S.TERMINATED): ("move_office", True),
}


def test_the_table_is_the_handbooks():
    found = {(frm, row.to): (row.deed.removeprefix("programmes."), row.each) for row in MOVES for frm in row.frm}
    assert found == HANDBOOK
    assert all(row.evidence for row in MOVES if row.deed)


def test_the_whole_life(cast: Cast):
    programme = a_programme(cast, state=S.PROPOSED)

    def both(to, who, **evidence):
        for side in (cast.ht, cast.hn):
            actions.move_programme(programme, to=to, by=side.officers[who], **evidence)

    both(S.DRAFTING, "focal", paper_number="bản 1")
    actions.move_programme(programme, to=S.CONSULTING, by=cast.hn.focal, **PAPER)
    both(S.BEFORE_COMMITTEES, "office", **PAPER)
    for side in (cast.hn, cast.ht):
        actions.add_signatory(party_of(programme, side), title="Chủ tịch UBND", signed_on=DAY, by=side.focal)
    both(S.SIGNED, "office", **PAPER)
    actions.move_programme(programme, to=S.IN_FORCE, by=cast.ht.focal, **PAPER)
    both(S.AMENDING, "focal", reason="Bổ sung lĩnh vực y tế")
    both(S.IN_FORCE, "focal", **PAPER)
    with clock.set_to(dt.date(2031, 1, 1)):
        assert actions.end_periods() == 1
        programme.refresh_from_db()
        assert programme.state == S.AWAITING_REVIEW
        both(S.REVIEWED, "office", **PAPER)
    assert programme.state == S.REVIEWED
    assert programme.moves.filter(complete=True).count() == 9
    assert next_moves(programme, cast.hn.office) == []


def test_one_sides_consent_waits_for_the_other(cast: Cast):
    programme = a_programme(cast, state=S.PROPOSED)
    move = actions.move_programme(programme, to=S.DRAFTING, paper_number="bản 1", by=cast.hn.focal)
    assert not move.complete
    assert programme.state == S.PROPOSED
    (step,) = next_moves(programme, cast.hn.focal)
    assert ([p.locality for p in step.consented], [p.locality for p in step.waiting_for]) == (
        [cast.hn.locality],
        [cast.ht.locality],
    )
    assert not step.allowed
    assert next_moves(programme, cast.ht.focal)[0].allowed
    with pytest.raises(MoveRefused) as refused:
        actions.move_programme(programme, to=S.DRAFTING, paper_number="bản 1", by=cast.hn.focal)
    assert cast.hn.focal.label in refused.value.message
    with pytest.raises(NotAllowed):  # nobody acts for the other side
        actions.move_programme(
            programme, to=S.DRAFTING, paper_number="bản 1", party=party_of(programme, cast.ht), by=cast.hn.focal
        )
    with pytest.raises(WrittenOnce):
        move.delete()


def test_consents_given_before_a_way_back_count_no_more(cast: Cast):
    programme = a_programme(cast, state=S.PROPOSED)
    for side in (cast.hn, cast.ht):
        actions.move_programme(programme, to=S.DRAFTING, paper_number="bản 1", by=side.focal)
    actions.move_programme(programme, to=S.CONSULTING, by=cast.hn.focal, **PAPER)
    actions.move_programme(programme, to=S.BEFORE_COMMITTEES, by=cast.hn.office, **PAPER)
    actions.move_programme(programme, to=S.DRAFTING, reason="Soạn lại mục II", by=cast.ht.focal)
    actions.move_programme(programme, to=S.CONSULTING, by=cast.hn.focal, **PAPER)
    actions.move_programme(programme, to=S.BEFORE_COMMITTEES, by=cast.ht.office, **PAPER)
    assert programme.state == S.CONSULTING


@pytest.mark.parametrize("to", [S.PROPOSED, S.SIGNED, S.REVIEWED, S.AWAITING_REVIEW])
def test_there_is_no_way_past_the_table(to, cast: Cast):
    programme = a_programme(cast)
    with pytest.raises(MoveRefused):
        actions.move_programme(programme, to=to, by=cast.hn.office, reason="x", **PAPER)
    assert programme.state == S.IN_FORCE


@pytest.mark.parametrize(
    ("evidence", "field"),
    [
        ({"paper_number": "", "paper_date": DAY, "reason": "x"}, "paper_number"),
        ({"paper_number": "9/QĐ", "paper_date": None, "reason": "x"}, "paper_date"),
        ({"paper_number": "9/QĐ", "paper_date": dt.date(2026, 11, 25), "reason": "x"}, "paper_date"),
        ({"paper_number": "9/QĐ", "paper_date": DAY, "reason": " "}, "reason"),
    ],
)
def test_evidence_is_needed(evidence, field, cast: Cast):
    programme = a_programme(cast)
    with pytest.raises(Incomplete) as refused:
        actions.move_programme(programme, to=S.TERMINATED, by=cast.hn.office, **evidence)
    assert field in refused.value.fields


def test_a_signature_names_its_signer(cast: Cast):
    programme = a_programme(cast, state=S.PROPOSED)
    programme.state = S.BEFORE_COMMITTEES
    programme.save()
    with pytest.raises(Incomplete):
        actions.move_programme(programme, to=S.SIGNED, by=cast.hn.office, **PAPER)


@pytest.mark.parametrize(("open_ended", "moved"), [(False, 1), (True, 0)])
def test_the_period_ends_by_itself_once(open_ended, moved, cast: Cast):
    programme = a_programme(cast, period_to=dt.date(2026, 11, 23), open_ended=open_ended)
    assert actions.end_periods() == moved
    assert actions.end_periods() == 0
    programme.refresh_from_db()
    assert programme.state == (S.AWAITING_REVIEW if moved else S.IN_FORCE)


def test_the_clock_runs_it(settings):
    (path,) = [path for path in settings.PERIODIC if path.startswith("lienket.programmes")]
    assert import_string(path) is actions.end_periods


def test_the_last_day_still_belongs_to_the_period(cast: Cast, today):
    a_programme(cast, period_to=today)
    assert actions.end_periods() == 0
