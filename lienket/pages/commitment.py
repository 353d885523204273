"""The commitment page: its words, each party's part and whom each step waits for, and a dated trail of all that happened."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.accounts import policy
from lienket.accounts.predicates import sides
from lienket.audit.changes import changes_of
from lienket.audit.models import Event
from lienket.comments.showing import Shown, discussion
from lienket.commitments.actions.taking import CLOSED
from lienket.commitments.bulk.looking import from_to
from lienket.commitments.chasing import is_pressed
from lienket.commitments.models import Commitment, LeadChange, Responsibility, Step
from lienket.commitments.progress import progress_of
from lienket.commitments.remarks import subject_of
from lienket.commitments.steps import next_steps, waiting_for_whom
from lienket.commitments.transitions import BY_CODE
from lienket.documents.citations import resolve
from lienket.indicators.showing import words
from lienket.lib import clock
from lienket.lib.numbers import format_date
from lienket.programmes.models import Party

from .changes import AUDIENCE_SET, MILESTONES, milestone_words, times_of_its_own, waiting_version
from .indicators import by_main_indicator, measures_of

TRAIL_SIZE = 30
STEP_MARKS = {
    "T2": ("", "inbox-arrow-down"),
    "T3": ("", "hand-raised"),
    "T4": ("due", "arrow-uturn-left"),
    "T5": ("", "play"),
    "T7": ("due", "flag"),
    "T8": ("done", "check-circle"),
    "T9": ("late", "arrow-uturn-left"),
    "T4b": ("", "arrow-uturn-left"),
    "T10": ("due", "pause-circle"),
    "T10b": ("", "play"),
    "T11": ("late", "stop-circle"),
    "T12": ("done", "arrow-right"),
    "T13": ("due", "clock"),
    "T13b": ("", "calendar-days"),
    "T13c": ("late", "calendar-days"),
    "T14": ("late", "arrow-path"),
}
STEP_DAYS = {  # what the day of a step is
    "T10": _("Expected to go on"),
    "T13": _("Deadline proposed"),
    "T13b": _("New deadline"),
}


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One dated line of the trail, whatever it came from."""

    at: dt.datetime
    title: Any
    who: str = ""
    tone: str = ""
    icon: str = ""
    id: str = ""
    facts: list[tuple[Any, str]] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    shown: Shown | None = None  # a remark


def _updates(commitment: Commitment) -> Iterator[TrailLine]:
    for update in commitment.updates.all():
        title = gettext("Progress")
        if update.percent is not None:
            title = f"{title}: {update.percent}%"
        facts = [("", update.result), (_("Difficulties"), update.difficulties), (_("Proposals"), update.proposals)]
        yield TrailLine(
            update.at,
            title,
            update.by_label,
            "",
            "arrow-path",
            f"cap-nhat-{update.pk}",
            [f for f in facts if f[1]],
            list(update.files.all()),
        )


def _steps(commitment: Commitment) -> Iterator[TrailLine]:
    for step in commitment.steps.all():
        tone, icon = STEP_MARKS.get(step.transition, ("", "arrow-right"))
        paper = step.paper_number + (f", {format_date(step.paper_date)}" if step.paper_date else "")
        party = str(step.responsibility.party.locality) if step.responsibility else ""
        title = BY_CODE[step.transition].label if step.transition in BY_CODE else _("Goes on without a party that left")
        day = format_date(step.day) if step.day else ""
        lead = str(step.proposed_lead or "")
        facts = [
            (_("Party"), party),
            (_("Paper"), paper),
            (_("Lead proposed"), lead),
            (STEP_DAYS.get(step.transition, ""), day),
            (_("Note"), step.note),
        ]
        yield TrailLine(
            step.at,
            title,
            step.by_label,
            tone,
            icon,
            f"buoc-{step.pk}",
            [f for f in facts if f[1]],
            list(step.files.all()),
        )


def _deadlines(commitment: Commitment) -> Iterator[TrailLine]:
    for change in commitment.deadline_changes.all():
        old = format_date(change.old) if change.old else gettext("none")
        new = format_date(change.new) if change.new else gettext("none")
        facts = [(_("From → to"), from_to(old, new)), (_("Reason"), change.reason)]
        title = _("Deadline changed") if change.kind == "change" else change.get_kind_display()
        yield TrailLine(change.at, title, change.by_label, "due", "calendar-days", "", [f for f in facts if f[1]])


def _leads(commitment: Commitment) -> Iterator[TrailLine]:
    for change in commitment.lead_changes.all():
        facts = [(_("From → to"), f"{change.old} → {change.new}"), (_("Reason"), change.reason)]
        yield TrailLine(
            change.at,
            _("The lead's work passed to its successor"),
            change.by_label or gettext("The system"),
            "",
            "building-office",
            "",
            [f for f in facts if f[1]],
        )


def _chases(commitment: Commitment, reader: Any) -> Iterator[TrailLine]:
    """Reminders are working paper between offices: the sides that have a part read them, the public does not."""
    mine = sides(reader)
    if not any(part.party.locality_id in mine for part in commitment.responsibilities.all()):
        return
    for chase in commitment.chases.all():
        facts = [(_("To"), chase.to_label), ("", chase.words)]
        title = gettext("Reminder: %(reason)s") % {"reason": chase.get_reason_display()}
        yield TrailLine(
            chase.at, title, chase.by_label, "due", "megaphone", f"don-doc-{chase.pk}", [f for f in facts if f[1]]
        )


def _by_hand(commitment: Commitment) -> Iterator[TrailLine]:
    for one in commitment.overrides.all():
        title = gettext("Progress set by hand: %(percent)s%%") % {"percent": one.percent}
        yield TrailLine(one.at, title, one.by_label, "due", "pencil-square", "", [(_("Reason"), one.reason)])
        if one.lifted_at is not None:
            title = gettext("The progress set by hand (%(percent)s%%) no longer holds") % {"percent": one.percent}
            yield TrailLine(one.lifted_at, title, one.lifted_by_label, "", "arrow-uturn-left")


def _milestones(commitment: Commitment, reader: Any) -> Iterator[TrailLine]:
    """From the history, for a milestone keeps only how it stands. One query.

    What was planned while the commitment was one side's own stays with the sides that have a part in it.
    """
    events = list(Event.objects.of(commitment).filter(verb__in=MILESTONES | set(AUDIENCE_SET)).order_by("sequence"))
    mine = sides(reader)
    hidden: list[tuple[int, int]] = []
    if not any(part.party.locality_id in mine for part in commitment.responsibilities.all()):
        hidden = list(times_of_its_own((one.sequence, one.data) for one in events if one.verb in AUDIENCE_SET))
    for event in events:
        if event.verb in MILESTONES and not any(first <= event.sequence < last for first, last in hidden):
            yield from _milestone(event)


def _milestone(event: Event) -> Iterator[TrailLine]:
    data, facts = event.data, list[tuple[Any, str]]()
    name = {"milestone": data.get("milestone", "")}
    if event.verb == "commitments.milestone_reached":
        day = format_date(dt.date.fromisoformat(data["reached_on"]))
        facts = [(_("Reached on"), day), (_("What shows it"), data["evidence"])]
        title = gettext("Milestone reached: %(milestone)s") % name
        yield TrailLine(event.at, title, event.actor_label, "done", "flag", "", facts)
    elif event.verb == "commitments.milestone_taken_back":
        title = gettext("Not reached after all: %(milestone)s") % name
        facts = [(_("Reason"), data["reason"])]
        yield TrailLine(event.at, title, event.actor_label, "late", "arrow-uturn-left", "", facts)
    else:
        before, after = changes_of(data).get("milestones", ([], data.get("milestones", [])))
        facts = [("", milestone_words(one)) for one in after or []]
        title = gettext("Milestones planned") if facts else gettext("Milestones taken away")
        if before or after:  # sent again as it stood, it tells nothing
            yield TrailLine(event.at, title, event.actor_label, "", "flag", "", facts)


def _remarks(remarks: Iterable[Shown]) -> Iterator[TrailLine]:
    for shown in remarks:
        remark = shown.remark
        title = gettext("Remark")
        yield TrailLine(remark.at, title, remark.by_label, "", "chat-bubble-left", shown.place, shown=shown)


def trail(commitment: Commitment, reader: Any, remarks: Iterable[Shown] = ()) -> list[TrailLine]:
    """Updates, steps, changes, reminders and remarks as one story, newest first, as far as `reader` may know it."""
    lines = [
        *_updates(commitment),
        *_steps(commitment),
        *_deadlines(commitment),
        *_leads(commitment),
        *_by_hand(commitment),
        *_milestones(commitment, reader),
        *_chases(commitment, reader),
        *_remarks(remarks),
    ]
    return sorted(lines, key=lambda line: line.at, reverse=True)


# An agency is judged by its type and its place, so they come along with it.
_WITH_PLACE = {name: (f"{name}__type", f"{name}__locality") for name in ("focal_agency", "lead", "party__focal_agency")}


def _parts() -> QuerySet[Responsibility]:
    return Responsibility.objects.select_related(
        "party__locality", *_WITH_PLACE["party__focal_agency"], *_WITH_PLACE["lead"]
    )


def _instances(request: HttpRequest, commitment: Commitment) -> list[Commitment]:
    """The instances of the standing task one may read, newest period first, this one among them."""
    if commitment.series_id is None:
        return []
    others = Commitment.objects.visible_to(request.user).with_timeliness(clock.today())
    return list(others.filter(series=commitment.series_id).select_related("series").order_by("-period_from"))


def _may_recur(request: HttpRequest, commitment: Commitment) -> bool:
    """The page of the standing task is open: a draft can become one, one that runs can be ended."""
    running = commitment.series is not None and commitment.series.ended_on is None
    if not running and (commitment.state != "drafted" or commitment.series is not None):
        return False
    return policy.can(request.user, "commitments.set_recurrence", commitment)


def may_remind(commitment: Commitment, reader: Any) -> bool:
    """Whether somebody can be reminded, and by this reader."""
    parts = [part for part in commitment.responsibilities.all() if is_pressed(part)]
    return any(policy.can(reader, "commitments.chase_by_hand", part) for part in parts)


def commitment(request: HttpRequest, pk: int) -> HttpResponse:
    """One commitment, whole, for those who may see it."""
    visible = Commitment.objects.visible_to(request.user).with_timeliness(clock.today())
    commitment = get_object_or_404(
        visible.select_related(
            "programme", "group", "sector", "clause", "carried_to__programme", "series"
        ).prefetch_related(
            Prefetch("programme__parties", Party.objects.select_related("locality", *_WITH_PLACE["focal_agency"])),
            "other_sectors",
            Prefetch("responsibilities", _parts()),
            "responsibilities__coordinators__type",
            "updates__files",
            Prefetch("steps", Step.objects.select_related("responsibility__party__locality", "proposed_lead")),
            "steps__files",
            "responsibilities__requests",
            "deadline_changes",
            "pauses",
            "milestones__files",
            "overrides",
            Prefetch("lead_changes", LeadChange.objects.select_related("old", "new")),
        ),
        pk=pk,
    )
    talk = discussion(subject_of(commitment), request.user)
    story = Paginator(trail(commitment, request.user, talk.remarks if talk else ()), TRAIL_SIZE)
    steps = next_steps(commitment, request.user)
    open_work = commitment.state not in CLOSED
    measures, main = measures_of(commitment, request.user, clock.today())
    quoted = " ".join(source.quote for source in commitment.sources)
    context = {
        "commitment": commitment,
        "parts": commitment.responsibilities.all(),
        "may_do": [step for step in steps if step.allowed and (step.awaited or not step.transition.rare)],
        "may_decide": [step for step in steps if step.allowed and step.transition.rare and not step.awaited],
        "cannot": [step for step in steps if not step.allowed and step.why_not],
        "waits": waiting_for_whom(commitment),
        "sources": resolve(commitment.sources, request.user),
        "say_more": " ".join(commitment.description.split()) not in quoted,
        "gone": [part for part in commitment.responsibilities.all() if part.party.left_on and not part.released_on],
        "may_remind": may_remind(commitment, request.user),
        "talk": talk,
        "next": waiting_version(commitment, request.user) if talk else None,
        "trail": story.get_page(request.GET.get("trang")),
        "may_change_deadline": policy.can(request.user, "commitments.change_deadline", commitment),
        "may_edit": policy.can(request.user, "commitments.edit", commitment),
        "may_withdraw": commitment.state == "drafted" and policy.can(request.user, "commitments.withdraw", commitment),
        "progress": progress_of(
            list(commitment.milestones.all()),
            next((one for one in commitment.overrides.all() if one.lifted_at is None), None),
            by_main_indicator(measures, main, clock.today()),
            clock.today(),
        ),
        "may_plan": open_work and policy.can(request.user, "commitments.set_milestones", commitment),
        "may_mark": open_work and policy.can(request.user, "commitments.reach_milestone", commitment),
        "may_judge": policy.can(request.user, "commitments.override_progress", commitment),
        "open_work": open_work,
        "of_a_party": bool({p.locality_id for p in commitment.programme.parties.all()} & sides(request.user)),
        "measures": measures,
        "main_indicator": main,
        "may_measure": policy.can(request.user, "commitments.measure_by", commitment),
        "words": words(clock.today()),
        "instances": _instances(request, commitment),
        "may_recur": _may_recur(request, commitment),
        "paused": next((pause for pause in commitment.pauses.all() if pause.ended_on is None), None),
        "paused_days": commitment.paused_days(clock.today()),
        "came_from": commitment.carried_from.select_related("programme"),
        "today": clock.today(),
    }
    return render(request, "pages/commitment.html", context)
