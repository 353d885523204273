"""Sentences of the history for deeds of this room; gathered by the history page.

The thing of each line is the officer's office at that moment, so the sentences need no more; codes and days stand in the data.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LINES: dict[str, str | Promise] = {
    "accounts.invited": _("Officer invited"),
    "accounts.invitation_sent_again": _("Invitation sent again"),
    "accounts.invitation_accepted": _("Invitation accepted, password set"),
    "accounts.appointed": _("Role given"),
    "accounts.moved": _("Officer moved to another role or agency"),
    "accounts.appointment_corrected": _("Role corrected on its first day"),
    "accounts.appointment_ended": _("Role ended"),
    "accounts.deactivated": _("Officer deactivated"),
    "accounts.reactivated": _("Officer reactivated"),
    "accounts.reset_asked": _("New password asked for by mail"),
    "accounts.password_reset": _("New password set by mail"),
    "accounts.password_changed": _("Own password changed"),
    "accounts.own_settings_changed": _("Own settings changed"),
}
