"""Who may do what with a paper.

| deed | who |
|---|---|
| hand in (`receive`) | desk officers, heads, the focal agency, the Office and the records clerks, for their own side |
| see | public ones anyone; shared ones officers of the programme's parties; the rest officers of the side that handed it in |
| read again, place in a programme (`edit`) | whoever may hand in for that side |
| accept, change, reject, withdraw, reconsider (`decide`) | the focal agency and the Office of the side that handed it in |
| lock because of a secrecy mark (`lock`) | any officer of that side: whoever sees a secret must be able to close it at once; the reading does it by itself |
| share with the parties or the public (`share`) | the focal agency and the Office of that side |

A desk officer uploads and reads but neither accepts nor rejects: a silent "no" would lose a promise as surely as a wrong
"yes" would invent one. The deeds that acceptance calls ask their own rights besides.
"""

from typing import TYPE_CHECKING, Any

import rules
from django.db.models import Q

from lienket.accounts.models import Role
from lienket.accounts.predicates import holds, sides
from lienket.lib.audience import Audience
from lienket.programmes.models import Party

if TYPE_CHECKING:
    from lienket.localities.models import Locality

    from .models import Document

RECEIVERS = (Role.DESK, Role.HEAD, Role.FOCAL, Role.OFFICE, Role.CLERK)
DECIDERS = (Role.FOCAL, Role.OFFICE)


def sees(actor: Any) -> Q:
    """Gate of documents. A locked one is seen by its own side only, and its page shows no content."""
    public = Q(audience=Audience.PUBLIC) & ~Q(state="locked")
    mine = sides(actor)
    if not mine:
        return public
    shared = Q(audience=Audience.PARTIES, programme__in=Party.objects.filter(locality__in=mine).values("programme"))
    return public | Q(side__in=mine) | (shared & ~Q(state="locked"))


def handed_in_by_own_side(actor: Any) -> Q:
    """Documents of the actor's own side, whoever handed them in."""
    return Q(side__in=sides(actor))


def receives_for_side(actor: Any, side: "Locality | None" = None) -> bool:
    """The actor may hand in papers, for `side` where one is named."""
    return holds(actor, *RECEIVERS, locality=side)


def edits_document(actor: Any, document: "Document | None" = None) -> bool:
    """The actor may hand in papers for the side of this one."""
    return holds(actor, *RECEIVERS, locality=document.side_id if document else None)


def decides_document(actor: Any, document: "Document | None" = None) -> bool:
    """The actor speaks for the side that handed this paper in."""
    return holds(actor, *DECIDERS, locality=document.side_id if document else None)


def locks_document(actor: Any, document: "Document | None" = None) -> bool:
    """The actor is an officer of the side that handed this paper in (handbook, section 10)."""
    return holds(actor, locality=document.side_id if document else None)


rules.add_rule("documents.lock", locks_document)
rules.add_rule("documents.receive", receives_for_side)  # thing: the locality
rules.add_rule("documents.edit", edits_document)
rules.add_rule("documents.decide", decides_document)
rules.add_rule("documents.share", decides_document)
