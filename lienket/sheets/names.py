"""What the words in a cell name: a sector, a content group, a day, each side's lead agency. Misses say what would be understood."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.utils.translation import gettext as _

from lienket.lib import clock
from lienket.lib.numbers import parse_date
from lienket.lib.refusals import DeedRefused
from lienket.lib.text import searchable
from lienket.localities.choosing import agency_types_of
from lienket.localities.models import Sector
from lienket.localities.naming import agency_names
from lienket.programmes.models import ContentGroup, Party, Programme

from .columns import DASHES
from .reading import shortened

_SERIAL = re.compile(
    r"[2-7]\d{4}(?:\.0+)?", re.ASCII
)  # days since 1899-12-30, as a spreadsheet keeps them: 1954 to 2119
_DAY_ZERO = dt.date(1899, 12, 30)
_SHOWN = 6  # names offered in a sentence


T = TypeVar("T")


class NotUnderstood(DeedRefused):
    """The words in a cell name nothing."""


@dataclass(frozen=True, slots=True)
class Part:
    """One side's part in a new commitment, as plain values: the party's id and the code of its lead's type, "" for none yet."""

    party: int
    lead: str


class Names:
    """What can be named in the tables of one programme."""

    def __init__(self, programme: Programme) -> None:
        self.sectors: Mapping[int, Sector] = {one.pk: one for one in Sector.objects.select_related("parent")}
        self.groups: Mapping[int, ContentGroup] = {one.pk: one for one in programme.groups.select_related("sector")}
        self.parties: Mapping[int, Party] = {
            one.pk: one for one in programme.parties.all() if one.left_on is None
        }  # nobody acts for one that left
        self._agencies: dict[int, Mapping[str, str]] = {}

    def sector(self, words: str) -> Sector:
        """By code, name in either language, or both as the forms show them."""
        found = self._sectors.get(searchable(words), [])
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(one.code for one in found)
            raise NotUnderstood(_("several sectors are called “%(name)s”; write its code: %(codes)s") % {"name": shortened(words), "codes": codes})  # fmt: skip
        raise NotUnderstood(_("no sector is called “%(name)s”; write its name or code, for example CTT.01") % {"name": shortened(words)})  # fmt: skip

    def group(self, words: str) -> ContentGroup:
        """By number, title, or both."""
        found = self._groups.get(searchable(words), [])
        if len(found) == 1:
            return found[0]
        there = _some(str(one) for one in self.groups.values())
        raise NotUnderstood(
            _("the programme has no content group “%(name)s”; it has: %(there)s")
            % {"name": shortened(words), "there": there}
        )

    def day(self, words: str) -> dt.date:
        """dd/mm/yyyy and the like, or the serial number a cell without a date format shows."""
        if _SERIAL.fullmatch(words):
            return _DAY_ZERO + dt.timedelta(days=int(words[:5]))
        try:
            return parse_date(words)
        except ValueError as error:
            raise NotUnderstood(
                _("“%(words)s” is no day; write it as dd/mm/yyyy, for example 23/11/2026") % {"words": shortened(words)}
            ) from error

    def parts(self, words: str) -> list[Part]:
        """ "Hà Nội: Sở Du lịch; Hà Tĩnh: —": the sides that act, each with its lead or none yet. Empty: all sides, no leads."""
        named: dict[int, Part] = {}
        for piece in filter(None, (piece.strip() for piece in words.split(";"))):
            side, colon, agency = (part.strip() for part in piece.partition(":"))
            party = self._party(side if colon else piece)
            if party.pk in named:
                raise NotUnderstood(_("%(side)s is named twice; name every side once") % {"side": party})
            lead = "" if not agency or agency in DASHES else self._agency(party, agency)
            named[party.pk] = Part(party.pk, lead)
        return list(named.values()) or [Part(pk, "") for pk in self.parties]

    def _party(self, words: str) -> Party:
        for party in self.parties.values():
            place = party.locality
            if searchable(words) in {searchable(name) for name in (place.short_name, place.name, place.name_en)}:
                return party
        there = "; ".join(f"{party.locality.short_name}: —" for party in self.parties.values())
        raise NotUnderstood(
            _("“%(words)s” is no side of this programme; write each side with its agency, as in “%(there)s”")
            % {"words": shortened(words), "there": there}
        )

    def _agency(self, party: Party, words: str) -> str:
        if party.pk not in self._agencies:
            self._agencies[party.pk] = _agencies_of(party)
        if code := self._agencies[party.pk].get(searchable(words)):
            return code
        raise NotUnderstood(
            _("%(side)s has no agency “%(agency)s” today; write its full name or leave a dash")
            % {"side": party, "agency": shortened(words)}
        )

    @cached_property
    def _sectors(self) -> Mapping[str, list[Sector]]:
        return _by_words(
            (one, (one.code, one.name_vi, one.name_en, f"{one.code} · {one.name_vi}", f"{one.code} · {one.name_en}"))
            for one in self.sectors.values()
        )

    @cached_property
    def _groups(self) -> Mapping[str, list[ContentGroup]]:
        return _by_words((one, (str(one), one.code, one.title)) for one in self.groups.values())


def _agencies_of(party: Party) -> Mapping[str, str]:
    """The code of each type of agency the side has today, by what people call it; of two so called the first counts."""
    known: dict[str, str] = {}
    for one in agency_types_of(party.locality, clock.today()):
        for name in (*agency_names(one, party.locality), one.name_vi, one.name_en, one.abbreviation):
            known.setdefault(searchable(name), one.code)
    return known


def _by_words(named: Iterable[tuple[T, Iterable[str]]]) -> Mapping[str, list[T]]:
    found: dict[str, list[T]] = {}
    for one, names in named:
        for words in {searchable(name) for name in names}:
            found.setdefault(words, []).append(one)
    return found


def _some(names: Iterable[str]) -> str:
    every = list(names)
    return "; ".join(every[:_SHOWN]) + ("; …" if len(every) > _SHOWN else "") if every else _("none")
