"""Everything a site can be handed that it must refuse, and the tests that prove what becomes of it.

The table names, for each bad input, the tests that prove the refusal, its words and what is left behind. Below it, every
paper that cannot be taken goes through both doors of the site, in both languages: nothing may be stored, not even half.
"""

import importlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation

from lienket.audit.models import ChainHead, Event
from lienket.documents.problems import PROBLEMS
from lienket.documents.tests import builders
from tests.stored import stored

DOCUMENTS, FILES, HERE = "lienket.documents.tests", "lienket.files.tests", "tests.test_bad_input"
PROOFS: dict[str, list[str]] = {
    "an empty file": [f"{HERE}:test_nothing_is_stored_and_the_cure_is_said", f"{FILES}.test_store:test_an_empty_file_is_refused"],
    "a file of 60 MB": [
        f"{HERE}:test_sixty_megabytes_are_refused_unparsed",
        f"{DOCUMENTS}.test_receive_document:test_a_file_above_the_limit",
        f"{FILES}.test_store:test_a_file_over_the_bound_is_refused_and_one_at_it_is_taken",
    ],
    "binary junk named .docx": [f"{HERE}:test_nothing_is_stored_and_the_cure_is_said"],
    "an encrypted PDF": [f"{HERE}:test_nothing_is_stored_and_the_cure_is_said"],
    "a PDF of pictures": [
        f"{HERE}:test_nothing_is_stored_and_the_cure_is_said",
        f"{DOCUMENTS}.test_receive_document:test_a_scan_is_kept_on_somebodys_declaration",
    ],
    "a zip bomb": [f"{HERE}:test_nothing_is_stored_and_the_cure_is_said", f"{FILES}.test_store:test_a_zip_bomb_is_refused_by_what_it_says_of_itself"],
    "an XML entity bomb": [f"{HERE}:test_nothing_is_stored_and_the_cure_is_said"],
    "a text in an old encoding": [
        f"{HERE}:test_an_old_encoding_is_converted_and_said",
        f"{HERE}:test_nothing_is_stored_and_the_cure_is_said",
    ],
    "the same document twice": [
        f"{HERE}:test_the_same_document_twice_leads_to_the_first",
        f"{DOCUMENTS}.test_receive_document:test_another_sides_paper_is_never_revealed",
    ],
    "a document stamped MẬT": [
        f"{HERE}:test_nothing_is_stored_and_the_cure_is_said",
        f"{DOCUMENTS}.test_receive_document:test_a_secret_is_refused_before_storage_and_the_fact_kept",
        f"{DOCUMENTS}.test_receive_document:test_innocent_words_are_taken",
    ],
    "two people deciding at once": [
        f"{DOCUMENTS}.test_accept_proposal:test_the_second_of_two_is_told_who_was_first",
        f"{DOCUMENTS}.test_review:test_the_second_of_two_gets_a_speaking_answer",
        "lienket.commitments.tests.test_two_at_once",
    ],
    "a session that expires mid-form": [
        "tests.browser.test_session_expires:test_what_was_typed_is_sent_after_signing_in_again",
        "lienket.accounts.tests.test_resubmission:test_what_was_typed_survives_the_sign_in",
    ],
    "a worker killed mid-reading": [
        f"{DOCUMENTS}.test_read_document:test_a_worker_killed_half_way_is_followed_by_one_that_begins_anew",
        "lienket.jobs.tests.test_worker:test_the_job_of_a_killed_worker_is_taken_up_again_once",
    ],
    "a secret found after storage": [
        f"{DOCUMENTS}.test_lock_for_secret:test_the_reading_locks_it",
        f"{DOCUMENTS}.test_lock_for_secret:test_its_security_officers_are_told_and_nobody_else",
        f"{DOCUMENTS}.test_lock_for_secret:test_the_history_has_the_fact_and_not_the_content",
        f"{DOCUMENTS}.test_lock_for_secret:test_the_page_says_so_without_content",
    ],
}  # fmt: skip


@pytest.mark.parametrize("bad", PROOFS)
def test_the_proof_exists(bad: str):
    for proof in PROOFS[bad]:
        module, _, name = proof.partition(":")
        found = importlib.import_module(module)
        assert callable(getattr(found, name)) if name else any(n.startswith("test_") for n in vars(found)), proof


# -- papers that cannot be taken, through both doors ----------------------------------------------------------------------

PUBLIC, OFFICERS = "/doc-van-ban/", "/van-ban/nop/"
WORDS = builders.TEXT

# what → (code of the problem, name of the file, its bytes)
UNTAKEN: dict[str, tuple[str, str, bytes]] = {
    "an empty file": ("empty_file", "rong.txt", b""),
    "binary junk named .docx": ("not_what_it_says", "rac.docx", bytes(range(256)) * 50),
    "an encrypted PDF": ("encrypted_file", "khoa.pdf", builders.encrypted_pdf()),
    "a PDF of pictures": ("no_text", "ban-quet.pdf", builders.pdf(picture=True)),
    "a zip bomb": ("bomb", "bom.docx", builders.zip_bomb()),
    "an XML entity bomb": ("bomb", "thuc-the.docx", builders.entity_bomb()),
    "letters of no known encoding": ("unknown_encoding", "la.txt", "東京都の協力 ".encode("shift_jis") * 6),
    "a stamp in the text": ("secret", "cong-van.txt", ("TUYỆT MẬT\n" + WORDS).encode()),
    "a stamp in a Word file": ("secret", "cong-van.docx", builders.docx("TỐI MẬT", *WORDS.splitlines())),
}


@pytest.fixture
def doors(cast: Any, client_of: Any) -> dict[str, Client]:
    """Who stands at each door: anybody at the public one, an officer at the other."""
    return {PUBLIC: Client(), OFFICERS: client_of(cast.hn.focal)}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("door", [PUBLIC, OFFICERS], ids=["public", "officer"])
@pytest.mark.parametrize("what", UNTAKEN)
def test_nothing_is_stored_and_the_cure_is_said(what: str, door: str, language: str, doors: dict[str, Client]):
    code, name, content = UNTAKEN[what]
    client = doors[door]
    client.cookies["ngon_ngu"] = language
    before = stored()
    answer = client.post(door, {"file": SimpleUploadedFile(name, content)})
    problem = PROBLEMS[code]
    assert answer.status_code == problem.status
    with translation.override(language):
        assert str(problem.title) in answer.text
        assert str(problem.cure).split("%(")[0].split(". ")[0] in answer.text
    assert changed(before) == {Event._meta.label: 1} if (code, door) == ("secret", OFFICERS) else not changed(before)


def changed(before: dict[str, int]) -> dict[str, int]:
    """What there is more or less of than before; the audit chain's one head row apart."""
    now = stored()
    return {what: now[what] - n for what, n in before.items() if now[what] != n and what != ChainHead._meta.label}


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("door", "limit"), [(PUBLIC, "10 MB"), (OFFICERS, "50 MB")], ids=["public", "officer"])
def test_sixty_megabytes_are_refused_unparsed(door: str, limit: str, language: str, doors: dict[str, Client]):
    """The length a browser declares is enough to refuse; the body, which is never sent here, is not waited for."""
    client = doors[door]
    client.cookies["ngon_ngu"] = language
    before = stored()
    answer = client.post(
        door, b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(60 * 1024 * 1024)
    )
    assert answer.status_code == 413
    with translation.override(language):
        assert str(PROBLEMS["too_large"].title) in answer.text
    assert limit in answer.text
    assert not changed(before)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("vi", "TCVN3"), ("en", "was converted to Unicode")])
def test_an_old_encoding_is_converted_and_said(language: str, said: str, doors: dict[str, Client]):
    from vanban.encodings import to_legacy

    words = "\n".join(WORDS.splitlines()[2:6])
    client = doors[PUBLIC]
    client.cookies["ngon_ngu"] = language
    answer = client.post(PUBLIC, {"file": SimpleUploadedFile("cu.txt", to_legacy(words, "tcvn3").encode("latin-1"))})
    assert answer.status_code == 200
    assert said in answer.text
    assert "1.300" in answer.text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_same_document_twice_leads_to_the_first(language: str, doors: dict[str, Client]):
    client = doors[OFFICERS]
    client.cookies["ngon_ngu"] = language
    first = client.post(OFFICERS, {"text": WORDS})
    before = stored()
    again = client.post(OFFICERS, {"file": SimpleUploadedFile("lai.docx", builders.docx(*WORDS.splitlines()))})
    assert again.status_code == 409
    assert first["Location"] in again.text
    with translation.override(language):
        assert str(PROBLEMS["already_here"].title) in again.text
    assert not changed(before)
