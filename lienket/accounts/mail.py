"""Mails about accounts, each in the reader's language, with one link and when it ends."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.lib import clock, letterbox

from .links import Purpose, make_link
from .models import Officer


def send_invitation(officer: Officer) -> None:
    """The link to set a first password."""
    with translation.override(officer.language):
        appointment = next(iter(officer.appointments_on(clock.today())), None)
        office = str(appointment) if appointment else ""
        _send(
            officer,
            _("Invitation to Liên Kết"),
            _("You have been invited to Liên Kết, where localities follow what they have agreed, as: %(office)s.")
            % {"office": office}
            if office
            else _("You have been invited to Liên Kết, where localities follow what they have agreed."),
            _("Set your password here (the link can be used once, until %(until)s):")
            % {"until": _until(Purpose.INVITATION)},
            make_link(officer, Purpose.INVITATION),
            _("You sign in with this mail address. If you do not expect this invitation, do nothing."),
        )


def send_reset(officer: Officer) -> None:
    """The link to set a new password."""
    with translation.override(officer.language):
        _send(
            officer,
            _("Set a new password for Liên Kết"),
            _("Somebody, probably you, has asked to set a new password for this mail address."),
            _("Set it here (the link can be used once, until %(until)s):") % {"until": _until(Purpose.RESET)},
            make_link(officer, Purpose.RESET),
            _("If it was not you, do nothing: your password stays as it is."),
        )


def send_password_changed(officer: Officer) -> None:
    """A word to the owner whenever the password changed, so that a stranger's change is noticed."""
    with translation.override(officer.language):
        _send(
            officer,
            _("Your password for Liên Kết was changed"),
            _("The password for this mail address was changed at %(moment)s.")
            % {"moment": date_format(localtime(clock.now()), "SHORT_DATETIME_FORMAT")},
            _("If it was not you, set a new one at once and tell the administrator of your side:"),
            settings.SITE_URL + reverse("accounts:forgot_password"),
        )


def _until(purpose: Purpose) -> str:
    return date_format(localtime(clock.now() + purpose.life), "SHORT_DATETIME_FORMAT")


def _send(officer: Officer, subject: str, *paragraphs: str) -> None:
    greeting = _("Dear %(name)s,") % {"name": officer.full_name}
    letterbox.post(
        to=officer.email, subject=subject, body="\n\n".join([greeting, *paragraphs, "Liên Kết\n" + settings.SITE_URL])
    )
