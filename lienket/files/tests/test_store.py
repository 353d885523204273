"""Taking a file in: what it is, what is refused before anything is stored, and that half a file never exists."""

import hashlib
import os
import threading
import time
import unicodedata
from pathlib import Path

import pytest
from django.conf import settings as site
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from lienket.audit.models import Event
from lienket.files import actions, kinds, storage
from lienket.files.actions import clean_name, store, sweep
from lienket.files.models import StoredFile
from lienket.files.refusals import FileEmpty, FileTooLarge, SecretStamp, TypeNotTaken
from lienket.lib.audience import Audience

from . import samples

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shelf(settings, tmp_path):
    """A place of its own for the test's files."""
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}}
    }
    return tmp_path


def on_disk(shelf):
    return [path for path in Path(shelf).rglob("*") if path.is_file()]


@pytest.fixture
def keep(cast):
    def keep(content=samples.TEXT, name="kế hoạch.txt", **how):
        return store(content, **{"name": name, "by": cast.hn.desk, "side": cast.hn.locality} | how)

    return keep


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("a.pdf", samples.PDF, kinds.PDF), ("a.docx", samples.DOCX, kinds.DOCX), ("a.xlsx", samples.XLSX, kinds.XLSX),
        ("a.png", samples.PNG, kinds.PNG), ("a.jpg", samples.JPEG, kinds.JPEG), ("a.webp", samples.WEBP, kinds.WEBP),
        ("a.txt", samples.TEXT, kinds.TEXT), ("a.csv", samples.CSV, kinds.CSV),
        ("a.txt", "Hà Nội".encode("utf-16"), kinds.TEXT), ("a.txt", b"K\xd5 ho\xb9ch", kinds.TEXT),
        # the content decides, whatever the name says
        ("a.png", samples.PDF, kinds.PDF), ("a.pdf", samples.DOCX, kinds.DOCX), ("khong-duoi", samples.XLSX, kinds.XLSX),
    ],
)  # fmt: skip
def test_a_file_is_what_its_bytes_are(keep, name, content, content_type):
    kept = keep(content, name)
    assert kept.content_type == content_type
    assert (kept.size, kept.sha256) == (len(content), hashlib.sha256(content).hexdigest())
    assert storage.path_of(kept.stored_as).read_bytes() == content


def test_an_upload_is_kept_like_bytes(keep):
    upload = SimpleUploadedFile("x.pdf", samples.PDF)
    upload.read()  # a form has looked at it before
    kept = keep(upload, upload.name)
    assert storage.path_of(kept.stored_as).read_bytes() == samples.PDF


def test_it_is_recorded_without_its_name(keep, cast):
    kept = keep(name="Danh sách Nguyễn Văn A.txt", sides=[cast.ht.locality], audience=Audience.PARTIES)
    event = Event.objects.of(kept).get()
    assert (event.verb, event.thing_label, event.side_code) == ("files.stored", f"Tệp {kept.pk}", "01")
    assert "Nguyễn" not in str(event.data)
    assert list(kept.sides.all()) == [cast.ht.locality]


@pytest.mark.parametrize(
    "content",
    [
        samples.EXE, b"\x7fELF" + bytes(100), b"GIF89a" + bytes(20), samples.zipped({"a.txt": "x"}), b"PK\x03\x04junk",
        bytes(range(256)), samples.docx("x", **{"word/vbaProject.bin": b"macro"}), b"Rar!\x1a\x07\x00" + bytes(50),
        samples.zipped({f"{n}.xml": "" for n in range(5001)} | {"[Content_Types].xml": "", "word/document.xml": ""}),
        samples.zipped({"word/document.xml": "no content types"}), b"<svg xmlns='http://www.w3.org/2000/svg'>\x00</svg>",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["a.docx", "a.pdf", "a.txt"])
def test_other_kinds_are_refused_with_what_would_be_taken(keep, shelf, content, name):
    with pytest.raises(TypeNotTaken) as refused:
        keep(content, name)
    assert "pdf, docx, xlsx, png, jpg, webp, txt, csv" in refused.value.message
    assert not StoredFile.objects.exists()
    assert on_disk(shelf) == []


def test_a_zip_bomb_is_refused_by_what_it_says_of_itself(keep, shelf):
    bomb = samples.docx("x", **{"word/media/big.bin": bytes(401 * 1024 * 1024)})
    assert len(bomb) < 1_000_000
    with pytest.raises(TypeNotTaken, match="zip bomb"):
        keep(bomb, "a.docx")
    assert on_disk(shelf) == []


def test_a_caller_may_take_fewer_kinds(keep):
    with pytest.raises(TypeNotTaken) as refused:
        keep(samples.PNG, "a.png", types={kinds.PDF, kinds.DOCX})
    assert "(png)" in refused.value.message
    assert "pdf, docx." in refused.value.message


def test_an_empty_file_is_refused(keep, shelf):
    with pytest.raises(FileEmpty):
        keep(b"")
    with pytest.raises(FileEmpty):
        keep(SimpleUploadedFile("a.txt", b""))
    assert on_disk(shelf) == []


def test_a_file_over_the_bound_is_refused_and_one_at_it_is_taken(keep, settings, shelf):
    settings.MAX_UPLOAD_BYTES = 1000
    keep(b"a" * 1000)
    with pytest.raises(FileTooLarge):
        keep(b"a" * 1001)
    assert len(on_disk(shelf)) == 1
    assert "60 MB" in FileTooLarge(60 * 1024 * 1024, site.MAX_UPLOAD_BYTES).message


@pytest.mark.parametrize(
    "name",
    ["TỐI MẬT 12-BC.pdf", "[MẬT] ke hoach.txt", unicodedata.normalize("NFD", "TUYỆT MẬT.docx"), "a/b/TỐI_MẬT.txt"],
)
def test_a_name_with_a_secrecy_mark_is_refused_before_storage(keep, shelf, name):
    with pytest.raises(SecretStamp) as refused:
        keep(samples.TEXT, name)
    assert not StoredFile.objects.exists()
    assert on_disk(shelf) == []
    assert "12-BC" not in refused.value.message


STAMPED = "UBND TỈNH HÀ TĨNH\nTUYỆT MẬT\nKẾ HOẠCH\n"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.txt", STAMPED.encode()), ("a.csv", STAMPED.encode()), ("a.docx", samples.docx(*STAMPED.split("\n"))),
        ("a.xlsx", samples.xlsx("Cam", "TUYỆT MẬT")), ("a.txt", STAMPED.encode("utf-16")),
    ],
)  # fmt: skip
def test_words_with_a_secrecy_mark_are_refused_before_storage(keep, shelf, name, content):
    for handed_in in (content, SimpleUploadedFile(name, content)):
        with pytest.raises(SecretStamp):
            keep(handed_in, name)
    assert on_disk(shelf) == []


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("mật ong rừng.txt", "Mật ong bạc hà, mật mía Nghi Xuân".encode()), ("bao mat.docx", samples.docx("bảo mật thông tin")),
        ("a.xlsx", samples.xlsx("mật ong", "Bí mật kinh doanh")),
    ],
)  # fmt: skip
def test_innocent_words_are_taken(keep, name, content):
    assert keep(content, name).pk


def test_an_upload_judged_by_a_form_is_not_read_a_second_time(keep, monkeypatch):
    read = []
    monkeypatch.setattr("lienket.files.guard.extract_bounded", lambda *a, **k: read.append(1) or pytest.fail("read"))
    upload = SimpleUploadedFile("a.png", samples.PNG)
    actions.examine(upload, name="a.png")
    monkeypatch.setattr(kinds, "content_type_of", lambda *a: pytest.fail("judged again"))
    assert keep(upload, "a.png").content_type == kinds.PNG


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"), ("C:\\Users\\an\\kế hoạch.docx", "kế hoạch.docx"), ("..", "tep"), ("", "tep"),
        ("a\x00b\n.pdf", "ab.pdf"), ("\u202egpj.exe", "gpj.exe"), (unicodedata.normalize("NFD", "Hội nghị.pdf"), "Hội nghị.pdf"),
        ("x" * 400 + ".docx", "x" * 250 + ".docx"), (" .bashrc ", "bashrc"),
    ],
)  # fmt: skip
def test_names_are_only_names(given, kept):
    assert clean_name(given) == kept


@given(st.text(max_size=400))
def test_every_name_becomes_one_that_can_be_kept(name):
    kept = clean_name(name)
    assert 0 < len(kept) <= 255
    assert "/" not in kept
    assert "\x00" not in kept
    assert clean_name(kept) == kept


def test_the_place_on_disk_never_comes_from_a_person(keep, shelf):
    kept = keep(name="../../../tmp/x.txt")
    assert storage.path_of(kept.stored_as).is_relative_to(shelf)
    for stored_as in ("../x", "ab/../../x", "/etc/passwd", "ab/" + "z" * 31, ""):
        with pytest.raises(ValueError, match="stored name"):
            storage.path_of(stored_as)


def test_nothing_half_written_is_left_when_writing_fails(keep, shelf, monkeypatch):
    class DiskFull(OSError):
        pass

    def chunks(_content):
        yield b"first"
        assert len(on_disk(shelf)) == 1
        assert on_disk(shelf)[0].name.endswith(".part")
        raise DiskFull

    monkeypatch.setattr(actions, "_chunks", chunks)
    with pytest.raises(DiskFull):
        keep()
    assert on_disk(shelf) == []
    assert not StoredFile.objects.exists()


def test_the_bytes_go_when_the_row_cannot_be_written(keep, shelf, monkeypatch):
    def refuse(**kwargs):
        raise RuntimeError

    monkeypatch.setattr("lienket.audit.actions.record", refuse)
    with pytest.raises(RuntimeError):
        keep()
    assert on_disk(shelf) == []


def long_ago(path, seconds=actions.ORPHANED_AFTER_SECONDS + 60):
    then = time.time() - seconds
    os.utime(path, (then, then))


def test_what_a_rollback_left_is_swept_and_nothing_else(keep, shelf):
    def deed():
        with transaction.atomic():
            keep(b"lost")
            raise RuntimeError

    kept = keep(b"kept")
    with pytest.raises(RuntimeError):
        deed()
    assert sorted(path.read_bytes() for path in on_disk(shelf)) == [b"kept", b"lost"]
    assert sweep() == 0  # a transaction may still be open
    half = shelf / "ab" / ("ab" + "0" * 30 + ".part")
    half.parent.mkdir(exist_ok=True)
    half.write_bytes(b"half")
    for path in on_disk(shelf):
        long_ago(path)
    assert sweep() == 2
    assert on_disk(shelf) == [storage.path_of(kept.stored_as)]
    assert sweep() == 0


def test_many_at_once_do_not_disturb_each_other(shelf):
    written = []
    threads = [
        threading.Thread(target=lambda n=n: written.append(storage.write([bytes([n]) * 5000]))) for n in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({one.stored_as for one in written}) == 16
    assert {storage.path_of(one.stored_as).read_bytes()[:1] for one in written} == {bytes([n]) for n in range(16)}
