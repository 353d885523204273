"""What every view of the board starts from, and what it hands out as a file."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Subquery

from lienket.commitments.querysets import CommitmentQuerySet
from lienket.lib.exports import Cell
from lienket.programmes.models import Meeting, Party, Programme

from .links import link_to, links_to
from .overview import Overview


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the board as a file."""

    name: str  # of the file, in Latin letters
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass
class Asked:
    """A programme as one reader may see it on one day."""

    programme: Programme
    user: Any
    today: dt.date
    found: Overview  # of what the reader may see whole; of internal ones a stranger learns only how many they are
    whole: CommitmentQuerySet  # those the reader may see whole: deadlines, leads and days are no part of a public face
    address: str
    stranger: bool  # no officer of a party: lists hold internal commitments too, of which only the face is shown

    @property
    def parties(self) -> list[Party]:
        """In the programme's order."""
        return list(self.programme.parties.all())

    @cached_property
    def rows(self) -> list[Any]:
        """Every commitment the reader sees whole, as few plain values: what the drawings over time are made of. One query.

        `met` is the day the parties last met.
        """
        met = Meeting.objects.filter(programme=OuterRef("programme_id"), held_on__lte=self.today).order_by("-held_on")
        return list(
            self.whole.order_by("number").annotate(met=Subquery(met.values("held_on")[:1])).values_list(
                "pk", "number", "title", "state", "deadline", "original_deadline", "completed_on", "last_activity_on",
                "created_at", "met", named=True,
            )
        )  # fmt: skip

    def links(self, **narrowed: str) -> dict[str, str]:
        """Lists behind the counts, in the programme's table."""
        return links_to(self.address, **narrowed)

    def links_to_whole(self) -> dict[str, str]:
        """Lists behind counts of what the reader sees whole; none for a stranger, to whom the lists hold more."""
        return dict.fromkeys(self.links(), "") if self.stranger else self.links()

    def link(self, **narrowed: str) -> str:
        """One such list."""
        return link_to(self.address, **narrowed)
