"""What stands in a programme's papers: numbered groups, clauses, meetings."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.numbering import outline_order
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import clean
from lienket.localities.models import Locality, Sector

from ..indexing import index_meeting
from ..models import Clause, ContentGroup, Meeting, Programme

AFTER_THE_NUMBERED = 1000  # where groups named for a sector begin


@transaction.atomic
def add_group(
    programme: Programme, *, code: str, title: str, sector: Sector | None = None, by: Officer
) -> ContentGroup:
    """A numbered group of contents; the one that has this number already is returned as it is.

    Groups stand in the paper's own order, whatever the order in which they were entered; a group that stands for a
    sector comes after the numbered ones, in the order of the taxonomy.
    """
    require(by, "programmes.edit", programme)
    Programme.objects.select_for_update().get(pk=programme.pk)
    existing = programme.groups.filter(code=clean(code).strip()).first()
    if existing is not None:
        return existing
    place = outline_order(code)
    if place is None:
        place = AFTER_THE_NUMBERED + (sector.order if sector else programme.groups.count())
    group = ContentGroup(programme=programme, code=code, title=title, sector=sector, order=place)
    save_clean(group)
    audit.record(by=by, verb="programmes.group_added", thing=programme, side=by.side, code=group.code)
    return group


@transaction.atomic
def add_clause(
    programme: Programme,
    *,
    kind: Clause.Kind | str,
    text: str,
    number: str = "",
    group: ContentGroup | None = None,
    made_on: dt.date | None = None,
    audience: Audience | str | None = None,
    citation: Citation | None = None,
    by: Officer,
) -> Clause:
    """A clause as the paper says it. Without `audience` it is internal to the parties: a paper may say more than may be shown."""
    require(by, "programmes.edit", programme)
    if group is not None and group.programme_id != programme.pk:
        raise Incomplete(
            {"group": _("This group belongs to another programme. Choose one of this programme's groups.")}
        )
    clause = Clause(
        programme=programme, kind=kind, text=text, number=number, group=group, made_on=made_on,
        audience=audience or Audience.PARTIES,
    )  # fmt: skip
    clause.cite(citation)
    save_clean(clause)
    audit.record(by=by, verb="programmes.clause_added", thing=programme, side=by.side, kind=str(clause.kind))
    return clause


@transaction.atomic
def record_meeting(
    programme: Programme,
    *,
    title: str,
    held_on: dt.date | None = None,
    place: str = "",
    purpose: str = "",
    localities: Iterable[Locality] = (),
    audience: Audience | str | None = None,
    citation: Citation | None = None,
    by: Officer,
) -> Meeting:
    """A meeting of the parties: when, where, why, who. It is seen by whoever sees the programme unless said otherwise."""
    require(by, "programmes.edit", programme)
    meeting = Meeting(
        programme=programme, title=title, held_on=held_on, place=place, purpose=purpose,
        audience=audience or Audience.PUBLIC,
    )  # fmt: skip
    meeting.cite(citation)
    save_clean(meeting)
    meeting.localities.set(localities)
    index_meeting(meeting)
    audit.record(by=by, verb="programmes.meeting_recorded", thing=programme, side=by.side)
    return meeting
