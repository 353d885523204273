"""Who may do what to a programme. Rights: the focal agency and the Office of a party edit; others of a party read; the public reads public ones."""

from typing import TYPE_CHECKING, Any

import rules
from django.db.models import Q, QuerySet

from lienket.accounts.models import Role
from lienket.accounts.predicates import agencies_held, holds, sides
from lienket.accounts.roster import Roster
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.models import Agency

if TYPE_CHECKING:
    from .models import Party, Programme


def is_office_of(actor: Any, party: "Party") -> bool:
    """The actor sits in the Office (Văn phòng) of this party's locality; nobody acts for a party that left."""
    return party.left_on is None and holds(actor, Role.OFFICE, locality=party.locality_id)


def is_focal_of(actor: Any, party: "Party") -> bool:
    """The actor is of this party's focal agency; of any focal agency of the locality while none is named. Not of one that left."""
    if party.left_on is not None:
        return False
    if party.focal_agency is None:
        return holds(actor, Role.FOCAL, locality=party.locality_id)
    return holds(actor, Role.FOCAL, agency=party.focal_agency)


def edits_for(actor: Any, party: "Party") -> bool:
    """The actor writes for this party: its focal agency or its Office."""
    return is_focal_of(actor, party) or is_office_of(actor, party)


def own_parties(actor: Any, programme: "Programme") -> list["Party"]:
    """The parties of the programme the actor belongs to today, in the programme's order."""
    mine = sides(actor)
    return [party for party in programme.parties.all() if party.locality_id in mine]


def focal_parties(actor: Any) -> "QuerySet[Party]":
    """Every party of whose focal agency the actor is: `is_focal_of` as a question."""
    from .models import Party

    named = Agency.objects.filter(agencies_held(actor, Role.FOCAL))
    unnamed = Q(focal_agency=None, locality__in=sides(actor, Role.FOCAL))
    return Party.objects.filter(unnamed | Q(focal_agency__in=named), left_on=None).order_by()


def edited_parties(actor: Any) -> "QuerySet[Party]":
    """Every party the actor writes for: `edits_for` as a question."""
    from .models import Party

    of_office = Q(locality__in=sides(actor, Role.OFFICE), left_on=None)
    return Party.objects.filter(of_office | Q(pk__in=focal_parties(actor).values("pk"))).order_by()


def sees(actor: Any) -> Q:
    """Gate of programmes: public ones for anyone, the others for officers of a party."""
    from .models import Party

    public = Q(audience=Audience.PUBLIC)
    mine = sides(actor)
    if not mine:
        return public
    return public | Q(pk__in=Party.objects.filter(locality__in=mine).values("programme"))


def writes_for_some_side(actor: Any, _thing: Any) -> bool:
    """Focal agency or Office, of any side."""
    return holds(actor, Role.FOCAL, Role.OFFICE)


def edits_programme(actor: Any, programme: Any) -> bool:
    """Writes for one of the programme's parties."""
    if programme is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    return any(edits_for(actor, party) for party in programme.parties.all())


def edits_for_party(actor: Any, party: Any) -> bool:
    """Writes for this very party."""
    if party is None:
        return holds(actor, Role.FOCAL, Role.OFFICE)
    return edits_for(actor, party)


def is_focal_of_party(actor: Any, party: Any) -> bool:
    """Focal agency of this very party."""
    return holds(actor, Role.FOCAL) if party is None else is_focal_of(actor, party)


def is_office_of_party(actor: Any, party: Any) -> bool:
    """Office of this very party."""
    return holds(actor, Role.OFFICE) if party is None else is_office_of(actor, party)


def signs_for_party(actor: Any, party: Any) -> bool:
    """Writes for this very party; for a party nobody writes for yet, whoever writes for another one copies the signed paper."""
    if party is None or edits_for(actor, party):
        return edits_for_party(actor, party)
    if party.left_on is not None or not edits_programme(actor, party.programme):
        return False
    today = clock.today()
    return not Roster.on(today).of_locality(party.locality_id, [Role.FOCAL, Role.OFFICE])


rules.add_rule("programmes.create", writes_for_some_side)
rules.add_rule("programmes.edit", edits_programme)
rules.add_rule("programmes.publish", edits_programme)
rules.add_rule("programmes.withdraw", edits_programme)
rules.add_rule("programmes.set_focal_agency", edits_for_party)
rules.add_rule("programmes.add_signatory", signs_for_party)
rules.add_rule("programmes.leave", edits_for_party)
rules.add_rule("programmes.move_focal", is_focal_of_party)
rules.add_rule("programmes.move_office", is_office_of_party)
