"""The public reading: answers anyone, stores nothing, is bounded and throttled, and works without JavaScript."""

import json
import time

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from lienket.audit.models import Event
from lienket.documents import public, throttle
from lienket.documents.models import Document
from lienket.files.models import StoredFile
from lienket.search.models import IndexRow

from . import builders
from .builders import TEXT, facts

pytestmark = pytest.mark.django_db
URL = "/doc-van-ban/"


@pytest.fixture(autouse=True)
def _fresh_throttle():
    cache.clear()


@pytest.fixture
def by_hand(monkeypatch):
    monkeypatch.setattr(public, "read_words", lambda text, **_: facts(text=text) if text == TEXT else {"text": text})


def test_the_address_and_the_empty_form(client: Client) -> None:
    assert reverse("documents:read_public") == URL
    page = client.get(URL)
    assert page.status_code == 200
    assert b'name="text"' in page.content


def test_a_pasted_text_shows_what_it_says_beside_its_words(client: Client, by_hand: None) -> None:
    page = client.post(URL, {"text": TEXT}).content.decode()
    assert "Hà Nội – Hà Tĩnh" in page
    start = TEXT.index("trên 1.300 dự án đầu tư")
    assert f'id="o{start}"' in page
    assert f'href="#o{start}"' in page
    assert "30/11/2026" in page
    assert "kết nối tour du lịch biển" in page


def test_files_are_read_too(client: Client, by_hand: None) -> None:
    page = client.post(URL, {"file": SimpleUploadedFile("a.docx", builders.docx(*TEXT.rstrip("\n").split("\n")))})
    assert page.status_code == 200
    assert "tuần hàng nông sản" in page.content.decode()


def test_the_facts_can_be_downloaded(client: Client, by_hand: None) -> None:
    page = client.post(URL, {"text": TEXT, "as": "json"})
    assert page["Content-Type"].startswith("application/json")
    assert page["Content-Disposition"].startswith("attachment")
    assert json.loads(page.content)["document"]["number"] == "77/TB-VP"


def test_nothing_is_stored(client: Client, by_hand: None, caplog) -> None:
    before = Event.objects.count()
    client.post(URL, {"text": TEXT})
    assert not Document.objects.exists()
    assert not StoredFile.objects.exists()
    assert not IndexRow.objects.exists()
    assert Event.objects.count() == before
    assert not Session.objects.exists()
    assert "nông sản" not in caplog.text
    assert "sessionid" not in client.cookies


def test_the_page_says_that_nothing_is_stored(client: Client) -> None:
    assert "notice info" in client.get(URL).content.decode()


@pytest.mark.parametrize("name", ["thong-bao-ket-luan", "tin-hoi-nghi"])
def test_a_sample_can_be_tried(client: Client, name: str) -> None:
    page = client.get(URL, {"mau": name})
    assert page.status_code == 200
    assert "Hà Tĩnh" in page.content.decode()


def test_unknown_samples_show_the_form(client: Client) -> None:
    assert b'name="text"' in client.get(URL, {"mau": "../../etc/passwd"}).content


@pytest.mark.parametrize(
    ("data", "status"),
    [
        ({"text": "   "}, 400),
        ({}, 400),
        ({"text": "a " * 150_000}, 413),
        ({"text": "TUYỆT MẬT\nHai bên thống nhất."}, 422),
    ],
)
def test_what_cannot_be_read_is_said(client: Client, data: dict, status: int) -> None:
    page = client.post(URL, data)
    assert page.status_code == status
    assert "notice danger" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        ("rong.txt", b"", 400),
        ("rac.docx", bytes(range(256)) * 50, 400),
        ("quet.pdf", builders.pdf(picture=True), 400),
        ("khoa.pdf", builders.encrypted_pdf(), 400),
    ],
)
def test_bad_files_are_said(client: Client, name: str, content: bytes, status: int) -> None:
    page = client.post(URL, {"file": SimpleUploadedFile(name, content)})
    assert page.status_code in {status, 415}
    assert "notice danger" in page.content.decode()


def test_what_was_pasted_is_still_there_after_a_refusal(client: Client) -> None:
    page = client.post(URL, {"text": TEXT, "file": SimpleUploadedFile("a.txt", b"x y z")})
    assert page.status_code == 400
    assert "tuần hàng nông sản" in page.content.decode()


def test_an_oversized_body_is_refused_unread(client: Client) -> None:
    page = client.post(URL, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(60 * 1024 * 1024))
    assert page.status_code == 413
    assert "10 MB" in page.content.decode()


def test_too_many_from_one_address(client: Client, by_hand: None, monkeypatch) -> None:
    monkeypatch.setattr(throttle, "PUBLIC_READING", ((2, 600),))
    monkeypatch.setattr(throttle.wait_before, "__kwdefaults__", {"limits": ((2, 600),)})
    answers = [client.post(URL, {"text": TEXT}, REMOTE_ADDR="203.0.113.9") for _ in range(3)]
    assert [a.status_code for a in answers] == [200, 200, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 600
    assert "tuần hàng nông sản" in answers[-1].content.decode()
    assert client.post(URL, {"text": TEXT}, REMOTE_ADDR="203.0.113.10").status_code == 200


def test_the_address_itself_is_not_kept(client: Client, by_hand: None, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(22):
        client.post(URL, {"text": TEXT}, REMOTE_ADDR="203.0.113.9")
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache_entries")
        assert "203.0.113.9" not in str(cursor.fetchall())


def test_it_answers_within_a_second(client: Client) -> None:
    client.post(URL, {"text": TEXT})
    began = time.perf_counter()
    client.post(URL, {"text": TEXT * 6})
    assert time.perf_counter() - began < 1


def test_words_of_a_stranger_are_escaped(client: Client) -> None:
    page = client.post(URL, {"text": "<script>alert(1)</script> Hà Nội và Hà Tĩnh"}).content.decode()
    assert "<script>alert(1)" not in page
