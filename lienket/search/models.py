"""One index of rows with their audience and public face, kept by the deeds that change a thing."""

from django.db import models

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
