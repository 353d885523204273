"""Background work of the documents room."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lienket.jobs import background


@background(retries=3, lease=dt.timedelta(minutes=5), title=_("Read a document"))
def read_document(document_id: int) -> None:
    """Read one received paper. A worker killed half-way leaves it unread, and the next one begins anew."""
    from .actions import begin_reading

    begin_reading(document_id)
