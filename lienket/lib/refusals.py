"""Deeds that are refused: named errors whose message is for the person in front of the screen and says the cure."""

from django.utils.translation import gettext_lazy as _


class DeedRefused(Exception):
    """A deed was not done and nothing was changed. `message` is translated: what was expected, what was found, what to do.

    `status` is the HTTP status a view answers with when it can show nothing better than the message.
    """

    status = 409

    def __init__(self, message: object) -> None:
        super().__init__(message)
        self._message = message

    @property
    def message(self) -> str:
        """The words for the page, in the language of the page (a lazy string is resolved here, not when raised)."""
        return str(self._message)

    def __str__(self) -> str:
        return self.message


class NotAllowed(DeedRefused):
    """The actor may see the thing but not do this deed; what the actor may not see is a 404, not this."""

    status = 403

    def __init__(self, message: object = "") -> None:
        super().__init__(
            message or _("Your role does not allow this. Ask the focal agency or the Office of your side.")
        )
