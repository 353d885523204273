"""A form whose session ended while somebody was typing: what was typed is carried through the sign-in and sent again.

The fields travel in one hidden, signed value, so the address they go back to is one this site was really asked for, and
nobody can slip in another. Passwords are never carried; files cannot be, they are chosen again.
"""

import re
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

FIELD = "kept"  # the hidden field
LONGEST = 300_000  # characters of all fields together
MOST = 500  # fields
_SALT = "lienket.accounts.resubmission"
_NOT_CARRIED = re.compile(r"password|csrfmiddlewaretoken", re.IGNORECASE)
# What a reader can recognise as typed: words, or a day or figure; not the numbers of choices.
_TYPED = re.compile(r"[^\W\d_]{2}|\d[/.,\-]\d")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was posted: to which address of this site, the fields in order, the fields whose files must be chosen again.

    `too_long`: more than can be carried; nothing is, and the page says how to go back to it.
    """

    address: str
    fields: tuple[tuple[str, str], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    too_long: bool = False

    @property
    def typed(self) -> list[str]:
        """The values a person would recognise, for checking before they are sent again."""
        return [value for _, value in self.fields if len(value) > 2 and _TYPED.search(value)]


def keep(request: HttpRequest) -> Kept:
    """What this POST carried, without passwords and files."""
    fields = tuple(
        (name, value) for name, values in request.POST.lists() if not _NOT_CARRIED.search(name) for value in values
    )
    files = tuple(
        (name, file.name or "") for name, uploads in request.FILES.lists() for file in uploads if file is not None
    )
    address = request.get_full_path()
    if len(fields) > MOST or sum(len(name) + len(value) for name, value in fields) > LONGEST:
        return Kept(address, too_long=True)
    return Kept(address, fields, files)


def seal(kept: Kept) -> str:
    """The value of the hidden field."""
    return signing.dumps(asdict(kept), salt=_SALT, compress=True)


def unseal(sealed: str, request: HttpRequest) -> Kept | None:
    """What was kept, or None where there is nothing or somebody changed it."""
    if not sealed:
        return None
    try:
        content: dict[str, Any] = signing.loads(sealed, salt=_SALT)
    except signing.BadSignature:
        return None
    kept = Kept(
        content["address"],
        tuple((name, value) for name, value in content["fields"]),
        tuple((name, value) for name, value in content["files"]),
        content["too_long"],
    )
    return kept if is_local(kept.address, request) else None


def is_local(address: str, request: HttpRequest) -> bool:
    """Whether this is an address of this site, to go to after signing in."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )


def came_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as the browser says. Another site's form is never offered for sending again."""
    origin = request.headers.get("Origin") or request.headers.get("Referer", "")
    return url_has_allowed_host_and_scheme(origin, {request.get_host()}) and "//" in origin
