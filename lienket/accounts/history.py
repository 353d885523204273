"""Sentences of the history for deeds of this room; gathered by the history page."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "accounts.invited": _("Officer invited (role: %(role)s)"),
    "accounts.invitation_sent_again": _("Invitation sent again"),
    "accounts.invitation_accepted": _("Invitation accepted, password set"),
    "accounts.appointed": _("Officer appointed (role: %(role)s, since %(since)s)"),
    "accounts.moved": _("Officer moved (role before: %(before_role)s, now: %(role)s, since %(since)s)"),
    "accounts.appointment_corrected": _(
        "Appointment corrected on its first day (role before: %(before_role)s, now: %(role)s)"
    ),
    "accounts.appointment_ended": _("Appointment ended (role: %(role)s, last day %(last_day)s)"),
    "accounts.deactivated": _("Officer deactivated"),
    "accounts.reactivated": _("Officer reactivated"),
    "accounts.reset_asked": _("New password asked for by mail"),
    "accounts.password_reset": _("New password set by mail"),
    "accounts.password_changed": _("Own password changed"),
    "accounts.own_settings_changed": _("Own settings changed"),
}
