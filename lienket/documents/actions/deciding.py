"""A person's yes and no. Every decision is compare-and-set, so that two people deciding at once cannot both succeed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.citations import Citation
from lienket.lib.refusals import DeedRefused
from lienket.lib.transitions import StaleState, move

from ..applying import DEEDS, apply, undo
from ..case import Case
from ..corrections import keep_correction
from ..models import Correction, Document, DocumentState, Proposal, ProposalState
from ..refusals import AlreadyDecided, NotReviewable
from .reading import rematch

OPEN = {ProposalState.PENDING.value, ProposalState.WITHDRAWN.value}
MAX_QUOTE = 2000


@transaction.atomic
def accept_proposal(
    proposal: Proposal,
    *,
    by: Officer,
    mode: Proposal.Mode | str = Proposal.Mode.NEW,
    draft: Mapping[str, Any] | None = None,
    batch: UUID | None = None,
) -> Proposal:
    """Say yes: the draft (as corrected, where given) becomes a record that cites its words. `batch` marks what one deed accepts together.

    Raises NotAllowed, AlreadyDecided, NotReviewable, and whatever the deed of `applying.py` refuses; nothing is kept then.
    """
    document = _reviewed(proposal, by)
    mode = str(mode)
    if (proposal.kind, mode) not in DEEDS:
        raise ValueError(f"expected one of the modes of {proposal.kind!r} in applying.DEEDS, found {mode!r}")
    drafted = dict(proposal.draft)
    final = dict(draft) if draft is not None else drafted
    _decide(proposal, ProposalState.ACCEPTED, by, mode=mode, changed=final != drafted, draft=final, batch=batch)
    if final != drafted:
        keep_correction(proposal, Correction.Verdict.CHANGED, read=drafted, said=final)
    applied = apply(Case(proposal, final, document, citation_of(proposal, document), by), mode)
    proposal.result_kind, proposal.result_id, proposal.result_data = applied.kind, applied.id, applied.data
    proposal.save(update_fields=["result_kind", "result_id", "result_data"])
    audit.record(
        by=by,
        verb="documents.proposal_accepted",
        thing=document,
        side=document.side,
        kind=proposal.kind,
        mode=mode,
        changed=proposal.changed,
        result=applied.kind,
        result_id=applied.id,
    )
    if proposal.kind == Proposal.Kind.PROGRAMME:
        rematch(document)
    return proposal


def accept_all_of(
    document: Document, kind: Proposal.Kind | str, *, by: Officer
) -> tuple[int, list[tuple[Proposal, DeedRefused]]]:
    """Say yes to every undecided proposal of a kind as the reading drafted it: (how many, those that were refused with why).

    One that matches something that exists is left for a person to look at. Each stands in its own transaction: one
    refusal does not undo the others.
    """
    require(by, "documents.decide", document)
    accepted, refused = 0, []
    waiting = document.proposals.undecided().filter(kind=str(kind), match_id=None)
    for proposal in waiting.select_related("document__side", "document__programme"):
        try:
            accept_proposal(proposal, by=by)
            accepted += 1
        except DeedRefused as error:
            refused.append((proposal, error))
    return accepted, refused


def withdraw_all_of(
    document: Document, kind: Proposal.Kind | str, *, by: Officer
) -> tuple[int, list[tuple[Proposal, DeedRefused]]]:
    """Take back every yes to a kind, the latest first: (how many, those something else builds on)."""
    require(by, "documents.decide", document)
    withdrawn, refused = 0, []
    accepted = document.proposals.filter(kind=str(kind), state=ProposalState.ACCEPTED).order_by("-decided_at", "-pk")
    for proposal in accepted.select_related("document__side", "document__programme"):
        try:
            withdraw_acceptance(proposal, by=by)
            withdrawn += 1
        except DeedRefused as error:
            refused.append((proposal, error))
    return withdrawn, refused


@transaction.atomic
def reject_proposal(proposal: Proposal, *, by: Officer) -> Proposal:
    """Say no: the words stay in the document, nothing is recorded. Raises NotAllowed, AlreadyDecided, NotReviewable."""
    document = _reviewed(proposal, by)
    _decide(proposal, ProposalState.REJECTED, by)
    keep_correction(proposal, Correction.Verdict.REJECTED, read=proposal.draft, said=None)
    audit.record(by=by, verb="documents.proposal_rejected", thing=document, side=document.side, kind=proposal.kind)
    return proposal


@transaction.atomic
def reconsider_proposal(proposal: Proposal, *, by: Officer) -> Proposal:
    """Take a no back: the proposal waits for a decision again."""
    document = _reviewed(proposal, by)
    _moved(
        proposal,
        {ProposalState.REJECTED.value},
        ProposalState.PENDING,
        decided_by=None,
        decided_by_label="",
        decided_at=None,
    )
    Correction.objects.filter(proposal=proposal).delete()
    audit.record(by=by, verb="documents.proposal_reconsidered", thing=document, side=document.side, kind=proposal.kind)
    return proposal


@transaction.atomic
def withdraw_acceptance(proposal: Proposal, *, by: Officer) -> Proposal:
    """Take a wrong yes back: what came of it is withdrawn, until something else builds on it (then BuiltUpon says so)."""
    document = _reviewed(proposal, by)
    _moved(
        proposal,
        {ProposalState.ACCEPTED.value},
        ProposalState.WITHDRAWN,
        decided_by=by,
        decided_by_label=by.label,
        decided_at=clock.now(),
    )
    undo(proposal, by)
    Correction.objects.filter(proposal=proposal).delete()
    document.refresh_from_db(fields=["programme"])
    audit.record(
        by=by,
        verb="documents.acceptance_withdrawn",
        thing=document,
        side=document.side,
        kind=proposal.kind,
        result=proposal.result_kind,
        result_id=proposal.result_id,
    )
    made = {key: value for key, value in proposal.result_data.items() if key == "group_made"}
    proposal.result_kind, proposal.result_id, proposal.result_data = "", None, made
    proposal.save(update_fields=["result_kind", "result_id", "result_data"])
    return proposal


def citation_of(proposal: Proposal, document: Document) -> Citation:
    """Where the proposal's words stand, as a plain value."""
    return Citation(
        document=document.pk,
        start=proposal.start,
        end=proposal.end,
        page=proposal.page,
        quote=" ".join(proposal.quote.split())[:MAX_QUOTE],
        paper=document.number or document.title[:200],
        paper_date=document.issued_on.isoformat() if document.issued_on else "",
        clause=(proposal.draft.get("number") or "")[:60],
        rule=proposal.rule,
        accepted_on=clock.today().isoformat(),
    )


def _reviewed(proposal: Proposal, by: Officer) -> Document:
    document = proposal.document
    require(by, "documents.decide", document)
    audit.take_turn()
    document.refresh_from_db(fields=["state", "programme"])
    if document.state != DocumentState.READ:
        raise NotReviewable
    return document


def _decide(proposal: Proposal, to: ProposalState, by: Officer, **changes: Any) -> None:
    _moved(proposal, OPEN, to, decided_by=by, decided_by_label=by.label, decided_at=clock.now(), **changes)


def _moved(proposal: Proposal, frm: set[str], to: ProposalState, **changes: Any) -> None:
    try:
        move(proposal, frm=frm, to=to.value, **changes)
    except StaleState as stale:
        now = Proposal.objects.filter(pk=proposal.pk).first()
        raise AlreadyDecided(now or proposal) from stale
