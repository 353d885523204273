"""Provinces and centrally-run cities, their agencies, and the sectors of cooperation, each with its dates of existence."""

import datetime as dt
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from lienket.lib.text import searchable, vietnamese_sort_key

from .lineage import lineage


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
    short_name = models.CharField(_("short name"), max_length=60)  # "Hà Nội"
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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key beside the name."""
        self.sort_key = vietnamese_sort_key(self.short_name)[:120]
        super().save(*args, **kwargs)

    @property
    def unit(self) -> str:
        """The name as it stands inside a longer one: "thành phố Hà Nội", "tỉnh Hà Tĩnh"."""
        return self.name[:1].lower() + self.name[1:]

    def stood_on(self, day: dt.date) -> bool:
        """Whether the unit existed on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)

    def successors_on(self, day: dt.date) -> LocalityQuerySet:
        """The units that hold this one's ground on `day`: itself while it stands, else those it passed into."""
        return Locality.objects.filter(pk__in=lineage().units_on(self.pk, day))

    def predecessors_all(self) -> LocalityQuerySet:
        """Every unit that passed into this one, however long ago; without itself."""
        return Locality.objects.filter(pk__in=lineage().predecessors(self.pk))


class Succession(models.Model):
    """`predecessor` passed, whole or in part, into `successor` on a day. n:m."""

    predecessor = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="origins")
    on = models.DateField(_("on"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair")]

    def __str__(self) -> str:
        return f"{self.predecessor.short_name} → {self.successor.short_name}"


SHORTEST_HEADING = 5


class SectorQuerySet(models.QuerySet["Sector"]):
    """Words of sectors."""

    def top(self) -> "SectorQuerySet":
        """The 18 sectors of level 1."""
        return self.filter(parent=None)

    def headed(self, words: str) -> "Sector | None":
        """The level-1 sector a heading is about, where it is about exactly one: "Quốc phòng, an ninh" → QPA.

        One of heading and name must stand whole in the other; a heading over several sectors names none.
        """
        heading = searchable(words).strip(" .:")
        if len(heading) < SHORTEST_HEADING:
            return None
        found = [one for one in self.top() if (name := searchable(one.name_vi)) in heading or heading in name]
        return found[0] if len(found) == 1 else None


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

    def lead_types_on(self, day: dt.date) -> "list[AgencyType]":
        """Types of agency that usually lead this sector on `day`, first choice first.

        A type that names this very sub-sector stands before those that lead the whole sector.
        """
        own = list(self.agency_types.on(day)) if self.parent_id else []
        general = [
            lead.type
            for lead in SectorLead.objects.on(day).filter(sector=self.parent_id or self.pk).select_related("type")
        ]
        return list(dict.fromkeys([*own, *general]))


class AgencyTypeQuerySet(models.QuerySet["AgencyType"]):
    """Words of types of agency."""

    def on(self, day: dt.date) -> "AgencyTypeQuerySet":
        """Types that legally existed on `day`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def named(self, words: str, *, on: dt.date) -> "AgencyType | None":
        """The type so called on `on`, by name or abbreviation, without regard to case and marks; None where unknown.

        "Sở Tài chính" in a paper of 2019 is the department that was merged in 2025, today it is the merged one. A name
        that several types share ("UBND") gives the one that stands first in the list of kinds.
        """
        wanted = searchable(words).strip()
        standing = list(self.on(on).order_by("pk"))
        for match in ("name_vi", "abbreviation"):
            for one in standing:
                if wanted and searchable(getattr(one, match)) == wanted:
                    return one
        return None


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
    pattern_vi = models.CharField(max_length=200)  # "Sở Tài chính {unit}"; see naming.py
    pattern_en = models.CharField(max_length=200)
    own_names = models.JSONField(default=dict, blank=True)  # {"01": {"vi": …, "en": …}}: names that follow no pattern
    for_kind = models.CharField(max_length=10, choices=Locality.Kind, blank=True)  # empty: cities and provinces alike
    only_in = models.JSONField(default=list, blank=True)  # codes of the only localities that have it; empty: any

    objects = AgencyTypeQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "code"]
        verbose_name = _("type of agency")
        verbose_name_plural = _("types of agency")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_vi


class SectorLeadQuerySet(models.QuerySet["SectorLead"]):
    """Words of sector leads."""

    def on(self, day: dt.date) -> "SectorLeadQuerySet":
        """Those in force on `day`."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))


class SectorLead(models.Model):
    """A type of agency that usually leads a sector of level 1, with the dates between which it does, first choice first.

    A suggestion for whoever assigns, never a right.
    """

    sector = models.ForeignKey(Sector, on_delete=models.CASCADE, related_name="leads")
    type = models.ForeignKey(AgencyType, on_delete=models.CASCADE, related_name="leads_sectors")
    order = models.PositiveSmallIntegerField(default=0)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    objects = SectorLeadQuerySet.as_manager()

    class Meta:
        ordering = ["sector", "order"]

    def __str__(self) -> str:
        return f"{self.sector_id}: {self.type_id}"


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

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the sort key beside the name."""
        self.keep_sort_key()
        super().save(*args, **kwargs)

    def keep_sort_key(self) -> None:
        """Derive the sort key from the name; who writes many agencies at once calls it for each."""
        self.sort_key = vietnamese_sort_key(self.name)[:300]

    @property
    def short_name(self) -> str:
        """The name as headings and tables write it: "UBND tỉnh Hà Tĩnh", "Văn phòng UBND thành phố Hà Nội"."""
        return str(self) if get_language() == "en" else self.name.replace("Ủy ban nhân dân", "UBND")

    def stood_on(self, day: dt.date) -> bool:
        """Whether the agency legally existed on `day`."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or self.valid_to >= day)
