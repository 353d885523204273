"""Standing tasks (nhiệm vụ thường xuyên): assigned once, one instance per reporting period, each counted by itself."""

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.periods import Period, PeriodKind, period_of
from lienket.lib.saving import save_clean
from lienket.programmes.models import Programme, ProgrammeState

from .. import mail
from ..indexing import index_commitment
from ..models import Commitment, CommitmentState, Responsibility, Series
from ..refusals import NotOpenToChange
from ..totals import count_in, counted
from .taking import hold

# Programmes that still run: when the period is over or the programme ended, nothing recurs.
_RUNNING = {ProgrammeState.SIGNED, ProgrammeState.IN_FORCE, ProgrammeState.AMENDING}


@transaction.atomic
def set_recurrence(commitment: Commitment, *, recurrence: PeriodKind | str, by: Officer) -> Series:
    """Make a draft a standing task, its first instance that of the period of today; or, with "", end the series it belongs to.

    The instance falls due on the last day of its period. Ending keeps every instance there is.
    """
    hold(commitment)
    require(by, "commitments.set_recurrence", commitment)
    if not recurrence:
        return _end(commitment, by)
    if commitment.series is not None:
        raise NotOpenToChange(_("This is a standing task already. End it first to choose another recurrence."))
    if commitment.state != CommitmentState.DRAFTED or commitment.steps.exists() or commitment.deadline_changes.exists():
        raise NotOpenToChange(
            _("Only a draft that was never given out becomes a standing task: it is assigned once, for every period.")
        )
    period = period_of(recurrence, clock.today())
    series = Series(number=commitment.number, recurrence=PeriodKind(recurrence).value)
    save_clean(series)
    with counted(commitment):
        commitment.series, commitment.period_from = series, period.start
        commitment.deadline = commitment.original_deadline = period.end
        save_clean(commitment, only=["series", "period_from", "deadline", "original_deadline"])
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.recurrence_set", thing=commitment, side=by.side, number=commitment.number,
        recurrence=series.recurrence,
    )  # fmt: skip
    return series


def make_instances() -> int:
    """Open the instance of every period that has begun, for every standing task that runs. Periodic (settings.PERIODIC).

    Done again it makes nothing: the database keeps one instance per period. Returns how many were made.
    """
    made = 0
    for pk in Series.objects.filter(ended_on=None).values_list("pk", flat=True):
        while _make_next(pk):
            made += 1
    return made


@transaction.atomic
def _make_next(pk: int) -> bool:
    """Make the next instance of the series where its period has begun; whether one was made."""
    audit.take_turn()
    series = Series.objects.select_for_update().filter(pk=pk, ended_on=None).first()
    last = series.instances.select_related("programme").order_by("-period_from").first() if series else None
    if series is None or last is None or last.period_from is None:
        return False
    period = period_of(series.recurrence, last.period_from).next()
    if last.responsibilities.filter(party__left_on__isnull=False, released_on=None).exists():
        return False  # a party left: first the others decide whether the task goes on without it
    if period.start > clock.today() or not _covers(last.programme, period):
        return False
    commitment = _instance(series, last, period)
    count_in(commitment)
    parts = list(commitment.responsibilities.filter(acting=True).select_related("party__locality"))
    for part in parts:  # by the system, but in the history of the sides it concerns and of nobody else
        audit.record(
            by=None, verb="commitments.instance_made", thing=commitment, side=part.party.locality,
            number=commitment.number, series=series.number,
        )  # fmt: skip
    index_commitment(commitment)
    mail.tell_of_instance(commitment)
    return True


def _covers(programme: Programme, period: Period) -> bool:
    """The programme still runs, and the period begins within it."""
    if programme.state not in _RUNNING:
        return False
    return programme.open_ended or programme.period_to is None or period.start <= programme.period_to


def _instance(series: Series, last: Commitment, period: Period) -> Commitment:
    """Words, sides and assignment of the last instance, for the next period. What was assigned and accepted once stays so."""
    parts = list(last.responsibilities.filter(released_on=None).prefetch_related("coordinators"))
    acting = [part for part in parts if part.acting]
    state = CommitmentState.DRAFTED
    if all(part.assigned_on for part in acting):
        accepted = all(part.accepted_on for part in acting)
        state = CommitmentState.ACCEPTED if accepted else CommitmentState.ASSIGNED
    commitment = Commitment(
        programme=last.programme, group=last.group, clause=last.clause, title=last.title, description=last.description,
        number=f"{series.number}.{series.instances.count() + 1}", origin=last.origin, state=state, sector=last.sector,
        made_on=last.made_on, deadline=period.end, original_deadline=period.end, output=last.output,
        series=series, period_from=period.start, audience=last.audience, illustrative=last.illustrative,
        folded=last.folded, citations=last.citations, last_activity_on=clock.today(),
    )  # fmt: skip
    save_clean(commitment)
    commitment.other_sectors.set(last.other_sectors.all())
    for part in parts:
        given = state != CommitmentState.DRAFTED and part.acting
        copy = Responsibility.objects.create(
            commitment=commitment, party=part.party, acting=part.acting, lead=part.lead,
            focal_officer=part.focal_officer, substitute=part.substitute, assigning_paper=part.assigning_paper,
            assigning_paper_date=part.assigning_paper_date, receiving_division=part.receiving_division,
            assigned_on=clock.today() if given else None,
            accepted_on=clock.today() if given and part.accepted_on is not None else None,
        )  # fmt: skip
        copy.coordinators.set(part.coordinators.all())
    return commitment


def _end(commitment: Commitment, by: Officer) -> Series:
    series = commitment.series
    if series is None or series.ended_on is not None:
        raise NotOpenToChange(_("The commitment is no standing task, or its series has ended already."))
    series.ended_on = clock.today()
    save_clean(series, only=["ended_on"])
    audit.record(by=by, verb="commitments.series_ended", thing=commitment, side=by.side, number=series.number)
    return series
