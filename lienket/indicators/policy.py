"""Who may record and read figures and indicators.

Figures: a side records its own, and those its papers tell of a locality it cooperates with; never a stranger's.
Indicators: the focal agency or the Office of a party defines them · a desk officer of the party's lead agency or its focal agency
reports · the head of the reporting agency approves, never what that head reported · that head or the party's Office takes an
approval back · the head of a lead agency, the focal agency or the Office speaks for the party on a difference · nobody for another side,
and nobody for a party that left the programme: what it had reported stands.
"""

from typing import Any

import rules
from django.db.models import Q

from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, sides
from lienket.lib.audience import Audience
from lienket.programmes.models import Party
from lienket.programmes.policy import edited_parties, edits_for, edits_programme, is_focal_of, is_office_of


def sees(actor: Any) -> Q:
    """Public figures for anyone; internal ones for the locality itself and, unless its own alone, its programme's parties."""
    public = Q(audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    shared = Party.objects.filter(locality__in=mine).values("programme")
    return public | Q(locality__in=mine) | Q(audience=Audience.PARTIES, programme__in=shared)


def records_for_locality(actor: Any, locality: Any) -> bool:
    """Focal agency or Office, for its own locality or one it cooperates with."""
    if not holds(actor, Role.FOCAL, Role.OFFICE):
        return False
    if locality is None or locality.pk in sides(actor):
        return True
    written = edited_parties(actor).values("programme")
    return Party.objects.filter(programme__in=written, locality=locality).exists()


def keeps_figure(actor: Any, figure: Any) -> bool:
    """The same, of the figure's locality; a side's own figure only by that side."""
    if figure is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    if figure.audience == Audience.SIDE and figure.locality_id not in sides(actor):
        return False
    return records_for_locality(actor, figure.locality)


def keeps_by_hand(actor: Any, locality: Any) -> bool:
    """A figure entered by hand: focal agency or Office of the locality itself; nobody for another."""
    if locality is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    return holds(actor, Role.FOCAL, Role.OFFICE, locality=locality.pk)


def keeps_entered(actor: Any, figure: Any) -> bool:
    """The same of a figure. Who entered it does not approve it: what is shown has been seen by two people (the deed says so)."""
    return keeps_by_hand(actor, figure.locality if figure is not None else None)


# -- shared indicators ----------------------------------------------------------------------------------------------------


def sees_indicator(actor: Any) -> Q:
    """Public ones of public programmes for anyone, every one for the officers of a party."""
    public = Q(audience=Audience.PUBLIC, programme__audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    return public | Q(programme__in=Party.objects.filter(locality__in=mine).values("programme"))


def sees_report(actor: Any) -> Q:
    """Approved values with their indicator; of one's own side all, of the other sides what was approved once."""
    public = Q(state="approved", indicator__audience=Audience.PUBLIC, indicator__programme__audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    shared = Q(indicator__programme__in=Party.objects.filter(locality__in=mine).values("programme"))
    return public | (shared & Q(approved_at__isnull=False)) | Q(party__locality__in=mine)


def reports_for_part(actor: Any, part: Any) -> bool:
    """A desk officer of a lead agency of the party, or the party's focal agency."""
    if part is None:
        return holds(actor, Role.DESK, Role.FOCAL)
    desk = part.party.left_on is None and any(holds(actor, Role.DESK, agency=lead) for lead in part.leads)
    return desk or is_focal_of(actor, part.party)


def speaks_for_part(actor: Any, part: Any) -> bool:
    """The head of a lead agency of the party, its focal agency or its Office."""
    if part is None:
        return holds(actor, Role.HEAD, Role.FOCAL, Role.OFFICE)
    head = part.party.left_on is None and any(holds(actor, Role.HEAD, agency=lead) for lead in part.leads)
    return head or edits_for(actor, part.party)


def heads_the_reporting_agency(actor: Any, report: Any) -> bool:
    """The head of the agency the value comes from, where somebody else reported it."""
    if report is None:
        return holds(actor, Role.HEAD)
    there = report.party.left_on is None
    return there and holds(actor, Role.HEAD, agency=report.agency) and report.by_id != actor.pk


def takes_approval_back(actor: Any, report: Any) -> bool:
    """The head of the agency the value comes from, or the Office of its party."""
    if report is None:
        return holds(actor, Role.HEAD, Role.OFFICE)
    there = report.party.left_on is None
    return (there and holds(actor, Role.HEAD, agency=report.agency)) or is_office_of(actor, report.party)


def edits_indicator(actor: Any, indicator: Any) -> bool:
    """Writes for a party of the indicator's programme."""
    return edits_programme(actor, indicator.programme if indicator is not None else None)


rules.add_rule("indicators.define", edits_programme)  # the thing is the programme
rules.add_rule("indicators.withdraw_indicator", edits_indicator)
rules.add_rule("indicators.report", reports_for_part)  # the thing is a Part
rules.add_rule("indicators.resolve", speaks_for_part)  # the thing is a Part
rules.add_rule("indicators.approve", heads_the_reporting_agency)  # the thing is a Report
rules.add_rule("indicators.return", heads_the_reporting_agency)
rules.add_rule("indicators.withdraw_approval", takes_approval_back)
rules.add_rule("indicators.record", records_for_locality)
rules.add_rule("indicators.enter_figure", keeps_by_hand)  # the thing is the locality
rules.add_rule("indicators.correct_figure", keeps_entered)
rules.add_rule("indicators.approve_figure", keeps_entered)
rules.add_rule("indicators.publish", keeps_figure)
rules.add_rule("indicators.supersede", keeps_figure)
rules.add_rule("indicators.withdraw", keeps_figure)
