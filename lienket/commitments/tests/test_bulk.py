"""One deed on many commitments: what the preview says is what happens, row by row; twice is once; stale rows are not guessed at."""

import datetime as dt

import pytest
from django.db import transaction

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions, bulk
from lienket.commitments.bulk.looking import from_to
from lienket.commitments.forms.bulk import KEEP
from lienket.commitments.models import Batch, Commitment
from lienket.commitments.models import CommitmentState as S
from lienket.lib.audience import Audience
from lienket.localities.models import Sector
from lienket.programmes.actions import add_group
from lienket.programmes.tests.builders import a_programme

from .builders import DEADLINE, a_commitment, bring_to

NEXT = dt.date(2027, 3, 31)
MOVE = bulk.BY_DEED["doi-thoi-han"]
LATER = {"new": None, "days": 90, "reason": "Chờ kinh phí"}


def several(cast: Cast, *states: str) -> list[Commitment]:
    programme = a_programme(cast)
    return [bring_to(state, a_commitment(cast, programme)).commitment for state in states]


def rehearsed(code, commitments, data, by):
    deed = bulk.BY_DEED[code]
    outlooks = bulk.rehearse(deed, commitments, data, by)
    return outlooks, bulk.new_slip(deed, outlooks, {})


def done(code, commitments, data, by) -> Batch:
    _outlooks, slip = rehearsed(code, commitments, data, by)
    return bulk.carry_out(bulk.BY_DEED[slip.deed], commitments[0].programme, slip, data, by=by)


def test_the_preview_says_what_happens_and_nothing_stays(cast: Cast):
    found = several(cast, S.IN_PROGRESS, S.DONE, S.DRAFTED)
    lines = Event.objects.count()
    outlooks, slip = rehearsed("doi-thoi-han", found, LATER, cast.hn.office)
    assert [one.allowed for one in outlooks] == [True, False, True]
    assert outlooks[0].words == "Thời hạn: 31/12/2026\u00a0→\u00a031/03/2027"
    assert "Hoàn thành" in outlooks[1].words
    assert Event.objects.count() == lines
    assert list(slip.rows) == ["CK-01", "CK-03"]
    assert not Commitment.objects.exclude(deadline=DEADLINE).exists()
    batch = bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office)
    assert [(row.number, row.done, row.words) for row in batch.rows.order_by("number")] == [
        (one.commitment.number, one.allowed, one.words) for one in outlooks
    ]
    assert Commitment.objects.filter(deadline=NEXT).count() == 2
    verbs = list(Event.objects.order_by("sequence").values_list("verb", flat=True))[lines:]
    assert verbs == ["commitments.deadline_changed", "commitments.deadline_changed", "commitments.batch_done"]
    assert Event.objects.order_by("sequence").last().data == {"deed": "doi-thoi-han", "done": 2, "refused": 1}


def test_the_same_slip_twice_is_one_batch(cast: Cast):
    found = several(cast, S.IN_PROGRESS)
    _outlooks, slip = rehearsed("doi-thoi-han", found, LATER, cast.hn.office)
    first = bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office)
    lines = Event.objects.count()
    assert bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office) == first
    assert (Event.objects.count(), found[0].deadline_changes.count()) == (lines, 1)


def test_after_a_crash_the_rest_is_done_and_nothing_twice(cast: Cast, monkeypatch):
    found = several(cast, S.IN_PROGRESS, S.IN_PROGRESS)
    _outlooks, slip = rehearsed("doi-thoi-han", found, LATER, cast.hn.office)
    real, calls = actions.change_deadline, []

    def crash_at_the_second(commitment, **facts):
        calls.append(commitment)
        if len(calls) == 2:
            raise ConnectionError("the power went out")
        return real(commitment, **facts)

    monkeypatch.setattr(actions, "change_deadline", crash_at_the_second)
    with pytest.raises(ConnectionError), transaction.atomic():
        bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office)
    # What had been done by rows of their own stays; here the test's own transaction took it back with the crash.
    calls.clear()
    monkeypatch.setattr(actions, "change_deadline", real)
    batch = bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office)
    assert batch.finished_at is not None
    assert [c.deadline_changes.count() for c in found] == [1, 1]


def test_what_changed_after_the_preview_is_refused_and_the_rest_is_done(cast: Cast):
    found = several(cast, S.IN_PROGRESS, S.IN_PROGRESS, S.DRAFTED)
    _outlooks, slip = rehearsed("doi-thoi-han", found, LATER, cast.hn.office)
    actions.change_deadline(found[0], new=dt.date(2027, 1, 15), reason="Họp giao ban", by=cast.ht.office)
    actions.withdraw_commitment(found[2], by=cast.hn.focal)
    batch = bulk.carry_out(MOVE, found[0].programme, slip, LATER, by=cast.hn.office)
    assert [(row.number, row.done) for row in batch.rows.all()] == [("CK-01", False), ("CK-02", True), ("CK-03", False)]
    found[0].refresh_from_db()
    assert found[0].deadline == dt.date(2027, 1, 15)


@pytest.mark.parametrize(
    ("code", "data", "state", "part", "allowed"),
    [
        ("tam-dung", {"reason": "Chờ mặt bằng", "expected_on": NEXT}, S.IN_PROGRESS, "office", True),
        ("tam-dung", {"reason": "Chờ mặt bằng", "expected_on": NEXT}, S.IN_PROGRESS, "head", False),
        ("tam-dung", {"reason": "Chờ mặt bằng", "expected_on": NEXT}, S.DRAFTED, "office", False),
        ("tiep-tuc", {"move_the_deadline": True}, S.PAUSED, "office", True),
        ("de-nghi-gia-han", LATER, S.IN_PROGRESS, "head", True),
        ("de-nghi-gia-han", LATER, S.IN_PROGRESS, "desk", False),
        ("don-doc", {"whom": "head", "words": "Báo cáo kết quả"}, S.IN_PROGRESS, "focal", True),
        ("don-doc", {"whom": "focal", "words": "Báo cáo kết quả"}, S.IN_PROGRESS, "office", True),
        ("don-doc", {"whom": "head", "words": "Báo cáo kết quả"}, S.DRAFTED, "focal", False),
        ("ai-duoc-xem", {"audience": Audience.SIDE.value}, S.IN_PROGRESS, "focal", True),
        ("ai-duoc-xem", {"audience": Audience.PUBLIC.value}, S.IN_PROGRESS, "focal", False),
        ("ai-duoc-xem", {"audience": Audience.SIDE.value}, S.IN_PROGRESS, "leader", False),
    ],
)
def test_each_deed_for_who_may_and_what_stands(code, data, state, part, allowed, cast: Cast):
    (one,) = several(cast, state)
    (outlook,), _slip = rehearsed(code, [one], data, cast.hn.officers[part])
    assert outlook.allowed is allowed, outlook.words
    assert done(code, [one], data, cast.hn.officers[part]).rows.filter(done=True).count() == allowed


def test_assigning_touches_only_the_own_side(cast: Cast):
    found = several(cast, S.DRAFTED, S.IN_PROGRESS)
    data = {
        "lead": "so_yt",
        "assigning_paper": "200/KH-UBND",
        "assigning_paper_date": dt.date(2026, 11, 20),
        "output": "",
    }
    batch = done("giao-nhiem-vu", found, data, cast.ht.office)
    assert batch.rows.count() == 2
    assert [row.number for row in batch.rows.filter(done=True)] == ["CK-01"]
    ours = found[0].responsibilities.get(party__locality=cast.ht.locality)
    theirs = found[0].responsibilities.get(party__locality=cast.hn.locality)
    assert (ours.lead, ours.assigning_paper, theirs.assigned_on) == (cast.ht.so_yt, "200/KH-UBND", None)


def test_a_stranger_changes_nothing(cast: Cast):
    (one,) = several(cast, S.IN_PROGRESS)
    _outlooks, slip = rehearsed("doi-thoi-han", [one], LATER, cast.hn.office)
    stolen = bulk.Slip("another-key", slip.deed, slip.fields, slip.rows, {})
    batch = bulk.carry_out(MOVE, one.programme, stolen, LATER, by=cast.nb.office)
    assert [row.done for row in batch.rows.all()] == [False]
    with pytest.raises(bulk.StaleSlip):
        bulk.slip_of(slip.sealed(one.programme, cast.hn.office), one.programme, cast.ht.office)


def test_an_internal_sector_takes_them_from_the_public_and_undo_gives_them_back(cast: Cast):
    found = several(cast, S.IN_PROGRESS, S.DRAFTED)
    assert found[0].audience == Audience.PUBLIC
    add_group(found[0].programme, code="1", title="Quốc phòng, an ninh", by=cast.hn.focal)
    data = {"sector": Sector.objects.get(code="QPA"), "group": KEEP}
    batch = done("xep-nhom", found, data, cast.hn.focal)
    found[0].refresh_from_db()
    assert (found[0].sector.code, found[0].audience) == ("QPA", Audience.PARTIES)
    actions.set_audience(found[1], Audience.SIDE, by=cast.ht.focal)
    back = bulk.undo(bulk.BY_DEED[batch.deed], batch, by=cast.hn.focal)
    assert [(row.number, row.done) for row in back.rows.all()] == [("CK-01", True), ("CK-02", False)]
    assert bulk.undo(bulk.BY_DEED[batch.deed], batch, by=cast.hn.focal) == back
    found[0].refresh_from_db()
    assert (found[0].sector.code, found[0].audience) == ("CTT.01", Audience.PUBLIC)


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("doi-thoi-han", LATER),
        ("tam-dung", {"reason": "Chờ", "expected_on": NEXT}),
        ("ai-duoc-xem", {"audience": "parties"}),
    ],
)
def test_what_can_be_taken_back_stands_as_before(code, data, cast: Cast):
    (one,) = several(cast, S.IN_PROGRESS)
    before = (one.deadline, one.state, one.audience)
    batch = done(code, [one], data, cast.hn.office)
    one.refresh_from_db()
    assert (one.deadline, one.state, one.audience) != before
    bulk.undo(bulk.BY_DEED[batch.deed], batch, by=cast.hn.office)
    one.refresh_from_db()
    assert (one.deadline, one.state, one.audience) == before


def test_two_days_stand_on_one_line_and_long_names_may_wrap():
    assert from_to("31/12/2026", "30/01/2027") == "31/12/2026\u00a0→\u00a030/01/2027"
    assert from_to("Sở Công Thương thành phố Hà Nội", "không") == "Sở Công Thương thành phố Hà Nội → không"
