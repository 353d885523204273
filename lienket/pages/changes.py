"""The history of one thing, readable by people: who changed what, with the words before and after marked in one text.

Only for officers of the sides that share the thing, and only what is theirs to know: a remark one side keeps to itself stays
with that side, and so does what another side wrote while the commitment was its own.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.accounts.gate import OfficerRequest, signed_in
from lienket.accounts.policy import can
from lienket.accounts.predicates import sides
from lienket.audit.changes import KEY, changes_of
from lienket.audit.models import Event, EventQuerySet
from lienket.comments import policy as talk
from lienket.comments import subjects
from lienket.comments.subjects import Subject
from lienket.commitments.models import Commitment, CommitmentState
from lienket.commitments.transitions import TRANSITIONS
from lienket.lib.audience import Audience
from lienket.lib.exports import Cell, table_response
from lienket.lib.forms import DayField, Form
from lienket.lib.numbers import format_date
from lienket.lib.word_diff import Piece, shortened, word_diff
from lienket.localities.models import Locality, Sector
from lienket.versions.models import NextVersion
from lienket.versions.things import kind_of

from .history import sentence

PAGE_SIZE = 30
MOST_EXPORTED = 10_000
AUDIENCE_SET = ("commitments.added", "commitments.audience_set")
CHASED = "commitments.chased_by_hand"
MOVES = Q(verb__startswith="programmes.moved_to_") | Q(verb__in=("programmes.consented", "programmes.period_ended"))
EDITS = {
    "commitments.added", "commitments.edited", "commitments.classified", "commitments.audience_set", "commitments.deadline_changed",
    "commitments.measured_by", "commitments.passed_on", "commitments.handed_over", "commitments.recurrence_set",
    "versions.proposed", "versions.approved", "versions.dropped", "programmes.created", "programmes.edited", "programmes.published", "programmes.made_internal",
    "programmes.focal_agency_set", "programmes.signatory_added", "programmes.group_added", "programmes.clause_added",
    "programmes.clause_withdrawn", "programmes.meeting_recorded", "programmes.meeting_withdrawn",
}  # fmt: skip
STEPS = {row.verb for row in TRANSITIONS} - EDITS
MILESTONES = {"commitments.milestones_set", "commitments.milestone_reached", "commitments.milestone_taken_back"}
BY_HAND = {"commitments.progress_overridden", "commitments.override_lifted"}
KINDS: Mapping[str, tuple[str | Promise, Q]] = {
    "noi-dung": (_("Content and deadlines"), Q(verb__in=EDITS)),
    "buoc": (_("Steps"), Q(verb__in=STEPS) | MOVES),
    "moc": (_("Milestones and progress set by hand"), Q(verb__in=MILESTONES | BY_HAND)),
    "y-kien": (_("Remarks"), Q(verb__startswith="comments.")),
}
OTHER = "khac"
FIELDS: Mapping[str, str | Promise] = {
    "title": _("Content"),
    "description": _("Details"),
    "output": _("Output"),
    "deadline": _("Deadline"),
    "sector": _("Sector"),
    "group": _("Content group"),
    "audience": _("Who may see it"),
    "state": _("State"),
    "lead": _("Lead agency"),
    "coordinators": _("Coordinating agencies"),
    "milestones": _("Milestones"),
    "reached_on": _("Reached on"),
    "evidence": _("What shows it"),
    "percent": _("Progress, %"),
    "reason": _("Reason"),
    "promise": _("The promise in one line"),
    "period_from": _("Period from"),
    "period_to": _("Period to"),
    "open_ended": _("And the following years"),
    "focal_agency": _("Focal agency"),
}
TEXTS = {"title", "description", "output", "promise"}  # differ word by word; the others are replaced whole


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one entry."""

    label: str | Promise
    before: str
    after: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history as its reader sees it."""

    event: Event
    said: str
    side: str
    changes: Sequence[Change]


class ChangesFilter(Form):
    """Filters of a history; they stand in the address."""

    ai = forms.ChoiceField(label=_("Done by"), required=False)
    loai = forms.ChoiceField(label=_("Kind of change"), required=False)
    tu = DayField(label=_("From day"), required=False)
    den = DayField(label=_("To day"), required=False)

    def __init__(self, data: Any, *, people: Iterable[str]) -> None:
        super().__init__(data)
        every = ("", _("All"))
        chosen: dict[str, list[Any]] = {
            "ai": [every, *((label, label) for label in people)],
            "loai": [every, *((code, label) for code, (label, _rule) in KINDS.items()), (OTHER, _("Other"))],
        }
        for name, choices in chosen.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # these are ChoiceFields

    def narrow(self, events: EventQuerySet) -> EventQuerySet:
        """The lines that fit what was chosen; what makes no sense narrows nothing."""
        self.is_valid()
        chosen = self.cleaned_data
        if who := chosen.get("ai"):
            events = events.filter(actor_label=who)
        if kind := chosen.get("loai"):
            events = events.filter(KINDS[kind][1]) if kind in KINDS else events.exclude(_known())
        if since := chosen.get("tu"):
            events = events.filter(at__date__gte=since)
        if until := chosen.get("den"):
            events = events.filter(at__date__lte=until)
        return events


def _known() -> Q:
    known = Q()
    for _label, rule in KINDS.values():
        known |= rule
    return known


def readable(subject: Subject, reader: Any) -> EventQuerySet:
    """The lines of a subject this officer may read, newest first."""
    mine = sides(reader)
    codes = set(Locality.objects.filter(pk__in=mine).values_list("code", flat=True))
    others = ~Q(side_code__in=codes)
    events = Event.objects.of(subject.thing).exclude(Q(verb__startswith="comments.", data__own_side=True) & others)
    thing = subject.thing
    if isinstance(thing, Commitment) and not any(r.party.locality_id in mine for r in thing.responsibilities.all()):
        events = events.exclude(verb=CHASED)  # between the offices that have a part in it
        marks = Event.objects.of(thing).filter(verb__in=AUDIENCE_SET).order_by("sequence")
        for first, last in times_of_its_own(marks.values_list("sequence", "data")):
            events = events.exclude(Q(sequence__gte=first, sequence__lt=last) & others)
    return events.order_by("-sequence")


def times_of_its_own(marks: Iterable[tuple[int, Mapping[str, Any]]]) -> Iterator[tuple[int, int]]:
    """From which line to which (that one left out) the commitment was internal to the sides that have a part in it.

    `marks` are number and data of the lines AUDIENCE_SET, oldest first.
    """
    since: int | None = None
    for place, (sequence, data) in enumerate(marks):
        if place == 0 and data.get("was") == Audience.SIDE:
            since = 0
        if data.get("audience") == Audience.SIDE:
            since = sequence if since is None else since
        elif since is not None:
            yield since, sequence
            since = None


def waiting_version(thing: Any, reader: Any) -> dict[str, Any] | None:
    """The next version of a record as its officers see it, with what differs; None where there is none, or it is not theirs."""
    version = NextVersion.objects.of(thing).open().first()
    if version is None:
        return None
    setattr(version, kind_of(thing).name, thing)  # at hand already, with its parties
    return {
        "version": version,
        "changes": differences(changes_of({KEY: version.changes})),
        "may_approve": can(reader, "versions.approve", version),
        "may_drop": can(reader, "versions.drop", version),
    }


def differences(pairs: Mapping[str, tuple[Any, Any]]) -> list[Change]:
    """Kept pairs of (before, after) as people read them."""
    codes = [code for code in pairs.get("sector", ()) if code]
    sectors = {one.code: str(one) for one in Sector.objects.filter(code__in=codes)} if codes else {}
    return [_change(field, *pair, sectors) for field, pair in pairs.items() if field in FIELDS]


def entries(events: Iterable[Event]) -> list[Entry]:
    """The lines with their sentence, side and differences; names of sides and sectors come in one query each."""
    listed = list(events)
    names = {one.code: one.short_name for one in Locality.objects.filter(code__in={e.side_code for e in listed})}
    pairs = {event.pk: _pairs(event) for event in listed}
    codes = {code for changes in pairs.values() for code in changes.get("sector", ()) if code}
    sectors = {one.code: str(one) for one in Sector.objects.filter(code__in=codes)} if codes else {}
    return [
        Entry(
            event,
            capfirst(sentence(event)),
            names.get(event.side_code, ""),
            [_change(field, *pair, sectors) for field, pair in pairs[event.pk].items() if field in FIELDS],
        )
        for event in listed
    ]


def _pairs(event: Event) -> dict[str, tuple[Any, Any]]:
    """Field → (before, after); lines from before edits kept both tell what they can."""
    data = event.data
    match event.verb:
        case "commitments.deadline_changed":
            return {"deadline": (data.get("old"), data.get("new"))}
        case "commitments.passed_on" | "commitments.handed_over":
            return {"lead": (data.get("old"), data.get("new"))}
        case "commitments.audience_set" if data.get("was") != data.get("audience"):
            return {"audience": (data.get("was"), data.get("audience"))}
        case "commitments.milestone_reached":
            return {name: (None, data.get(name)) for name in ("reached_on", "evidence")}
        case "commitments.milestone_taken_back":
            gone = {name: (data.get(name), None) for name in ("reached_on", "evidence")}
            return gone | {"reason": (None, data.get("reason"))}
        case "commitments.override_lifted":
            return {"percent": (data.get("percent"), None)}
    return changes_of(data)


def _change(field: str, before: Any, after: Any, sectors: Mapping[str, str]) -> Change:
    old, new = (_shown(field, value, sectors) for value in (before, after))
    whole = [piece for piece in (Piece("out", old), Piece("in", new)) if piece.text]
    return Change(FIELDS[field], old, new, shortened(word_diff(old, new)) if field in TEXTS else whole)


def _shown(field: str, value: Any, sectors: Mapping[str, str]) -> str:
    """A kept value as people read it."""
    if value in (None, "", []):
        return ""
    match field:
        case "deadline" | "period_from" | "period_to" | "reached_on":
            return format_date(dt.date.fromisoformat(value))
        case "audience" if value in Audience.values:
            return str(Audience(value).label)
        case "state" if value in CommitmentState.values:
            return str(CommitmentState(value).label)
        case "sector":
            return sectors.get(value, value)
        case "milestones":
            return "; ".join(milestone_words(one) for one in value)
        case "open_ended":
            return gettext("yes") if value else gettext("no")
    return "; ".join(value) if isinstance(value, list) else str(value)


def milestone_words(kept: Mapping[str, Any]) -> str:
    """A milestone as the history keeps it, in words: what, its weight, the day planned."""
    words = gettext("%(milestone)s (weight %(weight)s)") % {"milestone": kept["title"], "weight": kept["weight"]}
    if not kept.get("due"):
        return words
    return gettext("%(milestone)s, planned for %(day)s") % {
        "milestone": words,
        "day": format_date(dt.date.fromisoformat(kept["due"])),
    }


def _rows(events: Iterable[Event]) -> Iterator[list[Cell]]:
    """One row a changed field; one for a line that changed none."""
    for entry in entries(events):
        at = localtime(entry.event.at)
        head: list[Cell] = [at.date(), f"{at:%H:%M}", entry.event.actor_label, entry.side, entry.said]
        for change in entry.changes or [Change("", "", "", ())]:
            yield [*head, str(change.label), change.before, change.after]


def _header() -> list[str]:
    return [
        gettext("Day"), gettext("Time"), gettext("Done by"), gettext("Party"), gettext("What"),
        gettext("Field"), gettext("Before"), gettext("After"),
    ]  # fmt: skip


def _page(request: OfficerRequest, subject: Subject | None) -> HttpResponse:
    if subject is None or not talk.talks(request.user, subject):
        raise Http404
    events = readable(subject, request.user)
    people = events.order_by("actor_label").values_list("actor_label", flat=True).distinct()
    filters = ChangesFilter(request.GET, people=people)
    shown = filters.narrow(events)
    if kind := request.GET.get("dang"):
        return table_response(kind, gettext("History of changes"), _header(), _rows(shown[:MOST_EXPORTED]))
    page = Paginator(shown, PAGE_SIZE).get_page(request.GET.get("trang"))
    context = {
        "subject": subject,
        "filters": filters,
        "page": page,
        "entries": entries(page),
        "anything": bool(page.paginator.count) or any(filters.cleaned_data.values()),
    }
    return render(request, "pages/changes.html", context)


@signed_in
def commitment_changes(request: OfficerRequest, pk: int) -> HttpResponse:
    """Every change of a commitment, for the officers of its sides; `?dang=xlsx|csv` hands out what is shown."""
    return _page(request, subjects.find("commitment", request.user, pk=pk))


@signed_in
def programme_changes(request: OfficerRequest, slug: str) -> HttpResponse:
    """The same of a programme's own record; its commitments have theirs."""
    return _page(request, subjects.find("programme", request.user, slug=slug))
