"""The deeds that can be done on many commitments at once, in one table. Each calls the room's own deed for every row."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import can
from lienket.lib.refusals import NotAllowed
from lienket.localities.actions import establish_agency
from lienket.localities.models import Sector
from lienket.programmes.models import ContentGroup, Programme

from .. import actions
from ..chase import Rung
from ..chasing import waiting_parts
from ..forms import bulk as forms
from ..models import Commitment, Responsibility
from ..policy import rungs_to_remind
from ..refusals import AlreadyTaken
from ..steps import own_responsibility
from ..transitions import BY_CODE
from .looking import kept

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BulkDeed:
    """One row. `do` returns what the change of facts does not say; `undo` gets what the commitment was."""

    code: str  # in the address
    label: str | Promise
    rule: str  # who may at all; each row asks again
    form: type[forms.BulkForm]
    does: str | Promise
    do: Callable[[Commitment, Data, Officer], str]
    undo: Callable[[Commitment, Data, Officer], None] | None = None
    # For a row that has no commitment yet, by its key: makes it, and says what it is. Taking back withdraws it.
    make: Callable[[Programme, str, Data, Officer], tuple[Commitment, str]] | None = None
    keeps: Callable[[Commitment], dict[str, Any]] = kept  # what `undo` needs, before and after
    verb: str = "commitments.batch_done"  # of the one line in the history

    def __str__(self) -> str:
        return str(self.label)


def _own(commitment: Commitment, step: str, by: Officer) -> Responsibility:
    """The part of the actor's side that the step concerns. Raises NotAllowed where the side has none."""
    part = own_responsibility(commitment, by, BY_CODE[step])
    if part is None:
        raise NotAllowed(gettext("Your side has no part in this commitment."))
    return part


def _assign(commitment: Commitment, data: Data, by: Officer) -> str:
    part = _own(commitment, "T2", by)
    actions.assign(
        part,
        lead=establish_agency(data["lead"], part.party.locality, by=by),
        coordinators=part.coordinators.exclude(type__code=data["lead"]),
        assigning_paper=data["assigning_paper"],
        assigning_paper_date=data["assigning_paper_date"],
        output=data["output"],
        by=by,
    )
    return ""


def _new_day(commitment: Commitment, data: Data) -> dt.date | None:
    """The day given for all, or the row's own deadline moved by so many days."""
    day: dt.date | None = data["new"]
    if day is None and commitment.deadline is not None:
        return commitment.deadline + dt.timedelta(days=data["days"])
    if day is None:
        raise NotAllowed(gettext("It has no deadline that could move by days. Give it a day."))
    return day


def _move_deadline(commitment: Commitment, data: Data, by: Officer) -> str:
    actions.change_deadline(commitment, new=_new_day(commitment, data), reason=data["reason"], by=by)
    return ""


def _ask_extension(commitment: Commitment, data: Data, by: Officer) -> str:
    part = _own(commitment, "T13", by)
    actions.ask_extension(part, proposed=_new_day(commitment, data), reason=data["reason"], by=by)
    return ""


def _pause(commitment: Commitment, data: Data, by: Officer) -> str:
    actions.pause(_own(commitment, "T10", by), reason=data["reason"], expected_on=data["expected_on"], by=by)
    return ""


def _resume(commitment: Commitment, data: Data, by: Officer) -> str:
    actions.resume(_own(commitment, "T10b", by), move_the_deadline=data["move_the_deadline"], by=by)
    return ""


def _classify(commitment: Commitment, data: Data, by: Officer) -> str:
    sector, group = data["sector"], data["group"]
    actions.classify(
        commitment,
        sector=commitment.sector if sector == forms.KEEP else sector,
        group=commitment.group if group == forms.KEEP else group,
        by=by,
    )
    return ""


def _set_audience(commitment: Commitment, data: Data, by: Officer) -> str:
    if data["audience"] == commitment.audience:
        raise AlreadyTaken(gettext("The same people may see it already."))
    actions.set_audience(commitment, data["audience"], by=by)
    return ""


def _remind(commitment: Commitment, data: Data, by: Officer) -> str:
    rung = Rung(data["whom"])
    parts = [p for p in waiting_parts().filter(commitment=commitment) if rung in rungs_to_remind(by, p)]
    if not parts:
        raise NotAllowed(gettext("Nobody of this kind can be reminded of it by you."))
    told = [actions.chase_by_hand(part, words=data["words"], rung=rung, by=by).to_label for part in parts]
    return gettext("Reminds: %(whom)s") % {"whom": ", ".join(told)}


# -- taking back ------------------------------------------------------------------------------------------------------------


def _deadline_back(commitment: Commitment, was: Data, by: Officer) -> None:
    day = dt.date.fromisoformat(was["deadline"]) if was["deadline"] else None
    actions.change_deadline(
        commitment, new=day, reason=gettext("Taken back: moved together with others by mistake."), by=by
    )


def _go_on(commitment: Commitment, _was: Data, by: Officer) -> None:
    actions.resume(_own(commitment, "T10b", by), by=by)


def place_back(commitment: Commitment, was: Data, by: Officer) -> None:
    """Into the sector and group it stood in, for the readers it had."""
    if (commitment.sector_id, commitment.group_id) != (was["sector_id"], was["group_id"]):
        sector = Sector.objects.filter(pk=was["sector_id"]).first()
        group = ContentGroup.objects.filter(pk=was["group_id"], programme=commitment.programme_id).first()
        actions.classify(commitment, sector=sector, group=group, by=by)
    _audience_back(commitment, was, by)


def _audience_back(commitment: Commitment, was: Data, by: Officer) -> None:
    if commitment.audience != was["audience"]:
        actions.set_audience(commitment, was["audience"], by=by)


BULK_DEEDS: tuple[BulkDeed, ...] = (
    BulkDeed(
        "giao-nhiem-vu", _("Assign the task"), "commitments.assign", forms.BulkAssignForm,
        _("Your side's part of each is given to one lead agency by one paper. Coordinating agencies stay as they are."), _assign,
    ),
    BulkDeed(
        "doi-thoi-han", _("Change the deadline"), "commitments.change_deadline", forms.BulkDeadlineForm,
        _("The old deadline of each is kept, every side is told. You can take it back afterwards."), _move_deadline, _deadline_back,
    ),
    BulkDeed(
        "de-nghi-gia-han", _("Ask for an extension"), "commitments.ask_extension", forms.BulkExtensionForm,
        _("One request for each, to the Office of your side; until it decides the deadlines stay."), _ask_extension,
    ),
    BulkDeed(
        "tam-dung", _("Pause"), "commitments.pause", forms.BulkPauseForm,
        _("The clock of each stands still for all sides. You can take it back afterwards."), _pause, _go_on,
    ),
    BulkDeed(
        "tiep-tuc", _("Resume"), "commitments.resume", forms.BulkResumeForm, _("Work on each goes on where it stood."), _resume,
    ),
    BulkDeed(
        "xep-nhom", _("Change group or sector"), "commitments.classify", forms.BulkPlaceForm,
        _("Where each is counted. What moves into an internal sector is no longer public. You can take it back afterwards."),
        _classify, place_back,
    ),
    BulkDeed(
        "ai-duoc-xem", _("Change who may see it"), "commitments.set_audience", forms.BulkAudienceForm,
        _("You can take it back afterwards."), _set_audience, _audience_back,
    ),
    BulkDeed(
        "don-doc", _("Remind"), "commitments.chase_by_hand", forms.BulkRemindForm,
        _("One reminder for each, with your words; it stands in the trail of each."), _remind,
    ),
)  # fmt: skip
BY_DEED = {deed.code: deed for deed in BULK_DEEDS}


def offered_to(user: Any) -> list[BulkDeed]:
    """The deeds this officer's role may do at all; none for whoever only reads."""
    return [deed for deed in BULK_DEEDS if can(user, deed.rule)]
