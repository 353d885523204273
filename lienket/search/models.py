"""One index of rows with their audience and public face, kept by the deeds that change a thing; and questions people keep."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.models import Locality


class IndexRow(models.Model):
    """A thing that can be found. `public_title` is what strangers may read of an internal one; "" when nothing.

    The three `folded` columns are what words are looked for in: the title, everything searchable, and the public face.
    On PostgreSQL the database derives its search vectors from them; on SQLite fulltext.py keeps a table beside.
    """

    kind = models.CharField(max_length=20)  # "programme", "commitment", "document", "figure", "meeting", "agency"
    thing_id = models.BigIntegerField()
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=500)
    detail = models.CharField(max_length=500, blank=True)
    folded_title = models.TextField(blank=True, default="")
    folded = models.TextField()
    folded_face = models.TextField(blank=True, default="")
    audience = models.CharField(max_length=10, choices=Audience)
    sides = models.ManyToManyField(Locality, blank=True, related_name="+")
    public_title = models.CharField(max_length=500, blank=True)
    day = models.DateField(null=True, blank=True)
    illustrative = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "thing_id"], name="one_index_row_per_thing")]
        indexes = [models.Index(fields=["kind", "day"], name="index_row_by_kind")]

    def __str__(self) -> str:
        return self.title


class SavedFilterQuerySet(models.QuerySet["SavedFilter"]):
    """Words of kept filters."""

    def visible_to(self, user: Any) -> "SavedFilterQuerySet":
        """One's own and nobody else's."""
        return self.filter(owner=user.pk) if user.pk is not None else self.none()

    def of(self, place: str) -> "SavedFilterQuerySet":
        """Those of one list."""
        return self.filter(place=place)


class SavedFilter(models.Model):
    """A filter of a list that one person keeps under a name. It is an address: whoever is sent it sees what they may see."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    place = models.CharField(max_length=200)  # the address of the list
    query = models.CharField(max_length=1000)  # what follows the question mark, in one order
    name = models.CharField(_("name of the filter"), max_length=60)
    opens = models.BooleanField(_("opens the list"), default=False)  # the list opens with it
    created_at = models.DateTimeField(default=clock.now)

    objects = SavedFilterQuerySet.as_manager()

    class Meta:
        ordering = ["place", "name"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "place", "name"],
                name="one_saved_filter_per_name",
                violation_error_message=_("You keep a filter of this name here already. Choose another name."),
            ),
            models.UniqueConstraint(
                fields=["owner", "place"], condition=Q(opens=True), name="one_saved_filter_opens_a_list"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The list, narrowed."""
        return f"{self.place}?{self.query}"
