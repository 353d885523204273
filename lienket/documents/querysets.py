"""Questions about documents, as words that chain."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

if TYPE_CHECKING:
    from .models import Document, Proposal  # noqa: F401 - named in the annotations below


class DocumentQuerySet(models.QuerySet["Document"]):
    """One word per rule; who sees and who edits stands in policy.py."""

    def visible_to(self, user: Any) -> "DocumentQuerySet":
        """Documents `user` (an officer or a visitor) may open."""
        from . import policy

        return self.filter(policy.sees(user))

    def editable_by(self, user: Any) -> "DocumentQuerySet":
        """Documents of the officer's own side."""
        from . import policy

        return self.filter(policy.handed_in_by_own_side(user))

    def waiting_for_review(self) -> "DocumentQuerySet":
        """Read, with at least one undecided proposal."""
        from .models import Proposal

        return self.filter(Exists(Proposal.objects.filter(document=OuterRef("pk"), state="pending")), state="read")

    def with_progress(self) -> "DocumentQuerySet":
        """Each with `of` (proposals that count), `waiting` and `decided` ones, in one query."""
        alive = ~Q(proposals__state="superseded")
        return self.annotate(
            of=Count("proposals", filter=alive),
            waiting=Count("proposals", filter=Q(proposals__state="pending")),
            decided=Count("proposals", filter=alive & ~Q(proposals__state="pending")),
        )

    def for_lists(self) -> "DocumentQuerySet":
        """Without the long columns a list never shows."""
        return self.defer("text", "pages", "folded", "notes").select_related("side", "programme")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Words of proposals."""

    def alive(self) -> "ProposalQuerySet":
        """Those a newer reading has not taken the place of."""
        return self.exclude(state="superseded")

    def undecided(self) -> "ProposalQuerySet":
        """Those that wait for a yes or a no."""
        return self.filter(state="pending")
