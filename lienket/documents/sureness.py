"""Which proposals can be accepted without a second look: everything they need was read, and nothing that exists resembles them."""

from collections.abc import Iterable

from .models import Document, Proposal, ProposalState

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


def sure_ones(document: Document, proposals: Iterable[Proposal]) -> list[Proposal]:
    """Those that wait and are sure. Contents count only where the document has a programme or gets a sure one with them."""
    waiting = [p for p in proposals if p.state == ProposalState.PENDING and is_sure(p)]
    placed = document.programme_id is not None or any(p.kind == Kind.PROGRAMME for p in waiting)
    return [p for p in waiting if placed or p.kind == Kind.FIGURE]


def likeliest_mode(proposal: Proposal) -> str:
    """How a proposal is most likely to be accepted: as new, or as what it matches."""
    if proposal.match_id is None:
        return Mode.NEW
    if proposal.kind == Kind.FIGURE:
        return Mode.NEWER
    return Mode.EVIDENCE
