"""T11 stopped by decision, T12 carried over into the next programme, T14 reopened. Nothing is ever deleted: it is closed."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.lib import clock
from lienket.lib.saving import save_clean
from lienket.lib.text import is_blank
from lienket.programmes.models import Party, Programme

from ..models import Commitment, CommitmentState, Responsibility, Step
from ..transitions import BY_CODE
from .completing import CONFIRMATION, REPORT
from .promises import ResponsibilityDraft, add_commitment
from .taking import CLOSED, begin, not_in_future, refuse, take


@transaction.atomic
def stop(
    responsibility: Responsibility, *, paper_number: str, paper_date: dt.date | None, reason: str, by: Officer
) -> Step:
    """T11: record this side's decision or conclusion to stop. An item of the signed text stops with every side's, each its own.

    Of a standing task the series ends with it: what was stopped is not repeated.
    """
    row = BY_CODE["T11"]
    begin(responsibility, row, by)
    problems: dict[str, str] = {}
    if is_blank(paper_number):
        problems["paper_number"] = _("Give the number of the decision, or of the conclusion of the Standing Committee.")
    if paper_date is None:
        problems["paper_date"] = _("Give the date of the decision or conclusion.")
    not_in_future("paper_date", paper_date, problems)
    if is_blank(reason):
        problems["reason"] = _("Say why it is stopped: it is reported to both Standing Committees.")
    refuse(problems)
    step = take(
        responsibility, row, by=by, marks={"stopping_on": clock.today()}, paper_number=paper_number,
        paper_date=paper_date, note=reason,
    )  # fmt: skip
    _end_series(responsibility.commitment)
    return step


@transaction.atomic
def carry_over(
    responsibility: Responsibility,
    *,
    programme: Programme | None,
    item: Commitment | None = None,
    note: str = "",
    by: Officer,
) -> Step:
    """T12: this side's focal agency agrees that the item goes on in `programme`, as `item` or as a new draft made of this one.

    The sides agree on one place: who names another one starts the agreement anew, and the others are asked again. The draft is
    made with the last consent.
    """
    row = BY_CODE["T12"]
    begin(responsibility, row, by)
    commitment = responsibility.commitment
    refuse(_problems_of_place(commitment, programme, item, by))
    into, at = programme.slug if programme is not None else "", item.number if item is not None else ""
    if (commitment.carried_into, commitment.carried_to) != (programme, item):
        for other in commitment.responsibilities.exclude(pk=responsibility.pk).exclude(carrying_on=None):
            other.carrying_on = None
            save_clean(other, only=["carrying_on"])
    commitment.carried_into, commitment.carried_to = programme, item
    others = commitment.responsibilities.filter(party__left_on=None).exclude(pk=responsibility.pk)
    last = not others.filter(carrying_on=None).exists()
    if last and item is None and programme is not None:
        commitment.carried_to = _made_of(commitment, programme, by)
    save_clean(commitment, only=["carried_into", "carried_to"])
    step = take(responsibility, row, by=by, marks={"carrying_on": clock.today()}, note=note, into=into, item=at)
    _end_series(commitment)
    return step


@transaction.atomic
def reopen(responsibility: Responsibility, *, reason: str, by: Officer) -> Step:
    """T14: the assigner reopens what was done. The party's own report falls, and what was confirmed on it.

    Another acting party's report and confirmation stay; earlier consents to stop or carry over do not.
    """
    row = BY_CODE["T14"]
    begin(responsibility, row, by)
    if is_blank(reason):
        refuse({"reason": _("Say why it is reopened: everyone on the commitment reads it.")})
    for other in responsibility.commitment.responsibilities.exclude(pk=responsibility.pk):
        changes: dict[str, object] = {"stopping_on": None, "carrying_on": None}
        if not other.acting:
            changes |= CONFIRMATION
        for name, value in changes.items():
            setattr(other, name, value)
        save_clean(other, only=list(changes))
    marks = REPORT | CONFIRMATION | {"stopping_on": None, "carrying_on": None}
    return take(responsibility, row, by=by, marks=marks, note=reason)


def _problems_of_place(
    commitment: Commitment, programme: Programme | None, item: Commitment | None, by: Officer
) -> dict[str, str]:
    """Where it goes on is another programme of the same sides, or an item in it that is still open."""
    if programme is None:
        return {"place": _("Say where it goes on: the next programme, or an item that stands in it already.")}
    require(by, "commitments.add", programme)
    if programme.pk == commitment.programme_id and not programme.open_ended:
        return {"place": _("This is the programme under review. Choose the next one.")}
    there = {party.locality_id for party in programme.parties.all()}
    missing = [r.party.locality for r in _parts(commitment) if r.party.locality_id not in there]
    if missing:
        return {
            "place": _("%(party)s is not a party of that programme. Choose one of the same sides.")
            % {"party": missing[0]}
        }
    if item is not None and (item.programme_id != programme.pk or item.pk == commitment.pk or item.state in CLOSED):
        return {"place": _("Choose an item of that programme that is still open.")}
    return {}


def _made_of(commitment: Commitment, programme: Programme, by: Officer) -> Commitment:
    """A draft in the next programme with the words, sides and leads of this one, without its deadline."""
    parties: dict[int, Party] = {party.locality_id: party for party in programme.parties.all()}
    first = commitment.sources[0] if commitment.sources else None
    return add_commitment(
        programme,
        title=commitment.title,
        description=commitment.description,
        responsibilities=[
            ResponsibilityDraft(
                parties[r.party.locality_id], acting=r.acting, lead=r.lead, coordinators=list(r.coordinators.all())
            )
            for r in _parts(commitment)
        ],
        sector=commitment.sector,
        origin=commitment.origin,
        output=commitment.output,
        made_on=commitment.made_on,
        audience=commitment.audience,
        citation=first,
        illustrative=commitment.illustrative,
        by=by,
    )


def _parts(commitment: Commitment) -> list[Responsibility]:
    return list(commitment.responsibilities.filter(party__left_on=None).with_people())


def _end_series(commitment: Commitment) -> None:
    """A standing task whose instance was stopped or carried over makes no further ones here."""
    series = commitment.series
    if commitment.state in {CommitmentState.STOPPED, CommitmentState.CARRIED_OVER} and series and not series.ended_on:
        series.ended_on = clock.today()
        save_clean(series, only=["ended_on"])
