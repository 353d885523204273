"""The daily digest: one mail to an officer on a working day, with what came up since the last one; nothing to say, nothing sent.

Made in batches. The digests of a batch, their mails and the marks on what they told are one transaction: a worker killed in
the middle leaves whole batches behind it, and whoever begins again tells nobody twice, because an officer's digest of a day
is one row. What no longer stands (a step taken meanwhile, an officer moved) is marked as told without being told.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from urllib.parse import urljoin

import structlog
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.accounts.models import Appointment, Officer
from lienket.jobs.daily import done_on, once_a_day
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.lib.working_days import is_working_day

from .actions import BadAddress, prepare_mail
from .kinds import GROUPS
from .models import Digest, HeldNotice, OutgoingMail

log = structlog.get_logger("lienket.notices")

NAME = "notices.digest"
AT = dt.time(6, 30)
AT_THE_LATEST = dt.time(9)  # without what should fill it: half a digest is better than none for everybody
ASKED_AT_ONCE = 1000  # officers: for so many the rooms are asked what still stands, which each answers from few queries
BATCH = 200  # officers a transaction
MOST = 20  # lines under one heading; the desk shows the rest
MOST_READ = 1000  # held lines of one officer a day; more is no longer read by anybody
KEEP = dt.timedelta(days=60)

Pair = tuple[int, str]  # officer, what the line is about
Check = Callable[[Collection[Pair]], Collection[Pair]]
Item = TypeVar("Item")


@dataclass(slots=True)
class Held:
    """What waits for one officer: every line that was read, and of them those to be told."""

    read: list[int] = field(default_factory=list)
    lines: list[HeldNotice] = field(default_factory=list)


def digest_daily() -> bool:
    """Periodic: make today's digests once what fills them (settings.DIGEST_AFTER) is whole, but not later than nine."""
    today = clock.today()
    missing = [name for name in settings.DIGEST_AFTER if not done_on(name, today)]
    if missing and localtime(clock.now()).time() < AT_THE_LATEST:
        return False
    return once_a_day(NAME, make_digests, at=AT)


def make_digests(day: dt.date) -> int:
    """Make the digests of `day` that are not made yet; how many mails. On a day off there are none: the next day tells."""
    if not is_working_day(day):
        return 0
    at_work = Appointment.objects.on(day).filter(officer__is_active=True).values("officer")
    waiting = (
        HeldNotice.objects.filter(digest=None, officer__in=at_work)
        .exclude(officer__in=Digest.objects.filter(day=day).values("officer"))
        .order_by("officer")
        .values_list("officer", flat=True)
        .distinct()
    )
    made = 0
    for some in _chunks(list(waiting), ASKED_AT_ONCE):
        held = list(_gather(some).items())
        made += sum(_batch(dict(part), day) for part in _chunks(held, BATCH))
    log.info("digests_made", day=str(day), mails=made)
    return made


def clear_told() -> int:
    """Periodic: drop lines told, or never wanted, longer than two months ago, and the marks of those days."""
    dropped = HeldNotice.objects.filter(at__lt=clock.now() - KEEP).delete()[0]
    Digest.objects.filter(
        day__lt=clock.today() - KEEP
    ).delete()  # its lines are older than it, so they are gone already
    return dropped


def _gather(officers: list[int]) -> dict[int, Held]:
    """What is held for these officers, and of it what still stands; read before the transactions, which so stay short."""
    found: dict[int, Held] = {}
    for line in HeldNotice.objects.filter(digest=None, officer__in=officers).order_by("pk").iterator():
        mine = found.setdefault(line.officer_id, Held())
        mine.read.append(line.pk)
        if len(mine.lines) < MOST_READ:
            mine.lines.append(line)
    standing = _standing(line for mine in found.values() for line in mine.lines)
    for pk, mine in found.items():
        mine.lines = _once([line for line in mine.lines if not line.about or (pk, line.about) in standing])
    return found


def _batch(held: dict[int, Held], day: dt.date) -> int:
    """The digests of these officers in one transaction. Another worker that is faster with one of them makes us look again."""
    while True:
        try:
            with transaction.atomic():
                return _make(held, day)
        except IntegrityError:
            done = set(Digest.objects.filter(day=day, officer__in=held).values_list("officer", flat=True))
            if not done:
                raise
            held = {pk: mine for pk, mine in held.items() if pk not in done}


def _make(held: dict[int, Held], day: dt.date) -> int:
    people = Officer.objects.filter(pk__in=held, is_active=True).in_bulk()
    done = set(Digest.objects.filter(day=day, officer__in=held).values_list("officer", flat=True))
    held = {pk: mine for pk, mine in held.items() if pk in people and pk not in done}
    mails: dict[int, OutgoingMail] = {}
    for pk, mine in held.items():
        if mine.lines and (mail := _mail(people[pk], mine.lines, day)) is not None:
            mails[pk] = mail
    OutgoingMail.objects.bulk_create(mails.values())
    Digest.objects.bulk_create(
        Digest(officer_id=pk, day=day, mail=mails.get(pk), count=len(mine.lines)) for pk, mine in held.items()
    )
    mine_of_today = Digest.objects.filter(day=day, officer=OuterRef("officer")).values("pk")
    # Only what was read: a line a deed is writing at this moment waits for the next day.
    read = [pk for mine in held.values() for pk in mine.read]
    HeldNotice.objects.filter(pk__in=read).update(digest=Subquery(mine_of_today[:1]))
    return len(mails)


def _standing(lines: Iterable[HeldNotice]) -> set[Pair]:
    """What the lines are about that still stands, asked of each room at once (settings.STILL_WAITS)."""
    by_room: dict[str, set[Pair]] = {}
    for line in lines:
        if line.about:
            by_room.setdefault(line.about.split(":")[0], set()).add((line.officer_id, line.about))
    standing: set[Pair] = set()
    for room, pairs in by_room.items():
        check: Check = import_string(settings.STILL_WAITS[room])
        standing |= set(check(pairs))
    return standing


def _once(lines: list[HeldNotice]) -> list[HeldNotice]:
    """A thing held several times (reminded on two days) is told once, in its newest words."""
    newest = {(line.group, line.about or line.pk): line for line in lines}
    return list(newest.values())


def _mail(officer: Officer, lines: list[HeldNotice], day: dt.date) -> OutgoingMail | None:
    groups = {name: [line for line in lines if line.group == name] for name in GROUPS}
    groups["news"] += [line for line in lines if line.group not in GROUPS]
    with translation.override(officer.language):
        counts = ", ".join(f"{GROUPS[name]} ({len(mine)})" for name, mine in groups.items() if mine)
        subject = _("Liên Kết on %(day)s: %(counts)s") % {"day": format_date(day), "counts": counts}
        try:
            return prepare_mail(to=officer.email, subject=subject, body=_body(groups))
        except BadAddress:
            log.error("digest_without_address", officer=officer.pk)
            return None


def _body(groups: Mapping[str, list[HeldNotice]]) -> str:
    parts = []
    for name, mine in groups.items():
        if not mine:
            continue
        parts.append(f"{str(GROUPS[name]).upper()} ({len(mine)})")
        for line in islice(mine, MOST):
            link = urljoin(settings.SITE_URL, line.url) if line.url else ""
            parts.append("\n  ".join(part for part in (f"- {line.title}", line.detail, link) if part))
        if len(mine) > MOST:
            parts.append("  " + _("and %(n)s more, on your desk") % {"n": len(mine) - MOST})
    desk = urljoin(settings.SITE_URL, settings.LOGIN_REDIRECT_URL)
    choose = urljoin(settings.SITE_URL, reverse("notices:channels"))
    parts.append(_("Everything that waits for you: %(link)s") % {"link": desk})
    parts.append(_("Choose what is sent to you and how: %(link)s") % {"link": choose})
    parts.append(_("Sent by Liên Kết because of your role; do not reply."))
    return "\n\n".join(parts)


def _chunks(items: list[Item], size: int) -> Iterator[list[Item]]:
    return (items[start : start + size] for start in range(0, len(items), size))
