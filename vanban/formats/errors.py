"""Why a file could not be read. Each says what was expected, what was found, and the cure; `code` is stable for translations."""

from typing import ClassVar


class Unreadable(Exception):
    """A file that cannot become text. `detail` holds the plain values of the message, by name."""

    code: ClassVar[str] = "unreadable"
    says: ClassVar[str] = "The file could not be read."

    def __init__(self, **detail: str | int) -> None:
        self.detail = detail
        super().__init__(self.says.format(**detail))


class EmptyFile(Unreadable):
    """No bytes, or nothing but blanks."""

    code = "empty_file"
    says = "Expected a document, found an empty file. Choose the file again; it may not have finished copying."


class TooLarge(Unreadable):
    """More bytes, pages or characters (`unit`) than the limits allow."""

    code = "too_large"
    says = "Expected at most {limit} {unit}, found {found}. Split the document, or send only the part that matters."


class NotWhatItSays(Unreadable):
    """The name promises one format and the content is something else."""

    code = "not_what_it_says"
    says = (
        "Expected {expected} because the name ends in {suffix}, found {found}. "
        "Save it again from the program that made it, or give it its true ending."
    )


class UnknownFormat(Unreadable):
    """A format that is not read here."""

    code = "unknown_format"
    says = (
        "Expected plain text, .docx, .pdf, .rtf, .doc, .xlsx or a web page, found {found}. "
        "Save the document as .docx or .pdf and send that."
    )


class EncryptedFile(Unreadable):
    """Opening it needs a password."""

    code = "encrypted_file"
    says = (
        "Expected an open {format} file, found one locked with a password. Save it without the password and send that."
    )


class NoText(Unreadable):
    """A document of pictures only; `pages` is how many there are."""

    code = "no_text"
    says = (
        "Expected text, found {pages} page(s) of pictures only, as a scanner makes them. "
        "Send the original file, or type the parts that matter."
    )


class NeedsProgram(Unreadable):
    """A format that is read through a program which this machine has not."""

    code = "needs_program"
    says = (
        "Expected the program {program} for .{format} files, found none on this machine. "
        "Install it (Debian: apt-get install {package}), or save the document as .docx and send that."
    )


class Bomb(Unreadable):
    """A file built to exhaust whoever opens it, or one that looks exactly like that."""

    code = "bomb"
    says = "Expected an ordinary document, found {found}. It was not opened; save the document anew from its program."


class Broken(Unreadable):
    """The right format, but damaged or cut short."""

    code = "broken"
    says = "Expected a whole {format} file, found a damaged one ({found}). Copy or download it again, or save it anew."


class UnknownEncoding(Unreadable):
    """Text whose encoding cannot be told with certainty, so that converting would be guessing."""

    code = "unknown_encoding"
    says = (
        "Expected text in Unicode, TCVN3, VNI, VISCII or Windows-1258, found an encoding that cannot be told. "
        "Save it as UTF-8 and send that."
    )


class TookTooLong(Unreadable):
    """Reading was stopped at the time limit."""

    code = "took_too_long"
    says = "Expected to read it within {seconds} seconds, found no end. Split the document, or save it anew as .docx."


BY_CODE: dict[str, type[Unreadable]] = {
    kind.code: kind
    for kind in (
        Unreadable,
        EmptyFile,
        TooLarge,
        NotWhatItSays,
        UnknownFormat,
        EncryptedFile,
        NoText,
        NeedsProgram,
        Bomb,
        Broken,
        UnknownEncoding,
        TookTooLong,
    )
}
