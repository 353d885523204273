"""One index of rows with their audience and public face, kept by the deeds that change a thing."""

from django.db import models

from lienket.lib.audience import Audience
from lienket.localities.models import Locality


class IndexRow(models.Model):
    """A thing that can be found. `folded` is lib.text.fold of everything searchable; `public_title` is what strangers may read."""

    kind = models.CharField(max_length=20)  # "programme", "commitment", "document", "figure", "meeting", "agency"
    thing_id = models.BigIntegerField()
    url = models.CharField(max_length=300)
    title = models.CharField(max_length=500)
    detail = models.CharField(max_length=500, blank=True)
    folded = models.TextField()
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
