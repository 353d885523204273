"""From a stored text to proposals: read, draft, hold against what exists, keep what people decided before."""

from collections.abc import Iterable

import structlog
from django.db import transaction
from django.db.models import Q

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.text import clean, searchable
from lienket.lib.transitions import StaleState, move

from .. import known, tasks
from ..drafts import ORDER, Draft, drafts_of
from ..indexing import index_document
from ..intake import bears_stamp
from ..matching import Match
from ..models import Document, DocumentState, Proposal, ProposalState, Reading
from ..reading import codes_in, full_names_of, read_words
from ..refusals import NotReviewable
from ..titles import document_title
from .locking import lock_for_secret

log = structlog.get_logger("lienket.documents")
UNREAD = {DocumentState.RECEIVED.value, DocumentState.READING.value}


def begin_reading(document_id: int) -> None:
    """The background job: looks first whether it is done already, since a job may run more than once."""
    document = Document.objects.select_related("side", "programme", "file").filter(pk=document_id).first()
    if document is None or document.state not in UNREAD:
        return
    try:
        move(document, frm=UNREAD, to=DocumentState.READING)
    except StaleState:
        return
    if bears_stamp(document.text, document.pages):
        lock_for_secret(document)
        return
    facts = read_words(document.text, home=document.side.code)
    record_reading(document, facts)
    log.info("document_read", document=document.pk, characters=len(document.text))


@transaction.atomic
def record_reading(document: Document, facts: dict[str, object]) -> Reading:
    """Save what was read: one Proposal per draft with its words, rule and match. Decided proposals stay as they are;
    undecided ones of an earlier reading are superseded."""
    audit.take_turn()
    document.refresh_from_db(fields=["state"])
    plain: dict[str, object] = {key: value for key, value in facts.items() if key not in {"text", "engine_version"}}
    reading = Reading.objects.create(
        document=document, engine_version=str(facts.get("engine_version", "")), facts=plain
    )
    _take_over(document, facts)
    document.proposals.undecided().update(state=ProposalState.SUPERSEDED)
    decided = list(document.proposals.filter(~Q(state=ProposalState.SUPERSEDED)).values_list("kind", "start", "end"))
    drafts = [d for d in drafts_of(facts, full_names_of(codes_in(facts))) if not _decided_before(d, decided)]
    matches = known.Known(document).match_all(drafts)
    Proposal.objects.bulk_create(
        Proposal(
            document=document,
            reading=reading,
            kind=draft.kind,
            start=draft.start,
            end=draft.end,
            page=document.page_of(draft.start),
            quote=document.text[draft.start : draft.end],
            rule=draft.rule[:80],
            draft=draft.data,
            order=ORDER[draft.kind],
            **_matched(match),
        )
        for draft, match in zip(drafts, matches, strict=True)
    )
    move(document, frm={*UNREAD, DocumentState.READ.value}, to=DocumentState.READ, read_at=clock.now())
    audit.record(
        by=None,
        verb="documents.read",
        thing=document,
        side=document.side,
        proposals=len(drafts),
        engine=reading.engine_version,
    )
    index_document(document)
    return reading


def _take_over(document: Document, facts: dict[str, object]) -> None:
    """What the paper says of itself."""
    said = facts.get("document")
    head: dict[str, str] = said if isinstance(said, dict) else {}
    document.kind = (head.get("kind") or "unknown")[:20]
    document.number = clean(head.get("number") or "")[:60]
    document.issued_on = head.get("issued_on") or None  # an ISO day; Django converts it on save
    document.source = clean(head.get("source") or "")[:200]
    if title := clean(head.get("title") or "").strip():
        document.title = document_title(title)[:500]
    document.folded = searchable(f"{document.title} {document.number}")
    document.save(update_fields=["kind", "number", "issued_on", "source", "title", "folded"])
    document.refresh_from_db(fields=["issued_on"])


def _decided_before(draft: Draft, decided: Iterable[tuple[str, int, int]]) -> bool:
    """The same kind on at least half the same words: a person has spoken on it."""
    for kind, start, end in decided:
        shared = min(end, draft.end) - max(start, draft.start)
        if kind == draft.kind and shared * 2 >= max(end - start, draft.end - draft.start):
            return True
    return False


def _matched(match: Match | None) -> dict[str, object]:
    if match is None:
        return {"match_kind": "", "match_id": None, "match_score": None, "match_reasons": []}
    return {
        "match_kind": match.kind,
        "match_id": match.id,
        "match_score": match.score,
        "match_reasons": list(match.reasons),
    }


@transaction.atomic
def rematch(document: Document) -> None:
    """Hold the undecided proposals against what exists now: after a programme was chosen or accepted."""
    pending = list(document.proposals.undecided())
    drafts = [Draft(Proposal.Kind(p.kind), p.start, p.end, p.rule, p.draft) for p in pending]
    for proposal, match in zip(pending, known.Known(document).match_all(drafts), strict=True):
        for name, value in _matched(match).items():
            setattr(proposal, name, value)
    Proposal.objects.bulk_update(pending, ["match_kind", "match_id", "match_score", "match_reasons"])


@transaction.atomic
def read_again(document: Document, *, by: Officer) -> None:
    """Have the paper read once more, by the engine of today. What was decided stays decided."""
    require(by, "documents.edit", document)
    audit.take_turn()
    try:
        move(document, frm={DocumentState.READ, *UNREAD}, to=DocumentState.RECEIVED)
    except StaleState as stale:
        raise NotReviewable from stale
    audit.record(by=by, verb="documents.read_again", thing=document, side=document.side)
    tasks.read_document.enqueue(document_id=document.pk)
