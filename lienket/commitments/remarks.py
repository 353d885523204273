"""A commitment as officers talk about it (comments.subjects): who shares it, and who is nearest to the work."""

from typing import Any

from django.db.models import Prefetch

from lienket.comments.subjects import Subject
from lienket.lib.audience import Audience

from .models import Commitment, Responsibility


def subject_of(commitment: Commitment) -> Subject:
    """The commitment as a subject. A side's own item is shared by the sides that have a part in it, any other by all parties.

    No query where programme, parties and responsibilities came along.
    """
    parts = list(commitment.responsibilities.all())
    own = commitment.audience == Audience.SIDE
    parties = [part.party for part in parts] if own else list(commitment.programme.parties.all())
    agencies = {part.lead_id for part in parts} | {agency.pk for part in parts for agency in part.coordinators.all()}
    return Subject(
        kind="commitment",
        pk=commitment.pk,
        key=str(commitment.pk),
        number=commitment.number,
        title=commitment.title,
        url=commitment.get_absolute_url(),
        thing=commitment,
        sides=tuple(party.locality for party in parties),
        agencies=frozenset(pk for pk in agencies if pk is not None),
        quiet=own,
        illustrative=commitment.illustrative,
    )


def subjects(user: Any, **where: Any) -> list[Subject]:
    """The commitments that fit `where` and that `user` may see whole (settings.COMMENTED)."""
    found = Commitment.objects.visible_to(user).filter(**where).select_related("programme")
    parts = Responsibility.objects.select_related("party__locality").prefetch_related("coordinators")
    whole = found.prefetch_related("programme__parties__locality", Prefetch("responsibilities", parts))
    return [subject_of(commitment) for commitment in whole]
