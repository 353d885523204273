"""Inviting: an administrator of the side enters somebody, a link sets the first password, once."""

import datetime as dt

import pytest
from django.core import signing
from django.core.management import CommandError, call_command

from lienket.accounts import actions
from lienket.accounts.actions.people import BadWorkAddress, NameMissing
from lienket.accounts.links import Purpose, make_token
from lienket.accounts.models import Officer, Role
from lienket.accounts.predicates import holds
from lienket.accounts.refusals import (
    AddressTaken,
    AgencyNotStanding,
    InvitationAccepted,
    LinkExpired,
    LinkInvalid,
    NotActive,
    WeakPassword,
)
from lienket.audit.models import Event
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed
from lienket.localities.models import Agency

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlocked")]
NEW = {"email": "Moi@HN.example ", "full_name": "  Lý  Thu   An "}


def invite(cast, **changes):
    return actions.invite_officer(**{**NEW, "agency": cast.hn.so_ct, "role": Role.DESK, "by": cast.hn.admin, **changes})


def test_an_administrator_invites(cast, letters):
    officer = invite(cast, title="Chuyên viên chính")
    assert (officer.email, officer.full_name, officer.standing) == ("moi@hn.example", "Lý Thu An", "invited")
    assert holds(officer, Role.DESK, agency=cast.hn.so_ct)
    assert officer.appointments.get().title == "Chuyên viên chính"
    (letter,) = letters
    assert letter.to == "moi@hn.example"
    assert letter.path.startswith("/loi-moi/")
    event = Event.objects.latest("sequence")
    assert (event.verb, event.actor_id, event.side_code) == ("accounts.invited", cast.hn.admin.pk, "01")
    assert event.data == {"role": "desk", "agency": cast.hn.so_ct.pk}
    written = f"{event.thing_label} {event.actor_label} {event.data}"
    assert "Lý" not in written
    assert "@" not in written


def test_the_invitation_is_written_in_the_language_of_the_invited(cast, letters):
    invite(cast, language="en")
    assert letters[0].subject == "Invitation to Liên Kết"


def test_the_link_sets_a_password_and_signs_in_once(cast, client, letters):
    officer = invite(cast)
    link = letters[0].path
    page = client.get(link)
    assert "moi@hn.example" in page.text
    answer = client.post(link, {"password": PASSWORD, "password_again": PASSWORD})
    assert (answer.status_code, answer.url) == (302, "/tai-khoan/")
    assert client.get("/tai-khoan/").status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)
    assert Event.objects.latest("sequence").verb == "accounts.invitation_accepted"

    client.post("/dang-xuat/")
    for again in (client.get(link), client.post(link, {"password": "x" * 12, "password_again": "x" * 12})):
        assert again.status_code == 410
    officer.refresh_from_db()
    assert officer.check_password(PASSWORD)


def test_the_link_lives_seven_days(cast, letters):
    with clock.set_to(dt.datetime(2026, 11, 1, 8, 0)):
        officer = invite(cast)
        token = make_token(officer, Purpose.INVITATION)
    with clock.set_to(dt.datetime(2026, 11, 8, 8, 1)), pytest.raises(LinkExpired):
        actions.accept_invitation(token, password=PASSWORD)
    with clock.set_to(dt.datetime(2026, 11, 8, 7, 59)):
        assert actions.accept_invitation(token, password=PASSWORD).pk == officer.pk


def test_a_newer_invitation_ends_the_older(cast, client, letters):
    officer = invite(cast)
    actions.resend_invitation(officer, by=cast.hn.admin)
    first, second = letters
    assert client.get(first.path).status_code == 410
    assert client.get(second.path).status_code == 200
    assert Event.objects.latest("sequence").verb == "accounts.invitation_sent_again"


def test_an_invitation_dies_with_the_account(cast, client, letters, with_password):
    with_password(cast.hn.admin)
    officer = invite(cast)
    actions.deactivate_officer(officer, by=cast.hn.admin)
    assert client.get(letters[0].path).status_code == 410
    with pytest.raises(NotActive):
        actions.resend_invitation(officer, by=cast.hn.admin)


def test_a_link_for_one_purpose_does_not_serve_another(cast, client, letters):
    officer = invite(cast)
    assert client.get(f"/quen-mat-khau/{make_token(officer, Purpose.INVITATION)}/").status_code == 410
    assert client.get(f"/loi-moi/{make_token(officer, Purpose.RESET)}/").status_code == 410


@pytest.mark.parametrize("token", ["x", "a:b:c", "%00", "eyJvIjoxfQ:1abc:forged", "đ" * 300])
def test_a_broken_link_says_so_and_offers_a_new_one(client, token):
    page = client.get(f"/loi-moi/{token}/")
    assert page.status_code == 410
    assert 'action="/quen-mat-khau/"' in page.text


def test_a_forged_token_is_refused(cast):
    officer = invite(cast)
    forged = signing.dumps({"o": officer.pk, "f": "", "t": 0}, salt="lienket.accounts.invitation")
    with pytest.raises(LinkInvalid):
        actions.accept_invitation(forged, password=PASSWORD)


@pytest.mark.parametrize("password", ["ngắn", "1234567890123", "moi@hn.example", "password123"])
def test_a_weak_password_is_said_beside_the_field(cast, client, letters, password):
    officer = invite(cast)
    page = client.post(letters[0].path, {"password": password, "password_again": password})
    assert page.status_code == 200
    assert page.context["form"].errors["password"]
    with pytest.raises(WeakPassword):
        actions.accept_invitation(make_token(officer, Purpose.INVITATION), password=password)


def test_two_different_passwords_are_not_taken(cast, client, letters):
    officer = invite(cast)
    page = client.post(letters[0].path, {"password": PASSWORD, "password_again": PASSWORD + "x"})
    assert page.context["form"].errors["password_again"]
    officer.refresh_from_db()
    assert not officer.has_usable_password()


def test_an_accepted_invitation_is_not_sent_again(cast):
    officer = invite(cast)
    actions.accept_invitation(make_token(officer, Purpose.INVITATION), password=PASSWORD)
    with pytest.raises(InvitationAccepted):
        actions.resend_invitation(officer, by=cast.hn.admin)


@pytest.mark.parametrize("part", ["desk", "head", "focal", "office", "leader", "clerk", "editor", "security"])
def test_nobody_else_invites(cast, part, client_of, letters):
    with pytest.raises(NotAllowed):
        invite(cast, by=getattr(cast.hn, part))
    client = client_of(getattr(cast.hn, part))
    assert client.get("/can-bo/moi/").status_code == 404
    assert client.post("/can-bo/moi/", {**NEW}).status_code == 404
    assert not letters


@pytest.mark.parametrize("side", ["ht", "nb"])
def test_no_other_sides_administrator_invites(cast, side, client_of, letters):
    admin = getattr(cast, side).admin
    with pytest.raises(NotAllowed):
        invite(cast, by=admin)
    form = {**NEW, "agency": "so_ct", "role": "desk", "language": "vi"}
    client_of(admin).post("/can-bo/moi/", form)
    invited = Officer.objects.get(email="moi@hn.example")
    assert invited.side == getattr(cast, side).locality, "the page invites to the own side, whatever is sent"


def test_a_visitor_is_asked_to_sign_in(client):
    assert client.get("/can-bo/moi/").status_code == 302
    assert client.post("/can-bo/moi/", NEW).status_code == 401


def test_the_form_invites(cast, client_of, letters):
    client = client_of(cast.hn.admin)
    form = {**NEW, "agency": "so_ct", "role": "head", "title": "Giám đốc", "language": "vi"}
    answer = client.post("/can-bo/moi/", form)
    officer = Officer.objects.get(email="moi@hn.example")
    assert answer.url == f"/can-bo/{officer.pk}/"
    assert len(letters) == 1
    again = client.post("/can-bo/moi/", form)
    assert again.context["form"].non_field_errors()
    assert again.context["form"]["title"].value() == "Giám đốc", "what was typed stays"
    assert len(letters) == 1


def test_the_form_offers_every_agency_such_a_side_has_today(cast, client_of):
    offered = {
        code for code, _ in client_of(cast.hn.admin).get("/can-bo/moi/").context["form"].fields["agency"].choices
    }
    assert {"so_ct", "so_tc", "thanh_uy", "bql_kcn_hn"} <= offered
    assert not {"so_khdt", "tinh_uy", "ttxt_ht"} & offered


def test_an_agency_no_paper_has_named_is_entered_with_its_first_officer(cast, client_of):
    form = {**NEW, "agency": "so_tp", "role": "desk", "language": "vi"}
    client_of(cast.nb.admin).post("/can-bo/moi/", form)
    officer = Officer.objects.get(email="moi@hn.example")
    assert officer.label == "Chuyên viên, Sở Tư pháp tỉnh Ninh Bình"


def test_a_refused_invitation_enters_no_agency(cast, client_of):
    form = {**NEW, "email": "desk@hn.example", "agency": "so_tp", "role": "desk", "language": "vi"}
    page = client_of(cast.nb.admin).post("/can-bo/moi/", form)
    assert page.context["form"].non_field_errors()
    assert not Agency.objects.filter(type__code="so_tp", locality=cast.nb.locality).exists()


@pytest.mark.parametrize("agency", ["so_khdt", "tinh_uy", "khong_co", "", "1"])
def test_an_agency_the_side_has_not_is_said_beside_the_field(cast, client_of, letters, agency):
    page = client_of(cast.hn.admin).post("/can-bo/moi/", {**NEW, "agency": agency, "role": "desk", "language": "vi"})
    assert page.context["form"].errors["agency"]
    assert not letters


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"email": "desk@hn.example"}, AddressTaken),
        ({"email": "DESK@ht.example"}, AddressTaken),
        ({"email": "khong phai dia chi"}, BadWorkAddress),
        ({"full_name": " \u200e "}, NameMissing),
    ],
)
def test_broken_input(cast, letters, changes, refusal):
    before = Officer.objects.count()
    with pytest.raises(refusal):
        invite(cast, **changes)
    assert Officer.objects.count() == before
    assert not letters


def test_nobody_comes_to_an_agency_that_is_gone(cast, letters):
    gone = Agency.objects.get(type__code="so_khdt", locality=cast.hn.locality)
    with pytest.raises(AgencyNotStanding):
        invite(cast, agency=gone)
    assert not Officer.objects.filter(email="moi@hn.example").exists()
    assert not letters


def test_names_are_kept_composed(cast):
    officer = invite(cast, full_name="Nguye\u0302\u0303n Thi\u0323 Hoa")
    assert officer.full_name == "Nguyễn Thị Hoa"
    assert len(officer.full_name) == 14


def appoint_from_the_server(**options):
    call_command(
        "appoint_administrator",
        **{"locality": "42", "agency": "vp_ubnd", "email": "qt@ht.example", "name": "Phạm Văn Quản", **options},
    )


def test_the_server_appoints_the_first_administrator(db, client, letters, capsys):
    appoint_from_the_server()
    printed = capsys.readouterr().out
    officer = Officer.objects.get(email="qt@ht.example")
    assert holds(officer, Role.ADMIN, locality=officer.side)
    assert officer.side.slug == "ha-tinh"
    link = printed.split("/loi-moi/")[1].split("/")[0]
    assert client.get(f"/loi-moi/{link}/").status_code == 200
    assert letters[0].path == f"/loi-moi/{link}/"


def test_the_server_gives_the_role_to_somebody_who_is_here(cast, letters, capsys):
    appoint_from_the_server(email="office@ht.example")
    assert holds(Officer.objects.get(pk=cast.ht.office.pk), Role.ADMIN, locality=cast.ht.locality)
    assert not letters


@pytest.mark.parametrize(
    "options",
    [
        {"locality": "99"},
        {"agency": "so_khdt"},
        {"agency": "khong_co"},
        {"email": "hỏng"},
        {"email": "office@hn.example"},
        {"email": "admin@ht.example"},
        {"name": ""},
    ],
)
def test_the_server_says_what_is_wrong(cast, letters, options):
    before = Officer.objects.count(), Event.objects.count()
    with pytest.raises(CommandError, match=r"\w+"):
        appoint_from_the_server(**options)
    assert (Officer.objects.count(), Event.objects.count()) == before
    assert not letters
