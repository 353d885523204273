"""The demo's history: `data/history.yaml` played through the rooms' own deeds, day by day, with a set clock."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from lienket.accounts.models import Role
from lienket.comments import actions as comments
from lienket.comments import subjects
from lienket.commitments import actions as commitments
from lienket.commitments.actions import MilestoneDraft
from lienket.commitments.models import Commitment, Responsibility
from lienket.lib import clock
from lienket.localities.actions import establish_agency
from lienket.programmes.models import Programme

from .accounts import Staff


@dataclass(frozen=True)
class Event:
    """One deed on one day; `order` keeps deeds of a day in the order the transitions ask for."""

    day: dt.date
    order: int
    deed: Callable[[], Any]


class Replay:
    """Plays what both sides did with the commitments of a programme. `today` is the day the offsets count from."""

    def __init__(self, programme: Programme, history: dict[str, Any], staff: Staff, today: dt.date) -> None:
        self.history, self.staff, self.today = history, staff, today
        self._by_number: dict[str, Commitment] = {}
        for commitment in programme.commitments.select_related("clause").order_by("pk"):
            number = commitment.clause.number if commitment.clause else ""
            self._by_number.setdefault(number, commitment)

    def run(self, also: Iterable[Event] = ()) -> int:
        """Play everything, and the events of `also`, in the order of days. Returns how many deeds were done."""
        events = sorted([*self._events(), *also], key=lambda event: (event.day, event.order))
        for event in events:
            with clock.set_to(dt.datetime.combine(event.day, dt.time(8, 30 + event.order))):
                event.deed()
        return len(events)

    def _day(self, days: int) -> dt.date:
        return self.today + dt.timedelta(days=days)

    def _events(self) -> Iterator[Event]:
        for entry in self.history["commitments"]:
            commitment = self._by_number.get(entry["n"])
            if commitment is None:
                raise LookupError(f"history.yaml speaks of {entry['n']}, but no accepted commitment has that number")
            yield from self._of_commitment(commitment, entry)

    def _of_commitment(self, commitment: Commitment, entry: dict[str, Any]) -> Iterator[Event]:
        parts = {
            part.party.locality.code: part
            for part in commitment.responsibilities.select_related("party__locality", "lead__type", "lead__locality")
        }
        acting = {code: part for code, part in parts.items() if part.acting}
        accepts = entry.get("accept", dict.fromkeys(acting, self.history["accepted"]))
        for code, part in acting.items():
            paper = self.history["assigned"][code]
            yield Event(self._day(paper["days"]), 1, partial(self._assign, part, entry, paper))
            if code in accepts:
                yield Event(self._day(accepts[code]), 2, partial(self._accept, part))
        for update in entry.get("updates", ()):
            yield Event(self._day(update["days"]), 3, partial(self._report, parts[update["side"]], update))
        for code, output in entry.get("complete", {}).items():
            yield Event(self._day(output["days"]), 4, partial(self._complete, parts[code], output))
        for code, days in entry.get("confirm", {}).items():
            outputs = [self._day(output["days"]) for output in entry["complete"].values()]
            yield Event(self._day(days), 5, partial(self._confirm, parts[code], max(outputs)))
        if "milestones" in entry:
            yield from self._of_progress(parts[entry["planned"]["side"]], entry)
        for said in entry.get("remarks", ()):
            yield Event(self._day(said["days"]), 10, partial(self._remark, parts[said["side"]], said))
        if asked := entry.get("extension"):
            part = parts[asked["side"]]
            yield Event(self._day(asked["days"]), 6, partial(self._ask_for_time, part, asked))
            if "approved" in asked:
                yield Event(self._day(asked["approved"]), 7, partial(self._approve, part))
        if stands := entry.get("pause"):
            yield Event(self._day(stands["days"]), 8, partial(self._pause, parts[stands["side"]], stands))
        if again := entry.get("reopen"):
            yield Event(self._day(again["days"]), 9, partial(self._reopen, parts[again["side"]], again))

    def _of_progress(self, part: Responsibility, entry: dict[str, Any]) -> Iterator[Event]:
        yield Event(self._day(entry["planned"]["days"]), 11, partial(self._plan, part, entry["milestones"]))
        for one in entry["milestones"]:
            if reached := one.get("reached"):
                yield Event(self._day(reached["days"]), 12, partial(self._reach, part, one))
        if by_hand := entry.get("by_hand"):
            yield Event(self._day(by_hand["days"]), 13, partial(self._judge, part, by_hand))

    def _fresh(self, part: Responsibility) -> Responsibility:
        return Responsibility.objects.with_people().get(pk=part.pk)

    def _assign(self, part: Responsibility, entry: dict[str, Any], paper: dict[str, Any]) -> None:
        part = self._fresh(part)
        locality, code = part.party.locality, part.party.locality.code
        lead = part.lead
        if lead is None:
            lead = establish_agency(entry["leads"][code], locality, on=clock.today(), by=None)
        commitments.assign(
            part,
            lead=lead,
            coordinators=list(part.coordinators.all()),
            assigning_paper=paper["number"],
            assigning_paper_date=clock.today(),
            output=entry.get("output", self.history["output"]),
            by=self.staff.of_side(code, Role.OFFICE),
        )

    def _accept(self, part: Responsibility) -> None:
        part = self._fresh(part)
        commitments.accept(part, by=self._officer(part, Role.DESK))

    def _report(self, part: Responsibility, update: dict[str, Any]) -> None:
        part = self._fresh(part)
        commitments.report_progress(
            part,
            result=update["result"],
            percent=update.get("percent"),
            difficulties=update.get("difficulties", ""),
            proposals=update.get("proposals", ""),
            by=self._officer(part, Role.DESK),
        )

    def _complete(self, part: Responsibility, output: dict[str, Any]) -> None:
        part = self._fresh(part)
        commitments.report_completion(
            part, output_paper=output["number"], output_date=clock.today(), by=self._officer(part, Role.HEAD)
        )

    def _confirm(self, part: Responsibility, completed_on: dt.date) -> None:
        part = self._fresh(part)
        commitments.confirm_completion(
            part, completed_on=completed_on, by=self.staff.of_side(part.party.locality.code, Role.FOCAL)
        )

    def _plan(self, part: Responsibility, milestones: list[dict[str, Any]]) -> None:
        drafts = [MilestoneDraft(one["title"], one["weight"], self._day(one["days"])) for one in milestones]
        part = self._fresh(part)
        commitments.set_milestones(part.commitment, drafts, by=self._officer(part, Role.DESK))

    def _reach(self, part: Responsibility, one: dict[str, Any]) -> None:
        part = self._fresh(part)
        milestone = part.commitment.milestones.get(title=one["title"])
        commitments.reach_milestone(
            milestone,
            reached_on=clock.today(),
            evidence=one["reached"]["evidence"],
            by=self._officer(part, Role.DESK),
        )

    def _judge(self, part: Responsibility, by_hand: dict[str, Any]) -> None:
        part = self._fresh(part)
        commitments.override_progress(
            part.commitment, percent=by_hand["percent"], reason=by_hand["reason"], by=self._officer(part, Role.HEAD)
        )

    def _ask_for_time(self, part: Responsibility, asked: dict[str, Any]) -> None:
        part = self._fresh(part)
        deadline = part.commitment.deadline
        if deadline is None:
            raise LookupError(f"{part.commitment.number} has no deadline to extend")
        commitments.ask_extension(
            part,
            proposed=deadline + dt.timedelta(days=asked["more"]),
            reason=asked["reason"],
            by=self._officer(part, Role.HEAD),
        )

    def _approve(self, part: Responsibility) -> None:
        part = self._fresh(part)
        asked = part.requests.get(state="pending", kind="extension")
        commitments.approve_extension(part, new=asked.proposed, by=self._office(part))

    def _pause(self, part: Responsibility, stands: dict[str, Any]) -> None:
        part = self._fresh(part)
        commitments.pause(part, reason=stands["reason"], expected_on=self._day(stands["until"]), by=self._office(part))

    def _reopen(self, part: Responsibility, again: dict[str, Any]) -> None:
        part = self._fresh(part)
        commitments.reopen(part, reason=again["reason"], by=self._office(part))

    def _remark(self, part: Responsibility, said: dict[str, Any]) -> None:
        part = self._fresh(part)
        by = self._officer(part, Role.DESK)
        subject = subjects.find("commitment", by, pk=part.commitment_id)
        if subject is None:
            raise LookupError(f"{part.commitment.number} is not open to {by.label}")
        other = (
            self._officer(self._fresh(self._part_of(part, said["mentions"])), Role.DESK) if "mentions" in said else None
        )
        comments.add_remark(
            subject,
            text=said["text"],
            own_side_only=said.get("own_side_only", False),
            people=[other] if other else [],
            by=by,
        )

    def _part_of(self, part: Responsibility, code: str) -> Responsibility:
        return part.commitment.responsibilities.get(party__locality__code=code)

    def _office(self, part: Responsibility) -> Any:
        return self.staff.of_side(part.party.locality.code, Role.OFFICE)

    def _officer(self, part: Responsibility, role: Role) -> Any:
        if part.lead is None:
            raise LookupError(f"{part.commitment.number} has no lead agency for {part.party}")
        return self.staff.of_agency(part.lead, role)
