"""Taking a yes back: each undo is the counterpart of a deed in `applying.py`, and is refused once something else builds on it."""

from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.commitments import actions as commitments
from lienket.commitments.models import Commitment
from lienket.indicators import actions as indicators
from lienket.indicators.models import Figure
from lienket.lib.citations import Citation
from lienket.lib.refusals import DeedRefused
from lienket.programmes import actions as programmes
from lienket.programmes.models import Clause, ContentGroup, Meeting, Programme

from .case import day_of, result_of
from .models import Proposal


def undo_new(proposal: Proposal, by: Officer) -> None:
    """Take back the record that a yes made. Raises BuiltUpon where something else stands on it."""
    thing = result_of(proposal)
    if thing is None:
        return
    group = getattr(thing, "group", None)
    if isinstance(thing, Commitment):
        clause = Clause.objects.filter(pk=proposal.result_data.get("clause")).select_related("programme").first()
        commitments.withdraw_commitment(thing, by)
        if clause is not None and not clause.commitments.exists():
            programmes.withdraw_clause(clause, by)
    elif isinstance(thing, Programme):
        programmes.withdraw_programme(thing, by)
    elif isinstance(thing, Meeting):
        programmes.withdraw_meeting(thing, by)
    elif isinstance(thing, Clause):
        programmes.withdraw_clause(thing, by)
    elif isinstance(thing, Figure):
        indicators.withdraw_figure(thing, by)
    if isinstance(group, ContentGroup) and _empty_and_ours(group, proposal):
        programmes.withdraw_group(group, by)


def _empty_and_ours(group: ContentGroup, proposal: Proposal) -> bool:
    """Whether nothing stands under a heading any more that came of a yes to this paper; one that a person made stays."""
    made = proposal.document.proposals.filter(result_data__group_made=group.pk)
    full = group.clauses.exists() or group.programme.commitments.filter(group=group).exists()
    return made.exists() and not full


def undo_same_programme(proposal: Proposal, by: Officer) -> None:
    """The document leaves the programme it was taken for, with its citation."""
    programme = result_of(proposal)
    document = proposal.document
    if isinstance(programme, Programme):
        others = document.proposals.filter(state="accepted").exclude(pk=proposal.pk).exclude(kind=Proposal.Kind.FIGURE)
        if others.exists():
            raise DeedRefused(_("Proposals of this document were accepted into the programme. Withdraw those first."))
        programmes.uncite_programme(programme, Citation.from_json(proposal.result_data["citation"]), by)
    document.programme_id = proposal.result_data.get("programme_before")
    document.save(update_fields=["programme"])


def undo_evidence(proposal: Proposal, by: Officer) -> None:
    """The words no longer count as support."""
    commitment = result_of(proposal)
    if isinstance(commitment, Commitment):
        commitments.withdraw_evidence(commitment, Citation.from_json(proposal.result_data["citation"]), by)


def undo_deadline(proposal: Proposal, by: Officer) -> None:
    """The former deadline again, as a recorded change of its own; refused when it has moved on since."""
    commitment = result_of(proposal)
    if not isinstance(commitment, Commitment):
        return
    if commitment.deadline != day_of(proposal.result_data.get("new_deadline")):
        raise DeedRefused(_("The deadline has been changed again since. Change it on the commitment's own page."))
    commitments.change_deadline(
        commitment,
        new=day_of(proposal.result_data.get("old_deadline")),
        reason=_("The acceptance of the paper's deadline was withdrawn."),
        by=by,
    )
