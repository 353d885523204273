"""Every sure proposal of a paper in one deed, and that deed taken back."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib.refusals import DeedRefused

from ..models import Document, Proposal, ProposalState
from ..refusals import AlreadyDecided, NotSureAnyMore
from ..sureness import is_sure
from .deciding import accept_proposal, withdraw_acceptance


class Together(NamedTuple):
    """What one deed did: how many went through, and those that were refused with why."""

    batch: UUID
    done: int
    refused: list[tuple[Proposal, DeedRefused]]


@transaction.atomic
def accept_sure(document: Document, *, proposals: Collection[int], by: Officer) -> Together:
    """Say yes to these proposals as the reading drafted them: the programme first, then what stands in it.

    They are those a person was shown. One that somebody decided meanwhile, that is no longer sure (what was accepted before it
    may be what it matches) or whose own deed refuses it stays as it was, with the reason; the others go through.
    Raises NotAllowed.
    """
    require(by, "documents.decide", document)
    audit.take_turn()
    batch = uuid4()
    refused: list[tuple[Proposal, DeedRefused]] = []
    done = 0
    for pk in document.proposals.alive().filter(pk__in=proposals).values_list("pk", flat=True):
        proposal = document.proposals.select_related("document__side", "document__programme", "reading").get(pk=pk)
        try:
            if proposal.state != ProposalState.PENDING:
                raise AlreadyDecided(proposal)
            if not is_sure(proposal):
                raise NotSureAnyMore
            accept_proposal(proposal, by=by, batch=batch)
            done += 1
        except DeedRefused as error:
            refused.append((proposal, error))
    audit.record(
        by=by,
        verb="documents.sure_accepted",
        thing=document,
        side=document.side,
        accepted=done,
        refused=len(refused),
        batch=str(batch),
    )
    return Together(batch, done, refused)


@transaction.atomic
def withdraw_together(document: Document, *, batch: UUID, by: Officer) -> Together:
    """Take one deed of `accept_sure` back: contents before the programme they stand in. What something else builds on stays,
    with the reason. Raises NotAllowed."""
    require(by, "documents.decide", document)
    audit.take_turn()
    refused: list[tuple[Proposal, DeedRefused]] = []
    done = 0
    accepted = document.proposals.filter(batch=batch, state=ProposalState.ACCEPTED).order_by("-order", "-start", "-pk")
    for proposal in accepted.select_related("document__side", "document__programme"):
        try:
            withdraw_acceptance(proposal, by=by)
            done += 1
        except DeedRefused as error:
            refused.append((proposal, error))
    audit.record(
        by=by,
        verb="documents.sure_withdrawn",
        thing=document,
        side=document.side,
        withdrawn=done,
        refused=len(refused),
        batch=str(batch),
    )
    return Together(batch, done, refused)
