"""Questions about documents, as words that chain."""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import Document  # noqa: F401 - named in the annotation below


class DocumentQuerySet(models.QuerySet["Document"]):
    """`visible_to` and `editable_by` stand in policy.py and are joined here by the room's own words."""

    def waiting_for_review(self) -> "DocumentQuerySet":
        """Read, with at least one undecided proposal."""
        return self.filter(state="read", proposals__state="pending").distinct()
