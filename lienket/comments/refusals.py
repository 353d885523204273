"""Deeds of this room that are refused."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from lienket.lib.refusals import DeedRefused


class WordsStand(DeedRefused):
    """The words of a remark cannot be edited any more: the time is over, or it has been withdrawn."""

    def __init__(self, remark: Any) -> None:
        super().__init__(
            _("This remark has been withdrawn. Write another one.")
            if remark.withdrawn_at
            else _("The time to edit this remark is over: others have read it. Write another one, or withdraw it.")
        )


class NothingThere(DeedRefused):
    """The subject is gone, or no longer for this reader."""

    status = 404
