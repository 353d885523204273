"""A secret found after storage: locked, content gone, its own security officers told, the fact in the history."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.audit.models import Event
from lienket.documents import actions
from lienket.documents.models import Document, DocumentState
from lienket.jobs import run_all
from lienket.notices.models import OutgoingMail
from lienket.search.models import IndexRow

from .builders import TEXT, docx, read_document

pytestmark = pytest.mark.django_db
STAMPED = "TUYỆT MẬT\n" + TEXT


@pytest.fixture
def stored(cast: Cast) -> Document:
    """A paper whose stamp only shows after it was stored, as when the guard has learned since."""
    document = actions.receive_document(
        content=docx(*TEXT.splitlines()), name="a.docx", side=cast.hn.locality, by=cast.hn.desk
    )
    Document.objects.filter(pk=document.pk).update(text=STAMPED)
    return document


def test_the_reading_locks_it(cast: Cast, stored: Document) -> None:
    run_all()
    stored.refresh_from_db()
    assert stored.state == DocumentState.LOCKED
    assert (stored.text, stored.pages, stored.folded) == ("", [], "")
    assert stored.file.locked_at is not None
    assert not stored.proposals.exists()
    assert not IndexRow.objects.filter(kind="document").exists()


def test_its_security_officers_are_told_and_nobody_else(cast: Cast, stored: Document) -> None:
    run_all()
    mails = OutgoingMail.objects.all()
    assert {m.to for m in mails} == {cast.hn.security.email}
    assert sum(stored.get_absolute_url() in m.body for m in mails) == 1
    for mail in mails:
        assert "nông sản" not in mail.body + mail.subject


def test_the_history_has_the_fact_and_not_the_content(cast: Cast, stored: Document) -> None:
    run_all()
    line = Event.objects.get(verb="documents.locked_for_secret")
    assert line.thing_label == f"Văn bản #{stored.pk}"
    assert "THÔNG BÁO" not in str(line.data)


def test_the_page_says_so_without_content(cast: Cast, stored: Document, client_of) -> None:
    run_all()
    desk = client_of(cast.hn.desk)
    page = desk.get(stored.get_absolute_url())
    assert page.status_code == 410
    assert "nông sản" not in page.content.decode()
    assert desk.get(f"/tep/{stored.file_id}/").status_code == 410
    assert client_of(cast.ht.focal).get(stored.get_absolute_url()).status_code == 404


def test_any_officer_of_the_side_locks_what_the_reading_did_not_see(cast: Cast, client_of) -> None:
    document = read_document(cast)
    address = f"/van-ban/{document.pk}/khoa/"
    for officer in (cast.ht.security, cast.ht.focal, cast.nb.office):
        assert client_of(officer).post(address).status_code == 404
    assert client_of(cast.hn.desk).post(address).status_code == 302
    document.refresh_from_db()
    assert document.state == DocumentState.LOCKED


def test_words_kept_in_readings_and_proposals_go_too(cast: Cast) -> None:
    document = read_document(cast)
    assert actions.lock_for_secret(document)
    assert document.latest_reading.facts == {}
    assert set(document.proposals.values_list("quote", "state")) == {("", "superseded")}
    assert not actions.lock_for_secret(document)
    assert Event.objects.filter(verb="documents.locked_for_secret").count() == 1
