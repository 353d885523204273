"""What people correct is kept with its words, handed on as files, and gone when taken back or locked; and why a thing was read so."""

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from lienket.accounts.tests.cast import Cast
from lienket.documents import actions
from lienket.documents.corrections import examples
from lienket.documents.models import Correction, Document
from lienket.lib.audience import Audience
from vanban.examples import load, misses

from .builders import accept_programme, read_document, the

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(cast: Cast) -> Document:
    return accept_programme(read_document(cast), cast)


def test_a_changed_proposal_is_kept_with_its_lines_rule_and_both_drafts(cast: Cast, document: Document) -> None:
    proposal = the(document, "assignment")
    read = dict(proposal.draft)
    actions.accept_proposal(proposal, by=cast.hn.focal, draft=read | {"deadline": "2026-12-15"})
    kept = Correction.objects.get()
    assert (kept.verdict, kept.rule, kept.engine_version) == ("changed", "by-hand", "test")
    assert kept.excerpt[kept.start : kept.end] == proposal.quote
    assert kept.excerpt in document.text.split("\n")
    assert (kept.read["deadline"], kept.said["deadline"]) == ("2026-11-30", "2026-12-15")
    actions.withdraw_acceptance(proposal, by=cast.hn.focal)
    assert not Correction.objects.exists()


def test_a_yes_as_drafted_is_no_correction(cast: Cast, document: Document) -> None:
    actions.accept_proposal(the(document, "assignment"), by=cast.hn.focal)
    assert not Correction.objects.exists()


def test_a_no_is_kept_until_it_is_taken_back(cast: Cast, document: Document) -> None:
    proposal = the(document, "request")
    actions.reject_proposal(proposal, by=cast.hn.focal)
    assert (Correction.objects.get().verdict, Correction.objects.get().said) == ("rejected", None)
    actions.reconsider_proposal(proposal, by=cast.hn.focal)
    assert not Correction.objects.exists()


def test_a_locked_paper_leaves_none_of_its_words(cast: Cast, document: Document) -> None:
    actions.reject_proposal(the(document, "request"), by=cast.hn.focal)
    actions.lock_for_secret(document, by=cast.hn.desk)
    assert not Correction.objects.exists()


def test_the_files_hold_public_papers_only_unless_asked(cast: Cast, document: Document, tmp_path) -> None:
    actions.reject_proposal(the(document, "request"), by=cast.hn.focal)
    call_command("reading_examples", "--out", str(tmp_path / "a"))
    assert list((tmp_path / "a").iterdir()) == []
    call_command("reading_examples", "--out", str(tmp_path / "b"), "--internal")
    (path,) = (tmp_path / "b").iterdir()
    example = load(path)
    assert (example.kind, example.verdict, example.home) == ("request", "rejected", "01")
    assert misses(example)
    Document.objects.filter(pk=document.pk).update(audience=Audience.PUBLIC)
    assert [name for name, _example in examples()] == [path.name]
    Document.objects.filter(pk=document.pk).update(text="TUYỆT MẬT\n" + document.text)
    assert list(examples(internal=True)) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path) -> None:
    (tmp_path / "tep").write_text("x")
    with pytest.raises(CommandError, match="Expected a folder"):
        call_command("reading_examples", "--out", str(tmp_path / "tep"))


def test_the_page_says_which_words_told_and_what_else_was_considered(cast: Cast, document: Document, client_of) -> None:
    proposal = the(document, "request")
    address = reverse("documents:why", args=[document.pk, proposal.pk])
    desk = client_of(cast.hn.desk)
    page = desk.get(address).content.decode()
    assert "<html" in page
    assert "đề nghị" in page
    part = desk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert client_of(cast.ht.focal).get(address).status_code == 404
    assert desk.get(reverse("documents:why", args=[document.pk, 10**6])).status_code == 404
    review = desk.get(reverse("documents:review", args=[document.pk])).content.decode()
    assert address in review
