"""Deeds on figures: recorded with unit, qualifier, day and source; replaced by a newer one, never overwritten; withdrawn."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.localities.models import Locality, Sector
from lienket.programmes.models import Programme
from lienket.search import actions as search

from ..models import Bound, Figure
from ..refusals import Superseded


@transaction.atomic
def record_figure(
    locality: Locality,
    *,
    subject: str,
    kind: Figure.Kind | str,
    value: Decimal,
    value_to: Decimal | None = None,
    bound: Bound | str = Bound.EXACT,
    unit: str,
    as_of: dt.date | None = None,
    year: int | None = None,
    programme: Programme | None = None,
    sector: Sector | None = None,
    audience: Audience | str = Audience.PUBLIC,
    citation: Citation | None = None,
    illustrative: bool = False,
    by: Officer,
) -> Figure:
    """A figure of a locality. `value` is exact, in `unit` (money in whole dong or dollars, never in "tỷ đồng").

    Raises NotAllowed for a locality that is a stranger to the actor, Incomplete for what a figure cannot be.
    """
    require(by, "indicators.record", locality)
    if audience == Audience.SIDE and not _is_own(locality, by):
        raise NotAllowed(_("Only a side itself keeps figures to itself. Choose public or internal to the parties."))
    check_party(programme, locality)
    check(bound, value_to, as_of)
    figure = Figure(
        locality=locality, subject=subject, kind=kind, value=value, value_to=value_to, bound=bound, unit=unit, as_of=as_of,
        year=year, programme=programme, sector=sector, audience=audience, illustrative=illustrative,
    )  # fmt: skip
    figure.cite(citation)
    save_clean(figure)
    index_figure(figure)
    audit.record(
        by=by, verb="indicators.recorded", thing=figure, side=by.side, locality=locality.short_name,
        document=citation.document if citation else None,
    )  # fmt: skip
    return figure


@transaction.atomic
def record_newer(
    old: Figure,
    *,
    value: Decimal,
    value_to: Decimal | None = None,
    bound: Bound | str = Bound.EXACT,
    as_of: dt.date | None = None,
    year: int | None = None,
    citation: Citation | None = None,
    by: Officer,
) -> Figure:
    """A newer figure of the same thing, in the same unit. The old one stays readable behind it."""
    require(by, "indicators.supersede", old)
    audit.take_turn()
    old.refresh_from_db(from_queryset=Figure.objects.select_for_update())
    if old.superseded_by_id is not None:
        raise Superseded(_("A newer figure has taken this one's place already. Open that one."))
    if old.as_of is not None and as_of is not None and as_of < old.as_of:
        raise Incomplete(
            {
                "as_of": _("The figure there is newer (%(day)s). Record this one beside it.")
                % {"day": date_format(old.as_of, "d/m/Y")}
            }
        )
    newer = record_figure(
        old.locality, subject=old.subject, kind=old.kind, value=value, value_to=value_to, bound=bound, unit=old.unit,
        as_of=as_of, year=year, programme=old.programme, sector=old.sector, audience=old.audience, citation=citation,
        illustrative=old.illustrative, by=by,
    )  # fmt: skip
    old.superseded_by = newer
    save_clean(old, only=["superseded_by"])
    search.drop("figure", old.pk)
    return newer


def check_party(programme: Programme | None, locality: Locality) -> None:
    """A figure stands under a programme its locality is a party of. Raises Incomplete."""
    if programme is not None and not programme.parties.filter(locality=locality).exists():
        raise Incomplete({"programme": _("%(locality)s is not a party of this programme.") % {"locality": locality}})


def check(bound: Bound | str, value_to: Decimal | None, as_of: dt.date | None) -> None:
    """What a figure can be, whoever records it. Raises Incomplete."""
    if (bound == Bound.RANGE) != (value_to is not None):
        raise Incomplete({"value_to": _("A range has two ends, every other figure has one.")})
    if as_of is not None and as_of > clock.today():
        raise Incomplete(
            {
                "as_of": _("%(day)s lies in the future: a figure is as of a day that has been.")
                % {"day": date_format(as_of, "d/m/Y")}
            }
        )


@transaction.atomic
def withdraw_figure(figure: Figure, by: Officer, *, reason: str = "") -> None:
    """Take a figure back; of one entered by hand the reason is kept. Refused when a newer one stands on it; the one it
    replaced stands again.
    """
    require(by, "indicators.withdraw", figure)
    audit.take_turn()
    figure.refresh_from_db(from_queryset=Figure.objects.select_for_update())
    if figure.superseded_by_id is not None:
        raise Superseded(_("A newer figure stands on this one. Withdraw the newer one first."))
    if figure.entered_by_id is not None and is_blank(reason):
        raise Incomplete({"reason": _("Say why the figure is taken back: the history keeps it.")})
    revived = list(figure.supersedes.all())
    said = {"reason": reason.strip()} if reason.strip() else {}
    audit.record(
        by=by, verb="indicators.withdrawn", thing=figure, side=by.side, locality=figure.locality.short_name, **said
    )
    search.drop("figure", figure.pk)
    figure.delete()
    for old in revived:
        old.superseded_by = None
        index_figure(old)


@transaction.atomic
def publish_figure(figure: Figure, by: Officer) -> Figure:
    """Let everyone read a figure: its paper is public now. A figure that is public already stays as it is."""
    require(by, "indicators.publish", figure)
    if figure.audience == Audience.PUBLIC:
        return figure
    figure.audience = Audience.PUBLIC
    save_clean(figure, only=["audience"])
    index_figure(figure)
    audit.record(by=by, verb="indicators.published", thing=figure, side=by.side, locality=figure.locality.short_name)
    return figure


def _is_own(locality: Locality, by: Officer) -> bool:
    from lienket.accounts.predicates import sides

    return locality.pk in sides(by)


def index_figure(figure: Figure) -> None:
    """Put the figure's row into the search index, as it stands now."""
    sides = [figure.locality]
    if figure.programme is not None and figure.audience != Audience.SIDE:
        sides += [p.locality for p in figure.programme.parties.select_related("locality")]
    search.put(
        kind="figure",
        thing_id=figure.pk,
        url=f"{reverse('pages:locality', args=[figure.locality.slug])}#so-lieu-{figure.pk}",
        title=figure.subject,
        detail=str(figure.locality.short_name),
        words=f"{figure.unit} {figure.locality.name} {figure.locality.name_en}",
        audience=Audience.PUBLIC if figure.audience == Audience.PUBLIC else Audience.PARTIES,
        sides=sides,
        day=figure.as_of,
        illustrative=figure.illustrative,
    )
