"""Which proposals can be accepted without a second look: everything they need was read, and nothing that exists resembles them."""

from .models import Proposal

Kind, Mode = Proposal.Kind, Proposal.Mode


def is_sure(proposal: Proposal) -> bool:
    """Whether nothing the record needs is missing and nothing matches. A person may still find it wrong, and withdraw it."""
    draft = proposal.draft
    if proposal.match_id is not None:
        return False
    needed = {
        Kind.PROGRAMME: len(draft.get("parties") or ()) >= 2 and bool(draft.get("period_from")),
        Kind.MEETING: bool(draft.get("held_on")),
        Kind.AGREEMENT: bool(draft.get("sector")) and len(draft.get("parties") or ()) >= 2,
        Kind.ASSIGNMENT: any(a.get("type") and a.get("locality") for a in draft.get("leads") or ()),
        Kind.REQUEST: bool(draft.get("to")),
        Kind.SHORTCOMING: True,
        Kind.FIGURE: bool(draft.get("locality")) and bool(draft.get("as_of") or draft.get("year")),
    }
    return needed[Kind(proposal.kind)]


def likeliest_mode(proposal: Proposal) -> str:
    """How a proposal is most likely to be accepted: as new, or as what it matches."""
    if proposal.match_id is None:
        return Mode.NEW
    if proposal.kind == Kind.FIGURE:
        return Mode.NEWER
    return Mode.EVIDENCE
