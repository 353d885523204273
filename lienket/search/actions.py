"""Keeping the index right: every deed that changes what a thing says, or who may see it, puts the thing again."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from lienket.lib.audience import Audience
from lienket.localities.models import Locality
from lienket.search import fulltext
from lienket.search.models import IndexRow
from lienket.search.words import indexed


@transaction.atomic
def put(
    *,
    kind: str,
    thing_id: int,
    url: str,
    title: str,
    detail: str = "",
    words: str = "",
    audience: Audience | str,
    sides: Collection[Locality] = (),
    public_title: str = "",
    day: dt.date | None = None,
    illustrative: bool = False,
) -> IndexRow:
    """Make a thing findable, or bring its row up to date.

    Found by the words of `title`, `detail` and `words` (`words` is never shown). Officers of `sides` see an internal
    row whole; others find it by `public_title` alone, and see nothing else of it; not at all when that is empty.
    """
    row, _created = IndexRow.objects.update_or_create(
        kind=kind,
        thing_id=thing_id,
        defaults={
            "url": url,
            "title": title[:500],
            "detail": detail[:500],
            "folded_title": indexed(title),
            "folded": indexed(detail, words),
            "folded_face": indexed(public_title),
            "audience": audience,
            "public_title": public_title[:500],
            "day": day,
            "illustrative": illustrative,
        },
    )
    row.sides.set(sides)
    fulltext.keep(row.pk, title=row.folded_title, words=row.folded, face=row.folded_face)
    return row


@transaction.atomic
def drop(kind: str, thing_id: int) -> bool:
    """Take a thing out of the index; False when it was not there."""
    row = IndexRow.objects.filter(kind=kind, thing_id=thing_id).first()
    if row is None:
        return False
    fulltext.forget(row.pk)
    row.delete()
    return True


@transaction.atomic
def rebuild_fulltext() -> int:
    """Make the full text anew from the rows and return how many there are; after a restore, or when in doubt."""
    fulltext.forget_all()
    count = 0
    for row in IndexRow.objects.order_by("pk").iterator(chunk_size=500):
        fulltext.keep(row.pk, title=row.folded_title, words=row.folded, face=row.folded_face)
        count += 1
    return count
