"""Mail: put into the outbox with the deed it tells of, sent by the worker afterwards, retried until it is gone."""

import datetime as dt
import smtplib
import unicodedata
import uuid
from collections.abc import Mapping, Sequence
from email.utils import make_msgid
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.notices.kinds import USUAL, Channel, Kind
from lienket.notices.models import OutgoingMail, Preference

log = structlog.get_logger("lienket.notices")

BATCH = 50
# While a mail is being sent nobody else takes it; a sender killed meanwhile leaves it to be sent again after this long.
HOLD = dt.timedelta(minutes=5)
LONGEST_PAUSE = dt.timedelta(hours=6)
# A server that says "never" (5xx for this mail) is believed after this many times; one that does not answer is asked for ever.
REFUSALS_BEFORE_GIVING_UP = 5


class BadAddress(DeedRefused):
    """The address cannot be written to."""

    status = 400


class BadSubject(DeedRefused):
    """The subject is empty or carries line ends, which would let it write headers of its own."""

    status = 400


@transaction.atomic
def send_mail(*, to: Officer | str, subject: str, body: str) -> OutgoingMail:
    """Put a mail into the outbox, in the caller's transaction; the worker sends it after the commit.

    `subject` is one line, `body` plain text; both are kept in NFC. Raises BadAddress or BadSubject.
    """
    mail = prepare_mail(to=to.email if isinstance(to, Officer) else to, subject=subject, body=body)
    mail.save()
    return mail


def prepare_mail(*, to: str, subject: str, body: str) -> OutgoingMail:
    """The same mail, not stored yet: for work that stores many at once. Raises BadAddress or BadSubject."""
    try:
        validate_email(to)
    except ValidationError as error:
        raise BadAddress(_("This is not a mail address. Write it like ten@coquan.gov.vn.")) from error
    subject = unicodedata.normalize("NFC", subject).strip()
    if not subject or any(unicodedata.category(c) == "Cc" for c in subject):
        raise BadSubject(_("The subject of a mail must be one line of text."))
    return OutgoingMail(
        to=to,
        subject=subject[:300],
        body=unicodedata.normalize("NFC", body).replace("\x00", ""),
        message_id=make_msgid(uuid.uuid4().hex, domain=urlsplit(settings.SITE_URL).hostname or "localhost"),
    )


@transaction.atomic
def choose_channels(officer: Officer, *, channels: Mapping[str, str], by: Officer) -> None:
    """How the officer wants to be told, by kind of notice; only one's own. What is usual is not stored.

    What is held for the next digest stays in it: a choice concerns what comes.
    """
    require(by, "notices.choose", officer)
    audit.take_turn()  # two pages saved at once do not mix
    for kind, channel in channels.items():
        own = Preference.objects.filter(officer=officer, kind=Kind(kind))
        if Channel(channel) == USUAL[kind]:
            own.delete()
        else:
            Preference.objects.update_or_create(officer=officer, kind=kind, defaults={"channel": Channel(channel)})
    audit.record(by=by, verb="notices.channels_chosen", thing=officer, side=by.side)


def send_due_mail() -> int:
    """Send what is due and return how many mails went out. Periodic (settings.PERIODIC), and `lienket send_mail`.

    One connection for the batch. A server that cannot be reached postpones the whole batch; nothing is lost.
    """
    due = OutgoingMail.objects.due(clock.now())[:BATCH]
    mails = [mail for mail in due if _hold(mail)]
    if not mails:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_server_unreachable", waiting=len(mails), error=type(error).__name__)
        for mail in mails:
            _try_later(mail, error)
        return 0
    try:
        return sum(_send(mail, connection) for mail in mails)
    finally:
        _close(connection)


def _hold(mail: OutgoingMail) -> bool:
    """Take the mail for HOLD, by compare-and-set: two senders never send the same one."""
    until = clock.now() + HOLD
    held = OutgoingMail.objects.filter(pk=mail.pk, state=OutgoingMail.State.QUEUED, next_try_at=mail.next_try_at)
    if not held.update(next_try_at=until, attempts=mail.attempts + 1):
        return False
    mail.next_try_at, mail.attempts = until, mail.attempts + 1
    return True


def _send(mail: OutgoingMail, connection: BaseEmailBackend) -> bool:
    message = EmailMessage(
        mail.subject,
        mail.body,
        to=[mail.to],
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
        connection=connection,
    )
    try:
        message.send()
    except (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        if mail.attempts >= REFUSALS_BEFORE_GIVING_UP and _is_final(error):
            mail.state, mail.problem = OutgoingMail.State.FAILED, type(error).__name__
            mail.save(update_fields=["state", "problem"])
            log.error("mail_given_up", mail=mail.pk, error=mail.problem)
        else:
            _try_later(mail, error)
        return False
    except (OSError, smtplib.SMTPException) as error:
        _try_later(mail, error)
        return False
    mail.state, mail.sent_at, mail.problem = OutgoingMail.State.SENT, clock.now(), ""
    mail.save(update_fields=["state", "sent_at", "problem"])
    log.info("mail_sent", mail=mail.pk, attempts=mail.attempts)
    return True


def _is_final(error: smtplib.SMTPException) -> bool:
    """Whether the server's answer means never (5xx) rather than not now (4xx)."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes: Sequence[int] = [code for code, _answer in error.recipients.values()]
    else:
        codes = [error.smtp_code] if isinstance(error, smtplib.SMTPResponseException) else []
    return bool(codes) and all(500 <= code < 600 for code in codes)


def _try_later(mail: OutgoingMail, error: Exception) -> None:
    """After 30 s, 1 min, 2 min … up to six hours."""
    pause = min(dt.timedelta(seconds=30) * 2 ** min(mail.attempts - 1, 12), LONGEST_PAUSE)
    mail.next_try_at, mail.problem = clock.now() + pause, type(error).__name__
    mail.save(update_fields=["next_try_at", "problem"])
    log.warning("mail_postponed", mail=mail.pk, attempts=mail.attempts, error=mail.problem)


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("mail_server_left", error=type(error).__name__)
