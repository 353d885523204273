"""An indicator is defined once, its rule with it; taken back only while nothing stands on it."""

import datetime as dt
from decimal import Decimal

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.periods import PeriodKind
from lienket.lib.saving import Incomplete, save_clean
from lienket.localities.models import Sector
from lienket.programmes.models import ContentGroup, Programme
from lienket.search import actions as search

from ..indexing import index_indicator
from ..models import Aggregation, Direction, Indicator
from ..refusals import BuiltUpon


@transaction.atomic
def define_indicator(
    programme: Programme,
    *,
    name: str,
    unit: str,
    direction: Direction | str = Direction.UP,
    aggregation: Aggregation | str = Aggregation.SUM,
    period: PeriodKind | str = PeriodKind.HALF,
    baseline: Decimal | None = None,
    target: Decimal | None = None,
    since: dt.date | None = None,
    group: ContentGroup | None = None,
    sector: Sector | None = None,
    audience: Audience | str | None = None,
    citation: Citation | None = None,
    illustrative: bool = False,
    by: Officer,
) -> Indicator:
    """An indicator all parties of the programme report on. `baseline` and `target` are in `unit`.

    Without `since` it counts from the beginning of the programme. Without `audience` it is public where its sector is known and not
    internal by default. Raises NotAllowed, Incomplete.
    """
    require(by, "indicators.define", programme)
    audit.take_turn()
    problems: dict[str, str] = {}
    if group is not None and group.programme_id != programme.pk:
        problems["group"] = _("This belongs to another programme. Choose one of this programme's own.")
    if aggregation == Aggregation.SUM and unit.strip() == "%":
        problems["aggregation"] = _("Percentages do not add up. Choose the ratio, the latest or the highest period.")
    if direction == Direction.DOWN and target is not None and baseline is None:
        problems["baseline"] = _("What is to fall needs a baseline: from where does it fall?")
    if problems:
        raise Incomplete(problems)
    last = Indicator.objects.filter(programme=programme, group=group).order_by("-order").first()
    indicator = Indicator(
        programme=programme, name=name, unit=unit, direction=direction, aggregation=aggregation, period=period,
        baseline=baseline, target=target, since=since or programme.period_from or clock.today(), group=group, sector=sector,
        order=last.order + 1 if last is not None else 1, audience=audience or _usual_audience(sector),
        illustrative=illustrative,
    )  # fmt: skip
    indicator.cite(citation)
    save_clean(indicator)
    index_indicator(indicator)
    audit.record(
        by=by, verb="indicators.defined", thing=indicator, side=by.side, aggregation=str(aggregation),
        document=citation.document if citation else None,
    )  # fmt: skip
    return indicator


@transaction.atomic
def withdraw_indicator(indicator: Indicator, by: Officer) -> None:
    """Take back an indicator defined by mistake. Refused once a value was reported or a commitment is measured by it."""
    audit.take_turn()
    indicator.refresh_from_db(from_queryset=Indicator.objects.select_for_update())
    require(by, "indicators.withdraw_indicator", indicator)
    if indicator.reports.exists():
        raise BuiltUpon(_("Values have been reported on this indicator, so it stays."))
    audit.record(by=by, verb="indicators.indicator_withdrawn", thing=indicator, side=by.side)
    search.drop("indicator", indicator.pk)
    try:
        indicator.delete()
    except ProtectedError as error:
        raise BuiltUpon(_("A commitment is measured by this indicator. Take it off the commitment first.")) from error


def _usual_audience(sector: Sector | None) -> Audience:
    """Public where the sector says so; what is in no sector, or in an internal one, stays with the parties."""
    internal = sector is None or sector.internal_by_default
    if sector is not None and sector.parent is not None:
        internal = internal or sector.parent.internal_by_default
    return Audience.PARTIES if internal else Audience.PUBLIC
