"""Reminders by the system (đôn đốc): a daily round over what falls due, is late or silent, and the ladder of offices above it.

Each reminder is a dated `Chase`, made once per occasion: a constraint sees to it, so a round that was killed begins again and
two workers at once remind nobody twice. Rounds are set-based: only commitments whose dates have an occasion today are read.
A round on a day off does nothing; what fell on it is made up for on the next working day, and so are up to five weeks of an
outage, in which every rung of the ladder has its turn.
"""

import datetime as dt
from collections.abc import Collection, Iterable

import structlog
from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.timezone import localtime

from lienket.accounts.models import Role
from lienket.accounts.roster import Roster
from lienket.audit import actions as audit
from lienket.jobs.daily import last_done_before, once_a_day
from lienket.lib import clock
from lienket.lib.working_days import is_working_day, previous_working_day
from lienket.notices.kinds import Channel, Kind
from lienket.notices.telling import Choices, tell_many
from lienket.programmes.models import Meeting

from . import occasions
from .addressing import Addressed, addressed
from .chase import Chase, Rung
from .models import Commitment, CommitmentState, Responsibility
from .occasions import Occasion, Standing, Window
from .reminding import notices_of, read_about
from .transitions import AWAITED, BY_CODE, WORKS

log = structlog.get_logger("lienket.commitments")

NAME = "commitments.chasing"
AT = dt.time(6)
BATCH = 300  # commitments a transaction
LONGEST_OUTAGE = dt.timedelta(days=35)
_FASTEST = (Channel.AT_ONCE, Channel.DIGEST, Channel.DESK)


def chase_daily() -> bool:
    """Periodic: today's round, from six in the morning of a working day; whether it ran."""
    return is_working_day(clock.today()) and once_a_day(NAME, chase_on, at=AT)


def chase_on(today: dt.date) -> int:
    """The round of `today`: how many reminders were made. Run twice it makes none the second time."""
    if not is_working_day(today):
        return 0
    last = last_done_before(NAME, today) or previous_working_day(today)
    window = Window(after=max(last, today - LONGEST_OUTAGE), today=today)
    meetings = _last_meetings(today)
    concerned = sorted(_concerned(window, meetings))
    roster = Roster.on(today)
    made = 0
    for start in range(0, len(concerned), BATCH):
        made += _batch(concerned[start : start + BATCH], window, meetings, roster)
    log.info("chased", day=str(today), reminders=made)
    return made


def still_waits(pairs: Collection[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of (officer, what a held notice is about), those that still stand: the step is open, and still this officer's side's to take."""
    roster = Roster.on(clock.today())
    named = {about: read_about(about) for _, about in pairs}
    of_parts = {pk for name, pk in named.values() if name not in BY_CODE}
    of_steps = {pk for name, pk in named.values() if name in BY_CODE}
    parts = list(waiting_parts().filter(Q(pk__in=of_parts) | Q(commitment__in=of_steps)))
    by_pk = {part.pk: [part] for part in parts}
    by_commitment: dict[int, list[Responsibility]] = {}
    for part in parts:
        by_commitment.setdefault(part.commitment_id, []).append(part)
    standing = set()
    for officer, about in pairs:
        name, pk = named[about]
        concerned = by_commitment.get(pk, []) if name in BY_CODE else by_pk.get(pk, [])
        if any(officer in _concerned_officers(part, name, roster) for part in concerned):
            standing.add((officer, about))
    return standing


def is_pressed(part: Responsibility) -> bool:
    """Whether this party's part waits for somebody who can be reminded: its lead agency, or whoever confirms."""
    if part.party.left_on is not None:
        return False
    if part.commitment.state == CommitmentState.AWAITING_CONFIRMATION:
        return part.confirmed_on is None
    return part.acting and part.reported_on is None and part.commitment.state in WORKS


def waiting_parts() -> "QuerySet[Responsibility]":
    """Responsibilities with all a reminder says of them."""
    return Responsibility.objects.select_related(
        "commitment", "party__locality", "party__focal_agency", "lead__type", "lead__locality"
    )


def _concerned_officers(part: Responsibility, name: str, roster: Roster) -> Collection[int]:
    if name in BY_CODE:
        row = BY_CODE[name]
        done = bool(row.mark) and getattr(part, row.mark) is not None
        open_now = AWAITED.get(CommitmentState(part.commitment.state)) == name and not done
        return roster.of_locality(part.party.locality_id, list(Role)) if open_now else ()
    return addressed(part, Rung(name), roster).officers if is_pressed(part) else ()


def _last_meetings(today: dt.date) -> dict[int, dt.date]:
    """Programme → the day its parties last met."""
    met = Meeting.objects.filter(held_on__lte=today).order_by().values("programme").annotate(last=Max("held_on"))
    return dict(met.values_list("programme", "last"))


def _concerned(window: Window, meetings: dict[int, dt.date]) -> set[int]:
    """Ids of the commitments whose dates have an occasion in the window; each question uses an index."""
    quiet = occasions.silence_touched(window)
    met = [programme for programme, day in meetings.items() if day in quiet]
    is_open = Commitment.objects.open()
    questions = (
        Q(deadline__in=occasions.deadlines_touched(window)),
        Q(deadline__lt=window.today, last_activity_on__in=occasions.activity_touched_when_late(window)),
        Q(last_activity_on__in=quiet),
        Q(last_activity_on=None, created_at__date__in=quiet),
        Q(programme__in=met),
    )
    return {pk for question in questions for pk in is_open.filter(question).order_by().values_list("pk", flat=True)}


@transaction.atomic
def _batch(commitments: list[int], window: Window, meetings: dict[int, dt.date], roster: Roster) -> int:
    """Remind of these commitments, in one transaction; the history's head is held, so rounds and deeds take turns."""
    audit.take_turn()
    parts = {
        part.pk: part for part in waiting_parts().filter(commitment__in=commitments).order_by("pk") if is_pressed(part)
    }
    due = {pk: occasions.due(_standing(part, meetings), window) for pk, part in parts.items()}
    made_before = set(
        Chase.objects.filter(by=None, responsibility__in=[pk for pk, found in due.items() if found]).values_list(
            "responsibility", "rung", "occasion"
        )
    )
    fresh = [
        (parts[pk], occasion)
        for pk, found in due.items()
        for occasion in found
        if (pk, occasion.rung, occasion.key) not in made_before
    ]
    if not fresh:
        return 0
    _remind(fresh, window.today, roster)
    audit.record(by=None, verb="commitments.reminded", count=len(fresh), day=window.today)
    return len(fresh)


def _remind(fresh: list[tuple[Responsibility, Occasion]], today: dt.date, roster: Roster) -> None:
    found = [(part, occasion, addressed(part, occasion.rung, roster)) for part, occasion in fresh]
    choices = Choices({pk for *_, office in found for pk in office.officers}, Kind.CHASES)
    chases = [_chase(part, occasion, office, today, choices) for part, occasion, office in found]
    Chase.objects.bulk_create(chases)
    through = Chase.recipients.through
    through._default_manager.bulk_create(
        through(chase_id=chase.pk, officer_id=pk)
        for chase, (*_, office) in zip(chases, found, strict=True)
        for pk in office.officers
    )
    tell_many(
        (officer, notice, choices.of(officer.pk))
        for chase, (part, _, office) in zip(chases, found, strict=True)
        for officer, notice in notices_of(chase, part, [roster.officers[pk] for pk in office.officers], today)
    )


def _chase(part: Responsibility, occasion: Occasion, office: Addressed, today: dt.date, choices: Choices) -> Chase:
    return Chase(
        commitment=part.commitment, responsibility=part, reason=occasion.reason, rung=occasion.rung,
        occasion=occasion.key, sent_on=today, agency=office.agency, to_label=office.label, by_label=audit.SYSTEM,
        channel=fastest(choices.of(pk) for pk in office.officers),
    )  # fmt: skip


def fastest(channels: Iterable[Channel]) -> Channel:
    """The first of at once, digest, desk that occurs; the desk where nobody is told."""
    return min(channels, key=_FASTEST.index, default=Channel.DESK)


def _standing(part: Responsibility, meetings: dict[int, dt.date]) -> Standing:
    commitment = part.commitment
    heard = commitment.last_activity_on or localtime(commitment.created_at).date()
    met = meetings.get(commitment.programme_id)
    return Standing(
        deadline=commitment.deadline,
        last_activity_on=commitment.last_activity_on,
        quiet_since=max(heard, met) if met is not None else heard,
        confirming=commitment.state == CommitmentState.AWAITING_CONFIRMATION,
    )
