"""Handing a paper in: stored whole and read, or refused with nothing left behind. Every bad input has its sentence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import translation

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.documents import actions, problems
from lienket.documents.intake import PaperRefused
from lienket.documents.models import Document, DocumentState
from lienket.documents.refusals import AlreadyHere
from lienket.files.models import StoredFile
from lienket.jobs import run_all
from lienket.lib.refusals import NotAllowed
from lienket.programmes.tests.builders import a_programme
from lienket.search.models import IndexRow

from . import builders
from .builders import TEXT

pytestmark = pytest.mark.django_db


def hand_in(cast: Cast, content: bytes | None = None, name: str = "van-ban.docx", **more) -> Document:
    return actions.receive_document(
        content=content, name=name, side=cast.hn.locality, by=more.pop("by", cast.hn.desk), **more
    )


def nothing_is_left() -> bool:
    return not (
        Document.objects.exists() or StoredFile.objects.exists() or IndexRow.objects.filter(kind="document").exists()
    )


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (builders.docx(*TEXT.splitlines()), "thong-bao.docx"),
        (TEXT.encode(), "thong-bao.txt"),
        (builders.pdf("Hai ben thong nhat to chuc tuan hang"), "thong-bao.pdf"),
    ],
)
def test_word_text_and_pdf_are_stored_and_read(cast: Cast, content: bytes, name: str) -> None:
    document = hand_in(cast, content, name)
    assert document.state == DocumentState.RECEIVED
    assert document.file.side == cast.hn.locality
    assert Event.objects.filter(verb="documents.received", thing_id=str(document.pk)).exists()
    run_all()
    document.refresh_from_db()
    assert document.state == DocumentState.READ
    assert document.readings.count() == 1


def test_a_pasted_text_needs_no_file(cast: Cast) -> None:
    document = hand_in(cast, text=TEXT, name="Thông báo 77")
    assert (document.file, document.title, document.text) == (None, "Thông báo 77", TEXT)


BAD = {
    "empty_file": (b"", "rong.txt"),
    "not_what_it_says": (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "anh.docx"),
    "encrypted_file": (builders.encrypted_pdf(), "khoa.pdf"),
    "no_text": (builders.pdf(picture=True), "ban-quet.pdf"),
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_leaves_nothing_and_says_what_to_do(cast: Cast, client_of, code: str) -> None:
    content, name = BAD[code]
    with pytest.raises(PaperRefused) as refused:
        hand_in(cast, content, name)
    assert refused.value.code == code
    assert nothing_is_left()
    page = client_of(cast.hn.desk).post(reverse("documents:upload"), {"file": SimpleUploadedFile(name, content)})
    assert page.status_code == refused.value.problem.status
    assert refused.value.problem.cure.split(".")[0] in page.content.decode()
    assert nothing_is_left()


@pytest.mark.parametrize("content", [builders.entity_bomb(), builders.zip_bomb()], ids=["entities", "zip"])
def test_bombs_are_not_opened(cast: Cast, content: bytes) -> None:
    with pytest.raises(PaperRefused) as refused:
        hand_in(cast, content)
    assert refused.value.code in {"bomb", "too_large", "broken"}
    assert nothing_is_left()


def test_binary_junk_named_docx(cast: Cast) -> None:
    with pytest.raises(PaperRefused) as refused:
        hand_in(cast, bytes(range(256)) * 50, "rac.docx")
    assert refused.value.code in {"not_what_it_says", "unknown_format", "broken"}
    assert nothing_is_left()


def test_a_file_above_the_limit(cast: Cast, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 1000
    with pytest.raises(PaperRefused) as refused:
        hand_in(cast, b"a" * 1001, "to.txt")
    assert refused.value.code == "too_large"


def test_sixty_megabytes_are_refused_before_they_are_parsed(cast: Cast, client_of) -> None:
    page = client_of(cast.hn.desk).post(
        reverse("documents:upload"),
        b"",
        content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(60 * 1024 * 1024),
    )
    assert page.status_code == 413
    assert "50" in page.content.decode()


def test_old_encodings_are_converted_and_said(cast: Cast) -> None:
    from vanban.encodings import to_legacy

    words = TEXT.splitlines()[3] + "\n" + TEXT.splitlines()[5]
    old = to_legacy(words, "tcvn3").encode("latin-1")
    document = hand_in(cast, old, "cu.txt")
    assert document.text.strip() == words
    assert problems.notes_in_words(document.notes)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (("TUYỆT MẬT\n" + TEXT).encode(), "a.txt"),
        ((TEXT.splitlines()[0] + "\nMẬT\n" + TEXT).encode(), "a.txt"),
        (builders.docx("TỐI MẬT", *TEXT.splitlines()), "a.docx"),
        (builders.docx(*TEXT.splitlines(), core="TUYỆT MẬT"), "a.docx"),
        (TEXT.encode(), "TUYỆT MẬT - thong bao.txt"),
    ],
    ids=["first line", "alone on a line", "docx", "metadata", "file name"],
)
def test_a_secret_is_refused_before_storage_and_the_fact_kept(cast: Cast, content: bytes, name: str) -> None:
    with pytest.raises(PaperRefused) as refused:
        hand_in(cast, content, name)
    assert refused.value.code == "secret"
    assert nothing_is_left()
    line = Event.objects.get(verb="documents.secret_refused")
    assert (line.actor_id, line.side_code, line.data, line.thing_label) == (cast.hn.desk.pk, "01", {}, "")


@pytest.mark.parametrize(
    "words", ["mật ong Hương Sơn", "bảo mật thông tin", "bí mật kinh doanh", "Mật mía", "ĐỀ ÁN BẢO MẬT THÔNG TIN"]
)
def test_innocent_words_are_taken(cast: Cast, words: str) -> None:
    assert hand_in(cast, f"{words}\n{TEXT}".encode(), "a.txt").pk


def test_the_same_paper_twice_by_one_side_points_to_the_first(cast: Cast, client_of) -> None:
    first = hand_in(cast, builders.docx(*TEXT.splitlines()), "a.docx")
    with pytest.raises(AlreadyHere) as refused:
        hand_in(cast, text=TEXT.replace("\n", "\n\n"), name="dan", by=cast.hn.office)
    assert refused.value.document == first
    page = client_of(cast.hn.focal).post(reverse("documents:upload"), {"text": TEXT})
    assert page.status_code == 409
    assert first.get_absolute_url() in page.content.decode()
    assert Document.objects.count() == 1


def test_another_sides_paper_is_never_revealed(cast: Cast) -> None:
    hand_in(cast, text=TEXT, name="a")
    theirs = actions.receive_document(text=TEXT, name="b", side=cast.ht.locality, by=cast.ht.desk)
    assert theirs.side == cast.ht.locality


def test_a_scan_is_kept_on_somebodys_declaration(cast: Cast, client_of) -> None:
    scan = builders.pdf(picture=True)
    desk = client_of(cast.hn.desk)
    refused = desk.post(reverse("documents:upload"), {"file": SimpleUploadedFile("q.pdf", scan)})
    assert refused.status_code == 400
    assert 'name="declared_not_secret"' in refused.content.decode()
    kept = desk.post(
        reverse("documents:upload"), {"file": SimpleUploadedFile("q.pdf", scan), "declared_not_secret": "on"}
    )
    document = Document.objects.get()
    assert kept["Location"] == document.get_absolute_url()
    assert document.state == DocumentState.ATTACHMENT
    assert document.file.declared_not_secret
    assert run_all() == 0
    assert Event.objects.filter(verb="documents.kept_as_attachment").exists()


@pytest.mark.parametrize("who", ["hn.leader", "hn.editor", "hn.admin", "hn.security", "ht.desk", "nb.office"])
def test_who_may_not_hand_in_for_a_side(cast: Cast, who: str) -> None:
    side, part = who.split(".")
    with pytest.raises(NotAllowed):
        hand_in(cast, text=TEXT, name="a", by=getattr(getattr(cast, side), part))
    assert nothing_is_left()


def test_a_programmes_page_leads_to_a_form_that_has_it_chosen(cast: Cast, client_of) -> None:
    programme = a_programme(cast)
    address = f"{reverse('documents:upload')}?chuong-trinh={programme.slug}"
    chosen = f'<option value="{programme.pk}" selected>'
    assert chosen in client_of(cast.hn.focal).get(address).text
    assert chosen not in client_of(cast.nb.focal).get(address).text, "another side's programme is not even named"


def test_strangers_are_sent_to_sign_in(client: Client) -> None:
    page = client.get(reverse("documents:upload"))
    assert page.status_code == 302
    assert reverse("accounts:sign_in") in page["Location"]


def test_every_problem_speaks_both_languages() -> None:
    for code in problems.PROBLEMS:
        detail = {"limit": 1_000_000, "found": 2_000_000, "suffix": ".docx", "package": "antiword", "wait": 90}
        said = {}
        for language in ("vi", "en"):
            with translation.override(language):
                problem = problems.spoken(code, **detail)
                said[language] = problem.title + problem.cure
                assert "%(" not in said[language]
        assert said["vi"] != said["en"], code
