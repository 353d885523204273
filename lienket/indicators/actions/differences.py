"""Two approved values of one period differ: each party says whose stands and why. Nothing is averaged, nobody decides for both."""

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.lib.periods import Period
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import is_blank
from lienket.programmes.models import Party

from ..gathering import one_series
from ..leads import part_of
from ..models import Indicator, Note, Report
from ..reckoning import Agreement
from ..refusals import NotOfThisProgramme, OutOfTurn
from .reporting import hold, refuse_gone


@transaction.atomic
def resolve_difference(
    indicator: Indicator, party: Party, period: Period, *, stands: Report | None, reason: str, by: Officer
) -> Note:
    """The party's word on a difference: the value of `stands` is right, or (None) both stand, counted differently, and why.

    When every party that reported names the same value, the period counts with it. A value corrected or withdrawn later opens the
    question anew. Raises NotAllowed, NotOfThisProgramme, OutOfTurn where nothing differs, Incomplete.
    """
    hold(indicator)
    if party.programme_id != indicator.programme_id:
        raise NotOfThisProgramme(_("%(party)s is not a party of this programme.") % {"party": party.locality})
    refuse_gone(party, by)
    require(by, "indicators.resolve", part_of(indicator, party))
    cell = one_series(indicator, clock.today()).cell(period)
    if cell.agreement not in {Agreement.DIFFER, Agreement.SETTLED}:
        raise OutOfTurn(_("The approved values of this period do not differ (any more)."))
    if party.pk not in cell.entries:
        raise OutOfTurn(_("Your side has no approved value in this period. Report it first."))
    problems: dict[str, str] = {}
    if is_blank(reason):
        problems["reason"] = _("Say why the values differ; the other side reads it.")
    if stands is not None and stands.pk not in {entry.report for entry in cell.entries.values()}:
        problems["stands"] = _("Choose one of the values that are approved now.")
    if problems:
        raise Incomplete(problems)
    note = Note(
        indicator=indicator, party=party, period_start=period.start, over=cell.over, stands=stands, reason=reason, by=by,
        by_label=by.label,
    )  # fmt: skip
    save_clean(note)
    audit.record(
        by=by, verb="indicators.difference_noted", thing=indicator, side=party.locality, party=party.locality.short_name,
        period=format_date(period.start),
    )  # fmt: skip
    return note
