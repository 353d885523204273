"""Telling officers: at once by mail, in the next daily digest, or not beyond the desk, as each of them chose."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import structlog
from django.conf import settings
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer

from .actions import BadAddress, BadSubject, prepare_mail, send_mail
from .kinds import USUAL, Channel, Kind
from .models import HeldNotice, OutgoingMail, Preference

log = structlog.get_logger("lienket.notices")


@dataclass(frozen=True, slots=True)
class Notice:
    """What one officer is told, in that officer's language. `url` is an address of the site, `subject` one line of mail.

    `group` is a heading of the digest; `about` names what must still stand when the digest is made (settings.STILL_WAITS).
    """

    kind: Kind
    group: str
    subject: str
    title: str
    detail: str = ""
    url: str = ""
    about: str = ""

    @property
    def body(self) -> str:
        """The mail, where it goes out at once."""
        link = urljoin(settings.SITE_URL, self.url) if self.url else ""
        close = _("Sent by Liên Kết because of your role; do not reply.")
        return "\n\n".join(part for part in (self.title, self.detail, link, close) if part)


class Choices:
    """The channels a number of officers chose, read in one query."""

    def __init__(self, officers: Collection[int], kind: Kind) -> None:
        chosen = Preference.objects.filter(officer__in=officers, kind=kind).values_list("officer", "channel")
        self._chosen: Mapping[int, str] = dict(chosen)
        self._usual = USUAL[kind]

    def of(self, officer_id: int) -> Channel:
        """This officer's channel."""
        return Channel(self._chosen.get(officer_id, self._usual))


def tell(officer: Officer, notice: Notice) -> Channel:
    """Tell one officer, in the caller's transaction; a deactivated one is told nothing. Returns how."""
    channel = Choices([officer.pk], notice.kind).of(officer.pk) if officer.is_active else Channel.DESK
    if channel == Channel.AT_ONCE:
        send_mail(to=officer, subject=notice.subject, body=notice.body)
    elif channel == Channel.DIGEST:
        _held(officer, notice).save()
    return channel


def tell_many(told: Iterable[tuple[Officer, Notice, Channel]]) -> None:
    """Tell many of whom the channels are known, in two inserts. The officers are active ones (a Roster's).

    One address that cannot be written to must not keep the others from being told: it is noted for the administrator.
    """
    mails: list[OutgoingMail] = []
    held: list[HeldNotice] = []
    for officer, notice, channel in told:
        if channel == Channel.AT_ONCE:
            try:
                mails.append(prepare_mail(to=officer.email, subject=notice.subject, body=notice.body))
            except (BadAddress, BadSubject) as error:
                log.error("officer_not_told", officer=officer.pk, error=type(error).__name__)
        elif channel == Channel.DIGEST:
            held.append(_held(officer, notice))
    OutgoingMail.objects.bulk_create(mails)
    HeldNotice.objects.bulk_create(held)


def _held(officer: Officer, notice: Notice) -> HeldNotice:
    return HeldNotice(
        officer=officer, kind=notice.kind, group=notice.group, title=notice.title[:600], detail=notice.detail[:600],
        url=notice.url, about=notice.about,
    )  # fmt: skip
