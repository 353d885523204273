"""How a reminder reads, in the language of each officer, and what a held notice is about."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lienket.accounts.models import Officer
from lienket.lib.audience import Audience
from lienket.lib.numbers import format_date
from lienket.notices.kinds import Kind
from lienket.notices.telling import Notice

from .chase import Chase, Reason, Rung
from .models import Commitment, CommitmentState, Responsibility


def rung_of(rung: str, part: Responsibility) -> str:
    """What a reminder is about, for settings.STILL_WAITS: a rung of the ladder, and the part."""
    return f"commitments:{rung}:{part.pk}"


def step_of(code: str, commitment: Commitment) -> str:
    """What a notice of a step is about: the code of the step ("T3"), and the commitment."""
    return f"commitments:{code}:{commitment.pk}"


def read_about(about: str) -> tuple[str, int]:
    """Rung or code, and the id of the part or the commitment."""
    _room, name, pk = about.split(":")
    return name, int(pk)


def naming(commitment: Commitment) -> str:
    """Number and title; what is internal to one side keeps its words out of mailboxes: the number is enough to find it."""
    if commitment.audience == Audience.SIDE:
        return commitment.number
    return f"{commitment.number} · {commitment.title}"


def notices_of(
    chase: Chase, part: Responsibility, officers: Sequence[Officer], today: dt.date
) -> Iterator[tuple[Officer, Notice]]:
    """One notice for each officer addressed; the words are made once for each language."""
    words: dict[str, Notice] = {}
    for officer in officers:
        if officer.language not in words:
            with translation.override(officer.language):
                words[officer.language] = _notice(chase, part, today)
        yield officer, words[officer.language]


def _notice(chase: Chase, part: Responsibility, today: dt.date) -> Notice:
    commitment = part.commitment
    sentences = [chase.words, said_of(commitment, Reason(chase.reason), today), _whose(part, Rung(chase.rung))]
    asked = chase.reason == Reason.ASKED or chase.by_id is not None
    return Notice(
        kind=Kind.ASKED if asked else Kind.CHASES,
        group="asked" if asked else chase.reason,
        subject=_subject(commitment, Reason(chase.reason)),
        title=naming(commitment),
        detail=" ".join(sentence for sentence in sentences if sentence),
        url=commitment.get_absolute_url(),
        about=rung_of(chase.rung, part),
    )


def _subject(commitment: Commitment, reason: Reason) -> str:
    said = {
        Reason.DUE_SOON: _("%(number)s falls due soon"),
        Reason.OVERDUE: _("%(number)s is overdue"),
        Reason.SILENT: _("Nothing was heard of %(number)s for a long time"),
        Reason.ASKED: _("Where does %(number)s stand?"),
    }
    return said[reason] % {"number": commitment.number}


def said_of(commitment: Commitment, reason: Reason, today: dt.date) -> str:
    """The fact behind a reminder, in one sentence."""
    deadline = commitment.deadline
    if reason == Reason.SILENT:
        last = commitment.last_activity_on
        return _("Nothing was reported since %(day)s.") % {"day": format_date(last)} if last else ""
    if deadline is None:
        return ""
    days = (deadline - today).days
    if days < 0:
        late = ngettext("%(n)s day ago", "%(n)s days ago", -days) % {"n": -days}
        return _("The deadline was %(day)s, %(late)s.") % {"day": format_date(deadline), "late": late}
    if days == 0:
        return _("The deadline is today.")
    left = ngettext("%(n)s day left", "%(n)s days left", days) % {"n": days}
    return _("The deadline is %(day)s, %(left)s.") % {"day": format_date(deadline), "left": left}


def _whose(part: Responsibility, rung: Rung) -> str:
    if part.commitment.state == CommitmentState.AWAITING_CONFIRMATION:
        return _("It waits for the confirmation of %(side)s.") % {"side": part.party.locality}
    if rung == Rung.OFFICER or part.lead is None:
        return ""
    return _("Lead agency: %(agency)s.") % {"agency": part.lead}
