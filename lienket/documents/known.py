"""What exists already, as plain values for `matching.py`: one query per kind of thing, only when a draft asks."""

from collections.abc import Sequence
from functools import cached_property

from lienket.commitments.models import Commitment
from lienket.indicators.models import Figure
from lienket.programmes.models import Programme

from .drafts import Draft
from .matching import (
    KnownCommitment,
    KnownFigure,
    KnownProgramme,
    Match,
    match_commitment,
    match_figure,
    match_programme,
)
from .models import Document, Proposal

CONTENTS = {Proposal.Kind.AGREEMENT, Proposal.Kind.ASSIGNMENT, Proposal.Kind.REQUEST}


class Known:
    """Everything a document's drafts are held against: its programme's commitments, its side's programmes, figures.

    Only what the receiving side may know is looked at, so that a match never tells of another side's own things.
    """

    def __init__(self, document: Document) -> None:
        self.document = document

    def match_all(self, drafts: Sequence[Draft]) -> list[Match | None]:
        """The match of each draft, in order."""
        return [self.match(draft) for draft in drafts]

    def match(self, draft: Draft) -> Match | None:
        """What this draft probably concerns."""
        if draft.kind is Proposal.Kind.PROGRAMME:
            return match_programme(draft.data, self.programmes)
        if draft.kind is Proposal.Kind.FIGURE:
            return match_figure(draft.data, self.figures)
        if draft.kind in CONTENTS:
            return match_commitment(draft.data, self.commitments)
        return None

    @cached_property
    def programmes(self) -> list[KnownProgramme]:
        """Programmes of which the side is a party."""
        rows = (
            Programme.objects.filter(parties__locality=self.document.side)
            .prefetch_related("parties__locality")
            .distinct()
        )
        return [
            KnownProgramme(
                p.pk, p.title, frozenset(party.locality.code for party in p.parties.all()), p.period_from, p.period_to
            )
            for p in rows
        ]

    @cached_property
    def commitments(self) -> list[KnownCommitment]:
        """Commitments of the document's programme, or of every programme of the side that the paper may be about."""
        if self.document.programme_id:
            within = Commitment.objects.filter(programme=self.document.programme_id)
        else:
            within = Commitment.objects.filter(programme__parties__locality=self.document.side).distinct()
        rows = (
            within.exclude(audience="side")
            .select_related("sector")
            .prefetch_related("responsibilities__lead__type", "responsibilities__lead__locality")
        )
        return [
            KnownCommitment(
                c.pk,
                c.title,
                c.description,
                c.sector.code if c.sector else "",
                frozenset((r.lead.type.code, r.lead.locality.code) for r in c.responsibilities.all() if r.lead),
                c.deadline,
            )
            for c in rows
        ]

    @cached_property
    def figures(self) -> list[KnownFigure]:
        """The latest figures of all localities that are public or the parties' own."""
        rows = Figure.objects.latest().exclude(audience="side").select_related("locality")
        return [
            KnownFigure(f.pk, f.subject, f.kind, f.unit, f.locality.code, f.value, f.bound, f.as_of, f.year)
            for f in rows
        ]
