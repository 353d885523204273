"""The review page: filled cards beside the lit text, decisions with and without htmx, budgets, and who sees what."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from lienket.accounts import resubmission
from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from lienket.documents import actions
from lienket.documents.models import Proposal, ProposalState
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.programmes.models import Programme

from .builders import TEXT, accept_programme, facts, read_document, span, the

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with clock.set_to(dt.date(2026, 3, 20)):
        yield


def review_of(document) -> str:
    return reverse("documents:review", args=[document.pk])


def deed(name: str, proposal: Proposal) -> str:
    return reverse(f"documents:{name}", args=[proposal.document_id, proposal.pk])


def test_text_and_filled_proposals_side_by_side(cast: Cast, client_of) -> None:
    document = read_document(cast)
    page = client_of(cast.hn.focal).get(review_of(document)).content.decode()
    assert "Tổ chức tuần hàng nông sản" in page
    assert "30/11/2026" in page
    assert "Sở Công Thương Hà Nội" in page
    assert "0/8" in page
    proposal = the(document, "assignment")
    assert f'data-lights="o{proposal.start}"' in page
    assert f'id="o{proposal.start}"' in page
    for key in "aer":
        assert f'data-key="{key}"' in page


def test_sixty_proposals_within_the_budget(cast: Cast, client_of, django_assert_max_num_queries) -> None:
    found = facts()
    item = span("kết nối tour du lịch biển")
    found["statements"][2]["items"] = [
        item | {"start": item["start"] + n % 20, "sectors": ["DUL.01"]} for n in range(53)
    ]
    document = accept_programme(read_document(cast, found), cast)
    for proposal in document.proposals.filter(kind="agreement")[:10]:
        actions.accept_proposal(proposal, by=cast.hn.focal)
    for proposal in document.proposals.filter(kind="agreement", state="pending")[:10]:
        actions.reject_proposal(proposal, by=cast.hn.office)
    assert document.proposals.alive().count() >= 59
    focal = client_of(cast.hn.focal)
    focal.get(review_of(document))
    with django_assert_max_num_queries(12):
        focal.get(review_of(document))


def test_accept_without_javascript(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "request")
    answer = client_of(cast.hn.focal).post(deed("accept", proposal), {"mode": "new"})
    assert answer.status_code == 302
    assert answer["Location"] == f"{review_of(document)}#de-xuat-{proposal.pk}"
    assert Commitment.objects.get().title == "Chia sẻ kinh nghiệm quản lý thuế"


def test_accept_with_htmx_exchanges_the_card_and_the_count(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "request")
    answer = client_of(cast.hn.focal).post(deed("accept", proposal), {"mode": "new"}, headers={"HX-Request": "true"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in body
    assert f'id="de-xuat-{proposal.pk}"' in body
    assert 'hx-swap-oob="true"' in body
    assert "2/8" in body
    assert Commitment.objects.get().get_absolute_url() in body


def test_after_the_programme_the_whole_page_is_asked_anew(cast: Cast, client_of) -> None:
    document = read_document(cast)
    answer = client_of(cast.hn.focal).post(
        deed("accept", the(document, "programme")), {"mode": "new"}, headers={"HX-Request": "true"}
    )
    assert answer["HX-Refresh"] == "true"
    assert Programme.objects.exists()


@pytest.mark.parametrize(("htmx", "status"), [(False, 409), (True, 200)])
def test_the_second_of_two_gets_a_speaking_answer(cast: Cast, client_of, htmx: bool, status: int) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "request")
    actions.reject_proposal(the(document, "request"), by=cast.hn.office)
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client_of(cast.hn.focal).post(deed("accept", proposal), {"mode": "new"}, headers=headers)
    assert answer.status_code == status
    assert cast.hn.office.label in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_refused_deed_says_its_cure(cast: Cast, client_of) -> None:
    document = read_document(cast)
    answer = client_of(cast.hn.focal).post(deed("accept", the(document, "request")), {"mode": "new"})
    assert answer.status_code == 422
    assert "notice danger" in answer.content.decode()
    assert the(document, "request").state == ProposalState.PENDING


def test_reject_reconsider_withdraw(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    focal = client_of(cast.hn.focal)
    proposal = the(document, "figure")
    for name, state in [
        ("reject", "rejected"),
        ("reconsider", "pending"),
        ("accept", "accepted"),
        ("withdraw", "withdrawn"),
    ]:
        assert focal.post(deed(name, proposal)).status_code == 302
        proposal.refresh_from_db()
        assert proposal.state == state
    assert not Figure.objects.exists()


def test_all_of_a_kind_and_back(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    focal = client_of(cast.hn.focal)
    focal.post(reverse("documents:accept_all", args=[document.pk]), {"loai": "agreement"})
    assert Commitment.objects.count() == 2
    focal.post(reverse("documents:withdraw_all", args=[document.pk]), {"loai": "agreement"})
    assert not Commitment.objects.exists()
    assert focal.post(reverse("documents:accept_all", args=[document.pk]), {"loai": "x"}).status_code == 404


def form_data(page, **changes) -> dict:
    form = page.context["form"]
    data = {}
    for bound in form:
        value = bound.value()
        if value not in (None, "", []):
            data[bound.html_name] = (
                bound.field.widget.format_value(value) if not isinstance(value, bool | list) else value
            )
    return data | {form.add_prefix(k): v for k, v in changes.items()}


@pytest.mark.parametrize(
    "kind", ["programme", "meeting", "agreement", "assignment", "request", "shortcoming", "figure"]
)
def test_every_kind_opens_filled_and_is_accepted_as_it_stands(cast: Cast, client_of, kind: str) -> None:
    document = read_document(cast)
    if kind != "programme":
        accept_programme(document, cast)
    proposal = the(document, kind)
    focal = client_of(cast.hn.focal)
    page = focal.get(deed("proposal", proposal))
    assert page.status_code == 200
    answer = focal.post(deed("proposal", proposal), form_data(page))
    assert answer.status_code == 302, answer.context["form"].errors
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.ACCEPTED


def test_a_corrected_assignment(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "assignment")
    focal = client_of(cast.hn.focal)
    page = focal.get(deed("proposal", proposal))
    data = form_data(page, title="Tuần nông sản", deadline="15/12/2026", lead_42="so_ct", output="Kế hoạch")
    assert focal.post(deed("proposal", proposal), data).status_code == 302
    commitment = Commitment.objects.get()
    assert (commitment.title, commitment.deadline, commitment.output) == (
        "Tuần nông sản",
        dt.date(2026, 12, 15),
        "Kế hoạch",
    )
    leads = {r.party.locality.short_name: r.lead for r in commitment.responsibilities.all()}
    assert leads == {"Hà Nội": cast.hn.so_ct, "Hà Tĩnh": cast.ht.so_ct}
    assert list(commitment.responsibilities.get(lead=cast.hn.so_ct).coordinators.all()) == [cast.hn.so_yt]


def test_a_wrong_entry_keeps_what_was_typed(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "assignment")
    focal = client_of(cast.hn.focal)
    page = focal.get(deed("proposal", proposal))
    answer = focal.post(deed("proposal", proposal), form_data(page, title="Giữ lại chữ này", deadline="31/02/2026"))
    assert answer.status_code == 422
    assert "Giữ lại chữ này" in answer.content.decode()
    assert "31/02/2026" in answer.content.decode()
    early = focal.post(deed("proposal", proposal), form_data(page, deadline="01/01/2026"))
    assert "deadline" in early.context["form"].errors
    assert not Commitment.objects.exists()


def test_a_figure_needs_its_locality_on_the_form(cast: Cast, client_of) -> None:
    found = facts()
    found["quantities"][0]["locality"] = None
    document = accept_programme(read_document(cast, found), cast)
    proposal = the(document, "figure")
    focal = client_of(cast.hn.focal)
    page = focal.get(deed("proposal", proposal))
    assert "locality" in focal.post(deed("proposal", proposal), form_data(page)).context["form"].errors
    assert focal.post(deed("proposal", proposal), form_data(page, locality="42")).status_code == 302
    assert Figure.objects.get().locality == cast.ht.locality


def test_desk_officers_look_and_do_not_decide(cast: Cast, client_of) -> None:
    document = read_document(cast)
    desk = client_of(cast.hn.desk)
    page = desk.get(review_of(document))
    assert page.status_code == 200
    assert 'data-key="a"' not in page.content.decode()
    proposal = the(document, "figure")
    for name in ("accept", "reject", "withdraw", "reconsider"):
        assert desk.post(deed(name, proposal)).status_code == 403
    assert desk.get(deed("proposal", proposal)).status_code == 403
    assert desk.post(reverse("documents:accept_all", args=[document.pk]), {"loai": "figure"}).status_code == 403


@pytest.mark.parametrize("who", ["ht.focal", "nb.office"])
def test_other_sides_find_nothing(cast: Cast, client_of, who: str) -> None:
    side, part = who.split(".")
    document = read_document(cast)
    proposal = the(document, "figure")
    other = client_of(getattr(getattr(cast, side), part))
    assert other.get(review_of(document)).status_code == 404
    assert other.get(document.get_absolute_url()).status_code == 404
    assert other.post(deed("accept", proposal)).status_code == 404


def test_visitors_are_sent_to_sign_in(cast: Cast, client) -> None:
    document = read_document(cast)
    assert client.get(review_of(document)).status_code == 302
    assert client.get(document.get_absolute_url()).status_code == 404


def test_a_session_that_ended_loses_nothing(cast: Cast, client_of) -> None:
    document = accept_programme(read_document(cast), cast)
    proposal = the(document, "assignment")
    focal = client_of(cast.hn.focal)
    data = form_data(focal.get(deed("proposal", proposal)), title="Chữ vừa gõ xong")
    focal.logout()
    answer = focal.post(deed("proposal", proposal), data)
    assert answer.status_code == 401
    (sealed,) = re.findall(r'name="kept" value="([^"]+)"', answer.content.decode())
    kept = resubmission.unseal(sealed, answer.wsgi_request)
    assert kept.address == deed("proposal", proposal)
    assert "Chữ vừa gõ xong" in kept.typed
    assert not Commitment.objects.exists()


def test_what_could_not_be_read_is_said(cast: Cast, client_of) -> None:
    found = facts()
    found["statements"][3]["lead_agencies"] = []
    document = read_document(cast, found, notes=["pages_without_text"])
    page = client_of(cast.hn.focal).get(review_of(document)).content.decode()
    assert 'class="gaps"' in page
    assert "notice info" in page


def test_the_words_of_the_text_are_escaped(cast: Cast, client_of) -> None:
    document = read_document(cast)
    document.text = TEXT.replace("----", "<b>x</b>") + "<script>alert(1)</script>"
    document.save()
    assert "<script>alert(1)" not in client_of(cast.hn.focal).get(document.get_absolute_url()).content.decode()
