"""The cast that every room's tests share: two sides of a programme and a stranger, each with the officers a side has."""

import datetime as dt
from dataclasses import dataclass

from lienket.accounts.models import Appointment, Officer, Role
from lienket.localities.actions import agency_facts, locality_of_code
from lienket.localities.models import Agency, AgencyType, Locality

SINCE = dt.date(2019, 1, 1)
PARTS = {  # part → (role, type of agency)
    "desk": (Role.DESK, "so_ct"),
    "head": (Role.HEAD, "so_ct"),
    "other_desk": (Role.DESK, "so_yt"),
    "focal": (Role.FOCAL, "so_tc"),
    "office": (Role.OFFICE, "vp_ubnd"),
    "leader": (Role.LEADER, "ubnd"),
    "clerk": (Role.CLERK, "vp_ubnd"),
    "editor": (Role.EDITOR, "vp_ubnd"),
    "admin": (Role.ADMIN, "vp_ubnd"),
    "security": (Role.SECURITY, "vp_ubnd"),
}
NAMES = {
    "desk": "Phan Thị Minh Thư",
    "head": "Lê Quang Dũng",
    "other_desk": "Đỗ Hải Yến",
    "focal": "Nguyễn Thu Hà",
    "office": "Trần Văn Ân",
    "leader": "Vũ Đình Khang",
    "clerk": "Hoàng Ngọc Ánh",
    "editor": "Bùi Thảo My",
    "admin": "Đặng Quốc Bảo",
    "security": "Ngô Mạnh Cường",
}


@dataclass(frozen=True)
class Side:
    """One locality with its agencies and officers. `desk` and `head` are of the Sở Công Thương, `focal` of the Sở Tài chính."""

    locality: Locality
    so_ct: Agency
    so_tc: Agency
    so_yt: Agency
    vp_ubnd: Agency
    ubnd: Agency
    desk: Officer
    head: Officer
    other_desk: Officer
    focal: Officer
    office: Officer
    leader: Officer
    clerk: Officer
    editor: Officer
    admin: Officer
    security: Officer

    @property
    def officers(self) -> dict[str, Officer]:
        """Every officer of the side by part: "desk", "head", …"""
        return {part: getattr(self, part) for part in PARTS}


@dataclass(frozen=True)
class Cast:
    """Hà Nội and Hà Tĩnh, who cooperate, and Ninh Bình, who is a stranger to them."""

    hn: Side
    ht: Side
    nb: Side


def build_cast() -> Cast:
    """Put the cast into the database. Nobody has a password: tests sign in through `client_of`."""
    return Cast(hn=build_side("hn", "01"), ht=build_side("ht", "42"), nb=build_side("nb", "37"))


def build_side(short: str, code: str) -> Side:
    """One side: its agencies (made where they are not known yet) and one officer for every part.

    Nearly every test needs three sides, so one takes few queries.
    """
    locality = locality_of_code(code)
    agencies = _agencies(locality)
    cast = {part: Officer(email=f"{part}@{short}.example", full_name=NAMES[part], password="!") for part in PARTS}
    for officer in cast.values():
        officer.keep_sort_key()
    Officer.objects.bulk_create(cast.values())
    Appointment.objects.bulk_create(
        Appointment(officer=cast[part], agency=agencies[type_code], role=role, valid_from=SINCE)
        for part, (role, type_code) in PARTS.items()
    )
    return Side(locality=locality, **agencies, **cast)


def _agencies(locality: Locality) -> dict[str, Agency]:
    types = {type_code for _, type_code in PARTS.values()}
    known = Agency.objects.filter(locality=locality, type__code__in=types).select_related("type")
    agencies = {agency.type.code: agency for agency in known}
    missing = AgencyType.objects.filter(code__in=types - agencies.keys())
    made = [Agency(type=type_, locality=locality, **agency_facts(type_, locality)) for type_ in missing]
    for agency in made:
        agency.keep_sort_key()
        agencies[agency.type.code] = agency
    Agency.objects.bulk_create(made)
    return agencies
