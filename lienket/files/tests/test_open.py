"""Opening a file: the gate for every role and side, and headers that keep a stranger's file harmless."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse

from lienket.files import storage
from lienket.files.actions import lock, store, widen
from lienket.files.models import StoredFile
from lienket.lib.audience import Audience

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(cast):
    """One file of Hà Nội for each audience; Hà Tĩnh is the other party."""
    return {
        audience: store(
            samples.TEXT, name="kế hoạch.txt", by=cast.hn.desk, side=cast.hn.locality, sides=[cast.ht.locality], audience=audience
        )
        for audience in Audience
    }  # fmt: skip


# Whatever the role, the side decides.
MAY = {"hn": {"public", "parties", "side"}, "ht": {"public", "parties"}, "nb": {"public"}}


@pytest.mark.parametrize("side", MAY)
def test_every_role_of_a_side_opens_what_the_audience_says(cast, client_of, files, side):
    for part, officer in getattr(cast, side).officers.items():
        client = client_of(officer)
        opened = {a.value for a, file in files.items() if client.get(file.get_absolute_url()).status_code == 200}
        assert opened == MAY[side], part
        assert {f.audience for f in StoredFile.objects.visible_to(officer)} == MAY[side]


def test_a_visitor_opens_public_files_and_others_are_not_there(files):
    statuses = {a.value: Client().get(file.get_absolute_url()).status_code for a, file in files.items()}
    assert statuses == {"public": 200, "parties": 404, "side": 404}
    assert Client().get(reverse("files:open", args=[999_999])).status_code == 404
    assert StoredFile.objects.visible_to(AnonymousUser()).count() == 1


def test_a_deactivated_officer_is_a_visitor(cast, files):
    cast.hn.desk.is_active = False
    assert {f.audience for f in StoredFile.objects.visible_to(cast.hn.desk)} == {"public"}


def test_a_file_shared_with_several_sides_is_listed_once(cast, files):
    files[Audience.PARTIES].sides.add(cast.nb.locality)
    assert StoredFile.objects.visible_to(cast.ht.desk).filter(audience=Audience.PARTIES).count() == 1


def test_a_download_cannot_act_in_our_name(files):
    response = Client().get(files[Audience.PUBLIC].get_absolute_url())
    assert b"".join(response.streaming_content) == samples.TEXT
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''k%E1%BA%BF%20ho%E1%BA%A1ch.txt")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "content", "where"),
    [("a.png", samples.PNG, "inline"), ("a.jpg", samples.JPEG, "inline"), ("a.pdf", samples.PDF, "attachment"),
     ("a.html", b"<html><script>alert(1)</script>", "attachment"), ("a.svg", b"<svg onload='alert(1)'/>", "attachment")],
)  # fmt: skip
def test_only_pictures_are_shown_in_the_page(cast, name, content, where):
    kept = store(content, name=name, by=cast.hn.desk, side=cast.hn.locality, audience=Audience.PUBLIC)
    response = Client().get(kept.get_absolute_url())
    assert response["Content-Disposition"].startswith(where)
    assert "html" not in response["Content-Type"]
    assert "svg" not in response["Content-Type"]
    response.close()


def test_a_name_cannot_write_headers(cast):
    kept = store(
        samples.TEXT,
        name='a"\r\nSet-Cookie: x=1;.txt',
        by=cast.hn.desk,
        side=cast.hn.locality,
        audience=Audience.PUBLIC,
    )
    response = Client().get(kept.get_absolute_url())
    assert "Set-Cookie" not in response.headers
    response.close()


def test_only_reading_is_answered(files):
    url = files[Audience.PUBLIC].get_absolute_url()
    assert Client().post(url).status_code == 405
    head = Client().head(url)
    assert head.status_code == 200


def test_lost_bytes_are_a_404_and_not_an_error_page(files):
    file = files[Audience.PUBLIC]
    storage.remove(file.stored_as)
    assert Client().get(file.get_absolute_url()).status_code == 404


def test_a_locked_file_answers_that_it_is_locked_to_those_who_could_open_it(cast, client_of, files):
    file = files[Audience.PARTIES]
    lock(file, cast.ht.desk)
    response = client_of(cast.hn.head).get(file.get_absolute_url())
    assert response.status_code == 410
    assert "kế hoạch" not in response.content.decode()
    assert client_of(cast.nb.desk).get(file.get_absolute_url()).status_code == 404
    assert Client().get(file.get_absolute_url()).status_code == 404


def test_widening_opens_to_more_and_never_to_fewer(cast, files):
    file = files[Audience.SIDE]
    file.sides.clear()
    widen(file, Audience.PARTIES, [cast.ht.locality], by=cast.hn.desk)
    file.refresh_from_db()
    assert StoredFile.objects.visible_to(cast.ht.desk).filter(pk=file.pk).exists()
    widen(file, Audience.SIDE)
    file.refresh_from_db()
    assert file.audience == Audience.PARTIES
    widen(file, Audience.PUBLIC)
    assert StoredFile.objects.visible_to(AnonymousUser()).filter(pk=file.pk).exists()


def test_opening_asks_few_questions(files, client_of, cast, django_assert_max_num_queries):
    client = client_of(cast.ht.desk)
    with django_assert_max_num_queries(4):  # session, officer, appointments, the file
        client.get(files[Audience.PARTIES].get_absolute_url()).close()
