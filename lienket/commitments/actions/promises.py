"""The commitment's own record: T1 it is entered, corrected while a draft, supported by further papers, shown, withdrawn."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.audit.changes import changed
from lienket.comments.models import Remark
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.lib.citations import Citation
from lienket.lib.saving import Incomplete, save_clean
from lienket.lib.text import searchable
from lienket.localities.models import Agency, Sector
from lienket.programmes.actions.records import belongs
from lienket.programmes.models import Clause, ContentGroup, Party, Programme
from lienket.search import actions as search

from ..indexing import index_commitment
from ..models import Commitment, CommitmentState, Responsibility
from ..refusals import BuiltUpon, NotAParty, NotOpenToChange
from ..totals import count_in, count_out, counted
from .taking import hold


@dataclass(frozen=True, slots=True)
class ResponsibilityDraft:
    """A party's part as a paper or a form names it. A party that does not act receives, and confirms what it received."""

    party: Party
    acting: bool = True
    lead: Agency | None = None
    coordinators: Sequence[Agency] = ()


@transaction.atomic
def add_commitment(
    programme: Programme,
    *,
    title: str,
    responsibilities: Sequence[ResponsibilityDraft],
    sector: Sector | None = None,
    group: ContentGroup | None = None,
    clause: Clause | None = None,
    origin: Commitment.Origin | str = Commitment.Origin.AGREEMENT,
    description: str = "",
    deadline: dt.date | None = None,
    output: str = "",
    made_on: dt.date | None = None,
    audience: Audience | str | None = None,
    citation: Citation | None = None,
    illustrative: bool = False,
    by: Officer,
) -> Commitment:
    """T1: a drafted commitment with the next free number ("CK-07").

    Without `audience` it is public where its sector is known and not internal by default; nobody outside the parties reads it
    while the programme itself is internal. Raises NotAllowed, NotAParty, Incomplete.
    """
    require(by, "commitments.add", programme)
    audit.take_turn()
    Programme.objects.select_for_update().get(pk=programme.pk)  # numbers are given out one at a time
    _check_parts(programme, responsibilities)
    check_place(programme, group, clause)
    commitment = Commitment(
        programme=programme, number=_next_number(programme), title=title, description=description, origin=origin,
        sector=sector, group=group, clause=clause, deadline=deadline, original_deadline=deadline, output=output,
        made_on=made_on, audience=audience or usual_audience(sector, group.sector if group else None),
        illustrative=illustrative,
    )  # fmt: skip
    commitment.folded = searchable(f"{title} {description}")
    commitment.cite(citation)
    save_clean(commitment)
    for draft in responsibilities:
        responsibility = Responsibility.objects.create(
            commitment=commitment, party=draft.party, acting=draft.acting, lead=draft.lead
        )
        responsibility.coordinators.set(draft.coordinators)
    count_in(commitment)
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.added", thing=commitment, side=by.side, number=commitment.number,
        document=citation.document if citation else None, audience=str(commitment.audience),
    )  # fmt: skip
    return commitment


@transaction.atomic
def edit_commitment(
    commitment: Commitment,
    *,
    title: str,
    description: str,
    output: str,
    deadline: dt.date | None,
    sector: Sector | None,
    group: ContentGroup | None,
    by: Officer,
) -> Commitment:
    """Correct a draft. Once it was assigned its words stand, and its deadline moves only by a recorded change."""
    hold(commitment)
    require(by, "commitments.edit", commitment)
    if commitment.state != CommitmentState.DRAFTED:
        raise NotOpenToChange(
            _("The commitment has been assigned; its content stands. A deadline is changed with its reason.")
        )
    given_out = commitment.steps.exists() or commitment.deadline_changes.exists()
    if deadline != commitment.deadline and given_out:
        raise NotOpenToChange(
            _("This deadline was given out once. Change it with its reason, so that the old one is kept.")
        )
    check_place(commitment.programme, group, None)
    before = as_recorded(commitment)
    commitment.title, commitment.description, commitment.output = title, description, output
    commitment.sector, commitment.group = sector, group
    commitment.folded = searchable(f"{title} {description}")
    with counted(commitment):
        commitment.deadline = deadline
        if not given_out:
            commitment.original_deadline = deadline
        save_clean(
            commitment,
            only=["title", "description", "output", "sector", "group", "deadline", "original_deadline", "folded"],
        )
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.edited", thing=commitment, side=by.side, number=commitment.number,
        **changed(before, as_recorded(commitment)),
    )  # fmt: skip
    return commitment


@transaction.atomic
def add_evidence(commitment: Commitment, citation: Citation, by: Officer) -> Commitment:
    """Another paper tells of this commitment: keep where."""
    hold(commitment)
    require(by, "commitments.add_evidence", commitment)
    commitment.cite(citation)
    commitment.last_activity_on = clock.today()
    save_clean(commitment, only=["citations", "last_activity_on"])
    audit.record(
        by=by, verb="commitments.evidence_added", thing=commitment, side=by.side, number=commitment.number,
        document=citation.document,
    )  # fmt: skip
    return commitment


@transaction.atomic
def withdraw_evidence(commitment: Commitment, citation: Citation, by: Officer) -> Commitment:
    """These words no longer count as support: the yes that added them was withdrawn. The words it came from stay."""
    hold(commitment)
    require(by, "commitments.add_evidence", commitment)
    commitment.citations = commitment.citations[:1] + [c for c in commitment.citations[1:] if c != citation.as_json()]
    save_clean(commitment, only=["citations"])
    audit.record(
        by=by, verb="commitments.evidence_withdrawn", thing=commitment, side=by.side, number=commitment.number,
        document=citation.document,
    )  # fmt: skip
    return commitment


@transaction.atomic
def set_audience(commitment: Commitment, audience: Audience | str, by: Officer) -> Commitment:
    """Say who may read the commitment. In an internal programme it stays with the parties whatever is said here."""
    hold(commitment)
    require(by, "commitments.set_audience", commitment)
    before = commitment.audience
    with counted(commitment):
        commitment.audience = str(audience)
        save_clean(commitment, only=["audience"])
    index_commitment(commitment)
    audit.record(
        by=by, verb="commitments.audience_set", thing=commitment, side=by.side, number=commitment.number,
        audience=str(audience), was=str(before),
    )  # fmt: skip
    return commitment


@transaction.atomic
def withdraw_commitment(commitment: Commitment, by: Officer) -> None:
    """Take a draft back. Refused as soon as somebody did something on it or a second paper tells of it."""
    hold(commitment)
    require(by, "commitments.withdraw", commitment)
    if commitment.state != CommitmentState.DRAFTED:
        raise BuiltUpon(_("The commitment has been assigned. It is closed by a decision, never withdrawn."))
    given_out = commitment.responsibilities.exclude(assigned_on=None).exists()
    if given_out or commitment.steps.exists() or commitment.updates.exists() or commitment.deadline_changes.exists():
        raise BuiltUpon(_("Something was done on this commitment already, so it stays. Correct it instead."))
    if commitment.carried_from.exists():
        raise BuiltUpon(_("Another item was carried over into this one, so it stays."))
    if Remark.objects.about("commitment", commitment.pk).exists():
        raise BuiltUpon(_("Officers have written remarks on this commitment, so it stays. Correct it instead."))
    if len(commitment.citations) > 1:
        raise BuiltUpon(_("Another paper tells of this commitment too. Withdraw that one first."))
    audit.record(by=by, verb="commitments.withdrawn", thing=commitment, side=by.side, number=commitment.number)
    search.drop("commitment", commitment.pk)
    count_out(commitment)
    commitment.delete()


def as_recorded(commitment: Commitment) -> dict[str, Any]:
    """What an edit can change, as the history keeps it: texts, days, the sector's code, the group as it is numbered."""
    return {
        "title": commitment.title,
        "description": commitment.description,
        "output": commitment.output,
        "deadline": commitment.deadline.isoformat() if commitment.deadline else None,
        "sector": commitment.sector.code if commitment.sector else None,
        "group": str(commitment.group) if commitment.group else None,
    }


def _check_parts(programme: Programme, drafts: Sequence[ResponsibilityDraft]) -> None:
    if not any(draft.acting for draft in drafts):
        raise Incomplete({"responsibilities": _("Somebody has to act: choose at least one acting side.")})
    if len({draft.party.pk for draft in drafts}) < len(drafts):
        raise Incomplete({"responsibilities": _("Each side has one part in a commitment. Name every side once.")})
    for draft in drafts:
        if draft.party.programme_id != programme.pk:
            raise NotAParty(_("%(party)s is not a party of this programme.") % {"party": draft.party.locality})
        for agency in [draft.lead, *draft.coordinators]:
            if agency is not None and not belongs(agency, draft.party.locality):
                raise NotAParty(
                    _("%(agency)s is not an agency of %(locality)s. Choose one of its own agencies.")
                    % {"agency": agency, "locality": draft.party.locality}
                )


def check_place(programme: Programme, group: ContentGroup | None, clause: Clause | None) -> None:
    """Group and clause are the programme's own, or Incomplete is raised."""
    for place in (group, clause):
        if place is not None and place.programme_id != programme.pk:
            raise Incomplete({"group": _("This belongs to another programme. Choose one of this programme's own.")})


def usual_audience(*sectors: Sector | None) -> Audience:
    """Public where every sector named says so; what is in no sector yet, or in an internal one, stays with the parties.

    A group under "Quốc phòng, an ninh" is internal whatever its items are about (handbook, section 3).
    """
    known = [sector for sector in sectors if sector is not None]
    internal = any(one.internal_by_default or (one.parent and one.parent.internal_by_default) for one in known)
    return Audience.PARTIES if internal or not known else Audience.PUBLIC


def _next_number(programme: Programme) -> str:
    taken = programme.commitments.values_list("number", flat=True)
    last = max((int(m[1]) for n in taken if (m := re.fullmatch(r"CK-(\d+)", n))), default=0)
    return f"CK-{last + 1:02}"
