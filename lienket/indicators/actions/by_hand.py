"""Figures entered by hand: like a figure read from a paper, one officer writes it down with its source, another one says yes.

Until then it is the side's own and stands on no page but its locality's. A correction starts the approval anew.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.refusals import NotAllowed
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.localities.models import Locality, Sector
from lienket.programmes.models import Programme

from ..models import Bound, Figure
from ..refusals import OutOfTurn, Superseded
from .figures import check, check_party, index_figure, record_figure


@dataclass(frozen=True, slots=True)
class FigureFacts:
    """A figure as a form names it. `value` is exact, in `unit` (money in whole dong or dollars)."""

    subject: str
    kind: Figure.Kind | str
    value: Decimal
    unit: str
    value_to: Decimal | None = None
    bound: Bound | str = Bound.EXACT
    as_of: dt.date | None = None
    year: int | None = None
    sector: Sector | None = None
    programme: Programme | None = None


@transaction.atomic
def enter_figure(
    locality: Locality, facts: FigureFacts, *, citation: Citation, audience: Audience | str, by: Officer
) -> Figure:
    """A figure of one's own locality, from a paper that is named. `audience` holds once another officer has approved it.

    By the focal agency or the Office of the locality. Raises NotAllowed, Incomplete.
    """
    require(by, "indicators.enter_figure", locality)
    audit.take_turn()
    _check(facts, locality, audience)
    figure = record_figure(
        locality, subject=facts.subject, kind=facts.kind, value=facts.value, value_to=facts.value_to, bound=facts.bound,
        unit=facts.unit, as_of=facts.as_of, year=facts.year, sector=facts.sector, programme=facts.programme,
        audience=Audience.SIDE, citation=citation, by=by,
    )  # fmt: skip
    figure.entered_by, figure.wanted_audience = by, str(audience)
    save_clean(figure, only=["entered_by", "wanted_audience"])
    return figure


@transaction.atomic
def approve_figure(figure: Figure, *, by: Officer) -> Figure:
    """Another officer stands for the figure: from now on it is shown to whom it is meant for.

    Raises NotAllowed (also for who entered it), OutOfTurn where it waits no more.
    """
    _hold(figure, "indicators.approve_figure", by)
    if not figure.waits:
        raise OutOfTurn(_("This figure does not wait for approval any more."))
    if figure.entered_by_id == by.pk:
        raise NotAllowed(
            _("You entered this figure; another officer of the focal agency or the Office of your side approves it.")
        )
    figure.audience, figure.wanted_audience = figure.wanted_audience, ""
    save_clean(figure, only=["audience", "wanted_audience"])
    index_figure(figure)
    audit.record(
        by=by, verb="indicators.figure_approved", thing=figure, side=by.side, locality=figure.locality.short_name,
        audience=str(figure.audience),
    )  # fmt: skip
    return figure


@transaction.atomic
def correct_figure(
    figure: Figure, facts: FigureFacts, *, citation: Citation, audience: Audience | str, reason: str, by: Officer
) -> Figure:
    """Put right what was entered wrongly. It is taken out of every page until another officer has approved it again.

    A figure read from a paper is corrected there; a newer value is recorded as a newer figure. Raises NotAllowed, OutOfTurn,
    Superseded, Incomplete.
    """
    _hold(figure, "indicators.correct_figure", by)
    if figure.entered_by_id is None:
        raise OutOfTurn(_("This figure was read from a paper: withdraw the yes there, and accept the right value."))
    if figure.superseded_by_id is not None:
        raise Superseded(_("A newer figure has taken this one's place already. Open that one."))
    if is_blank(reason):
        raise Incomplete({"reason": _("Say what was wrong: the history keeps it.")})
    _check(facts, figure.locality, audience)
    before = as_recorded(figure)
    for name in FigureFacts.__dataclass_fields__:
        setattr(figure, name, getattr(facts, name))
    figure.citations = [citation.as_json()]
    figure.audience, figure.wanted_audience, figure.entered_by = Audience.SIDE, str(audience), by
    save_clean(figure)
    index_figure(figure)
    audit.record(
        by=by, verb="indicators.figure_corrected", thing=figure, side=by.side, locality=figure.locality.short_name,
        reason=reason.strip(), **changed(before, as_recorded(figure)),
    )  # fmt: skip
    return figure


def as_recorded(figure: Figure) -> dict[str, Any]:
    """What a correction can change, as the history keeps it."""
    return {
        "subject": figure.subject,
        "bound": str(figure.bound),
        "value": _plain(figure.value),
        "value_to": _plain(figure.value_to),
        "unit": figure.unit,
        "as_of": figure.as_of.isoformat() if figure.as_of else figure.year,
        "sector": figure.sector.code if figure.sector else None,
        "programme": figure.programme.title if figure.programme else None,
        "sources": [source.paper for source in figure.sources],
    }


def _plain(value: Decimal | None) -> str | None:
    return f"{value.normalize():f}" if value is not None else None


def _hold(figure: Figure, deed: str, by: Officer) -> None:
    require(by, deed, figure)
    audit.take_turn()
    figure.refresh_from_db(from_queryset=Figure.objects.select_for_update())


def _check(facts: FigureFacts, locality: Locality, audience: Audience | str) -> None:
    check(facts.bound, facts.value_to, facts.as_of)
    check_party(facts.programme, locality)
    if audience == Audience.PARTIES and facts.programme is None:
        raise Incomplete({"programme": _("Name the programme: its parties are the ones who see the figure.")})
    if facts.as_of is None and facts.year is None:
        raise Incomplete({"as_of": _("Say as of which day or of which year: a figure is never without its time.")})
    if facts.kind == Figure.Kind.MONEY and facts.unit not in {"VND", "USD"}:
        raise Incomplete({"unit": _("Money is written in full, with VND or USD as its unit.")})
