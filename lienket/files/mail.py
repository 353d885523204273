"""What security officers are told."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from lienket.accounts.models import Appointment, Role
from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.notices.actions import send_mail


def tell_security_officers(file: StoredFile) -> int:
    """Tell the security officers of every side that had the file that it is locked; how many were told.

    By number only: a file's name or content may itself be the secret, and mail leaves the house.
    """
    holders = [file.side_id, *file.sides.values_list("pk", flat=True)]
    appointments = Appointment.objects.on(clock.today()).filter(
        role=Role.SECURITY, agency__locality__in=holders, officer__is_active=True
    )
    officers = {one.officer for one in appointments.select_related("officer")}
    for officer in officers:
        with translation.override(officer.language):
            send_mail(
                to=officer,
                subject=_("File %(number)s has been locked: it may hold a state secret") % {"number": file.pk},
                body=_(
                    "File %(number)s was locked because it may hold a state secret. Nobody can open it now.\n\n"
                    "Its address is %(address)s\n\n"
                    "Do not write its name or content in a mail or on the telephone. Find out which paper it is, report it by the "
                    "rules for state secrets, and follow the competent authority's instruction on the stored copy.\n"
                )
                % {"number": file.pk, "address": settings.SITE_URL + reverse("files:open", args=[file.pk])},
            )
    return len(officers)
