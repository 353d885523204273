"""Why a file is not taken. Every refusal comes before anything is stored, and says what would be taken."""

from django.utils.translation import gettext_lazy as _

from lienket.lib.refusals import DeedRefused


class FileRefused(DeedRefused):
    """A file that is not taken; nothing of it was stored."""

    status = 400


class FileEmpty(FileRefused):
    """There is nothing in it."""

    def __init__(self) -> None:
        super().__init__(_("The file is empty. Choose the file again, or save it once more before you do."))


class FileTooLarge(FileRefused):
    """More bytes than the site takes."""

    status = 413

    def __init__(self, size: int, most: int) -> None:
        super().__init__(
            _(
                "The file is too large: %(size)s MB. Files of up to %(most)s MB are taken; split it, or scan at a lower resolution."
            )
            % {"size": f"{size / 1024 / 1024:.0f}", "most": f"{most / 1024 / 1024:.0f}"}
        )


class TypeNotTaken(FileRefused):
    """Its bytes are none of the types taken here, whatever its name says."""

    status = 415

    def __init__(self, found: str, taken: str) -> None:
        super().__init__(
            _(
                "This kind of file (%(found)s) is not taken. Taken are: %(taken)s. Save it as one of these and choose it again."
            )
            % {"found": found, "taken": taken}
        )


class SecretStamp(FileRefused):
    """It carries a state-secret stamp. The message never repeats what was found."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            _(
                "The file carries a secrecy mark (MẬT, TỐI MẬT or TUYỆT MẬT) and was not stored. State secrets may never enter "
                "this system: handle the paper by the rules for secret papers and tell your side's security officer."
            )
        )


class FileLocked(FileRefused):
    """It was locked after a secret was found in it."""

    status = 410

    def __init__(self) -> None:
        super().__init__(
            _("This file has been locked because it may hold a state secret. Ask your side's security officer.")
        )
