"""What waits for an administrator of a side: mail that its officers could not be given."""

import datetime as dt

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from lienket.accounts.models import Appointment, Officer, Role
from lienket.accounts.predicates import holds, sides
from lienket.lib import clock
from lienket.lib.desk import DeskItem
from lienket.notices.models import OutgoingMail

_LOOK_BACK = dt.timedelta(days=30)


def waiting_for(officer: Officer, today: dt.date) -> list[DeskItem]:
    """One line for each officer of the side whose mail server keeps refusing; the cure is a right address."""
    if not holds(officer, Role.ADMIN):
        return []
    refused = OutgoingMail.objects.filter(
        state=OutgoingMail.State.FAILED, created_at__gte=clock.now() - _LOOK_BACK
    ).values("to")
    colleagues = Officer.objects.filter(
        email__in=refused,
        is_active=True,
        pk__in=_appointments_of(officer, today).values("officer"),
    )
    return [
        DeskItem(
            kind="undelivered_mail",
            title=_("Mail to %(name)s cannot be delivered") % {"name": one.full_name},
            url=reverse("accounts:officer", args=[one.pk]),
            why=_("The mail server refuses the address; correct it"),
            urgency=3,
            illustrative=one.illustrative,
        )
        for one in colleagues
    ]


def _appointments_of(officer: Officer, today: dt.date) -> QuerySet[Appointment]:
    return Appointment.objects.on(today).filter(agency__locality__in=sides(officer))
