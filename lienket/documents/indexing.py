"""What the search knows of a document: its title and number, for those who may open it."""

from lienket.lib.audience import Audience
from lienket.search import actions as search

from .models import Document


def index_document(document: Document) -> None:
    """Put the document into the index as it stands now."""
    sides = [document.side]
    if document.audience == Audience.PARTIES and document.programme is not None:
        sides += [party.locality for party in document.programme.parties.select_related("locality")]
    search.put(
        kind="document",
        thing_id=document.pk,
        url=document.get_absolute_url(),
        title=document.title,
        detail=document.number,
        words=document.source,
        # The index knows public rows and rows of sides; a side's own paper is a row of one side.
        audience=Audience.PUBLIC if document.audience == Audience.PUBLIC else Audience.PARTIES,
        sides=sides,
        day=document.issued_on,
        illustrative=document.illustrative,
    )
