"""Officers and their appointments: a role in an agency between two dates. Rights are derived from these, never stored per thing."""

import datetime as dt
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.localities.models import Agency


class Role(models.TextChoices):
    """The handbook's table of roles. Enterprises have no agency and come with their own room."""

    DESK = "desk", _("Desk officer")
    HEAD = "head", _("Head of agency")
    FOCAL = "focal", _("Focal agency officer")
    OFFICE = "office", _("Office (assigner)")
    LEADER = "leader", _("Leader (reads)")
    CLERK = "clerk", _("Records clerk")
    EDITOR = "editor", _("Portal editor")
    ADMIN = "admin", _("Administrator of a side")
    SECURITY = "security", _("Security officer")


class OfficerManager(BaseUserManager["Officer"]):
    """Sign-in is by work mail address, compared without case."""

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(email__iexact=username)


class Officer(AbstractBaseUser):
    """A person who works here, known by a work address. Never deleted: deactivated."""

    email = models.EmailField(_("work mail address"), max_length=254)
    full_name = models.CharField(_("full name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    is_active = models.BooleanField(_("active"), default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ["full_name"]
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.UniqueConstraint(
                models.functions.Lower("email"),
                name="one_officer_per_address",
                violation_error_message=_("An officer with this address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    # django.contrib.auth asks these of a user; rights here come from appointments (policy.py), so nobody is superuser.
    is_staff = False
    is_superuser = False


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Words of appointments."""

    def on(self, day: dt.date) -> "AppointmentQuerySet":
        """Appointments in force on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class Appointment(models.Model):
    """An officer's role in an agency. Moving an officer ends one and begins another; history stays."""

    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="appointments")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(_("role"), max_length=10, choices=Role)
    title = models.CharField(_("office held"), max_length=120, blank=True)  # "Chuyên viên", "Giám đốc"
    valid_from = models.DateField(_("since"), default=clock.today)
    valid_to = models.DateField(_("until"), null=True, blank=True)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ["-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "agency", "role"], condition=Q(valid_to=None), name="one_open_appointment_per_role"
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="appointment_ends_after_it_begins",
                violation_error_message=_("An appointment cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.agency}"
