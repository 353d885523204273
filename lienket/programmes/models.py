"""Agreements between localities: parties, signatories, period, content groups, clauses, meetings, and the state each programme is in."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lienket.lib import clock
from lienket.lib.appendonly import AppendOnly
from lienket.lib.audience import Audience
from lienket.lib.citations import Cited
from lienket.localities.models import Agency, Locality, Sector

from .querysets import ProgrammeQuerySet


class ProgrammeState(models.TextChoices):
    """Handbook, section 2. Moves between them are the table in transitions.py."""

    PROPOSED = "proposed", _("Proposed")
    DRAFTING = "drafting", _("Being drafted")
    CONSULTING = "consulting", _("Out for comments")
    BEFORE_COMMITTEES = "before_committees", _("Before the Party committees")
    SIGNED = "signed", _("Signed")
    IN_FORCE = "in_force", _("In force")
    AMENDING = "amending", _("Being amended")
    AWAITING_REVIEW = "awaiting_review", _("Period over, awaiting review")
    REVIEWED = "reviewed", pgettext_lazy("programme", "Reviewed")
    TERMINATED = "terminated", _("Ended early")


class Programme(Cited):
    """A cooperation programme of two or more localities."""

    slug = models.SlugField(max_length=120, unique=True)
    title = models.CharField(_("title"), max_length=300)
    promise = models.TextField(_("the promise in one line"), blank=True)
    state = models.CharField(_("state"), max_length=20, choices=ProgrammeState, default=ProgrammeState.PROPOSED)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    open_ended = models.BooleanField(_("and the following years"), default=False)
    audience = models.CharField(_("who may see it"), max_length=10, choices=Audience, default=Audience.PARTIES)
    illustrative = models.BooleanField(_("illustrative data"), default=False)
    created_at = models.DateTimeField(default=clock.now)
    folded = models.TextField(editable=False, blank=True)  # lib.text.searchable of title and promise

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-period_from", "title"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(
                condition=Q(period_from=None) | Q(period_to=None) | Q(period_to__gte=F("period_from")),
                name="programme_ends_after_it_begins",
                violation_error_message=_("A programme cannot end before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("programmes:programme", args=[self.slug])


class Party(models.Model):
    """One side of a programme: the locality that signed, and its focal agency. Order alternates by protocol, so it is stored."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="parties")
    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="parties")
    focal_agency = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    # A party that left stays in the record with all it did; from this day on nothing waits for it (actions/leaving.py).
    left_on = models.DateField(_("left on"), null=True, blank=True)
    left_paper = models.CharField(_("number of the paper"), max_length=60, blank=True)
    left_paper_date = models.DateField(_("date of the paper"), null=True, blank=True)
    left_reason = models.TextField(_("reason"), blank=True)

    class Meta:
        ordering = ["order"]
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["programme", "locality"], name="a_locality_is_a_party_once"),
            models.CheckConstraint(
                condition=Q(left_on=None) | ~Q(left_paper=""),
                name="who_left_did_so_by_a_paper",
                violation_error_message=_("A party leaves by a paper: give its number."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.locality)


class Signatory(models.Model):
    """Who signed for a party, by title (Decree 30/2020; personal data kept to the office)."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="signatories")
    title = models.CharField(_("office"), max_length=200)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class ContentGroup(models.Model):
    """A numbered group of contents ("II. Kinh tế - xã hội"), the paper's own, else a level-1 sector's."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="groups")
    code = models.CharField(_("number"), max_length=20)
    title = models.CharField(_("title"), max_length=300)
    sector = models.ForeignKey(Sector, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        verbose_name = _("content group")
        verbose_name_plural = _("content groups")
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="one_group_per_number")]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class Clause(Cited):
    """A clause of the paper, as the paper says it."""

    class Kind(models.TextChoices):
        AGREEMENT = "agreement", _("Agreed")
        ASSIGNMENT = "assignment", _("Assigned")
        REQUEST = "request", _("Asked")
        SHORTCOMING = "shortcoming", _("Falls short")
        RESULT = "result", _("Achieved")

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="clauses")
    group = models.ForeignKey(ContentGroup, null=True, blank=True, on_delete=models.SET_NULL, related_name="clauses")
    number = models.CharField(_("number"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    text = models.TextField(_("text"))
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PARTIES)
    made_on = models.DateField(_("date of the paper"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")

    def __str__(self) -> str:
        return self.text[:80]


class Meeting(Cited):
    """A meeting of the parties: when, where, why."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="meetings")
    title = models.CharField(_("title"), max_length=300)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    localities = models.ManyToManyField(Locality, blank=True, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience, default=Audience.PARTIES)

    class Meta:
        ordering = ["-held_on"]
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")

    def __str__(self) -> str:
        return self.title


class Move(AppendOnly):
    """A programme's move from one state to the next, with its evidence. Consents are tracked per party.

    The row that completes a move is that of the last party to consent; `made_by_label` is empty when the system moved it.
    """

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="moves")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="moves")
    from_state = models.CharField(max_length=20, choices=ProgrammeState)
    to_state = models.CharField(max_length=20, choices=ProgrammeState)
    paper_number = models.CharField(_("number of the paper"), max_length=60, blank=True)
    paper_date = models.DateField(_("date of the paper"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by_label = models.CharField(max_length=300)
    complete = models.BooleanField(default=True)  # False while another party's consent is awaited

    class Meta:
        ordering = ["made_at", "id"]

    def __str__(self) -> str:
        return f"{self.from_state} → {self.to_state}"
