"""Holding stored bytes against their hash: by a press, and all of them by the command."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.files import storage
from lienket.files.actions import store, verify

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(cast):
    return store(samples.TEXT, name="a.txt", by=cast.hn.desk, side=cast.hn.locality)


def alter(file, content: bytes) -> None:
    path = storage.path_of(file.stored_as)
    path.chmod(0o640)
    path.write_bytes(content)


def test_a_whole_file(file, cast, client_of):
    answer = client_of(cast.hn.desk).post(reverse("files:verify", args=[file.pk]), follow=True)
    assert "đúng nguyên dữ liệu đã nộp" in answer.content.decode()
    file.refresh_from_db()
    assert file.intact is True
    verify(file, by=cast.hn.head)
    assert Event.objects.filter(verb="files.verified").count() == 1  # the same answer on the same day
    assert verify_chain() is None


@pytest.mark.parametrize("content", [samples.TEXT + b" ", b"", samples.TEXT.replace(b"OCOP", b"OCOB"), None])
def test_an_altered_file_is_said_clearly(content, file, cast, client_of):
    if content is None:
        storage.remove(file.stored_as)
    else:
        alter(file, content)
    answer = client_of(cast.hn.desk).post(reverse("files:verify", args=[file.pk]), follow=True)
    page = answer.content.decode()
    assert "KHÔNG đúng dữ liệu đã nộp" in page
    assert "Tệp này đã bị thay đổi sau khi nộp" in page
    assert Event.objects.filter(verb="files.found_altered", side_code="01").count() == 1


def test_only_officers_who_may_open_it(file, cast, client_of):
    address = reverse("files:verify", args=[file.pk])
    assert Client().post(address).status_code == 401
    assert client_of(cast.ht.desk).post(address).status_code == 404
    assert client_of(cast.hn.desk).get(address).status_code == 405
    file.refresh_from_db()
    assert file.checked_at is None


def test_the_command_names_what_was_altered(file, cast):
    other = store(samples.CSV, name="b.csv", by=cast.hn.desk, side=cast.hn.locality)
    out = io.StringIO()
    call_command("verify_files", stdout=out)
    assert "2 files" in out.getvalue()
    alter(other, b"x")
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("verify_files", stdout=out)
    assert f"Tệp {other.pk}:" in out.getvalue()
    assert f"Tệp {file.pk}:" not in out.getvalue()
