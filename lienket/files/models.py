"""Evidence and papers as stored bytes: outside the web root, hashed, served only through the gate."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.files import policy
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.models import Locality


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Words of stored files."""

    def visible_to(self, user: Officer | AnonymousUser) -> "StoredFileQuerySet":
        """Files `user` may open, and locked ones that could be opened before: those answer that they are locked."""
        return self.filter(policy.may_open(user, StoredFile.sides.through))

    def open_to(self, user: Officer | AnonymousUser) -> "StoredFileQuerySet":
        """Files whose bytes `user` can have now."""
        return self.visible_to(user).filter(locked_at=None)


class StoredFile(models.Model):
    """A file somebody handed in. `side` handed it in; `sides` may open it besides, as `audience` says."""

    name = models.CharField(_("file name"), max_length=255)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    stored_as = models.CharField(max_length=120, unique=True)
    side = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    sides = models.ManyToManyField(Locality, blank=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.SIDE)
    declared_not_secret = models.BooleanField(_("declared not secret"), default=False)
    locked_at = models.DateTimeField(null=True, blank=True)  # a secret was found after storage: nobody opens it
    checked_at = models.DateTimeField(null=True, blank=True)  # when its bytes were last held against the hash
    intact = models.BooleanField(null=True, blank=True)  # what was found then
    stored_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(default=clock.now)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["-stored_at"]
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Where it is opened, for those who may."""
        return reverse("files:open", args=[self.pk])

    @property
    def page_url(self) -> str:
        """The page about it: who gave it, its hash, a preview."""
        return reverse("files:file", args=[self.pk])

    @property
    def label(self) -> str:
        """What history calls the file: its number. A name may hold a person's name, or a secret."""
        return f"Tệp {self.pk}"
