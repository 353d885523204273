"""Why an agency or a locality cannot be what was asked, each with its cure."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from lienket.lib.refusals import DeedRefused


def _day(day: dt.date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


class UnknownAgencyType(DeedRefused):
    """No type of agency has this code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("There is no type of agency “%(code)s”. Choose one from the list of types of agency.") % {"code": code}
        )
        self.code = code


class AgencyTypeNotStanding(DeedRefused):
    """The type did not legally exist on the day asked for; `instead` names what it became, or was before."""

    def __init__(
        self, name: str, on: dt.date, *, since: dt.date | None, until: dt.date | None, instead: list[str]
    ) -> None:
        facts = {"name": name, "on": _day(on), "names": ", ".join(instead)}
        if until is not None and until < on:
            words = _("%(name)s existed until %(until)s, so it cannot be named for %(on)s.") % {
                **facts,
                "until": _day(until),
            }
            cure = _("Name its successor: %(names)s.") if instead else _("Check the date of the paper.")
        else:
            words = _("%(name)s exists only since %(since)s, so it cannot be named for %(on)s.") % {
                **facts,
                "since": _day(since or on),
            }
            cure = _("Name the body of that day: %(names)s.") if instead else _("Check the date of the paper.")
        super().__init__(f"{words} {cure % facts}")


class LocalityNotStanding(DeedRefused):
    """The locality did not exist on the day asked for; `instead` names the unit of that day."""

    def __init__(self, name: str, on: dt.date, *, instead: list[str]) -> None:
        facts = {"name": name, "on": _day(on), "names": ", ".join(instead)}
        words = _("%(name)s was no locality of its own on %(on)s.") % facts
        cure = _("Use the unit of that day: %(names)s.") if instead else _("Check the date of the paper.")
        super().__init__(f"{words} {cure % facts}")


class TypeNotOfThisLocality(DeedRefused):
    """The type stands only in other localities, or only in cities or provinces."""

    def __init__(self, type_name: str, locality_name: str) -> None:
        super().__init__(
            _("%(locality)s has no %(type)s. Choose a type of agency that it has.")
            % {"type": type_name, "locality": locality_name}
        )


class UnknownCode(DeedRefused):
    """No locality ever had this statistical code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("No locality has the code “%(code)s”. Codes have two digits, from 01 (Hà Nội) to 96 (Cà Mau).")
            % {"code": code}
        )
