"""What deeds of this room refuse, in words. Papers that are not taken are `intake.PaperRefused`."""

from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lienket.lib.numbers import format_moment
from lienket.lib.refusals import DeedRefused

from .intake import PaperRefused

if TYPE_CHECKING:
    from .models import Document, Proposal


class AlreadyHere(PaperRefused):
    """The same side has handed in the same text: `document` is the first one."""

    def __init__(self, document: "Document") -> None:
        self.document = document
        super().__init__("already_here")


class AlreadyDecided(DeedRefused):
    """Somebody else decided the proposal first; says who and when."""

    def __init__(self, proposal: "Proposal") -> None:
        self.proposal = proposal
        words = {"state": proposal.get_state_display().lower()}
        if proposal.decided_by_label and proposal.decided_at:
            words |= {"who": proposal.decided_by_label, "when": format_moment(localtime(proposal.decided_at))}
            message = _(
                "%(who)s has decided this proposal already (%(when)s): %(state)s. Nothing was changed by you; look at what came of it."
            )
        else:
            message = _(
                "This proposal no longer waits for a decision: %(state)s. Nothing was changed by you; open the review again."
            )
        super().__init__(message % words)


class NotSureAnyMore(DeedRefused):
    """A proposal was sure when it was shown and is not now."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This proposal now resembles something that exists or lacks something a record needs. It waits for you: look at it on its own."
            )
        )


class NotReviewable(DeedRefused):
    """The document is not in a state in which anything can be decided about it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This document is not open for review: it is still being read, could not be read, or is locked. Open its page to see why."
            )
        )


class NoProgrammeYet(DeedRefused):
    """Contents, meetings and shortcomings stand in a programme, and the document has none."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "The document belongs to no programme yet. Accept the proposed programme first, or choose an existing one above."
            )
        )


class NotTwoParties(DeedRefused):
    """A proposed programme names fewer than two localities."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("A programme has at least two parties. Change the proposal and name the localities that take part.")
        )


class LocalityUnknown(DeedRefused):
    """A figure is nobody's."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("It is not clear whose figure this is. Change the proposal and choose the locality, then accept it.")
        )


class NoDeadlineGiven(DeedRefused):
    """A changed deadline was to be accepted without a new day."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _("The proposal names no deadline, so none can be changed. Change the proposal and give the new day.")
        )


class NothingMatches(DeedRefused):
    """A mode that updates something was chosen, but nothing to update was."""

    status = 422

    def __init__(self) -> None:
        super().__init__(_("Choose what this proposal updates, or accept it as new."))


class PartyUnknown(DeedRefused):
    """A paper makes a locality act that is no party of the programme."""

    status = 422

    def __init__(self, names: str) -> None:
        super().__init__(
            _(
                "%(names)s: no party of this programme. Change the proposal, or choose the programme this document belongs to."
            )
            % {"names": names}
        )


class ProgrammeInUse(DeedRefused):
    """The document's programme is to change although proposals were accepted into it."""

    def __init__(self) -> None:
        super().__init__(_("Proposals of this document were accepted into its programme already. Withdraw them first."))


class CannotBeNarrowed(DeedRefused):
    """A paper that others may see already is not taken from them silently."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Whoever is to see this document can see it already, and what was shared once stays shared. Choose a wider circle."
            )
        )
