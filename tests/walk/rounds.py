"""One round: a world, some hundred deeds, the truths asked after each. Everything is taken back at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.cache import cache
from django.db import transaction
from django.db.models import Prefetch

from lienket.accounts.models import Officer
from lienket.commitments.models import Commitment, Responsibility
from lienket.commitments.steps import next_steps
from lienket.commitments.transitions import AWAITED
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused

from .deeds import BY_NAME, BY_STEP, TABLE, Deed
from .truths import Done, everything_holds, nothing_changed, rows
from .world import ROLES_THAT_FOLLOW, NothingThere, World

LENGTH = 150
ENDS = {"T11", "T12"}  # taken rarely: nothing comes after them
_PARTS = Prefetch("responsibilities", Responsibility.objects.with_people().prefetch_related("requests"))


def play(seed: int, length: int = LENGTH) -> str:
    """Play a round from `seed`; raises Untrue, or what a deed should not have raised. Returns what was done, in a line."""
    with taken_back():
        world = World.begin(seed)
        before = rows()
        for number in range(length):
            with clock.set_to(world.day):
                deed, by = choose(world)
                try:
                    with transaction.atomic():
                        deed.do(world, by)
                except NothingThere:
                    continue
                except DeedRefused:
                    world.refused[deed.name] += 1
                    nothing_changed(before, rows())
                    continue
                except Exception as error:
                    error.add_note(f"deed {number} of seed {seed}: {deed.name} by {world.people[by.pk]} on {world.day}")
                    raise
            with clock.set_to(world.day):
                world.done[deed.name] += 1
                done = Done(None if deed.system else by, before, after := rows())
                try:
                    everything_holds(world, done)
                except AssertionError as error:
                    error.add_note(
                        f"after deed {number} of seed {seed}: {deed.name} by {world.people[by.pk]} on {world.day}"
                    )
                    raise
                before = after
        states = sorted(Commitment.objects.values_list("state", flat=True))
        return f"{world.done.total()} deeds of {len(world.done)} kinds done, {world.refused.total()} refused; {', '.join(states)}"


def choose(world: World) -> tuple[Deed, Officer]:
    """What is tried next and by whom. Half of the time a step the site offers to this person, so that lives go on."""
    world.before_me = world.part_before_me = None
    deed = world.rng.choices(TABLE, [one.weight for one in TABLE])[0]
    if world.chance(0.5) and (found := list(Commitment.objects.prefetch_related(_PARTS).order_by("pk"))):
        one = world.one([c for c in found if c.state in AWAITED] or found)
        short = world.one(["hn", "ht"])
        offered = [
            (step, by)
            for by in (world.officer(short, part) for part in world.rng.sample(sorted(ROLES_THAT_FOLLOW), 3))
            for step in next_steps(one, by)
            if step.allowed
        ]
        weights = [1 if step.transition.code in ENDS else 20 if step.awaited else 3 for step, _ in offered]
        if offered:
            step, by = world.rng.choices(offered, weights)[0]
            world.before_me, world.part_before_me = one.pk, step.responsibility.pk
            return BY_NAME[BY_STEP[step.transition.code]], by
    part = deed.usual if world.chance(0.85) else ""
    return deed, world.officer("", part)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written inside never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    cache.clear()
