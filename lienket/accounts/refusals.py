"""Why a deed on accounts was not done, and what to do instead."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from lienket.lib.refusals import DeedRefused


class AddressTaken(DeedRefused):
    """An officer with this address exists."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "An officer with this address exists already. If it is one of your side, open the officer in the list and "
                "appoint or reactivate there; otherwise use another address."
            )
        )


class AlreadyAppointed(DeedRefused):
    """The officer holds this role in this agency already."""

    def __init__(self) -> None:
        super().__init__(_("The officer holds this role in this agency already. Choose another role or agency."))


class AgencyNotStanding(DeedRefused):
    """Nobody can be appointed to an agency that does not exist on the day."""

    def __init__(self) -> None:
        super().__init__(_("This agency does not exist on that day. Choose the agency of today."))


class AppointmentOver(DeedRefused):
    """The appointment has ended before."""

    def __init__(self) -> None:
        super().__init__(_("This appointment has ended already. Open the officer again to see what is in force."))


class LastAdministrator(DeedRefused):
    """A side would be left without anybody who can look after its officers."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is the last administrator of the side who can sign in. Appoint another one first, and wait until that "
                "person has accepted the invitation."
            )
        )


class InvitationAccepted(DeedRefused):
    """There is nothing to invite to any more."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The officer has accepted the invitation already. A forgotten password is set anew from the sign-in page."
            )
        )


class NotActive(DeedRefused):
    """The officer is deactivated."""

    def __init__(self) -> None:
        super().__init__(_("The officer is deactivated. Reactivate the officer first."))


class DayOutOfOrder(DeedRefused):
    """The last day lies before the first."""

    def __init__(self) -> None:
        super().__init__(_("The last day cannot lie before the first day of the appointment. Choose a later day."))


class WeakPassword(DeedRefused):
    """The password does not meet the rules; `messages` say which."""

    status = 400

    def __init__(self, messages: Iterable[str]) -> None:
        super().__init__(" ".join(messages))


class WrongPassword(DeedRefused):
    """The present password was not typed right."""

    status = 400

    def __init__(self) -> None:
        super().__init__(
            _("The present password is not right. Type it again, or set a new one by mail from the sign-in page.")
        )


class LinkInvalid(DeedRefused):
    """The link was forged, cut short, used before, or replaced by a newer one."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            _("This link has been used already, was replaced by a newer one, or is not complete. Open the newest mail.")
        )


class LinkExpired(DeedRefused):
    """The link came too late."""

    status = 410

    def __init__(self) -> None:
        super().__init__(_("This link has expired. Ask for a new one below; it comes by mail at once."))
