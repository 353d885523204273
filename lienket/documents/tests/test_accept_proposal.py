"""Saying yes: each kind becomes its record with its words; who may not is refused; two people at once; taken back."""

import datetime as dt
from decimal import Decimal

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.documents import actions
from lienket.documents.models import Proposal, ProposalState
from lienket.documents.refusals import AlreadyDecided, LocalityUnknown, NoProgrammeYet, NotReviewable
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused, NotAllowed
from lienket.programmes.models import Clause, Meeting, Programme

from .builders import TEXT, accept_programme, facts, read_document, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.date(2026, 3, 20)):
        yield


def test_the_programme_comes_first_and_cites_its_words(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    programme = Programme.objects.get()
    assert document.programme == programme
    assert programme.title == "Chương trình hợp tác phát triển giữa thành phố Hà Nội và tỉnh Hà Tĩnh"
    assert [p.locality.short_name for p in programme.parties.all()] == ["Hà Nội", "Hà Tĩnh"]
    assert (programme.period_from, programme.period_to) == (dt.date(2026, 1, 1), dt.date(2030, 12, 31))
    (source,) = programme.sources
    assert source.document == document.pk
    assert source.paper == "77/TB-VP"
    assert source.paper_day == dt.date(2026, 3, 10)
    assert source.accepted_on == "2026-03-20"
    assert " ".join(TEXT[source.start : source.end].split()) == source.quote


def test_contents_wait_for_a_programme(cast: Cast) -> None:
    document = read_document(cast)
    with pytest.raises(NoProgrammeYet):
        actions.accept_proposal(the(document, "agreement"), by=cast.hn.focal)
    assert the(document, "agreement").state == ProposalState.PENDING
    assert not Clause.objects.exists()


def test_each_agreed_item_is_a_clause_and_a_drafted_commitment_of_both_parties(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    accepted, refused = actions.accept_all_of(document, "agreement", by=cast.hn.focal)
    assert (accepted, refused) == (2, [])
    tour, ocop = Commitment.objects.order_by("number")
    assert (tour.title, ocop.title) == ("Kết nối tour du lịch biển", "Tiêu thụ sản phẩm OCOP tại siêu thị")
    assert tour.state == "drafted"
    assert tour.sector.code == "DUL.01"
    assert tour.group.code == "DUL"
    assert tour.clause.kind == Clause.Kind.AGREEMENT
    assert [r.party.locality.short_name for r in tour.responsibilities.filter(acting=True)] == ["Hà Nội", "Hà Tĩnh"]
    assert tour.sources[0].quote == "kết nối tour du lịch biển"


def test_an_assignment_keeps_lead_coordinators_and_deadline(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = actions.accept_proposal(the(document, "assignment"), by=cast.hn.office)
    commitment = Commitment.objects.get(pk=proposal.result_id)
    assert commitment.title == "Tổ chức tuần hàng nông sản"
    assert commitment.deadline == dt.date(2026, 11, 30)
    assert commitment.origin == Commitment.Origin.ASSIGNMENT
    (part,) = commitment.responsibilities.all()
    assert part.party.locality == cast.hn.locality
    assert part.lead == cast.hn.so_ct
    assert list(part.coordinators.all()) == [cast.hn.so_yt]


def test_a_request_waits_for_the_asked_side(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    commitment = Commitment.objects.get(
        pk=actions.accept_proposal(the(document, "request"), by=cast.hn.focal).result_id
    )
    parts = {r.party.locality.short_name: r.acting for r in commitment.responsibilities.all()}
    assert parts == {"Hà Nội": True, "Hà Tĩnh": False}
    assert commitment.title == "Chia sẻ kinh nghiệm quản lý thuế"


def test_meeting_figure_and_shortcoming(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    for kind in ("meeting", "figure", "shortcoming"):
        actions.accept_proposal(the(document, kind), by=cast.hn.focal)
    meeting = Meeting.objects.get()
    assert (meeting.held_on, meeting.place) == (dt.date(2026, 3, 5), "Hà Nội")
    figure = Figure.objects.get()
    assert (figure.locality, figure.value, figure.bound, figure.unit) == (
        cast.ht.locality,
        Decimal(1300),
        "more_than",
        "dự án đầu tư",
    )
    assert figure.as_of == dt.date(2026, 3, 10)
    assert Clause.objects.get().kind == Clause.Kind.SHORTCOMING


def test_a_correction_is_kept_and_marked(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "assignment")
    actions.accept_proposal(
        proposal, by=cast.hn.focal, draft=proposal.draft | {"title": "Tuần nông sản 2026", "deadline": "2026-12-15"}
    )
    commitment = Commitment.objects.get()
    assert (commitment.title, commitment.deadline) == ("Tuần nông sản 2026", dt.date(2026, 12, 15))
    proposal.refresh_from_db()
    assert proposal.changed
    assert not the(document, "request").changed


def test_a_figure_of_nobody_is_not_accepted(cast: Cast) -> None:
    found = facts()
    found["quantities"][0]["locality"] = None
    document = accept_programme(read_document(cast, found), cast)
    with pytest.raises(LocalityUnknown):
        actions.accept_proposal(the(document, "figure"), by=cast.hn.focal)
    assert not Figure.objects.exists()
    assert the(document, "figure").state == ProposalState.PENDING


def test_the_history_tells_the_deed_and_never_the_words(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    actions.accept_proposal(the(document, "request"), by=cast.hn.focal)
    lines = Event.objects.filter(verb__startswith="documents.")
    assert {"documents.read", "documents.proposal_accepted"} <= set(lines.values_list("verb", flat=True))
    for line in lines:
        assert "thuế" not in str(line.data) + line.thing_label


@pytest.mark.parametrize(
    "who",
    [
        "hn.desk",
        "hn.head",
        "hn.clerk",
        "hn.leader",
        "hn.admin",
        "hn.security",
        "ht.focal",
        "ht.office",
        "nb.focal",
        "nb.office",
    ],
)
@pytest.mark.parametrize("deed", [actions.accept_proposal, actions.reject_proposal])
def test_only_focal_agency_and_office_of_the_side_decide(cast: Cast, who: str, deed) -> None:
    side, part = who.split(".")
    document = read_document(cast)
    with pytest.raises(NotAllowed):
        deed(the(document, "figure"), by=getattr(getattr(cast, side), part))
    assert the(document, "figure").state == ProposalState.PENDING


def test_the_second_of_two_is_told_who_was_first(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    mine, theirs = the(document, "request"), the(document, "request")
    actions.reject_proposal(theirs, by=cast.hn.office)
    with pytest.raises(AlreadyDecided) as refused:
        actions.accept_proposal(mine, by=cast.hn.focal)
    assert cast.hn.office.label in refused.value.message
    assert not Commitment.objects.exists()
    assert the(document, "request").state == ProposalState.REJECTED


def test_a_wrong_yes_is_withdrawn_and_can_be_said_again(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    for kind in ("agreement", "assignment", "request", "meeting", "figure", "shortcoming"):
        proposal = the(document, kind)
        actions.accept_proposal(proposal, by=cast.hn.focal)
        actions.withdraw_acceptance(proposal, by=cast.hn.office)
        assert proposal.state == ProposalState.WITHDRAWN
    for model in (Commitment, Clause, Meeting, Figure):
        assert not model.objects.exists()
    again = the(document, "request")
    actions.accept_proposal(again, by=cast.hn.focal)
    assert Commitment.objects.count() == 1


def test_a_yes_something_builds_on_stays(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = actions.accept_proposal(the(document, "assignment"), by=cast.hn.focal)
    commitment = Commitment.objects.get()
    commitments.assign(
        commitment.responsibilities.get(),
        lead=cast.hn.so_ct,
        output="Kế hoạch",
        assigning_paper="12/QĐ-UBND",
        assigning_paper_date=dt.date(2026, 3, 15),
        by=cast.hn.office,
    )
    with pytest.raises(DeedRefused):
        actions.withdraw_acceptance(proposal, by=cast.hn.focal)
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.ACCEPTED
    with pytest.raises(DeedRefused):
        actions.withdraw_acceptance(the(document, "programme"), by=cast.hn.focal)


def test_the_programme_can_be_withdrawn_while_it_is_empty(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    actions.withdraw_acceptance(the(document, "programme"), by=cast.hn.focal)
    document.refresh_from_db()
    assert document.programme is None
    assert not Programme.objects.exists()


def test_a_no_can_be_taken_back(cast: Cast) -> None:
    document = read_document(cast)
    proposal = the(document, "figure")
    actions.reject_proposal(proposal, by=cast.hn.focal)
    actions.reconsider_proposal(proposal, by=cast.hn.focal)
    assert the(document, "figure").state == ProposalState.PENDING


def test_all_of_a_kind_and_back(cast: Cast) -> None:
    document = accept_programme(read_document(cast), cast)
    actions.accept_all_of(document, "agreement", by=cast.hn.focal)
    withdrawn, refused = actions.withdraw_all_of(document, "agreement", by=cast.hn.focal)
    assert (withdrawn, refused) == (2, [])
    assert not Commitment.objects.exists()


def test_nothing_is_decided_about_a_locked_document(cast: Cast) -> None:
    document = read_document(cast)
    proposal = the(document, "figure")
    actions.lock_for_secret(document)
    proposal.refresh_from_db()
    with pytest.raises(NotReviewable):
        actions.accept_proposal(proposal, by=cast.hn.focal)


def test_old_department_names_are_found_by_the_papers_day(cast: Cast) -> None:
    found = facts()
    found["document"]["issued_on"] = "2019-12-02"
    found["statements"][3]["due"] = None
    found["statements"][3]["lead_agencies"][0]["type"] = "so_tc"
    document = accept_programme(read_document(cast, found), cast)
    actions.accept_proposal(the(document, "assignment"), by=cast.hn.focal)
    lead = Commitment.objects.get().responsibilities.get().lead
    assert lead.type.code == "so_tc_truoc"
