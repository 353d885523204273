"""Mail about values: to the head when one waits, to the reporter when it comes back, to both sides when two differ. At most MOST a deed."""

from collections.abc import Iterable
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Appointment, Officer, Role
from lienket.lib import clock
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency
from lienket.notices.actions import send_mail
from lienket.programmes.models import Party

from .leads import parts_of
from .models import Indicator, Report, ReportState
from .reckoning import Cell

MOST = 20


def tell_head(report: Report, *, by: Officer) -> None:
    """A value waits for the head of its agency."""
    address = reverse("indicators:value", args=[report.indicator_id, report.pk])
    for officer in _bounded(_officers(Role.HEAD, agency=report.agency), by):
        with translation.override(officer.language):
            said = _("%(who)s has reported a value for %(period)s. It counts once you approve it.") % {
                "who": report.by_label,
                "period": _period(report.indicator, report),
            }
            _send(officer, report.indicator, _("A value waits for your approval"), said, address)


def tell_reporter(report: Report, *, by: Officer) -> None:
    """The head sent the value back, or an approval was withdrawn."""
    withdrawn = report.state == ReportState.WITHDRAWN
    address = reverse("indicators:report", args=[report.indicator_id]) + f"?ky={report.period_start}"
    for officer in _bounded([report.by], by):
        with translation.override(officer.language):
            subject = _("An approval was withdrawn") if withdrawn else _("A value came back to you")
            said = _("For %(period)s: %(reason)s") % {
                "period": _period(report.indicator, report),
                "reason": report.reason,
            }
            _send(officer, report.indicator, subject, said, address)


def tell_of_difference(indicator: Indicator, cell: Cell, *, by: Officer) -> None:
    """Approved values differ: heads of the lead agencies and the focal agencies of every side that reported."""
    people: list[Officer] = []
    for part in parts_of(indicator):
        if part.party.pk in cell.entries:
            people += [officer for lead in part.leads for officer in _officers(Role.HEAD, agency=lead)]
            people += _focal(part.party)
    address = reverse("indicators:difference", args=[indicator.pk]) + f"?ky={cell.period.start}"
    for officer in _bounded(people, by):
        with translation.override(officer.language):
            said = _("The approved values of the sides differ for %(period)s. Say whose stands, and why.") % {
                "period": cell.period.words
            }
            _send(officer, indicator, _("Two figures differ"), said, address)


def _period(indicator: Indicator, report: Report) -> str:
    return indicator.period_on(report.period_start).words


def _send(officer: Officer, indicator: Indicator, subject: str, said: str, address: str) -> None:
    link = urljoin(settings.SITE_URL, address)
    closing = _("Sent by Liên Kết because of your role; do not reply.")
    send_mail(to=officer, subject=subject, body="\n\n".join([indicator.name, said, link, closing]))


def _bounded(people: Iterable[Officer], by: Officer) -> list[Officer]:
    once = {officer.pk: officer for officer in people if officer.pk != by.pk and officer.is_active}
    return list(once.values())[:MOST]


def _focal(party: Party) -> list[Officer]:
    if party.focal_agency is not None:
        return _officers(Role.FOCAL, agency=party.focal_agency)
    return _officers(Role.FOCAL, locality=party.locality_id)


def _officers(role: Role, *, agency: Agency | None = None, locality: int | None = None) -> list[Officer]:
    """Who holds the role today in the agency (or the one that took over its work), or on the side."""
    links, today = lineage(), clock.today()
    place = agency.locality_id if agency is not None else locality
    if place is None:
        return []
    held = Appointment.objects.on(today).filter(role=role, agency__locality__in=links.units_on(place, today))
    return [
        one.officer
        for one in held.select_related("officer", "agency").order_by("pk")
        if agency is None or agency.type_id in links.types_behind(one.agency.type_id)
    ]
