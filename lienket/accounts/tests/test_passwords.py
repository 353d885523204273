"""Forgotten passwords by mail, and changing one's own. No answer tells which addresses exist."""

import datetime as dt

import pytest

from lienket.accounts import actions
from lienket.accounts.links import Purpose, make_token
from lienket.accounts.refusals import LinkExpired, WeakPassword, WrongPassword
from lienket.audit.models import Event
from lienket.lib import clock
from lienket.lib.refusals import NotAllowed

from .conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlocked")]
NEW = "câu-khác-cũng-dài"


def ask(client, address):
    return client.post("/quen-mat-khau/", {"email": address}, follow=True)


def test_a_link_comes_by_mail_and_sets_a_new_password_once(cast, client, letters, with_password):
    with_password(cast.hn.desk)
    ask(client, "Desk@hn.example")
    (letter,) = letters
    assert letter.to == "desk@hn.example"
    assert Event.objects.latest("sequence").verb == "accounts.reset_asked"
    answer = client.post(letter.path, {"password": NEW, "password_again": NEW})
    assert answer.url == "/tai-khoan/"
    cast.hn.desk.refresh_from_db()
    assert cast.hn.desk.check_password(NEW)
    assert Event.objects.latest("sequence").verb == "accounts.password_reset"
    assert len(letters) == 2, "the owner is told"
    assert client.get(letter.path).status_code == 410


def test_every_address_gets_the_same_answer(cast, client, letters, with_password):
    with_password(cast.hn.desk, cast.hn.head)
    actions.deactivate_officer(cast.hn.head, by=_administrator(cast, with_password))
    answers = [ask(client, a) for a in ("desk@hn.example", "head@hn.example", "khong.ai@hn.example")]
    assert len({(a.status_code, tuple(a.redirect_chain)) for a in answers}) == 1
    assert [letter.to for letter in letters] == ["desk@hn.example"]


def _administrator(cast, with_password):
    with_password(cast.hn.admin)
    return cast.hn.admin


def test_whoever_was_only_invited_gets_the_invitation_again(cast, client, letters):
    ask(client, "desk@hn.example")
    assert letters[0].path.startswith("/loi-moi/")


def test_no_flood_of_mail(cast, client, letters, with_password):
    with_password(cast.hn.desk, cast.hn.head)
    answers = [ask(client, "desk@hn.example") for _ in range(6)]
    assert len(letters) == 3
    assert len({answer.status_code for answer in answers}) == 1
    ask(client, "head@hn.example")
    assert letters[-1].to == "head@hn.example", "others are not held up"


def test_one_machine_does_not_try_a_whole_list(cast, client, letters, with_password):
    with_password(cast.hn.desk)
    for number in range(30):
        ask(client, f"ai.do.{number}@hn.example")
    ask(client, "desk@hn.example")
    assert not letters


def test_a_new_password_ends_other_sessions(cast, client_of, with_password):
    with_password(cast.hn.desk)
    elsewhere = client_of(cast.hn.desk)
    actions.reset_password(make_token(cast.hn.desk, Purpose.RESET), password=NEW)
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_the_link_lives_one_day(cast, with_password):
    with_password(cast.hn.desk)
    with clock.set_to(dt.datetime(2026, 11, 1, 8, 0)):
        token = make_token(cast.hn.desk, Purpose.RESET)
    with clock.set_to(dt.datetime(2026, 11, 2, 8, 1)), pytest.raises(LinkExpired):
        actions.reset_password(token, password=NEW)


@pytest.mark.parametrize("address", ["", "không phải địa chỉ", "a" * 300 + "@hn.example"])
def test_an_address_that_is_none_is_said_so(client, letters, address):
    page = client.post("/quen-mat-khau/", {"email": address})
    assert page.status_code == 200
    assert page.context["form"].errors["email"]
    assert not letters


def test_changing_ones_own(cast, client_of, letters, with_password):
    with_password(cast.hn.desk)
    here, elsewhere = client_of(cast.hn.desk), client_of(cast.hn.desk)
    form = {"present_password": PASSWORD, "password": NEW, "password_again": NEW}
    assert here.post("/tai-khoan/mat-khau/", form).url == "/tai-khoan/"
    assert here.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302
    assert [letter.to for letter in letters] == ["desk@hn.example"]
    event = Event.objects.latest("sequence")
    assert (event.verb, event.data) == ("accounts.password_changed", {})


def test_the_present_password_must_be_right(cast, client_of, with_password):
    with_password(cast.hn.desk)
    form = {"present_password": "không-phải-câu-này", "password": NEW, "password_again": NEW}
    page = client_of(cast.hn.desk).post("/tai-khoan/mat-khau/", form)
    assert page.context["form"].errors["present_password"]
    assert NEW not in page.text
    with pytest.raises(WrongPassword):
        actions.change_own_password(cast.hn.desk, present="x", new=NEW, by=cast.hn.desk)
    with pytest.raises(WeakPassword):
        actions.change_own_password(cast.hn.desk, present=PASSWORD, new="ngắn", by=cast.hn.desk)
    cast.hn.desk.refresh_from_db()
    assert cast.hn.desk.check_password(PASSWORD)


def test_nobody_changes_anothers(cast, with_password):
    with_password(cast.hn.desk)
    for actor in (cast.hn.admin, cast.hn.head, cast.ht.desk):
        with pytest.raises(NotAllowed):
            actions.change_own_password(cast.hn.desk, present=PASSWORD, new=NEW, by=actor)
        with pytest.raises(NotAllowed):
            actions.change_own_settings(cast.hn.desk, full_name="Khác", language="en", by=actor)


def test_ones_own_settings(cast, client_of):
    client = client_of(cast.hn.desk)
    answer = client.post("/tai-khoan/", {"full_name": " Phan  Minh Thư ", "language": "en"})
    assert answer.cookies["ngon_ngu"].value == "en"
    cast.hn.desk.refresh_from_db()
    assert (cast.hn.desk.full_name, cast.hn.desk.language) == ("Phan Minh Thư", "en")
    event = Event.objects.latest("sequence")
    assert event.data == {"fields": ["full_name", "language"]}
    before = Event.objects.count()
    client.post("/tai-khoan/", {"full_name": "Phan Minh Thư", "language": "en"})
    assert Event.objects.count() == before, "nothing changed, nothing to record"


@pytest.mark.parametrize("form", [{"full_name": "", "language": "vi"}, {"full_name": "A", "language": "fr"}, {}])
def test_broken_settings(cast, client_of, form):
    page = client_of(cast.hn.desk).post("/tai-khoan/", form)
    assert page.status_code == 200
    assert page.context["form"].errors or not form
