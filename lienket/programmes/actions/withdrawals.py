"""Taking back what was entered by mistake, as long as nothing stands on it. What was done stays in the history."""

from django.db import transaction
from django.utils.translation import gettext as _

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.comments.models import Remark
from lienket.search import actions as search

from ..models import Clause, ContentGroup, Meeting, Programme
from ..refusals import BuiltUpon


@transaction.atomic
def withdraw_clause(clause: Clause, by: Officer) -> None:
    """Take a clause back. Refused when commitments came of it."""
    require(by, "programmes.edit", clause.programme)
    if clause.commitments.exists():
        raise BuiltUpon(_("Commitments came of this clause. Withdraw them first."))
    audit.record(by=by, verb="programmes.clause_withdrawn", thing=clause.programme, side=by.side, kind=str(clause.kind))
    clause.delete()


@transaction.atomic
def withdraw_group(group: ContentGroup, by: Officer) -> None:
    """Take the heading of a group back. Refused while anything stands under it."""
    require(by, "programmes.edit", group.programme)
    if group.clauses.exists() or group.programme.commitments.filter(group=group).exists():
        raise BuiltUpon(_("Contents stand under this heading. Withdraw them first."))
    audit.record(by=by, verb="programmes.group_withdrawn", thing=group.programme, side=by.side, code=group.code)
    group.delete()


@transaction.atomic
def withdraw_meeting(meeting: Meeting, by: Officer) -> None:
    """Take a meeting back. Refused when a second paper tells of it too."""
    require(by, "programmes.edit", meeting.programme)
    if len(meeting.citations) > 1:
        raise BuiltUpon(_("Another paper tells of this meeting too, so it stays. Correct it instead."))
    audit.record(by=by, verb="programmes.meeting_withdrawn", thing=meeting.programme, side=by.side)
    search.drop("meeting", meeting.pk)
    meeting.delete()


@transaction.atomic
def withdraw_programme(programme: Programme, by: Officer) -> None:
    """Take a programme back. Refused as soon as it has contents, moves, figures, remarks, or is cited a second time."""
    require(by, "programmes.withdraw", programme)
    built = [
        programme.commitments.exists(),
        programme.figures.exists(),
        programme.groups.exists(),
        programme.clauses.exists(),
        programme.meetings.exists(),
        programme.moves.exists(),
        Remark.objects.about("programme", programme.pk).exists(),
        len(programme.citations) > 1,
    ]
    if any(built):
        raise BuiltUpon(_("The programme has contents already. Withdraw those first, or end the programme early."))
    audit.record(by=by, verb="programmes.withdrawn", thing=programme, side=by.side)
    search.drop("programme", programme.pk)
    programme.delete()
