"""Where a paper belongs, and who else may see it. A paper is its side's own until somebody who speaks for the side shares it."""

from django.db import transaction

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.files import actions as files
from lienket.indicators import actions as indicators
from lienket.indicators.models import Figure
from lienket.lib.audience import Audience
from lienket.programmes.models import Programme

from ..indexing import index_document
from ..models import Document, DocumentState, Proposal, ProposalState
from ..refusals import CannotBeNarrowed, NoProgrammeYet, NotReviewable, ProgrammeInUse
from .reading import rematch

_WIDTH = {Audience.SIDE: 0, Audience.PARTIES: 1, Audience.PUBLIC: 2}


@transaction.atomic
def place_in_programme(document: Document, programme: Programme | None, *, by: Officer) -> Document:
    """Say to which existing programme the paper belongs; its proposals are then held against that programme's commitments."""
    require(by, "documents.edit", document)
    if programme is not None and not Programme.objects.visible_to(by).filter(pk=programme.pk).exists():
        raise NoProgrammeYet
    audit.take_turn()
    document.refresh_from_db(fields=["state", "programme"])
    if document.state == DocumentState.LOCKED:
        raise NotReviewable
    used = document.proposals.filter(state=ProposalState.ACCEPTED).exclude(kind=Proposal.Kind.FIGURE)
    if document.programme_id and document.programme_id != (programme.pk if programme else None) and used.exists():
        raise ProgrammeInUse
    document.programme = programme
    document.save(update_fields=["programme"])
    rematch(document)
    audit.record(
        by=by,
        verb="documents.placed_in_programme",
        thing=document,
        side=document.side,
        programme=programme.pk if programme else None,
    )
    return document


@transaction.atomic
def share_document(document: Document, *, audience: Audience | str, by: Officer) -> Document:
    """Let the programme's other parties, or the public, see the paper and its file. It cannot be taken back: they may have read it."""
    require(by, "documents.share", document)
    audit.take_turn()
    document.refresh_from_db(fields=["state", "audience", "programme"])
    if document.state not in {DocumentState.READ, DocumentState.ATTACHMENT}:
        raise NotReviewable
    wider = Audience(audience)
    if _WIDTH[wider] <= _WIDTH[Audience(document.audience)]:
        raise CannotBeNarrowed
    if wider == Audience.PARTIES and document.programme is None:
        raise NoProgrammeYet
    document.audience = wider
    document.save(update_fields=["audience"])
    if document.file is not None:
        parties = document.programme.parties.select_related("locality") if document.programme else ()
        files.widen(document.file, wider, [party.locality for party in parties], by=by)
    index_document(document)
    if wider == Audience.PUBLIC:
        _publish_figures(document, by)
    audit.record(by=by, verb="documents.shared", thing=document, side=document.side, audience=wider.value)
    return document


def _publish_figures(document: Document, by: Officer) -> None:
    """The figures accepted from a paper everyone may read are for everyone too, each beside its source."""
    accepted = document.proposals.filter(state=ProposalState.ACCEPTED, result_kind="figure").values("result_id")
    for figure in Figure.objects.filter(pk__in=accepted).select_related("locality", "programme"):
        indicators.publish_figure(figure, by)
