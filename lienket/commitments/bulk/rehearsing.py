"""A preview that cannot lie: every row's deed is really done and taken back, so what it says is what the deed itself says."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.lib.refusals import DeedRefused
from lienket.programmes.models import Programme

from ..models import Commitment
from .looking import difference, facts, fingerprint
from .table import BulkDeed

LIMIT = 200  # rows at once: what a person can still read before confirming
_SALT = "lienket.commitments.bulk"
_VALID_FOR = 24 * 60 * 60  # seconds a preview can be confirmed


class StaleSlip(Exception):
    """What came back is not a preview of this officer and this programme, or too old."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the deed would do on one row: `words` say what changes, or why it is refused."""

    key: str  # its number, or of one that is not there yet NEW and the row it comes from
    commitment: Commitment | None
    allowed: bool
    words: str
    seen: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What a preview hands to the confirmation, signed: the deed, what was filled in, and how each row stood."""

    key: str
    deed: str
    fields: Mapping[str, Any]
    rows: Mapping[str, tuple[int | None, str]]  # key → (commitment, fingerprint); None where it is to be made
    refused: Mapping[str, tuple[int | None, str]]  # key → (commitment, why), as the preview said

    def sealed(self, programme: Programme, by: Officer) -> str:
        """The value of the form's hidden field."""
        content = [self.key, self.deed, self.fields, self.rows, self.refused, programme.pk, by.pk]
        return signing.dumps(content, salt=_SALT, compress=True)


def slip_of(sealed: str, programme: Programme, by: Officer) -> Slip:
    """Open it. Raises StaleSlip where it was changed, is another's, of another programme, or older than a day."""
    try:
        key, deed, fields, rows, refused, of, whose = signing.loads(sealed, salt=_SALT, max_age=_VALID_FOR)
    except signing.BadSignature as error:
        raise StaleSlip from error
    if (of, whose) != (programme.pk, by.pk):
        raise StaleSlip
    return Slip(key, deed, fields, rows, refused)


def rehearse(deed: BulkDeed, commitments: Iterable[Commitment], data: Mapping[str, Any], by: Officer) -> list[Outlook]:
    """What the deed would do on each. Nothing stays: each is taken back in its own short transaction."""
    return [_one(deed, commitment, data, by) for commitment in commitments]


def rehearse_new(deed: BulkDeed, programme: Programme, key: str, data: Mapping[str, Any], by: Officer) -> Outlook:
    """What making the commitment of this row would give, taken back like the others."""
    if deed.make is None:
        raise LookupError(f"{deed.code} makes nothing new")
    allowed = True
    with transaction.atomic():
        try:
            with transaction.atomic():
                _commitment, words = deed.make(programme, key, data, by)
        except DeedRefused as refusal:
            allowed, words = False, refusal.message
        transaction.set_rollback(True)
    return Outlook(key, None, allowed, words, "")


def new_slip(deed: BulkDeed, outlooks: Iterable[Outlook], fields: Mapping[str, Any]) -> Slip:
    """A slip with a key of its own: the rows on which the deed would be done, and those it said it would not be."""
    looked = [(one, one.commitment.pk if one.commitment else None) for one in outlooks]
    rows = {one.key: (pk, one.seen) for one, pk in looked if one.allowed}
    refused = {one.key: (pk, one.words) for one, pk in looked if not one.allowed}
    return Slip(secrets.token_hex(16), deed.code, fields, rows, refused)


def _one(deed: BulkDeed, commitment: Commitment, data: Mapping[str, Any], by: Officer) -> Outlook:
    seen, allowed = fingerprint(commitment), True
    with transaction.atomic():
        before = facts(commitment)
        try:
            with transaction.atomic():
                more = deed.do(fresh(commitment.pk), data, by)
            words = "; ".join(filter(None, [difference(before, facts(fresh(commitment.pk))), more]))
        except DeedRefused as refusal:
            allowed, words = False, refusal.message
        transaction.set_rollback(True)
    return Outlook(commitment.number, commitment, allowed, words or _("No visible change"), seen)


def fresh(pk: int) -> Commitment:
    """The commitment as it stands, with what deeds and facts ask of it."""
    return Commitment.objects.select_related("programme", "sector", "group").get(pk=pk)
