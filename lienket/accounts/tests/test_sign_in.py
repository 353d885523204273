"""Signing in and out: one sentence for every failure, a lock after five, and only ways onward within this site."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from lienket.accounts.tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlocked")]
PAGE = "/dang-nhap/"


def sign_in(client, officer, password=PASSWORD, **more):
    return client.post(PAGE, {"username": officer.email, "password": password, **more})


def test_an_officer_signs_in_and_arrives_at_the_desk(cast, client, with_password):
    with_password(cast.hn.desk)
    answer = sign_in(client, cast.hn.desk)
    assert (answer.status_code, answer.url) == (302, "/ban-lam-viec/")
    assert client.get("/tai-khoan/").status_code == 200


def test_letters_and_blanks_around_the_address_do_not_matter(cast, client, with_password):
    with_password(cast.hn.desk)
    assert client.post(PAGE, {"username": "  DESK@HN.example ", "password": PASSWORD}).status_code == 302


def test_the_language_of_the_officer_is_spoken(cast, client, with_password):
    with_password(cast.hn.desk)
    cast.hn.desk.language = "en"
    cast.hn.desk.save()
    answer = sign_in(client, cast.hn.desk)
    assert answer.cookies["ngon_ngu"].value == "en"
    assert "My account" in client.get("/tai-khoan/").text


def test_every_failure_sounds_the_same(cast, client, with_password):
    with_password(cast.hn.desk, cast.hn.head)
    cast.hn.head.is_active = False
    cast.hn.head.save()
    pages = [
        sign_in(client, cast.hn.desk, "sai-mat-khau-roi"),  # wrong password
        sign_in(client, cast.hn.head),  # deactivated
        sign_in(client, cast.hn.focal),  # invited, no password yet
        client.post(PAGE, {"username": "khong.ai@hn.example", "password": PASSWORD}),  # nobody
    ]
    errors = {str(page.context["form"].non_field_errors()) for page in pages}
    assert len(errors) == 1
    assert all(page.status_code == 200 for page in pages)
    assert client.get("/tai-khoan/").status_code == 302


def test_the_password_is_never_shown_again(cast, client, with_password):
    with_password(cast.hn.desk)
    assert "sai-mat-khau-roi" not in sign_in(client, cast.hn.desk, "sai-mat-khau-roi").text


@pytest.mark.parametrize(
    "onward",
    ["https://xau.example/", "//xau.example/", "/\\xau.example", "javascript:alert(1)", "http:///xau.example", "xau"],
)
def test_the_way_onward_stays_on_this_site(cast, client, with_password, onward):
    with_password(cast.hn.desk)
    assert sign_in(client, cast.hn.desk, next=onward).url == "/ban-lam-viec/"
    assert client.get(PAGE, {"next": onward}).url == "/ban-lam-viec/"


def test_the_way_onward_is_kept(cast, client, with_password):
    with_password(cast.hn.desk)
    page = client.get(PAGE, {"next": "/tai-khoan/mat-khau/?a=1"})
    assert 'value="/tai-khoan/mat-khau/?a=1"' in page.text
    assert sign_in(client, cast.hn.desk, next="/tai-khoan/mat-khau/?a=1").url == "/tai-khoan/mat-khau/?a=1"


def test_five_wrong_passwords_lock_and_say_until_when(cast, client, with_password):
    with_password(cast.hn.desk, cast.hn.head)
    for _ in range(4):
        assert sign_in(client, cast.hn.desk, "sai-mat-khau-roi").status_code == 200
    locked = sign_in(client, cast.hn.desk, "sai-mat-khau-roi")
    assert locked.status_code == 429
    assert int(locked["Retry-After"]) == 15 * 60
    wait = locked.context["until"] - timezone.now()
    assert dt.timedelta(minutes=15) < wait <= dt.timedelta(minutes=16), "never told too early"
    assert sign_in(client, cast.hn.desk).status_code == 429, "the right password does not open a locked door"
    in_capitals = client.post(PAGE, {"username": cast.hn.desk.email.upper(), "password": PASSWORD})
    assert in_capitals.status_code == 429, "writing the address otherwise is no way around the lock"
    assert sign_in(client, cast.hn.head).status_code == 302, "others are not locked out"


def test_the_lock_speaks_both_languages_and_does_not_tell_who_exists(client):
    answers = []
    for language in ("vi", "en"):
        cache.clear()
        client.cookies["ngon_ngu"] = language
        for _ in range(5):
            answer = client.post(PAGE, {"username": "khong.ai@hn.example", "password": "sai"})
        answers.append(answer)
    assert [answer.status_code for answer in answers] == [429, 429]
    assert "Sign-in is locked for a while" in answers[1].text
    assert answers[0].headers["Content-Language"] == "vi"


def test_a_success_forgets_the_failures(cast, client, with_password):
    with_password(cast.hn.desk)
    for _ in range(2):
        for _ in range(4):
            sign_in(client, cast.hn.desk, "sai-mat-khau-roi")
        assert sign_in(client, cast.hn.desk).status_code == 302
        client.post("/dang-xuat/")


def test_signing_out_is_pressed_never_followed(cast, client_of):
    client = client_of(cast.hn.desk)
    assert client.get("/dang-xuat/").status_code == 405
    assert client.get("/tai-khoan/").status_code == 200
    assert client.post("/dang-xuat/").status_code == 302
    assert client.get("/tai-khoan/").status_code == 302


def test_whoever_is_signed_in_goes_on(cast, client_of):
    assert client_of(cast.hn.desk).get(PAGE, {"next": "/tai-khoan/"}).url == "/tai-khoan/"


def test_a_visitor_is_led_to_sign_in_and_back(client):
    assert client.get("/tai-khoan/?x=1").url == "/dang-nhap/?next=%2Ftai-khoan%2F%3Fx%3D1"


def test_a_part_of_a_page_asks_the_whole_page_to_sign_in(client):
    answer = client.get(
        "/tai-khoan/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/chuong-trinh/?q=a"}
    )
    assert answer["HX-Redirect"] == "/dang-nhap/?next=%2Fchuong-trinh%2F%3Fq%3Da"


def test_the_session_changes_with_the_signing_in(cast, with_password):
    with_password(cast.hn.desk)
    client = Client()
    client.get(PAGE)
    before = client.cookies.get("csrftoken").value
    sign_in(client, cast.hn.desk)
    assert client.cookies["csrftoken"].value != before


def test_an_officers_page_is_not_for_shared_caches(cast, client_of):
    assert "private" in client_of(cast.hn.desk).get("/tai-khoan/")["Cache-Control"]
