"""Everything that can be wrong with a paper handed in: one visible table, a code to a sentence with its cure.

Codes up to `took_too_long` are the extraction's own (`vanban.extract`); the rest are this room's. Details fill the
sentence by name: sizes in bytes, `limit` and `found` as plain numbers.
"""

from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from lienket.lib.numbers import format_number

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, what to do about it, and whether an officer may keep the file all the same."""

    title: Words
    cure: Words
    status: int = 400
    keepable: bool = False  # a declared-not-secret file may be kept as an attachment


@dataclass(frozen=True, slots=True)
class Spoken:
    """A problem in the words of the page's language."""

    code: str
    title: str
    cure: str
    status: int
    keepable: bool
    detail: dict[str, Any] = field(default_factory=dict)


PROBLEMS: dict[str, Problem] = {
    "empty_file": Problem(
        _("The file is empty."),
        _("There is nothing to read in it. Choose the file again; perhaps it had not finished copying."),
    ),
    "nothing_given": Problem(
        _("There is nothing to read yet."),
        _("Paste the text of the document into the box, or choose a file."),
    ),
    "both_given": Problem(
        _("There is both a pasted text and a file."),
        _("One document at a time: empty the box, or take the file away."),
    ),
    "too_large": Problem(
        _("The file is too large."),
        _("At most %(limit)s can be taken. Split the document, or send only the part that matters."),
        status=413,
    ),
    "too_long": Problem(
        _("The text is too long."),
        _("At most %(limit)s characters can be read at once, and this text has %(found)s. Send it in parts."),
        status=413,
    ),
    "not_what_it_says": Problem(
        _("The file is not what its name says."),
        _(
            "The name ends in %(suffix)s, but the content is something else. "
            "Open it in the program that made it, save it again as .docx or .pdf, and send that."
        ),
    ),
    "unknown_format": Problem(
        _("This kind of file cannot be read."),
        _(
            "Documents as .docx, .pdf, .doc, .rtf, .xlsx, .html and .txt are read. "
            "Save the document as .docx or .pdf and send that."
        ),
        status=415,
    ),
    "encrypted_file": Problem(
        _("The file is locked with a password."),
        _("Save it once more without the password and send that copy."),
    ),
    "no_text": Problem(
        _("The file holds pictures of pages and no text."),
        _(
            "It was made by a scanner or a camera, so no words can be read from it. Send the original Word or PDF file, "
            "or type the parts that matter."
        ),
        keepable=True,
    ),
    "needs_program": Problem(
        _("This kind of file cannot be read on this server."),
        _(
            "The program that reads it is not installed here. Save the document as .docx and send that, "
            "or ask the administrator to install %(package)s."
        ),
        keepable=True,
    ),
    "bomb": Problem(
        _("The file was not opened."),
        _(
            "It is built in a way that would exhaust the machine that opens it. "
            "Open the original in Word, save it under a new name, and send that copy."
        ),
    ),
    "broken": Problem(
        _("The file is damaged."),
        _(
            "It breaks off or cannot be opened. Copy or download it again, or save it anew from the program that made it."
        ),
    ),
    "unknown_encoding": Problem(
        _("The letters of this text cannot be told for certain."),
        _(
            "It is neither Unicode nor surely one of the old encodings (TCVN3, VNI, VISCII). "
            "Open it where it can be read, save it as Unicode (UTF-8), and send that."
        ),
    ),
    "took_too_long": Problem(
        _("Reading the file took too long and was stopped."),
        _("Split the document, or save it anew as .docx and send that."),
    ),
    "unreadable": Problem(
        _("The file could not be read."),
        _("Save the document as .docx or .pdf from the program that made it, and send that."),
    ),
    "secret": Problem(
        _("This document bears a state-secret stamp, so it was not taken."),
        _(
            "Nothing of it was kept. Secret documents may not be handled on this network: hand it over as the rules on "
            "state secrets say, and ask your security officer if the stamp is no longer valid."
        ),
        status=422,
    ),
    "already_here": Problem(
        _("Your side has handed in this document already."),
        _("Nothing was stored a second time. Open the first one to go on with it."),
        status=409,
    ),
    "too_often": Problem(
        _("Too many documents from this address in a short time."),
        _("Wait %(wait)s, then try again. An officer who signs in can hand in documents without waiting."),
        status=429,
    ),
}

# What the extraction noticed on the way and a person should know.
NOTES: dict[str, Words] = {
    "converted_from_tcvn3": _("The text was in the old TCVN3 (ABC) encoding and was converted to Unicode."),
    "mixed_encodings": _("Parts of the text were in an old encoding and parts in Unicode; they were brought together."),
    "converted_from_vni": _("The text was in the old VNI encoding and was converted to Unicode."),
    "converted_from_viscii": _("The text was in the old VISCII encoding and was converted to Unicode."),
    "converted_from_windows-1258": _("The text was in the old Windows-1258 encoding and was converted to Unicode."),
    "converted_from_cp1258": _("The text was in the old Windows-1258 encoding and was converted to Unicode."),
    "name_disagrees": _("The file's name ends otherwise than its content; it was read by its content."),
    "pages_without_text": _("Some pages hold only pictures; nothing could be read from them."),
    "ocr": _("The words were recognised from scanned pages and may be wrong: compare them with the original."),
    "ocr_partial": _("Only the first scanned pages could be recognised in the time allowed."),
    "hidden_sheets": _("Hidden sheets of the workbook were not read."),
    "hidden_text": _("The file holds hidden text, which was not read."),
    "tracked_changes": _("The file holds tracked changes; it was read as if all of them were accepted."),
}


def spoken(code: str, **detail: Any) -> Spoken:
    """The problem in the language of the page. An unknown code speaks as "could not be read"."""
    problem = PROBLEMS.get(code) or PROBLEMS["unreadable"]
    words = _in_words(detail)
    cure = str(problem.cure)
    for name, value in words.items():
        cure = cure.replace(f"%({name})s", value)
    return Spoken(code, str(problem.title), cure, problem.status, problem.keepable, detail)


def notes_in_words(codes: list[str] | tuple[str, ...]) -> list[str]:
    """The extraction's notes a person should know, in the language of the page; silent ones are left out."""
    return list(dict.fromkeys(str(NOTES[code]) for code in codes if code in NOTES))


def megabytes(size: int) -> str:
    """A size for people: 10485760 → "10 MB"."""
    return gettext("%(size)s MB") % {"size": format_number(round(size / (1024 * 1024), 1))}


def waiting_time(seconds: int) -> str:
    """How long to wait, in whole minutes and never less than one."""
    minutes = max(1, -(-seconds // 60))
    return ngettext("%(n)s minute", "%(n)s minutes", minutes) % {"n": minutes}


def _in_words(detail: dict[str, Any]) -> dict[str, str]:
    words: dict[str, str] = {}
    in_bytes = detail.get("unit", "bytes") == "bytes"
    for name, value in detail.items():
        if name == "wait":
            words[name] = waiting_time(int(value))
        elif isinstance(value, int):
            words[name] = megabytes(value) if in_bytes else format_number(value)
        else:
            words[name] = str(value)
    return words
