"""Links that let somebody set a password: an invitation, or a forgotten password. Signed, expiring, used once.

A link carries a fingerprint of what the account was when it was made (password, address, invitation, whether active), so it
dies as soon as it has been used, as a newer one is sent, or as the officer is deactivated.
"""

import datetime as dt
from enum import Enum

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from lienket.lib import clock

from .models import Officer
from .refusals import LinkExpired, LinkInvalid


class Purpose(Enum):
    """What a link is for: address, days of life."""

    INVITATION = ("accounts:accept_invitation", 7)
    RESET = ("accounts:set_new_password", 1)

    @property
    def life(self) -> dt.timedelta:
        """How long a link of this kind can be used."""
        return dt.timedelta(days=self.value[1])


def make_token(officer: Officer, purpose: Purpose) -> str:
    """A token for this officer as the account is now."""
    content = {"o": officer.pk, "f": _fingerprint(officer, purpose), "t": int(clock.now().timestamp())}
    return signing.dumps(content, salt=_salt(purpose))


def make_link(officer: Officer, purpose: Purpose) -> str:
    """The whole address for a mail."""
    return settings.SITE_URL + reverse(purpose.value[0], args=[make_token(officer, purpose)])


def read_token(token: str, purpose: Purpose, *, lock: bool = False) -> Officer:
    """The officer the token was made for; with `lock`, held until the transaction ends, so that it serves once.

    Raises LinkInvalid for a forged, used or withdrawn link, LinkExpired for one that came too late.
    """
    try:
        content = signing.loads(token, salt=_salt(purpose))
    except signing.BadSignature as error:
        raise LinkInvalid from error
    officers = Officer.objects.select_for_update() if lock else Officer.objects.all()
    officer = officers.filter(pk=content["o"], is_active=True).first()
    if officer is None or not constant_time_compare(content["f"], _fingerprint(officer, purpose)):
        raise LinkInvalid
    made = dt.datetime.fromtimestamp(content["t"], tz=dt.UTC)
    if clock.now() - made > purpose.life:
        raise LinkExpired
    return officer


def _salt(purpose: Purpose) -> str:
    return f"lienket.accounts.{purpose.name.lower()}"


def _fingerprint(officer: Officer, purpose: Purpose) -> str:
    invited = officer.invited_at.timestamp() if officer.invited_at else ""
    return salted_hmac(_salt(purpose), f"{officer.pk}|{officer.password}|{officer.email}|{invited}").hexdigest()[:32]
