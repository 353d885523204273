"""Questions about remarks, as words that chain."""

from typing import TYPE_CHECKING, Any, NoReturn

from django.db import models

from lienket.lib.appendonly import WrittenOnce

from . import policy

if TYPE_CHECKING:
    from .models import Remark  # noqa: F401 - named in the annotations below
    from .subjects import Subject


class RemarkQuerySet(models.QuerySet["Remark"]):
    """Who sees what stands in policy.py."""

    def about(self, kind: str, pk: int) -> "RemarkQuerySet":
        """All remarks on one thing, whoever may read them."""
        return self.filter(subject_kind=kind, subject_id=pk)

    def visible_to(self, user: Any) -> "RemarkQuerySet":
        """Remarks whose own audience lets `user` in; ask the gate of the subject too."""
        return self.filter(policy.sees(user))

    def on(self, subject: "Subject", reader: Any) -> "RemarkQuerySet":
        """What `reader` may read on a subject found through its gate, oldest first, with all a page shows of it."""
        if not policy.talks(reader, subject):
            return self.none()
        mine = self.about(subject.kind, subject.pk).visible_to(reader)
        return mine.select_related("side").prefetch_related("mentions__officer", "earlier_texts").order_by("at", "pk")

    def delete(self) -> NoReturn:
        """Refused: a remark is withdrawn."""
        raise WrittenOnce("comments.Remark: expected a withdrawal, found a removal.")
