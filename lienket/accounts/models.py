"""Officers and their appointments: a role in an agency between two dates. Rights are derived from these, never stored per thing."""

import datetime as dt
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.questions import Given, ask
from lienket.lib.text import nfc, vietnamese_sort_key
from lienket.localities.lineage import lineage
from lienket.localities.models import Agency, Locality


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


# How the record names a role: stored in history lines, so the words do not depend on a compiled catalogue or on the page.
ROLE_WORDS = {
    Role.DESK: "Chuyên viên",
    Role.HEAD: "Lãnh đạo cơ quan",
    Role.FOCAL: "Cán bộ đầu mối",
    Role.OFFICE: "Cán bộ Văn phòng",
    Role.LEADER: "Lãnh đạo địa phương",
    Role.CLERK: "Văn thư",
    Role.EDITOR: "Biên tập viên",
    Role.ADMIN: "Quản trị",
    Role.SECURITY: "Cán bộ an ninh",
}


class OfficerQuerySet(models.QuerySet["Officer"]):
    """Words of officers."""

    def administered_by(self, actor: Any) -> "OfficerQuerySet":
        """The officers an administrator looks after: those who act, or will act, for the administrator's side.

        Those who act for nobody any more belong to the side they acted for last, so that they can be called back.
        """
        from .predicates import sides  # predicates read these models

        theirs = Appointment.objects.filter(officer=models.OuterRef("pk"))
        here = Q(agency__locality__in=sides(actor, Role.ADMIN))
        now = theirs.not_over(clock.today())
        return self.filter(models.Exists(now.filter(here)) | (~models.Exists(now) & models.Exists(theirs.filter(here))))


class OfficerManager(BaseUserManager["Officer"]):
    """Sign-in is by work mail address, compared without case."""

    def get_queryset(self) -> OfficerQuerySet:
        """The words of officers."""
        return OfficerQuerySet(self.model, using=self._db)

    def administered_by(self, actor: Any) -> OfficerQuerySet:
        """See OfficerQuerySet."""
        return self.get_queryset().administered_by(actor)

    def get_by_natural_key(self, username: str | None) -> "Officer":
        return self.get(email__iexact=username)


class Officer(AbstractBaseUser):
    """A person who works here, known by a work address. Never deleted: deactivated."""

    email = models.EmailField(_("work mail address"), max_length=254, unique=True)
    full_name = models.CharField(_("full name"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=[("vi", "Tiếng Việt"), ("en", "English")], default="vi"
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=300, db_index=True, editable=False)

    objects: ClassVar[OfficerManager] = OfficerManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        ordering = ["sort_key", "pk"]
        verbose_name = _("officer")
        verbose_name_plural = _("officers")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_officer_per_address",
                violation_error_message=_("An officer with this address exists already."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    # django.contrib.auth asks these of a user; rights here come from appointments (policy.py), so nobody is superuser.
    is_staff = False
    is_superuser = False

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key beside the name (Vietnamese lists stand by given name, which comes last)."""
        self.keep_sort_key()
        if (fields := kwargs.get("update_fields")) is not None and "full_name" in fields:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)

    def keep_sort_key(self) -> None:
        """Derive the sort key from the name; who writes many officers at once calls it for each."""
        self.sort_key = vietnamese_sort_key(_given_name_first(self.full_name))[:300]

    def appointments_on(self, day: dt.date) -> "tuple[Appointment, ...]":
        """The appointments in force on `day`, in the order of roles, remembered on this instance."""
        kept: tuple[dt.date, tuple[Appointment, ...]] | None = self.__dict__.get("_appointments")
        if kept is None or kept[0] != day:
            found = ask("appointments", _appointments, officer=self.pk, day=day)
            for one in found:
                one.officer = self
            order = list(Role)
            kept = (day, tuple(sorted(found, key=lambda one: (order.index(Role(one.role)), one.pk))))
            self.__dict__["_appointments"] = kept
        return kept[1]

    @property
    def standing(self) -> str:
        """How the account stands: "active", "invited" (no password set yet) or "deactivated"."""
        if not self.is_active:
            return "deactivated"
        return "active" if self.has_usable_password() else "invited"

    def forget_appointments(self) -> None:
        """Ask the database again at the next question: an appointment of this officer has changed."""
        self.__dict__.pop("_appointments", None)

    @property
    def label(self) -> str:
        """The office, never the person: "Chuyên viên, Sở Tài chính thành phố Hà Nội". What the history shows."""
        held = self.appointments_on(clock.today())
        if not held:
            return "Cán bộ không còn phân công"
        return f"{ROLE_WORDS[Role(held[0].role)]}, {held[0].agency.name}"

    @property
    def side(self) -> Locality | None:
        """The locality the officer acts for today, as the unit of today; the first one, where there are several."""
        return self.side_as()

    def side_as(self, *roles: Role) -> Locality | None:
        """The same, for the first appointment in one of `roles` (any, where none is given)."""
        today = clock.today()
        for held in self.appointments_on(today):
            if not roles or held.role in roles:
                unit = lineage().unit_on(held.agency.locality_id, today)
                return held.agency.locality if unit == held.agency.locality_id else Locality.objects.get(pk=unit)
        return None


def _given_name_first(full_name: str) -> str:
    words = nfc(full_name).split()
    return " ".join([*words[-1:], *words[:-1]])


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Words of appointments."""

    def on(self, day: "dt.date | Given") -> "AppointmentQuerySet":
        """Appointments in force on `day`."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)

    def not_over(self, day: dt.date) -> "AppointmentQuerySet":
        """Appointments in force on `day` or beginning later."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day))


def _appointments() -> AppointmentQuerySet:
    """The appointments of an officer on a day, with all that rights are derived from."""
    held = Appointment.objects.filter(officer=Given("officer")).on(Given("day", models.DateField()))
    return held.select_related("agency__type", "agency__locality")


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The officer at hand asks again."""
        super().save(*args, **kwargs)
        self.officer.forget_appointments()

    def in_force(self, day: dt.date) -> bool:
        """Whether it is in force on `day`."""
        return self.valid_from <= day and (self.valid_to is None or self.valid_to >= day)
