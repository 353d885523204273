"""The deeds' pages of a programme: who opens them, what they do, where they lead."""

import pytest
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.programmes import actions
from lienket.programmes.models import Programme
from lienket.programmes.models import ProgrammeState as S

from .builders import a_programme, party_of

SOURCE = {"paper": "01/BGN-HN-HT", "paper_date": "18/03/2026", "page": "2", "place": "mục II", "quote": ""}
PAGES = ["edit", "audience", "focal_agency", "add_signatory", "add_group", "record_meeting", "move", "withdraw"]


def test_a_programme_is_entered_by_hand(cast: Cast, client_of):
    client = client_of(cast.hn.focal)
    address = reverse("programmes:create")
    assert client.get(address).status_code == 200
    sent = SOURCE | {
        "title": "Chương trình hợp tác Hà Nội – Ninh Bình", "promise": "Kết nối du lịch",
        "period_from": "01/01/2026", "period_to": "31/12/2030", "state": "in_force",
        "party_1": cast.hn.locality.pk, "focal_1": "so_tc", "party_2": cast.nb.locality.pk, "focal_2": "",
    }  # fmt: skip
    response = client.post(address, sent)
    assert response.status_code == 302, response.context["form"].errors
    programme = Programme.objects.get()
    assert response["Location"] == programme.get_absolute_url()
    assert (programme.sources[0].page, programme.state, programme.audience) == (2, "in_force", "parties")
    assert party_of(programme, cast.hn).focal_agency == cast.hn.so_tc


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(cast: Cast, client_of):
    sent = SOURCE | {
        "title": "Chương trình thử", "period_from": "31/12/2030", "period_to": "01/01/2026", "state": "in_force",
        "party_1": cast.hn.locality.pk, "party_2": cast.hn.locality.pk, "paper": "",
    }  # fmt: skip
    response = client_of(cast.hn.focal).post(reverse("programmes:create"), sent)
    assert response.status_code == 422
    assert {"period_to", "party_2", "paper"} <= set(response.context["form"].errors)
    assert "Chương trình thử" in response.content.decode()
    assert not Programme.objects.exists()


def test_others_do_not_enter_programmes(cast: Cast, client_of, client):
    address = reverse("programmes:create")
    assert client_of(cast.hn.desk).get(address).status_code == 403
    assert client.get(address)["Location"].startswith("/dang-nhap/")


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_for_those_who_write(page, cast: Cast, client_of, client):
    programme = a_programme(cast, audience="public")
    address = reverse(f"programmes:{page}", args=[programme.slug])
    for officer in (cast.hn.focal, cast.ht.office):
        assert client_of(officer).get(address, follow=True).status_code == 200
    for officer in (cast.hn.desk, cast.hn.leader, cast.nb.focal):
        assert client_of(officer).get(address).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        ("edit", {"title": "Tên mới", "promise": "", "period_from": "01/01/2026", "period_to": ""}),
        ("audience", {"audience": "public"}),
        ("focal_agency", {"agency": "vp_ubnd"}),
        ("add_group", {"code": "II", "title": "Kinh tế"}),
        (
            "record_meeting",
            SOURCE | {"title": "Hội nghị", "held_on": "30/11/2025", "place_held": "Hà Nội", "purpose": ""},
        ),
        ("add_signatory", {"title": "Chủ tịch UBND tỉnh", "signed_on": "18/03/2026"}),
    ],
)
def test_each_page_does_its_deed_and_leads_back(page, sent, cast: Cast, client_of):
    programme = a_programme(cast)
    if page == "add_signatory":
        sent = sent | {"party": party_of(programme, cast.ht).pk}
    response = client_of(cast.ht.office).post(reverse(f"programmes:{page}", args=[programme.slug]), sent)
    assert response.status_code == 302, response.context["form"].errors
    programme.refresh_from_db()
    assert response["Location"] == programme.get_absolute_url()
    ht = party_of(programme, cast.ht)
    done = {
        "edit": programme.title == "Tên mới",
        "audience": programme.audience == "public",
        "focal_agency": ht.focal_agency == cast.ht.vp_ubnd,
        "add_group": programme.groups.filter(code="II").exists(),
        "record_meeting": programme.meetings.filter(place="Hà Nội").exists(),
        "add_signatory": ht.signatories.exists(),
    }
    assert done[page]


def test_a_step_of_its_life_asks_for_its_evidence(cast: Cast, client_of):
    programme = a_programme(cast)
    client = client_of(cast.hn.focal)
    address = reverse("programmes:move", args=[programme.slug])
    assert b"buoc=amending" in client.get(address).content
    assert client.get(f"{address}?buoc=terminated").status_code == 403  # the Office's step
    assert client.get(f"{address}?buoc=proposed").status_code == 200  # no such step: the list again
    assert client.post(f"{address}?buoc=amending", {"reason": ""}).status_code == 422
    assert client.post(f"{address}?buoc=amending", {"reason": "Bổ sung y tế"}).status_code == 302
    assert client.get(f"{address}?buoc=amending").status_code == 403  # consented already; the other side's turn
    assert client_of(cast.ht.focal).post(f"{address}?buoc=amending", {"reason": "Đồng ý"}).status_code == 302
    programme.refresh_from_db()
    assert programme.state == S.AMENDING


def test_withdrawing(cast: Cast, client_of):
    programme = a_programme(cast)
    group = actions.add_group(programme, code="I", title="x", by=cast.hn.focal)
    address = reverse("programmes:withdraw", args=[programme.slug])
    client = client_of(cast.hn.focal)
    assert client.post(address).status_code == 409
    group.delete()
    assert client.post(address).status_code == 302
    assert not Programme.objects.exists()
