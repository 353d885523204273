"""A session that ends while somebody types loses nothing."""

import re

import pytest
from django.core import signing
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from lienket.accounts import resubmission
from lienket.accounts.models import Officer
from lienket.accounts.tests.conftest import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlocked")]
FORM = "/tai-khoan/"
TYPED = {"full_name": 'Phan Thị <b>"Minh"</b> Thư', "language": "en"}


def sealed_in(answer):
    return re.search(r'name="kept" value="([^"]+)"', answer.text).group(1)


def sign_in(client, officer, **more):
    return client.post("/dang-nhap/", {"username": officer.email, "password": PASSWORD, **more})


def resend(client, page):
    """Press the button of the page: post its hidden fields to its address."""
    kept = page.context["kept"]
    data = {}
    for name, value in kept.fields:
        data.setdefault(name, []).append(value)
    return client.post(kept.address, data)


def test_what_was_typed_survives_the_sign_in(cast, client_of, with_password):
    with_password(cast.hn.desk)
    client = client_of(cast.hn.desk)
    client.cookies.pop("sessionid")  # the session is over
    asked = client.post(FORM, TYPED)
    assert asked.status_code == 401
    assert TYPED["full_name"] not in asked.text
    again = sign_in(client, cast.hn.desk, kept=sealed_in(asked))
    assert again.status_code == 200
    assert f'action="{FORM}"' in again.text
    assert "&lt;b&gt;&quot;Minh&quot;&lt;/b&gt;" in again.text
    assert "<b>" not in again.text.split("<main")[1]
    assert Officer.objects.get(pk=cast.hn.desk.pk).language == "vi", "nothing is sent before the person says so"
    assert resend(client, again).status_code == 302
    officer = Officer.objects.get(pk=cast.hn.desk.pk)
    assert (officer.full_name, officer.language) == (TYPED["full_name"], "en")


def test_it_survives_wrong_passwords_and_the_lock(cast, client, with_password):
    with_password(cast.hn.desk)
    answer = client.post(FORM, TYPED)
    for _ in range(5):
        answer = client.post(
            "/dang-nhap/", {"username": cast.hn.desk.email, "password": "sai-roi", "kept": sealed_in(answer)}
        )
    assert answer.status_code == 429
    back = client.post("/dang-nhap/", {"kept": sealed_in(answer)})
    assert back.status_code == 200
    assert back.context["kept"].fields == tuple(TYPED.items())
    cache.clear()  # a quarter of an hour later
    assert dict(sign_in(client, cast.hn.desk, kept=sealed_in(back)).context["kept"].fields) == TYPED


def test_passwords_are_never_carried(cast, client, with_password):
    with_password(cast.hn.desk)
    asked = client.post(
        "/tai-khoan/mat-khau/",
        {
            "present_password": "cũ-và-dài-lắm",
            "password": "mới-và-dài-lắm",
            "password_again": "mới-và-dài-lắm",
            "note": "ghi chú",
        },
    )
    kept = asked.context["kept"]
    assert kept.fields == (("note", "ghi chú"),)
    assert "dài-lắm" not in signing.loads(sealed_in(asked), salt="lienket.accounts.resubmission").__repr__()


def test_many_values_of_one_name_keep_their_order(client):
    asked = client.post(FORM, {"a": ["2", "1"], "b": "", "text": "dòng một\r\ndòng hai"})
    assert asked.context["kept"].fields == (("a", "2"), ("a", "1"), ("b", ""), ("text", "dòng một\r\ndòng hai"))


def test_files_are_asked_for_again_by_name(cast, client, with_password):
    with_password(cast.hn.desk)
    asked = client.post(FORM, {"note": "kèm tệp", "file": SimpleUploadedFile("biên bản.pdf", b"%PDF-1.7 x")})
    again = sign_in(client, cast.hn.desk, kept=sealed_in(asked))
    assert "biên bản.pdf" in again.text
    assert 'enctype="multipart/form-data"' in again.text
    assert '<input type="file" id="tep-1" name="file">' in again.text


@pytest.mark.parametrize(
    "data", [{"text": "a" * (resubmission.LONGEST + 1)}, {f"f{n}": "x" for n in range(resubmission.MOST + 1)}]
)
def test_what_is_too_long_says_how_to_get_back_to_it(client, data):
    asked = client.post(FORM, data)
    assert asked.status_code == 401
    assert asked.context["kept"].too_long
    assert not asked.context["kept"].fields
    assert len(asked.text) < 100_000


def test_a_changed_or_foreign_seal_is_worth_nothing(cast, client, with_password):
    with_password(cast.hn.desk)
    seal = sealed_in(client.post(FORM, TYPED))
    foreign = signing.dumps(
        {"address": FORM, "fields": [["a", "b"]], "files": [], "too_long": False}, salt="lienket.accounts.other"
    )
    outside = resubmission.seal(resubmission.Kept("https://xau.example/", (("a", "b"),)))
    for broken in (seal[:-2] + "xx", "x", foreign, outside, "%00", "a" * 5000):
        answer = sign_in(client, cast.hn.desk, kept=broken)
        assert answer.status_code == 302
        client.post("/dang-xuat/")


def test_a_part_of_a_page_is_replaced_by_the_whole_sign_in(client):
    answer = client.post(FORM, TYPED, headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"], answer["HX-Reswap"]) == (200, "body", "innerHTML")
    assert sealed_in(answer)


# The token does not fit: another sign-in in another window, or cookies taken away.


@pytest.fixture
def strict(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.hn.desk, backend="django.contrib.auth.backends.ModelBackend")
    return client


HERE = {"Origin": "http://testserver"}


def test_an_old_token_of_our_own_page_is_offered_again(cast, strict):
    strict.get("/tai-khoan/")
    answer = strict.post(FORM, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=HERE)
    assert answer.status_code == 403
    assert dict(answer.context["kept"].fields) == TYPED
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', answer.text.split("<main")[1]).group(1)
    assert strict.post(FORM, {**TYPED, "csrfmiddlewaretoken": token}, headers=HERE).status_code == 302
    assert Officer.objects.get(pk=cast.hn.desk.pk).language == "en"


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://xau.example"}, {"Origin": "null"}, {}, {"Referer": "https://xau.example/testserver"}],
)
def test_another_sites_form_is_never_offered(strict, headers):
    strict.get("/tai-khoan/")
    answer = strict.post(FORM, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=headers)
    assert answer.status_code == 403
    assert "Minh" not in answer.text.split("<main")[1]
    assert f'action="{FORM}"' not in answer.text


def test_a_browser_without_cookies_is_told(db):
    answer = Client(enforce_csrf_checks=True).post("/quen-mat-khau/", {"email": "a@b.example"}, headers=HERE)
    assert answer.status_code == 403
    assert answer.context["no_cookies"]
    assert answer.context["kept"].fields == (("email", "a@b.example"),)


def test_an_old_sign_in_page_shows_a_new_one(cast):
    client = Client(enforce_csrf_checks=True)
    client.get("/dang-nhap/")
    seal = resubmission.seal(resubmission.Kept(FORM, tuple(TYPED.items())))
    answer = client.post(
        "/dang-nhap/", {"username": "a@b.example", "password": "bí-mật-lắm", "kept": seal}, headers=HERE
    )
    assert answer.status_code == 403
    assert answer.context["kept"].fields == tuple(TYPED.items())
    assert "bí-mật-lắm" not in answer.text


def test_only_recognisable_words_are_shown_for_checking():
    kept = resubmission.Kept(
        "/", (("a", "17"), ("b", "23/11/2026"), ("c", "37.700"), ("d", "Kết quả"), ("e", "on"), ("f", "9999"))
    )
    assert kept.typed == ["23/11/2026", "37.700", "Kết quả"]


def test_the_address_is_the_one_asked_for():
    request = RequestFactory().post("/cam-ket/7/tiep-nhan/?tu=ban-lam-viec", {"a": "b"})
    assert resubmission.keep(request).address == "/cam-ket/7/tiep-nhan/?tu=ban-lam-viec"
    assert reverse("accounts:sign_in") == "/dang-nhap/"
