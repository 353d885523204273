"""Provinces and centrally-run cities, their agencies, and the sectors of cooperation, each with its dates of existence."""

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class LocalityQuerySet(models.QuerySet["Locality"]):
    """Words of localities."""

    def on(self, day: dt.date) -> "LocalityQuerySet":
        """Units that existed on `day`: 63 until 30/06/2025, 34 from 01/07/2025."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class Locality(models.Model):
    """A province or centrally-run city. Never renamed in place: one unit closes, the next opens, a Succession links them."""

    class Kind(models.TextChoices):
        CITY = "city", _("Centrally-run city")
        PROVINCE = "province", _("Province")

    code = models.CharField(_("statistical code"), max_length=2)
    name = models.CharField(_("full name"), max_length=80)  # "Thành phố Hà Nội"
    short_name = models.CharField(_("name"), max_length=60)  # "Hà Nội"
    name_en = models.CharField(_("English name"), max_length=80)
    slug = models.SlugField(max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    valid_from = models.DateField(_("since"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    sort_key = models.CharField(max_length=120, db_index=True, editable=False)
    verify = models.BooleanField(_("to be verified"), default=False)

    objects = LocalityQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "valid_from"]
        verbose_name = _("locality")
        verbose_name_plural = _("localities")
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(valid_to=None), name="one_open_locality_per_code"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="locality_ends_after_it_begins",
                violation_error_message=_("A locality cannot end before it begins."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.short_name


class Succession(models.Model):
    """`predecessor` passed, whole or in part, into `successor` on a day. n:m."""

    predecessor = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField(_("on"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair")]

    def __str__(self) -> str:
        return f"{self.predecessor.short_name} → {self.successor.short_name}"


class SectorQuerySet(models.QuerySet["Sector"]):
    """Words of sectors."""

    def top(self) -> "SectorQuerySet":
        """The 18 sectors of level 1."""
        return self.filter(parent=None)


class Sector(models.Model):
    """One taxonomy, two levels (handbook, section 3). Codes never change meaning."""

    code = models.CharField(_("code"), max_length=6, unique=True)  # "XTD" or "XTD.01"
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    name_vi = models.CharField(_("Vietnamese name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    internal_by_default = models.BooleanField(_("internal by default"), default=False)
    phrases = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = SectorQuerySet.as_manager()

    class Meta:
        ordering = ["order"]
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def top_code(self) -> str:
        """Code of the level-1 sector this belongs to."""
        return self.code.split(".")[0]


class AgencyType(models.Model):
    """What an agency is, wherever it stands ("Sở Tài chính"), with its dates of legal existence."""

    class Kind(models.TextChoices):
        PARTY = "party", _("Party body")
        COUNCIL = "council", _("People's Council body")
        FRONT = "front", _("Front and mass organisation")
        EXECUTIVE = "executive", _("People's Committee body")
        DEPARTMENT = "department", _("Department")
        VERTICAL = "vertical", _("Vertical agency")
        UNIT = "unit", _("Public unit")
        COORDINATION = "coordination", _("Coordination body")

    code = models.CharField(_("code"), max_length=40, unique=True)  # "so_tc"
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    name_vi = models.CharField(_("Vietnamese name"), max_length=160)
    name_en = models.CharField(_("English name"), max_length=160)
    abbreviation = models.CharField(max_length=40, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    sectors = models.ManyToManyField(Sector, blank=True, related_name="agency_types")
    became = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="formed_from")
    verify = models.BooleanField(default=False)

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = _("type of agency")
        verbose_name_plural = _("types of agency")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class AgencyQuerySet(models.QuerySet["Agency"]):
    """Words of agencies."""

    def on(self, day: dt.date) -> "AgencyQuerySet":
        """Agencies that legally existed on `day`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def of(self, *localities: Locality) -> "AgencyQuerySet":
        """Agencies of these localities."""
        return self.filter(locality__in=localities)


class Agency(models.Model):
    """A type in a locality: "Sở Tài chính" + Hà Nội. Created when a paper that names it is accepted."""

    type = models.ForeignKey(AgencyType, on_delete=models.PROTECT, related_name="agencies")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="agencies")
    name = models.CharField(_("full name"), max_length=200)  # "Sở Tài chính thành phố Hà Nội"
    name_en = models.CharField(_("English name"), max_length=200)
    valid_from = models.DateField(_("since"), null=True, blank=True)
    valid_to = models.DateField(_("until"), null=True, blank=True)
    sort_key = models.CharField(max_length=300, db_index=True, editable=False)

    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [models.UniqueConstraint(fields=["type", "locality"], name="one_agency_per_type_and_locality")]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name
