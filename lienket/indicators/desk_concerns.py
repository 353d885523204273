"""Which indicators something waits on for an officer, asked of the database, so that a desk reads these and not every one of its side.

What is found here is only looked at: the desk decides with the rules of policy.py and reckoning.py, and finds the same.
"""

import datetime as dt
from typing import Any

from django.db.models import Case, DateField, Exists, F, OuterRef, Q, QuerySet, Value, When

from lienket.accounts.models import Officer, Role
from lienket.accounts.predicates import agencies_held, holds, sides
from lienket.lib.desk import MOST_OF_A_SORT
from lienket.lib.periods import Period, PeriodKind, period_of
from lienket.localities.models import Agency
from lienket.programmes.models import ProgrammeState
from lienket.programmes.policy import focal_parties

from .leads import led_parts
from .models import Indicator, Note, Report, ReportState

CLOSES_SOON = 7  # days before a period closes from which it is asked for
RUNNING = (ProgrammeState.IN_FORCE, ProgrammeState.AMENDING, ProgrammeState.SIGNED, ProgrammeState.AWAITING_REVIEW)


def concerning(officer: Officer, today: dt.date) -> list[Indicator]:
    """Indicators on which a value of the officer's side may be missing or differ from another's; of each kind the first
    MOST_OF_A_SORT. Four queries at most.
    """
    asked: list[QuerySet[Indicator]] = []
    own = _of_own_parties(officer)
    if holds(officer, Role.DESK, Role.FOCAL):
        asked += [*_not_reported(own.filter(_asked_of(officer)), today)]
    if holds(officer, Role.HEAD, Role.FOCAL):
        asked.append(own.filter(_answered_by(officer)).filter(_differing()))
    found = {pk for one in asked for pk in one.order_by("pk").values_list("pk", flat=True)[:MOST_OF_A_SORT]}
    return list(Indicator.objects.filter(pk__in=found).select_related("programme")) if found else []


def _of_own_parties(officer: Officer) -> QuerySet[Indicator]:
    """An indicator for each own party, which is `party`, of its running programme."""
    mine = Indicator.objects.order_by().filter(
        programme__state__in=RUNNING, programme__parties__locality__in=sides(officer), programme__parties__left_on=None
    )
    return mine.alias(party=F("programme__parties"))


def _led(*by: Q) -> Exists:
    """Whether an agency of the party leads a commitment measured by it; one of those named, where some are."""
    parts = led_parts().filter(of_indicator=OuterRef("pk"), party=OuterRef("party"))
    return Exists(parts.filter(lead__in=Agency.objects.filter(*by)) if by else parts)


def _asked_of(officer: Officer) -> Q:
    """The desk of a lead agency reports, the focal agency where nobody leads."""
    asked = Q(pk__in=[])
    if holds(officer, Role.DESK):
        asked |= Q(_led(agencies_held(officer, Role.DESK)))
    if holds(officer, Role.FOCAL):
        asked |= Q(party__in=focal_parties(officer).values("pk")) & ~Q(_led())
    return asked


def _answered_by(officer: Officer) -> Q:
    """The head of a lead agency and the focal agency say whose value stands."""
    answered = Q(pk__in=[])
    if holds(officer, Role.HEAD):
        answered |= Q(_led(agencies_held(officer, Role.HEAD)))
    if holds(officer, Role.FOCAL):
        answered |= Q(party__in=focal_parties(officer).values("pk"))
    return answered


def _not_reported(own: QuerySet[Indicator], today: dt.date) -> tuple[QuerySet[Indicator], QuerySet[Indicator]]:
    """Without a value of the party: for the last period that is over; for the one that soon will be."""
    now = {kind: period_of(kind, today) for kind in PeriodKind}
    over = {kind: period.previous() for kind, period in now.items()}
    soon = [kind for kind, period in now.items() if (period.end - today).days <= CLOSES_SOON]
    own = own.alias(over_from=_start(over), over_to=_end(over), now_from=_start(now), now_to=_end(now))
    ended_before = Q(
        programme__open_ended=False, programme__period_to__lt=F("over_from")
    )  # its own last period is asked
    last = _sent(period_end__gte=OuterRef("programme__period_to"))
    due = Q(since__lte=F("over_to")) & ~Q(_sent(period_start=OuterRef("over_from")))
    closing = own.filter(period__in=soon, since__lte=F("now_to")).exclude(
        Q(programme__open_ended=False, programme__period_to__lt=F("now_from"))
    )
    return (
        own.filter((~ended_before & due) | (ended_before & ~Q(last))),
        closing.exclude(_sent(period_start=OuterRef("now_from"))),
    )


def _sent(**of: Any) -> Exists:
    """Whether there is a value of the party that its desk has done with."""
    done = Report.objects.filter(indicator=OuterRef("pk"), party=OuterRef("party"), **of)
    return Exists(done.filter(state__in=[ReportState.SENT, ReportState.APPROVED]))


def _start(periods: dict[PeriodKind, Period]) -> Case:
    return _by_kind({kind: period.start for kind, period in periods.items()})


def _end(periods: dict[PeriodKind, Period]) -> Case:
    return _by_kind({kind: period.end for kind, period in periods.items()})


def _by_kind(days: dict[PeriodKind, dt.date]) -> Case:
    """The day for the indicator's kind of period."""
    return Case(*(When(period=kind, then=Value(day)) for kind, day in days.items()), output_field=DateField())


def _differing() -> Exists:
    """A value of the party and another's of the same period differ, and the party has said nothing about it since."""
    here = {"indicator": OuterRef("indicator"), "period_start": OuterRef("period_start")}
    unlike = Q()
    for part in ("value", "numerator", "denominator"):  # as Value compares
        unlike |= Q(**{f"{part}__lt": OuterRef(part)}) | Q(**{f"{part}__gt": OuterRef(part)})
    others: Any = Report.objects.filter(unlike, **here, state=ReportState.APPROVED)
    moved: Any = Report.objects.filter(**here).filter(
        Q(approved_at__gte=OuterRef("at")) | Q(closed_at__gte=OuterRef("at"))
    )
    said = Note.objects.filter(**here, party=OuterRef("party")).exclude(Exists(moved))
    own: Any = Report.objects.filter(indicator=OuterRef("pk"), party=OuterRef("party"), state=ReportState.APPROVED)
    return Exists(own.filter(Exists(others)).exclude(Exists(said)))
