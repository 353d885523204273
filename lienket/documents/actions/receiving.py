"""Handing a paper in: judged first, then stored whole or not at all."""

import hashlib
import re
from pathlib import PurePath

from django.conf import settings
from django.db import IntegrityError, transaction

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.files import actions as files
from lienket.lib.text import clean, searchable
from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from .. import intake, tasks
from ..indexing import index_document
from ..intake import MAX_CHARACTERS, Paper, PaperRefused
from ..models import Document, DocumentState
from ..refusals import AlreadyHere

SECONDS_FOR_A_FILE = 25
# What cannot be read but may be kept when somebody declares it not secret.
KEEPABLE = {"no_text", "needs_program"}


def receive_document(
    *,
    content: bytes | None = None,
    text: str | None = None,
    name: str,
    side: Locality,
    by: Officer,
    programme: Programme | None = None,
    declared_not_secret: bool = False,
    illustrative: bool = False,
) -> Document:
    """Take a paper in for `side` and have it read in the background. Either `content` (a file's bytes) or `text` (pasted words).

    Everything is judged before anything is stored. Raises NotAllowed, PaperRefused (code of `problems.PROBLEMS`) and
    AlreadyHere with the side's first copy; another side's copy is neither looked for nor told of. A file without text
    is kept as an attachment where `declared_not_secret`, and refused otherwise.
    """
    require(by, "documents.receive", side)
    document = Document(side=side, programme=programme, received_by=by, illustrative=illustrative)
    try:
        paper = _opened(content, text, name)
    except PaperRefused as refused:
        if refused.code == "secret":
            _record_refused_secret(by, side)
        if refused.code not in KEEPABLE or not declared_not_secret or content is None:
            raise
        document.state, document.problem = DocumentState.ATTACHMENT, refused.code
        document.title = _title_from(name, "")[:500]
        document.fingerprint = hashlib.sha256(content).hexdigest()
    else:
        document.title = (clean(paper.title or "").strip() or _title_from(name, paper.text))[:500]
        document.text, document.notes = paper.text, list(paper.notes)
        document.pages = [list(page) for page in paper.pages]
        document.fingerprint = fingerprint_of_text(paper.text)
    _refuse_twin(side, document.fingerprint)
    _save(document, content, name, declared_not_secret, by)
    return document


def _opened(content: bytes | None, text: str | None, name: str) -> Paper:
    if content is not None and text:
        raise PaperRefused("both_given")
    if content is not None:
        return intake.open_file(
            content,
            name,
            max_bytes=settings.MAX_UPLOAD_BYTES,
            max_characters=MAX_CHARACTERS,
            seconds=SECONDS_FOR_A_FILE,
        )
    if not (text or "").strip():
        raise PaperRefused("nothing_given")
    return intake.open_words(text or "", max_characters=MAX_CHARACTERS)


@transaction.atomic
def _record_refused_secret(by: Officer, side: Locality) -> None:
    """The fact, never the content, not even the name of the file: outside the refused deed, so that it stays."""
    audit.record(by=by, verb="documents.secret_refused", side=side)


def _refuse_twin(side: Locality, fingerprint: str) -> None:
    if twin := Document.objects.filter(side=side, fingerprint=fingerprint).first():
        raise AlreadyHere(twin)


def _save(document: Document, content: bytes | None, name: str, declared_not_secret: bool, by: Officer) -> None:
    """File, row, history, index and job in one transaction. Two hands with one paper at once: the second meets the constraint."""
    try:
        with transaction.atomic():
            audit.take_turn()
            if content is not None:
                document.file = files.store(
                    content, name=name, by=by, side=document.side, declared_not_secret=declared_not_secret
                )
            document.folded = searchable(document.title)
            document.save()
            kept = document.state == DocumentState.ATTACHMENT
            verb = "documents.kept_as_attachment" if kept else "documents.received"
            audit.record(by=by, verb=verb, thing=document, side=document.side)
            index_document(document)
            if not kept:
                tasks.read_document.enqueue(document_id=document.pk)
    except IntegrityError:
        _refuse_twin(document.side, document.fingerprint)
        raise


def fingerprint_of_text(text: str) -> str:
    """SHA-256 of the text with its white space made one: the same paper as .docx, .pdf or pasted is one paper."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def _title_from(name: str, text: str) -> str:
    """A title until the reading finds one: the file's name, else the first line that has words."""
    stem = re.sub(r"[_\s]+", " ", PurePath(clean(name)).stem).strip()
    if stem:
        return stem
    return next((line.strip()[:120] for line in text.splitlines() if len(line.split()) > 3), "—")
