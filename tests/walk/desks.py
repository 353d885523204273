"""Desks, held against desks that read everything."""

import datetime as dt
from unittest.mock import patch

from lienket.accounts.models import Officer
from lienket.audit.models import Event
from lienket.commitments import desk as commitments_desk
from lienket.commitments import desk_decisions
from lienket.commitments.models import Responsibility
from lienket.commitments.transitions import UNFINISHED
from lienket.indicators import desk as indicators_desk
from lienket.indicators.desk_concerns import RUNNING
from lienket.indicators.models import Indicator

from .holding import hold
from .world import World


def the_desk_forgets_nothing(world: World, today: dt.date) -> None:
    """What an officer's desk shows is what it would show had it read every part and every indicator of the officer's side."""
    officer = Officer.objects.get(pk=sorted(world.people)[Event.objects.count() % len(world.people)])
    found = commitments_desk.waiting_for(officer, today), indicators_desk.waiting_for(officer, today)
    of_side = Responsibility.objects.own_to(officer).filter(party__left_on=None)
    every_part = list(of_side.filter(commitment__state__in=UNFINISHED).values_list("pk", flat=True))
    indicators = Indicator.objects.of_sides_of(officer).select_related("programme")
    running = list(indicators.filter(programme__state__in=RUNNING))
    with (
        patch.object(commitments_desk, "_most_urgent", lambda _officer: every_part),
        patch.object(desk_decisions, "ask", lambda *_form, **_given: every_part),
        patch.object(indicators_desk, "concerning", lambda _officer, _today: running),
    ):
        every = commitments_desk.waiting_for(officer, today), indicators_desk.waiting_for(officer, today)
    for shown, whole in zip(found, every, strict=True):
        overlooked = [f"{item.kind}: {item.title}" for item in whole if item not in shown]
        hold(not overlooked, f"not on the desk of {world.people[officer.pk]}: {overlooked}")
        hold(len(shown) == len(whole), f"more on the desk of {world.people[officer.pk]} than waits: {shown}, {whole}")
