"""What must hold after every deed, reckoned anew from the rows, by other ways than the site's own."""

import datetime as dt
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from django.contrib.auth.models import AnonymousUser

from lienket.accounts.models import Officer
from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments.models import (
    Commitment,
    DeadlineChange,
    LeadChange,
    Pause,
    ProgrammeTotal,
    ProgressUpdate,
    PublicTotal,
    Request,
    Responsibility,
    Step,
)
from lienket.commitments.recounting import Recount, recount
from lienket.commitments.timeliness import FourStates, timeliness
from lienket.commitments.totals import by_programme_counted_for, everything_counted_for
from lienket.indicators.gathering import one_series
from lienket.indicators.models import Indicator, Note, Report
from lienket.notices.models import OutgoingMail
from lienket.programmes.models import Clause, Meeting, Move, Party, Programme
from lienket.search.models import IndexRow

from .desks import the_desk_forgets_nothing
from .holding import hold
from .world import ROLES_THAT_FOLLOW, World

WATCHED = (
    Programme, Party, Move, Clause, Meeting, Commitment, Responsibility, Step, ProgressUpdate, DeadlineChange, LeadChange,
    Pause, Request, Indicator, Report, Note, Event, OutgoingMail, IndexRow, ProgrammeTotal, PublicTotal,
)  # fmt: skip
COPIES = {
    "side_id",
    "commitment_state",
    "commitment_deadline",
    "agreeing",
}  # every part keeps them of the commitment all share
Rows = dict[type[Any], dict[int, dict[str, Any]]]


def rows() -> Rows:
    """Every watched row as it stands."""
    return {model: {row["id"]: row for row in model.objects.order_by().values()} for model in WATCHED}


def new(model: type[Any], before: Rows, after: Rows) -> list[dict[str, Any]]:
    return [row for pk, row in after[model].items() if pk not in before[model]]


def nothing_changed(before: Rows, after: Rows) -> None:
    """A refused deed leaves no trace."""
    for model in WATCHED:
        hold(
            before[model] == after[model],
            f"refused, yet {model.__name__} changed: {difference(before[model], after[model])}",
        )


def difference(before: dict[int, Any], after: dict[int, Any]) -> list[str]:
    said = [f"+{pk}" for pk in after.keys() - before.keys()] + [f"-{pk}" for pk in before.keys() - after.keys()]
    for pk in before.keys() & after.keys():
        said += [f"{pk}.{k}: {v!r} → {after[pk][k]!r}" for k, v in before[pk].items() if v != after[pk][k]]
    return said[:8]


@dataclass(frozen=True)
class Done:
    """A deed that was done: by whom (None: by the system), between which rows."""

    by: Officer | None
    before: Rows
    after: Rows

    def new(self, model: type[Any]) -> list[dict[str, Any]]:
        return new(model, self.before, self.after)


def nobody_acts_for_another_side(world: World, done: Done) -> None:
    """Every row the deed wrote is of the actor's own side; what belongs to another side it did not fill in."""
    parties = {party.pk: party.locality_id for party in Party.objects.all()}
    parts = {pk: parties[row["party_id"]] for pk, row in done.after[Responsibility].items()}
    if done.by is None:
        for model in (Step, ProgressUpdate, DeadlineChange, Note):
            hold(not done.new(model), f"the system wrote a {model.__name__}")
        return
    short, role = world.people[done.by.pk]
    if all(row["verb"].startswith("accounts.") for row in done.new(Event)):
        return  # an administrator of any side moves its own people
    hold(short != "nb", "a stranger did something")
    hold(role in ROLES_THAT_FOLLOW, f"somebody who only reads ({role}) did something")
    mine = world.side(short).locality
    for model in (Step, ProgressUpdate):
        for row in done.new(model):
            hold(row["by_id"] == done.by.pk, f"{model.__name__} names another actor")
            hold(parts[row["responsibility_id"]] == mine.pk, f"{model.__name__} {row['id']} is of another side")
    for model in (Move, Report, Note):
        for row in done.new(model):
            hold(parties[row["party_id"]] == mine.pk, f"{model.__name__} {row['id']} is of another side")
    for row in done.new(Request):
        hold(parts[row["responsibility_id"]] == mine.pk, "a request of another side")
    for row in done.new(DeadlineChange):
        acting = {
            parts[pk]
            for pk, r in done.after[Responsibility].items()
            if r["commitment_id"] == row["commitment_id"] and r["acting"]
        }
        hold(mine.pk in acting, "the deadline was moved by a side that does not act")
    for row in done.new(Event):
        hold(row["actor_id"] in {done.by.pk, None}, "a history line names another actor")
        if row["actor_id"] is not None:
            hold(row["side_code"] == mine.code, f"{row['verb']} stands in the history of another side")
    for pk, row in done.after[Responsibility].items():
        earlier = done.before[Responsibility].get(pk)
        if earlier is not None and parts[pk] != mine.pk:
            filled = {k: v for k, v in row.items() if v != earlier[k] and v not in (None, "") and k not in COPIES}
            hold(not filled, f"the other side's part was filled in: {filled}")
    for pk, row in done.after[Request].items():
        earlier = done.before[Request].get(pk)
        if earlier is not None and earlier["state"] != row["state"] and row["state"] != "lapsed":
            hold(parts[row["responsibility_id"]] == mine.pk, "another side's request was answered")
    for pk, row in done.after[Report].items():
        earlier = done.before[Report].get(pk)
        if earlier is not None and earlier != row:
            hold(parties[row["party_id"]] == mine.pk, "another side's value was changed")


def trail_is_append_only(done: Done) -> None:
    """What was written once stays as written, unless its draft was withdrawn whole."""
    for model in (Event, Step, ProgressUpdate, DeadlineChange, LeadChange, Note, Move):
        for pk, row in done.before[model].items():
            hold(done.after[model].get(pk, row) == row, f"{model.__name__} {pk} was rewritten")
    hold(done.before[Event].keys() <= done.after[Event].keys(), "a history line is gone")
    if done.by is not None and not done.new(Event):  # asked for what is there already
        hold(done.before == done.after, "a deed changed something without a line in the history")


def life_follows_from_the_trail(after: Rows) -> None:
    """State, marks and days of every commitment, told anew from its steps."""
    by_commitment: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(after[Step].values(), key=lambda row: row["id"]):
        by_commitment.setdefault(row["commitment_id"], []).append(row)
    parts: dict[int, list[dict[str, Any]]] = {}
    for row in after[Responsibility].values():
        parts.setdefault(row["commitment_id"], []).append(row)
    for pk, one in after[Commitment].items():
        told = Told.of(one, parts[pk])
        for step in by_commitment.get(pk, []):
            told.take(step)
        hold(told.state == one["state"], f"{one['number']}: the trail says {told.state}, stored is {one['state']}")
        for part in parts[pk]:
            for mark, taken in told.marks.items():
                hold((part[mark] is not None) == (part["id"] in taken), f"{one['number']}: {mark} of part {part['id']}")
        days = [p["completed_on"] for p in parts[pk] if p["completed_on"]]
        hold(one["completed_on"] == (max(days) if one["state"] == "done" else None), f"{one['number']}: completed_on")


@dataclass
class Told:
    """A commitment's life as its steps tell it."""

    state: str
    before_pause: str
    agreed: bool
    acting: set[int]
    every: set[int]
    marks: dict[str, set[int]]
    place: tuple[str, str] | None = None  # where the sides agree to carry it over
    places: int = 0  # how many consents to that were told

    @classmethod
    def of(cls, one: dict[str, Any], parts: Iterable[dict[str, Any]]) -> "Told":
        acting = {p["id"] for p in parts if p["acting"]}
        told = cls(
            "drafted", "", one["origin"] == "agreement", acting, {p["id"] for p in parts},
            {m: set() for m in ("assigned_on", "accepted_on", "reported_on", "confirmed_on", "stopping_on", "carrying_on")},
        )  # fmt: skip
        if one["series_id"] is not None and "." in one["number"]:  # an instance inherits what was assigned and accepted
            first = {p["id"] for p in parts if p["assigned_on"]}
            told.inherited(one, first, parts)
        return told

    def inherited(self, one: dict[str, Any], _assigned: set[int], parts: Iterable[dict[str, Any]]) -> None:
        """Its trail begins where the last instance's stood: told by an event of its own, not by steps."""
        line = (
            Event.objects.filter(verb="commitments.instance_made", thing_id=str(one["id"])).order_by("sequence").first()
        )
        hold(line is not None, f"{one['number']}: no line says that this instance was made")
        first = Step.objects.filter(commitment=one["id"]).order_by("id").values_list("transition", flat=True)
        self.state = _beginning(list(first), one["state"])
        if self.state in {"assigned", "accepted"}:
            self.marks["assigned_on"] |= self.acting
        if self.state == "accepted":
            self.marks["accepted_on"] |= self.acting
        elif self.state == "assigned":
            taken = set(
                Step.objects.filter(commitment=one["id"], transition="T3").values_list("responsibility", flat=True)
            )
            self.marks["accepted_on"] |= {p["id"] for p in parts if p["acting"] and p["accepted_on"]} - taken

    def take(self, step: dict[str, Any]) -> None:
        code, part, marks = step["transition"], step["responsibility_id"], self.marks
        match code:
            case "T2" | "T4b":
                self._mark("assigned_on", part, self.acting, "assigned")
            case "T3":
                self._mark("accepted_on", part, self.acting, "accepted")
            case "T4":
                marks["assigned_on"].discard(part)
                self.state = "drafted"
            case "T5":
                self.state = "in_progress"
            case "T7":
                self._mark("reported_on", part, self.acting, "awaiting_confirmation")
            case "T8":
                self._mark("confirmed_on", part, self.every, "done")
            case "T9" | "T14":
                fall = {part} if part in self.acting or code == "T14" else set(self.every)
                fall |= self.every - self.acting
                for mark in ("reported_on", "confirmed_on"):
                    marks[mark] -= fall
                if code == "T14":
                    marks["stopping_on"].clear()
                    marks["carrying_on"].clear()
                self.state = "in_progress"
            case "T10":
                self.before_pause, self.state = self.state, "paused"
            case "T10b":
                self.state = self.before_pause
            case "T11":
                self._mark("stopping_on", part, self.every if self.agreed else {part}, "stopped")
            case "T12":
                self._agrees_to_a_place(step)
                self._mark("carrying_on", part, self.every, "carried_over")

    def _agrees_to_a_place(self, step: dict[str, Any]) -> None:
        """Who names another place than was agreed on starts the agreement anew; the history says which places were named."""
        lines = Event.objects.filter(verb="commitments.carried_over", thing_id=str(step["commitment_id"]))
        places = [(line.data["into"], line.data["item"]) for line in lines.order_by("sequence")]
        place = places[self.places]
        if place != self.place:
            self.marks["carrying_on"].clear()
        self.place, self.places = place, self.places + 1

    def _mark(self, mark: str, part: int, waited_for: set[int], to: str) -> None:
        self.marks[mark].add(part)
        if self.marks[mark] >= waited_for:
            self.state = to


def _beginning(codes: list[str], now: str) -> str:
    """Where an instance's life began, from the first step that says so; one that saw no such step stands there still."""
    for code in codes:
        if code in {"T2", "T4b"}:
            return "drafted"
        if code in {"T3", "T4"}:
            return "assigned"
        if code in {"T5", "T10", "T13", "T7"}:
            return "accepted"
    return now if now in {"drafted", "assigned", "accepted"} else "accepted"


def deadlines_follow_from_their_changes(after: Rows) -> None:
    """The deadline in force is the last one given, the first one the one before every change; extensions are counted."""
    changes: dict[int, list[dict[str, Any]]] = {}
    for row in sorted(after[DeadlineChange].values(), key=lambda row: row["id"]):
        changes.setdefault(row["commitment_id"], []).append(row)
    for pk, one in after[Commitment].items():
        mine = changes.get(pk, [])
        hold(not mine or one["deadline"] == mine[-1]["new"], f"{one['number']}: the deadline moved silently")
        for earlier, later in itertools.pairwise(mine):
            hold(later["old"] == earlier["new"], f"{one['number']}: a deadline between two changes was never given")
        given = [d for change in mine for d in (change["old"], change["new"]) if d] or [one["deadline"]]
        hold(
            one["original_deadline"] == given[0],
            f"{one['number']}: first deadline {one['original_deadline']}, was {given[0]}",
        )


def four_states_add_up(after: Rows, today: dt.date) -> None:
    """The published counts, counted by hand row by row; by group and by sector they sum to the whole."""
    by_programme: dict[int, list[dict[str, Any]]] = {pk: [] for pk in after[Programme]}
    for one in after[Commitment].values():
        by_programme[one["programme_id"]].append(one)
    for pk, found in by_programme.items():
        told = dict.fromkeys((f.name for f in fields(FourStates)), 0)
        for one in found:
            told[_place(one, today)] += 1
            told["due_soon"] += timeliness(one["state"], one["deadline"], one["completed_on"], today) == "due_soon"
        counts = Commitment.objects.filter(programme=pk).four_states(today)
        for name in (
            "done_on_time",
            "done_late",
            "open_in_time",
            "overdue",
            "no_deadline",
            "drafted",
            "paused",
            "stopped",
            "carried_over",
            "due_soon",
        ):
            hold(
                getattr(counts, name) == told[name], f"{name}: counted {getattr(counts, name)}, there are {told[name]}"
            )
        hold(counts.total == len(found) == counts.of + counts.left_out, "the four and what is left out do not add up")
        if len(after[Event]) % 4:
            continue  # by group and sector now and then
        for parts in (
            Commitment.objects.filter(programme=pk).four_states_by_group(today),
            Commitment.objects.filter(programme=pk).four_states_by_sector(today),
        ):
            hold(sum(p.of for p in parts.values()) == counts.of, "the parts do not add up to the whole")
            hold(sum(p.total for p in parts.values()) == counts.total, "the parts do not add up to the whole")


def _place(one: dict[str, Any], today: dt.date) -> str:
    """Which published count a commitment belongs to, told from the handbook's words and not from the site's rule."""
    if one["state"] in {"drafted", "paused", "stopped", "carried_over"}:
        return str(one["state"])
    if one["deadline"] is None:
        return "no_deadline"
    if one["state"] == "done":
        return "done_late" if one["completed_on"] > one["deadline"] else "done_on_time"
    return "overdue" if today > one["deadline"] else "open_in_time"


def totals_follow_from_approved_values(after: Rows, today: dt.date) -> None:
    """The agreed total of every indicator, from the approved values alone; one approved value a party and period."""
    for indicator in Indicator.objects.select_related("programme"):
        approved = [r for r in after[Report].values() if r["indicator_id"] == indicator.pk and r["state"] == "approved"]
        places = [(r["party_id"], r["period_start"]) for r in approved]
        hold(len(places) == len(set(places)), f"two approved values of one party in one period of {indicator.pk}")
        series, parties = one_series(indicator, today), indicator.programme.parties.count()
        standing: list[tuple[Decimal, Decimal | None]] = []
        for start in sorted({start for _, start in places}):
            values = {
                r["party_id"]: (r["id"], (r["value"] if r["value"] is not None else r["numerator"], r["denominator"]))
                for r in approved
                if r["period_start"] == start
            }
            kinds = {value for _, value in values.values()}
            if len(kinds) == 1 and len(values) == parties:
                standing.append(kinds.pop())
            elif len(kinds) > 1:
                over = ",".join(str(pk) for pk in sorted(pk for pk, _ in values.values()))
                said = {
                    n["party_id"]: n["stands_id"]
                    for n in sorted(after[Note].values(), key=lambda n: (n["at"], n["id"]))
                    if n["indicator_id"] == indicator.pk and n["period_start"] == start and n["over"] == over
                }
                if set(said) >= set(values) and len(set(said.values())) == 1 and None not in said.values():
                    standing.append(next(value for pk, value in values.values() if pk == next(iter(said.values()))))
        hold(
            _sum(indicator.aggregation, standing)
            == (None if series.total is None else (series.total.number, series.total.denominator)),
            f"indicator {indicator.pk} ({indicator.aggregation}): {series.total}, by hand from {standing}",
        )


def _sum(rule: str, values: list[tuple[Decimal, Decimal | None]]) -> tuple[Decimal, Decimal | None] | None:
    if not values:
        return None
    numbers = [number for number, _ in values]
    match rule:
        case "sum":
            return sum(numbers, Decimal(0)), None
        case "last":
            return numbers[-1], None
        case "max":
            return max(numbers), None
        case "mean":
            return (sum(numbers, Decimal(0)) / len(numbers)).quantize(Decimal("0.01"), "ROUND_HALF_UP"), None
    return sum(numbers, Decimal(0)), sum((d for _, d in values if d is not None), Decimal(0))


def stored_totals_follow(world: World, today: dt.date) -> None:
    """What `lienket recount` says, and what a page shows of stored totals, for one of those who may look."""
    wrong = list(recount(Recount(), mend=False))
    hold(not wrong, "; ".join(map(str, wrong)))
    viewer = world.officer() if world.chance(0.8) else AnonymousUser()
    read = Commitment.objects.visible_to(viewer)
    shown, counted = everything_counted_for(viewer, today), read.four_states(today)
    hold(shown == counted, f"stored totals show {shown}, {viewer} may see {counted}")
    programmes = list(Programme.objects.values_list("pk", flat=True))
    for pk, found in by_programme_counted_for(viewer, programmes, today).items():
        hold(found == read.filter(programme=pk).four_states(today), f"stored totals of programme {pk} for {viewer}")


def index_follows(after: Rows) -> None:
    """Every commitment can be found under the title it has, and nothing else can."""
    found = {row["thing_id"]: row for row in after[IndexRow].values() if row["kind"] == "commitment"}
    hold(found.keys() == after[Commitment].keys(), "the index has other commitments than there are")
    for pk, one in after[Commitment].items():
        hold(found[pk]["title"] == one["title"], f"{one['number']} is found under another title")


def everything_holds(world: World, done: Done) -> None:
    """All of it."""
    nobody_acts_for_another_side(world, done)
    trail_is_append_only(done)
    life_follows_from_the_trail(done.after)
    deadlines_follow_from_their_changes(done.after)
    four_states_add_up(done.after, world.day)
    if done.new(Report) or done.new(Note) or done.before[Report] != done.after[Report] or done.by is None:
        totals_follow_from_approved_values(done.after, world.day)
    index_follows(done.after)
    stored_totals_follow(world, world.day)
    the_desk_forgets_nothing(world, world.day)
    hold(verify_chain() is None, f"the chain is broken: {verify_chain()}")
