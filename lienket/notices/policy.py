"""Who may do what with notices: each officer chooses for oneself."""

import rules

from lienket.accounts.predicates import is_officer

rules.add_rule(
    "notices.choose",
    lambda actor, officer=None: is_officer(actor) and (officer is None or officer.pk == actor.pk),
)
