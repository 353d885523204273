"""Questions about programmes, as words that chain."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from lienket.lib.text import searchable

from . import policy

if TYPE_CHECKING:
    from lienket.localities.models import Locality

    from .models import Programme  # noqa: F401 - named in the annotation below


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    """One word per rule; who sees and who edits stands in policy.py."""

    def visible_to(self, user: Any) -> "ProgrammeQuerySet":
        """Programmes `user` (an officer or a visitor) may read whole."""
        return self.filter(policy.sees(user))

    def editable_by(self, user: Any) -> "ProgrammeQuerySet":
        """Programmes whose record `user` writes: focal agency or Office of one of the parties."""
        return self.filter(pk__in=policy.edited_parties(user).values("programme"))

    def between(self, *localities: "Locality") -> "ProgrammeQuerySet":
        """Programmes all of these localities are parties of."""
        found = self
        for locality in localities:
            found = found.filter(parties__locality=locality)
        return found

    def saying(self, words: str) -> "ProgrammeQuerySet":
        """Programmes whose title or promise holds every one of the words, written with or without diacritics."""
        found = self
        for word in searchable(words).split():
            found = found.filter(folded__contains=word)
        return found

    def running(self, today: dt.date) -> "ProgrammeQuerySet":
        """Programmes whose period covers `today`."""
        return self.filter(Q(period_from=None) | Q(period_from__lte=today)).filter(
            Q(period_to=None) | Q(period_to__gte=today) | Q(open_ended=True)
        )

    def over(self, today: dt.date) -> "ProgrammeQuerySet":
        """Signed or in force, with a period that ended before `today` and no word of the following years."""
        return self.filter(state__in=("signed", "in_force", "amending"), period_to__lt=today, open_ended=False)
