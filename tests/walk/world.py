"""The people and things of one walk, and how a walker makes up what it hands in: mostly sensible, now and then hostile."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from lienket.accounts.models import Officer
from lienket.accounts.tests.cast import Cast, Side, build_cast
from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.tests.builders import a_commitment
from lienket.indicators.models import Indicator, Report
from lienket.indicators.tests.builders import an_indicator
from lienket.lib import clock
from lienket.localities.models import Agency
from lienket.programmes.models import Party, Programme
from lienket.programmes.tests.builders import a_programme

BEGINS = dt.date(2026, 11, 24)
T = TypeVar("T")
# What nobody means to hand in: nothing, blanks, control marks, decomposed letters, more than a column holds, a secrecy stamp.
HOSTILE = (
    "",
    "   ",
    "\x00",
    "\u200b",
    "Tie\u0302\u0301n đo\u0302\u0323",
    "x" * 9000,
    "TỐI MẬT",
    "'; DROP TABLE --",
    "<script>",
)
ROLES_THAT_FOLLOW = {"desk", "head", "other_desk", "focal", "office"}  # the others of a side read


class NothingThere(Exception):
    """A deed needs a thing of which there is none yet."""


@dataclass
class World:
    """Two sides that cooperate (hn, ht) and a stranger (nb), with everything they have made so far."""

    rng: random.Random
    cast: Cast
    day: dt.date = BEGINS
    done: Counter[str] = field(default_factory=Counter)
    before_me: int | None = None  # the commitment whose next step the walker looks for
    part_before_me: int | None = None
    refused: Counter[str] = field(default_factory=Counter)
    people: dict[int, tuple[str, str]] = field(default_factory=dict)  # officer → (side, part), as the walk made them

    @classmethod
    def begin(cls, seed: int) -> "World":
        """A cast, and one programme in force; sometimes open-ended, sometimes over soon."""
        world = cls(random.Random(seed), build_cast())
        for short in ("hn", "ht", "nb"):
            for part, officer in world.side(short).officers.items():
                world.people[officer.pk] = (short, part)
        with clock.set_to(world.day):
            long = a_programme(world.cast, open_ended=world.chance(0.5))
            short_one = a_programme(world.cast, period_to=dt.date(2027, 3, 31), title="Kế hoạch hợp tác năm 2026")
            for number, programme in enumerate((long, long, long, short_one)):
                a_commitment(world.cast, programme, supported=world.chance(0.3))
                an_indicator(
                    world.cast,
                    programme,
                    name=f"Số hợp đồng {number}",
                    aggregation=world.one(["sum", "last", "max", "mean", "ratio"]),
                )
        return world

    # -- people ----------------------------------------------------------------------------------------------------

    def side(self, short: str) -> Side:
        return getattr(self.cast, short)

    def officer(self, short: str = "", part: str = "") -> Officer:
        """Somebody, fresh from the database, so that nothing of an earlier day is remembered."""
        short = short or self.rng.choices(["hn", "ht", "nb"], [10, 10, 1])[0]
        part = part or self.rng.choice(
            sorted(ROLES_THAT_FOLLOW) * 3 + ["leader", "clerk", "editor", "admin", "security"]
        )
        return Officer.objects.get(pk=getattr(self.side(short), part).pk)

    # -- things ----------------------------------------------------------------------------------------------------

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def one(self, found: Sequence[T]) -> T:
        if not found:
            raise NothingThere
        return self.rng.choice(found)

    def programme(self) -> Programme:
        return self.one(list(Programme.objects.order_by("pk")))

    def commitment(self) -> Commitment:
        """The one the walker has before it, where there is one."""
        if self.before_me is not None and self.chance(0.95):
            return Commitment.objects.get(pk=self.before_me)
        return self.one(list(Commitment.objects.order_by("pk")))

    def part(self, by: Officer, commitment: Commitment | None = None) -> Responsibility:
        """A party's part; nearly always the one of the officer's own side."""
        if self.part_before_me is not None and self.chance(0.95):
            return Responsibility.objects.with_people().get(pk=self.part_before_me)
        commitment = commitment or self.commitment()
        parts = list(commitment.responsibilities.with_people().order_by("pk"))
        own = [r for r in parts if r.party.locality_id == self.side(self.people[by.pk][0]).locality.pk]
        return self.one(own if own and self.chance(0.85) else parts)

    def party(self, by: Officer, programme: Programme) -> Party:
        parties = list(programme.parties.select_related("locality", "focal_agency__type", "focal_agency__locality"))
        own = [p for p in parties if p.locality_id == self.side(self.people[by.pk][0]).locality.pk]
        return self.one(own if own and self.chance(0.85) else parties)

    def indicator(self) -> Indicator:
        return self.one(list(Indicator.objects.order_by("pk")))

    def report(self) -> Report:
        return self.one(list(Report.objects.order_by("pk")))

    def agency(self, party: Party) -> Agency:
        """An agency of the party; now and then another side's."""
        short = next(s for s in ("hn", "ht", "nb") if self.side(s).locality.pk == party.locality_id)
        if self.chance(0.08):
            short = self.one(["hn", "ht", "nb"])
        side = self.side(short)
        return self.one([side.so_ct] * 12 + [side.so_yt, side.so_tc])

    # -- what is handed in -----------------------------------------------------------------------------------------

    def text(self, usual: str) -> str:
        return usual if self.chance(0.9) else self.one(HOSTILE)

    def before(self) -> dt.date | None:
        """A day of a paper: a little before today; now and then none, long ago, or ahead."""
        return self._day(-20, 0)

    def after(self) -> dt.date | None:
        """A day ahead; now and then none, or gone by."""
        return self._day(1, 150)

    def _day(self, first: int, last: int) -> dt.date | None:
        if self.chance(0.06):
            return None
        days = (
            self.rng.randint(first, last) if self.chance(0.9) else self.rng.choice([-9000, -400, -1, 0, 1, 400, 40000])
        )
        return self.day + dt.timedelta(days=days)

    def maybe(self, *values: Any) -> Any:
        return self.one(values)
