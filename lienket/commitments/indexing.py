"""What search knows of commitments: the whole row for those who may read it, the public face for strangers."""

from lienket.lib.audience import Audience
from lienket.programmes.models import Programme
from lienket.search import actions as search

from .models import Commitment


def index_commitment(commitment: Commitment) -> None:
    """Put the commitment's row into the index, as it stands now."""
    programme = commitment.programme
    parts = list(commitment.responsibilities.select_related("party__locality", "lead"))
    public_programme = programme.audience == Audience.PUBLIC
    public = public_programme and commitment.audience == Audience.PUBLIC
    own_only = commitment.audience == Audience.SIDE
    parties = [r.party for r in parts] if own_only else programme.parties.select_related("locality")
    faces = public_programme and commitment.audience == Audience.PARTIES
    sector = commitment.sector
    search.put(
        kind="commitment",
        thing_id=commitment.pk,
        url=commitment.get_absolute_url(),
        title=commitment.title,
        detail=f"{commitment.number} · {programme.title}"[:500],
        words=" ".join(
            [
                commitment.description,
                commitment.output,
                f"{sector.name_vi} {sector.name_en}" if sector else "",
                *(r.lead.name for r in parts if r.lead),
            ]
        ),
        audience=Audience.PUBLIC if public else Audience.PARTIES,
        sides=[party.locality for party in parties],
        public_title=commitment.title if faces else "",
        day=commitment.deadline,
        illustrative=commitment.illustrative,
    )


def index_all_of_programme(programme: Programme) -> None:
    """Every commitment's row, after the programme's title or audience changed."""
    for commitment in Commitment.objects.filter(programme=programme).select_related("sector"):
        commitment.programme = programme
        index_commitment(commitment)
