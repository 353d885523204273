"""Commitments of the cast, brought to any state through the deeds themselves."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lienket.accounts.tests.cast import Cast, Side
from lienket.commitments import actions
from lienket.commitments.actions import ResponsibilityDraft
from lienket.commitments.models import Commitment, CommitmentState, Responsibility
from lienket.lib import clock
from lienket.lib.transitions import move
from lienket.localities.models import Sector
from lienket.programmes.models import Programme, ProgrammeState
from lienket.programmes.tests.builders import PAPER, a_programme, party_of

S = CommitmentState
TODAY = dt.date(2026, 11, 24)
MADE_ON = dt.date(2026, 3, 18)
DEADLINE = dt.date(2026, 12, 31)
ORDER = [S.DRAFTED, S.ASSIGNED, S.ACCEPTED, S.IN_PROGRESS, S.AWAITING_CONFIRMATION, S.DONE]


@dataclass
class Promise:
    """A commitment with the parts of Hà Nội and Hà Tĩnh, and the cast that works on it."""

    cast: Cast
    commitment: Commitment

    def part(self, side: Side) -> Responsibility:
        """A side's part, fresh from the database."""
        return self.commitment.responsibilities.with_people().get(party__locality=side.locality)

    @property
    def hn(self) -> Responsibility:
        return self.part(self.cast.hn)

    @property
    def ht(self) -> Responsibility:
        return self.part(self.cast.ht)

    @property
    def state(self) -> str:
        self.commitment.refresh_from_db()
        return self.commitment.state

    @property
    def acting(self) -> list[Side]:
        return [side for side in (self.cast.hn, self.cast.ht) if self.part(side).acting]


def a_commitment(cast: Cast, programme: Programme | None = None, *, supported: bool = False, **changes: Any) -> Promise:
    """A drafted commitment, Công Thương leading on both sides; `supported` lets Hà Nội act and Hà Tĩnh receive."""
    programme = programme or a_programme(cast)
    facts: dict[str, Any] = {
        "title": "Tổ chức Tuần nông sản và sản phẩm OCOP Hà Tĩnh tại Hà Nội",
        "responsibilities": [
            ResponsibilityDraft(party_of(programme, cast.hn), lead=cast.hn.so_ct),
            ResponsibilityDraft(party_of(programme, cast.ht), acting=not supported, lead=cast.ht.so_ct),
        ],
        "sector": Sector.objects.get(code="CTT.01"),
        "deadline": DEADLINE,
        "output": "Tuần hàng và các biên bản ghi nhớ",
        "made_on": MADE_ON,
        "citation": PAPER,
        "by": cast.hn.focal,
    }
    return Promise(cast, actions.add_commitment(programme, **facts | changes))


def many_parts(parts: Iterable[Responsibility]) -> None:
    """Parts written at once, with the copies each takes when it is saved by itself."""
    made = list(parts)
    for part in made:
        part.take_copies()
    Responsibility.objects.bulk_create(made)


def assign(promise: Promise, side: Side, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "lead": side.so_ct,
        "coordinators": [side.so_yt],
        "assigning_paper": "188/KH-UBND",
        "assigning_paper_date": clock.today(),
        "by": side.office,
    }
    actions.assign(promise.part(side), **facts | changes)


def report(promise: Promise, side: Side, **changes: Any) -> None:
    facts: dict[str, Any] = {"output_paper": "45/BC-SCT", "output_date": clock.today(), "by": side.head}
    actions.report_completion(promise.part(side), **facts | changes)


def confirm(promise: Promise, side: Side, **changes: Any) -> None:
    facts: dict[str, Any] = {"completed_on": clock.today(), "by": side.focal}
    actions.confirm_completion(promise.part(side), **facts | changes)


def pause(promise: Promise, side: Side, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "reason": "Chờ mặt bằng", "expected_on": clock.today() + dt.timedelta(days=20), "by": side.office,
    }  # fmt: skip
    actions.pause(promise.part(side), **facts | changes)


def stop(promise: Promise, side: Side, **changes: Any) -> None:
    facts: dict[str, Any] = {
        "paper_number": "412-KL/TU", "paper_date": clock.today(), "reason": "Không còn nhu cầu", "by": side.office,
    }  # fmt: skip
    actions.stop(promise.part(side), **facts | changes)


def ask_for_time(promise: Promise, side: Side, **changes: Any) -> None:
    proposed = (promise.commitment.deadline or clock.today()) + dt.timedelta(days=30)
    facts: dict[str, Any] = {"proposed": proposed, "reason": "Bão số 10", "by": side.head}
    actions.ask_extension(promise.part(side), **facts | changes)


def at_review(promise: Promise) -> None:
    """The period of the programme is over: its final review is due."""
    programme = promise.commitment.programme
    move(programme, frm={programme.state}, to=ProgrammeState.AWAITING_REVIEW.value)


def bring_to(state: str, promise: Promise) -> Promise:
    """Every party takes its steps until the commitment stands at `state`."""
    acting, both = promise.acting, [promise.cast.hn, promise.cast.ht]
    way = ORDER[1 : ORDER.index(S(state)) + 1] if state in ORDER else [*ORDER[1:4], S(state)]
    for target in way:
        match target:
            case S.ASSIGNED:
                for side in acting:
                    assign(promise, side)
            case S.ACCEPTED:
                for side in acting:
                    actions.accept(promise.part(side), by=side.desk)
            case S.IN_PROGRESS:
                actions.start(promise.part(acting[0]), by=acting[0].desk)
            case S.AWAITING_CONFIRMATION:
                for side in acting:
                    report(promise, side)
            case S.DONE:
                for side in both:
                    confirm(promise, side)
            case S.PAUSED:
                pause(promise, acting[0])
            case S.STOPPED:
                for side in both:
                    stop(promise, side)
    promise.commitment.refresh_from_db()
    return promise


def in_state(cast: Cast, state: str, **changes: Any) -> Promise:
    """A commitment that stands at `state`."""
    return bring_to(state, a_commitment(cast, **changes))
