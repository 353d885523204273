"""The illustrative officers: those of accounts.yaml, and a desk officer and a head for every other lead agency."""

import datetime as dt
from collections.abc import Iterator
from functools import lru_cache
from itertools import cycle
from typing import Any

from django.contrib.auth.hashers import make_password

from lienket.accounts.models import Appointment, Officer, Role
from lienket.localities.actions import establish_agency, locality_of_code
from lienket.localities.models import Agency


@lru_cache(maxsize=1)
def _hashed(password: str) -> str:
    """All share one known password, so they may share its hash: hashing it anew for each would take seconds."""
    return make_password(password)


DOMAINS = {"01": "hanoi.example", "42": "hatinh.example"}


def make_officer(
    *, email: str, name: str, agency: Agency, role: str, title: str, password: str, since: dt.date
) -> Officer:
    """One illustrative officer with a known password, appointed since `since`; the one of that address where there is one."""
    officer = Officer.objects.filter(email__iexact=email).first()
    if officer is None:
        officer = Officer(email=email, full_name=name, illustrative=True, password=_hashed(password))
        officer.save()
    Appointment.objects.get_or_create(
        officer=officer, agency=agency, role=role, defaults={"title": title, "valid_from": since}
    )
    return officer


def make_officers(data: dict[str, Any], *, since: dt.date, today: dt.date) -> int:
    """Every officer of accounts.yaml. Returns how many there are."""
    for entry in data["officers"]:
        locality = locality_of_code(entry["locality"], today)
        agency = establish_agency(entry["agency"], locality, on=today, by=None)
        make_officer(
            email=entry["email"],
            name=entry["name"],
            agency=agency,
            role=entry["role"],
            title=entry["title"],
            password=data["password"],
            since=since,
        )
    return len(data["officers"])


class Staff:
    """Finds who acts for an agency or a side, and appoints illustrative people where nobody does yet."""

    def __init__(self, names: dict[str, list[str]], *, password: str, since: dt.date) -> None:
        self._names: dict[str, Iterator[str]] = {role: cycle(given) for role, given in names.items()}
        self._password, self._since = password, since

    def of_agency(self, agency: Agency, role: Role) -> Officer:
        """The desk officer or head of a lead agency."""
        found = Officer.objects.filter(appointments__agency=agency, appointments__role=role).first()
        if found is not None:
            return found
        code = agency.locality.code
        word, title = ("chuyenvien", "Chuyên viên") if role == Role.DESK else ("lanhdao", "Lãnh đạo cơ quan")
        return make_officer(
            email=f"{word}.{agency.type.code.replace('_', '')}@{DOMAINS[code]}",
            name=next(self._names[role.value]),
            agency=agency,
            role=role,
            title=title,
            password=self._password,
            since=self._since,
        )

    def of_side(self, code: str, role: Role) -> Officer:
        """The officer of a side who holds `role` (focal agency, Office)."""
        return Officer.objects.get(
            appointments__agency__locality__code=code, appointments__role=role, illustrative=True
        )
