"""A simulated year: every day people do random deeds, and the daily work is done as the worker does it; the truths once a month."""

import datetime as dt

from django.db import transaction

from lienket.commitments.actions import make_instances, pass_to_successors
from lienket.commitments.chasing import chase_on
from lienket.lib import clock
from lienket.lib.refusals import DeedRefused
from lienket.lib.working_days import is_working_day
from lienket.notices.digest import clear_told, make_digests
from lienket.notices.models import Digest, OutgoingMail
from lienket.programmes.actions import end_periods

from .holding import hold
from .rounds import choose, taken_back
from .truths import Done, everything_holds, rows
from .world import NothingThere, World

DAYS = 366
FIRST = dt.date(2027, 12, 20)  # over a year's end and a 29 February


def simulated(seed: int, days: int = DAYS) -> str:
    """Play the year from `seed`; raises what the truths raise."""
    with taken_back():
        world, mails = World.begin(seed), 0
        world.day = FIRST
        for number in range(days):
            with clock.set_to(world.day):
                for _ in range(world.rng.choice([1, 2, 2, 3])):
                    before, day = rows(), world.day
                    deed, by = choose(world)
                    try:
                        with transaction.atomic():
                            deed.do(world, by)
                    except (NothingThere, DeedRefused):
                        continue
                    finally:
                        world.day = day  # days pass of themselves here
                    world.done[deed.name] += 1
                    if number % 30 == 0:
                        everything_holds(world, Done(None if deed.system else by, before, rows()))
                mails += daily_work(world.day)
            world.day += dt.timedelta(days=1)
        told = Digest.objects.count()
        return (
            f"{days} days, {world.done.total()} deeds of {len(world.done)} kinds, {told} digests, {mails} mails of them"
        )


def daily_work(day: dt.date) -> int:
    """What the worker does in a day, twice, since it may be asked twice; the second time nothing more comes of it."""
    letters = OutgoingMail.objects.count()
    for again in (False, True):
        made = [end_periods(), make_instances(), pass_to_successors(), chase_on(day), make_digests(day)]
        hold(not again or not any(made), f"on {day} the daily work was done twice: {made}")
    hold(is_working_day(day) or not Digest.objects.filter(day=day).exists(), f"a digest on {day}, a day off")
    clear_told()
    return OutgoingMail.objects.count() - letters
