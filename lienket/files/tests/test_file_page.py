"""The page of a file: who gave it, its hash, a look into it; hostile files are not shown, and that is said."""

import struct
import zlib

import pytest
from django.test import Client
from django.urls import reverse

from lienket.audit.models import Event
from lienket.files import preview as looking
from lienket.files import storage
from lienket.files.actions import lock, store
from lienket.files.models import StoredFile
from lienket.files.pictures import dimensions
from lienket.files.preview import preview

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(cast):
    """Store content of Hà Nội, open to Hà Tĩnh too."""

    def keep(content: bytes, name: str, **changes) -> StoredFile:
        facts = {"side": cast.hn.locality, "sides": [cast.ht.locality], "audience": "parties", "by": cast.hn.desk}
        return store(content, name=name, **facts | changes)

    return keep


def png(width: int, height: int) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return samples.PNG[:8] + struct.pack(">I", 13) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))


def rewrite(file: StoredFile, content: bytes) -> None:
    path = storage.path_of(file.stored_as)
    path.chmod(0o640)
    path.write_bytes(content)


def test_who_gave_it_when_and_its_hash(cast, client_of, keep, django_assert_max_num_queries):
    file = keep(samples.TEXT, "kế hoạch.txt")
    browser = client_of(cast.ht.desk)
    browser.get(file.page_url)
    with django_assert_max_num_queries(12):
        page = browser.get(file.page_url).content.decode()
    assert file.sha256 in page
    assert cast.hn.desk.label in page
    assert "Văn bản thuần" in page
    assert "?xem=1" in page  # the preview comes by itself, or at one press
    assert "OCOP" in browser.get(file.page_url + "?xem=1").content.decode()


def test_the_gate_is_that_of_the_file(cast, client_of, keep):
    file = keep(samples.TEXT, "a.txt")
    assert client_of(cast.nb.desk).get(file.page_url).status_code == 404
    assert Client().get(file.page_url + "?xem=1").status_code == 404
    public = keep(samples.TEXT, "b.txt", audience="public")
    page = Client().get(public.page_url).content.decode()
    assert cast.hn.desk.label not in page
    assert "kiem-tra" not in page
    lock(file, cast.hn.security)
    answer = client_of(cast.hn.desk).get(file.page_url + "?xem=1")
    assert answer.status_code == 410
    assert "a.txt" not in answer.content.decode()


def test_a_look_into_each_kind(keep):
    assert preview(keep(samples.docx("Kế hoạch", "Điều 1"), "a.docx")).pages[0].text.startswith("Kế hoạch")
    assert preview(keep(samples.CSV, "a.csv")).pages[0].text.startswith("Nội dung;")
    assert preview(keep(png(640, 480), "a.png")).picture == (640, 480)
    long = preview(keep(("một hai " * 2000).encode(), "dài.txt"))
    assert (len(long.pages[0].text), long.cut) == (looking.CHARACTERS, True)


@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (samples.PDF, "trắng.pdf", ""),
        (png(60_000, 60_000), "bom.png", "too_many_pixels"),
        (samples.JPEG, "hỏng.jpg", "too_many_pixels"),
        (samples.XLSX, "hỏng.xlsx", ""),
    ],
)
def test_what_cannot_be_shown_is_said(content, name, why, keep, client_of, cast):
    file = keep(content, name)
    found = preview(file)
    assert (found.picture, found.pages, found.rows) == (None, (), ())
    assert found.why_not == (looking._WHY[why] if why else found.why_not) != ""
    assert "Không xem trước được" in client_of(cast.hn.desk).get(file.page_url + "?xem=1").content.decode()


def test_nothing_too_large_is_opened(keep, monkeypatch):
    file = keep(samples.TEXT, "a.txt")
    monkeypatch.setattr(looking, "MOST_BYTES", 3)
    monkeypatch.setattr(storage, "path_of", lambda _name: pytest.fail("opened"))
    assert preview(file).why_not == looking._WHY["too_large"]


def test_words_that_are_markup_stay_words(keep, client_of, cast):
    file = keep("<script>alert(1)</script> \u202egnp.exe".encode(), "<b>.txt")
    page = client_of(cast.hn.desk).get(file.page_url + "?xem=1").content.decode()
    assert "<script>alert" not in page
    assert "<b>.txt" not in page
    assert "\u202e" not in page


def test_an_altered_file_is_not_shown(keep, client_of, cast):
    file = keep(samples.TEXT, "a.txt")
    rewrite(file, samples.TEXT.replace(b"OCOP", b"XXXX"))
    page = client_of(cast.hn.desk).get(file.page_url + "?xem=1").content.decode()
    assert "XXXX" not in page
    assert "Tệp này đã bị thay đổi sau khi nộp" in page
    storage.remove(file.stored_as)
    assert preview(file).why_not == looking._WHY["missing"]


@pytest.mark.parametrize(
    ("content", "kind", "size"),
    [
        (png(3, 5), "image/png", (3, 5)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x0b\x08\x00\x07\x00\x09" + b"\x00" * 9, "image/jpeg", (9, 7)),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X" + b"\x00" * 8 + b"\x0f\x00\x00\x1f\x00\x00", "image/webp", (16, 32)),
        (b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f\x01\x80\x00\x00", "image/webp", (2, 3)),
        (b"\xff\xd8" + b"\xff\xe0\x00\x00" * 9, "image/jpeg", None),
        (samples.PNG[:18], "image/png", None),
        (png(0, 5), "image/png", None),
        (b"", "image/jpeg", None),
        (samples.TEXT, "text/plain", None),
    ],
)
def test_how_large_a_picture_is(content, kind, size):
    assert dimensions(content, kind) == size


def test_history_knows_the_office_that_gave_it(keep, cast, client_of):
    file = keep(samples.TEXT, "a.txt")
    appointment = cast.hn.desk.appointments.get()
    label = Event.objects.of(file).get(verb="files.stored").actor_label
    appointment.agency = cast.hn.so_yt
    appointment.save()
    assert label in client_of(cast.ht.desk).get(file.page_url).content.decode()
    assert reverse("files:file", args=[file.pk]) == file.page_url
