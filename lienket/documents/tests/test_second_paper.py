"""A second paper on the same programme updates what exists instead of doubling it, and each update can be taken back."""

import datetime as dt

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from lienket.documents import actions
from lienket.documents.refusals import NothingMatches, ProgrammeInUse
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.programmes.models import Programme

from .builders import TEXT, accept_programme, facts, read_document, span, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.date(2026, 6, 20)):
        yield


@pytest.fixture
def first(cast: Cast):
    document = accept_programme(read_document(cast), cast)
    for kind in ("agreement", "assignment", "request", "figure"):
        actions.accept_all_of(document, kind, by=cast.hn.focal)
    return document


def later_facts() -> dict:
    """The same contents three months later: another deadline, another figure."""
    text = (
        TEXT.replace("30/11/2026", "15/12/2026")
        .replace("1.300", "1.450")
        .replace("77/TB-VP", "99/TB-VP")
        .replace("tháng 3 năm", "tháng 6 năm")
    )
    found = facts()
    found["text"] = text
    found["document"] = found["document"] | {"number": "99/TB-VP", "issued_on": "2026-06-10"}
    due = span("ngày 15/12/2026", text) | {"from": "2026-12-15", "to": "2026-12-15"}
    found["statements"][3] = found["statements"][3] | {"due": due}
    found["quantities"] = [found["quantities"][0] | {"value": "1450", "text": "trên 1.450 dự án đầu tư"}]
    return found


@pytest.fixture
def second(cast: Cast, first):
    return read_document(cast, later_facts())


def test_what_exists_is_recognised_with_reasons(first, second) -> None:
    programme = the(second, "programme")
    assert (programme.match_kind, programme.match_id) == ("programme", first.programme_id)
    assignment = the(second, "assignment")
    assert assignment.match_id == Commitment.objects.get(origin="assignment").pk
    assert {"words", "leads", "other_deadline"} <= set(assignment.match_reasons)
    figure = the(second, "figure")
    assert (figure.match_id, "other_value" in figure.match_reasons) == (Figure.objects.get().pk, True)


def test_all_of_a_kind_leaves_what_matches_to_a_person(cast: Cast, second) -> None:
    assert actions.accept_all_of(second, "agreement", by=cast.hn.focal) == (0, [])


def test_the_paper_joins_the_programme_and_leaves_it_again(cast: Cast, first, second) -> None:
    actions.accept_proposal(the(second, "programme"), by=cast.hn.focal, mode="evidence")
    second.refresh_from_db()
    programme = Programme.objects.get()
    assert second.programme == programme
    assert [s.paper for s in programme.sources] == ["77/TB-VP", "99/TB-VP"]
    actions.withdraw_acceptance(the(second, "programme"), by=cast.hn.focal)
    second.refresh_from_db()
    programme.refresh_from_db()
    assert second.programme is None
    assert len(programme.sources) == 1


def test_evidence_is_added_and_taken_back(cast: Cast, second) -> None:
    proposal = actions.accept_proposal(the(second, "request"), by=cast.hn.focal, mode="evidence")
    commitment = Commitment.objects.get(pk=proposal.result_id)
    assert [s.paper for s in commitment.sources] == ["77/TB-VP", "99/TB-VP"]
    actions.withdraw_acceptance(proposal, by=cast.hn.focal)
    commitment.refresh_from_db()
    assert [s.paper for s in commitment.sources] == ["77/TB-VP"]
    assert Commitment.objects.count() == 4


def test_a_changed_deadline_is_recorded_and_taken_back(cast: Cast, second) -> None:
    proposal = actions.accept_proposal(the(second, "assignment"), by=cast.hn.office, mode="deadline")
    commitment = Commitment.objects.get(pk=proposal.result_id)
    assert (commitment.deadline, commitment.original_deadline) == (dt.date(2026, 12, 15), dt.date(2026, 11, 30))
    (change,) = commitment.deadline_changes.all()
    assert change.sources[0].paper == "99/TB-VP"
    actions.withdraw_acceptance(proposal, by=cast.hn.office)
    commitment.refresh_from_db()
    assert commitment.deadline == dt.date(2026, 11, 30)


def test_only_the_office_moves_a_deadline(cast: Cast, second) -> None:
    with pytest.raises(DeedRefused):
        actions.accept_proposal(the(second, "assignment"), by=cast.hn.focal, mode="deadline")
    assert the(second, "assignment").state == "pending"


def test_a_newer_figure_stands_before_the_old_one(cast: Cast, second) -> None:
    proposal = actions.accept_proposal(the(second, "figure"), by=cast.hn.focal, mode="newer")
    latest = (
        Figure.objects.latest_ones()
        if hasattr(Figure.objects, "latest_ones")
        else Figure.objects.filter(superseded_by=None)
    )
    assert [f.value for f in latest] == [1450]
    actions.withdraw_acceptance(proposal, by=cast.hn.focal)
    assert [f.value for f in Figure.objects.filter(superseded_by=None)] == [1300]


def test_as_new_all_the_same(cast: Cast, first, second) -> None:
    actions.place_in_programme(second, first.programme, by=cast.hn.desk)
    actions.accept_proposal(the(second, "request"), by=cast.hn.focal, mode="new")
    assert Commitment.objects.count() == 5


def test_an_update_of_nothing_is_refused(cast: Cast, first, second) -> None:
    proposal = the(second, "request")
    with pytest.raises(NothingMatches):
        actions.accept_proposal(proposal, by=cast.hn.focal, mode="evidence", draft=proposal.draft | {"match_id": 10**9})


def test_a_paper_whose_contents_were_accepted_stays_in_its_programme(cast: Cast, first) -> None:
    with pytest.raises(ProgrammeInUse):
        actions.place_in_programme(first, None, by=cast.hn.focal)


def test_reading_again_keeps_decisions_and_renews_the_rest(cast: Cast) -> None:
    document = read_document(cast)
    actions.reject_proposal(the(document, "figure"), by=cast.hn.focal)
    waiting = the(document, "request").pk
    actions.record_reading(document, facts())
    assert document.readings.count() == 2
    assert the(document, "figure").state == "rejected"
    assert document.proposals.filter(kind="figure").count() == 1
    assert the(document, "request").pk != waiting
    assert document.proposals.get(pk=waiting).state == "superseded"
