"""Paper in: what was handed in, what the engine read in it, and what waits for a person's yes."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lienket.files.models import StoredFile
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.models import Locality
from lienket.programmes.models import Programme

from .querysets import DocumentQuerySet, ProposalQuerySet


class DocumentState(models.TextChoices):
    """Where a paper stands between the hand that gave it and the yes."""

    RECEIVED = "received", _("Received, waiting to be read")
    READING = "reading", _("Being read")
    READ = "read", _("Read")
    UNREADABLE = "unreadable", _("Could not be read")
    ATTACHMENT = "attachment", _("Kept as an attachment, not read")
    LOCKED = "locked", pgettext_lazy("document state", "Locked")


class Document(models.Model):
    """A paper one side handed in. Its text is never edited; facts point at its characters."""

    side = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="documents")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.SET_NULL, related_name="documents")
    file = models.OneToOneField(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="document")
    title = models.CharField(_("title"), max_length=500)
    number = models.CharField(_("number"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=20, blank=True)  # the engine's document kinds
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    pages = models.JSONField(default=list)  # [[page, start, end], …], half-open code points
    notes = models.JSONField(default=list)  # extraction notes, as codes
    fingerprint = models.CharField(max_length=64)  # SHA-256 of the text with folded white space, or of the bytes
    state = models.CharField(_("state"), max_length=12, choices=DocumentState, default=DocumentState.RECEIVED)
    problem = models.CharField(max_length=40, blank=True)  # code of what made it unreadable
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience, default=Audience.SIDE)
    illustrative = models.BooleanField(_("illustrative data"), default=False)
    received_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField(default=clock.now)
    read_at = models.DateTimeField(null=True, blank=True)
    folded = models.TextField(editable=False, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        constraints = [
            models.UniqueConstraint(
                fields=["side", "fingerprint"],
                name="one_document_per_side_and_fingerprint",
                violation_error_message=_("Your side has handed in this document already."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def label(self) -> str:
        """How the history names it: by its number, never by its words."""
        return (
            f"Văn bản số {self.number}" if self.number and self.state != DocumentState.LOCKED else f"Văn bản #{self.pk}"
        )

    def page_of(self, start: int) -> int | None:
        """The page on which the character `start` stands, where pages are known."""
        return next((number for number, first, last in self.pages if first <= start < last), None)

    @property
    def latest_reading(self) -> "Reading | None":
        """What was read last."""
        return self.readings.first()


class Reading(models.Model):
    """What one version of the engine read in a document: the contract's JSON, without the text."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    engine_version = models.CharField(max_length=20)
    facts = models.JSONField()
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.document_id} {self.engine_version}"


class ProposalState(models.TextChoices):
    """A draft until a person decides; a re-reading supersedes only undecided ones."""

    PENDING = "pending", _("Waiting for a decision")
    ACCEPTED = "accepted", _("Accepted")
    REJECTED = "rejected", _("Rejected")
    SUPERSEDED = "superseded", _("Superseded by a newer reading")
    WITHDRAWN = "withdrawn", _("Accepted, then withdrawn")


class Proposal(models.Model):
    """One draft record with the words it stands on. `draft` prefills the form; `result_*` say what came of the yes."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", _("Programme")
        MEETING = "meeting", _("Meeting")
        AGREEMENT = "agreement", _("Agreed content")
        ASSIGNMENT = "assignment", _("Assignment")
        REQUEST = "request", _("Request to the other side")
        FIGURE = "figure", _("Figure")
        SHORTCOMING = "shortcoming", _("Shortcoming")

    class Mode(models.TextChoices):
        NEW = "new", _("As new")
        EVIDENCE = "evidence", _("As an update of what exists")
        DEADLINE = "deadline", _("As a changed deadline")
        NEWER = "newer", _("As a newer figure")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="proposals")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="proposals")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField()
    rule = models.CharField(max_length=80, blank=True)
    draft = models.JSONField(default=dict)
    order = models.PositiveIntegerField(default=0)
    match_kind = models.CharField(max_length=40, blank=True)  # what exists that this probably concerns
    match_id = models.BigIntegerField(null=True, blank=True)
    match_score = models.FloatField(null=True, blank=True)
    match_reasons = models.JSONField(default=list)  # codes of matching.py, the page turns them into words
    state = models.CharField(max_length=12, choices=ProposalState, default=ProposalState.PENDING)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    changed = models.BooleanField(default=False)  # accepted after a person corrected the draft
    result_kind = models.CharField(max_length=40, blank=True)
    result_id = models.BigIntegerField(null=True, blank=True)
    result_data = models.JSONField(default=dict)  # what a withdrawal needs to undo the yes
    batch = models.UUIDField(null=True, blank=True)  # accepted in one deed with the others that bear it
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_by_label = models.CharField(max_length=300, blank=True)  # the office held on that day
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["order", "start", "id"]
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=models.F("start")), name="a_proposal_has_words"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.quote[:60]}"


class Correction(models.Model):
    """What a person made of a proposal that was not right as read: an example from which the reading is put right.

    Written at the deed, gone when the deed is taken back or the paper locked; it names nobody. `said` is None for a no.
    """

    class Verdict(models.TextChoices):
        CHANGED = "changed", _("Changed before it was accepted")
        REJECTED = "rejected", _("Rejected")

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections")
    proposal = models.OneToOneField(Proposal, on_delete=models.CASCADE, related_name="correction")
    verdict = models.CharField(max_length=8, choices=Verdict)
    excerpt = models.TextField()  # the whole lines the proposal stands on
    start = models.PositiveIntegerField()  # of its words, in the excerpt
    end = models.PositiveIntegerField()
    rule = models.CharField(max_length=80, blank=True)
    engine_version = models.CharField(max_length=20)
    read = models.JSONField()
    said = models.JSONField(null=True)
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")

    def __str__(self) -> str:
        return f"{self.verdict}: {self.excerpt[:60]}"
