"""Figures entered by hand: one officer writes down, another says yes; corrected and withdrawn with a reason; nobody for another side."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.audit.changes import changes_of
from lienket.audit.models import Event
from lienket.indicators import actions
from lienket.indicators.actions import FigureFacts
from lienket.indicators.desk import waiting_for
from lienket.indicators.models import Figure
from lienket.indicators.refusals import OutOfTurn, Superseded
from lienket.lib.audience import Audience
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete
from lienket.programmes.tests.builders import PAPER, a_programme

from .builders import TODAY

FACTS = FigureFacts(
    "Dự án của nhà đầu tư Hà Nội", "count", Decimal(39), "dự án", bound="more_than", as_of=dt.date(2026, 10, 31)
)
SENT = {
    "subject": "Dự án của nhà đầu tư Hà Nội", "kind": "count", "bound": "more_than", "value": "1.300", "value_to": "",
    "unit": "dự án", "as_of": "31/10/2026", "year": "", "sector": "", "audience": "public", "programme": "",
    "paper": "512/TB-VP", "paper_date": "02/11/2026", "page": "2", "place": "II.3", "quote": "trên 1.300 dự án",
}  # fmt: skip


def entered(cast: Cast, facts: FigureFacts = FACTS, **changes) -> Figure:
    given = {"citation": PAPER, "audience": Audience.PUBLIC, "by": cast.ht.focal}
    return actions.enter_figure(cast.ht.locality, facts, **given | changes)


def test_it_is_shown_once_another_officer_has_approved_it(cast: Cast, client, client_of):
    figure = entered(cast)
    page = "/dia-phuong/ha-tinh/"
    assert not Figure.objects.latest().exists()
    for stranger in (AnonymousUser(), cast.hn.focal, cast.nb.office):
        assert not Figure.objects.visible_to(stranger).exists()
    assert FACTS.subject not in client_of(cast.hn.focal).get(page).text
    assert FACTS.subject in client_of(cast.ht.desk).get(page).text
    (item,) = [one for one in waiting_for(cast.ht.office, TODAY) if one.kind == "figures_to_approve"]
    assert item.url == f"{page}#so-lieu"
    assert not [one for one in waiting_for(cast.ht.focal, TODAY) if one.kind == "figures_to_approve"]
    with pytest.raises(NotAllowed, match="nhập số liệu này"):
        actions.approve_figure(figure, by=cast.ht.focal)
    actions.approve_figure(figure, by=cast.ht.office)
    assert (figure.audience, figure.waits) == (Audience.PUBLIC, False)
    shown = client.get(page).text
    assert FACTS.subject in shown
    assert PAPER.paper in shown
    with pytest.raises(OutOfTurn):
        actions.approve_figure(figure, by=cast.ht.office)
    verbs = list(Event.objects.of(figure).order_by("sequence").values_list("verb", "side_code"))
    assert verbs == [("indicators.recorded", "42"), ("indicators.figure_approved", "42")]


def test_a_correction_says_why_and_is_approved_anew(cast: Cast):
    figure = actions.approve_figure(entered(cast), by=cast.ht.office)
    right = replace(FACTS, value=Decimal(41))
    given = {"citation": PAPER, "audience": Audience.PUBLIC, "by": cast.ht.office}
    with pytest.raises(Incomplete) as refused:
        actions.correct_figure(figure, right, reason=" ", **given)
    assert "reason" in refused.value.fields
    actions.correct_figure(figure, right, reason="Gõ nhầm", **given)
    assert not Figure.objects.visible_to(AnonymousUser()).exists()
    event = Event.objects.of(figure).get(verb="indicators.figure_corrected")
    assert (event.data["reason"], changes_of(event.data)) == ("Gõ nhầm", {"value": ("39", "41")})
    with pytest.raises(NotAllowed):
        actions.approve_figure(figure, by=cast.ht.office)
    actions.approve_figure(figure, by=cast.ht.focal)
    newer = actions.record_newer(figure, value=Decimal(50), as_of=TODAY, citation=PAPER, by=cast.ht.focal)
    with pytest.raises(Superseded):
        actions.correct_figure(figure, right, reason="Gõ nhầm", **given)
    with pytest.raises(OutOfTurn):  # that one came as figures of papers do
        actions.correct_figure(newer, right, reason="Gõ nhầm", **given)


def test_withdrawn_with_a_reason(cast: Cast):
    figure = entered(cast)
    with pytest.raises(Incomplete):
        actions.withdraw_figure(figure, by=cast.ht.focal)
    actions.withdraw_figure(figure, by=cast.ht.office, reason="Văn bản đã bị thay thế")
    assert Event.objects.get(verb="indicators.withdrawn").data["reason"] == "Văn bản đã bị thay thế"
    assert not Figure.objects.exists()


def test_nobody_for_another_side_nor_without_the_role(cast: Cast, client_of):
    figure = entered(cast)
    others = [officer for part, officer in cast.ht.officers.items() if part not in {"focal", "office"}]
    for officer in (*others, cast.hn.focal, cast.hn.office, cast.nb.focal):
        for attempt in (
            lambda by: entered(cast, by=by),
            lambda by: actions.approve_figure(figure, by=by),
            lambda by: actions.withdraw_figure(figure, by=by, reason="x"),
            lambda by: actions.correct_figure(
                figure, FACTS, citation=PAPER, audience=Audience.PUBLIC, reason="x", by=by
            ),
        ):
            with pytest.raises(NotAllowed):
                attempt(officer)
    for who, status in ((cast.ht.desk, 403), (cast.hn.focal, 404)):
        for tail in ("sua", "rut"):
            assert client_of(who).get(f"/so-lieu/{figure.pk}/{tail}/").status_code == status
        assert client_of(who).post(f"/so-lieu/{figure.pk}/duyet/").status_code == status
        assert client_of(who).get("/dia-phuong/ha-tinh/nhap-so-lieu/").status_code == 403
    assert Figure.objects.get().waits


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"as_of": None}, "as_of"),
        ({"as_of": dt.date(2027, 1, 1)}, "as_of"),
        ({"bound": "range"}, "value_to"),
        ({"bound": "range", "value_to": Decimal(3)}, "__all__"),
        ({"subject": ""}, "subject"),
        ({"kind": "money", "unit": "tỷ đồng"}, "unit"),
        ({"kind": "?"}, "kind"),
    ],
)
def test_what_is_no_figure(cast: Cast, broken, field):
    with pytest.raises(Incomplete) as refused:
        entered(cast, replace(FACTS, **broken))
    assert field in refused.value.fields
    assert not Figure.objects.exists()


def test_an_internal_figure_is_of_a_programme_its_locality_is_in(cast: Cast):
    with pytest.raises(Incomplete):
        entered(cast, audience=Audience.PARTIES)
    programme = a_programme(cast)
    figure = entered(cast, replace(FACTS, programme=programme), audience=Audience.PARTIES)
    actions.approve_figure(figure, by=cast.ht.office)
    assert Figure.objects.visible_to(cast.hn.desk).get() == figure
    assert not Figure.objects.visible_to(cast.nb.desk).exists()
    given = {"citation": PAPER, "audience": Audience.PUBLIC, "by": cast.nb.focal}
    with pytest.raises(Incomplete):
        actions.enter_figure(cast.nb.locality, replace(FACTS, programme=programme), **given)


def test_the_pages_enter_correct_approve_and_withdraw(cast: Cast, client_of):
    focal, office = client_of(cast.ht.focal), client_of(cast.ht.office)
    address = "/dia-phuong/ha-tinh/nhap-so-lieu/"
    assert address in focal.get("/dia-phuong/ha-tinh/").text
    assert address not in focal.get("/dia-phuong/ha-noi/").text
    wrong = focal.post(address, SENT | {"value": "rất nhiều", "paper": ""})
    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"value", "paper"}
    assert focal.post(address, SENT | {"as_of": ""}).status_code == 422
    assert focal.post(address, SENT).status_code == 302
    figure = Figure.objects.get()
    assert (figure.value, figure.sources[0].clause, figure.wanted_audience) == (Decimal(1300), "II.3", "public")
    form = office.get(f"/so-lieu/{figure.pk}/sua/").context["form"]
    assert (form.initial["paper"], form.initial["value"]) == ("512/TB-VP", Decimal(1300))
    assert f"/so-lieu/{figure.pk}/duyet/" not in focal.get("/dia-phuong/ha-tinh/").text
    assert f"/so-lieu/{figure.pk}/duyet/" in office.get("/dia-phuong/ha-tinh/").text
    office.post(f"/so-lieu/{figure.pk}/duyet/")
    assert "từ nay số liệu được hiển thị" in office.get("/dia-phuong/ha-tinh/").text
    assert office.post(f"/so-lieu/{figure.pk}/sua/", SENT | {"value": "1.400", "reason": ""}).status_code == 422
    assert office.post(f"/so-lieu/{figure.pk}/sua/", SENT | {"value": "1.400", "reason": "Nhầm"}).status_code == 302
    focal.post(f"/so-lieu/{figure.pk}/duyet/")
    figure.refresh_from_db()
    assert (figure.value, figure.waits) == (Decimal(1400), False)
    assert focal.post(f"/so-lieu/{figure.pk}/rut/", {"reason": ""}).status_code == 422
    assert focal.post(f"/so-lieu/{figure.pk}/rut/", {"reason": "Trùng"}).status_code == 302
    assert not Figure.objects.exists()
