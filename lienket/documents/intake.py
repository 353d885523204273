"""The door for papers, shared by the public reading and the officer's upload: bytes or pasted words in, clean text out.

What bears a state-secret stamp is refused here, before anything of it is kept (handbook, section 10).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from lienket.lib.refusals import DeedRefused
from lienket.lib.secret_stamp import find_stamp, stamp_of
from lienket.lib.text import clean
from vanban.extract import Limits, PageSpan, Unreadable, extract_bounded

from . import problems

ACCEPTED_FILES = ".docx,.pdf,.doc,.rtf,.xlsx,.html,.htm,.mhtml,.txt"  # what a browser's file dialog offers
MAX_PUBLIC_CHARACTERS = 200_000
MAX_CHARACTERS = 2_000_000


class PaperRefused(DeedRefused):
    """A paper that was not taken. `code` is a key of `problems.PROBLEMS`; nothing of the paper was stored."""

    def __init__(self, code: str, **detail: Any) -> None:
        self.code, self.detail = code, detail
        problem = self.problem
        super().__init__(f"{problem.title} {problem.cure}")

    @property
    def problem(self) -> problems.Spoken:
        """The problem in the language of the page."""
        return problems.spoken(self.code, **self.detail)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as text (NFC) with its pages as (number, start, end) and what was noticed while extracting it."""

    text: str
    pages: tuple[tuple[int, int, int], ...] = ()
    notes: tuple[str, ...] = ()
    title: str | None = None


def open_file(data: bytes, name: str, *, max_bytes: int, max_characters: int, seconds: float) -> Paper:
    """The text of a file. Raises PaperRefused with the problem's code, `secret` when its name, words or fields bear a stamp."""
    if len(data) > max_bytes:
        raise PaperRefused("too_large", limit=max_bytes, found=len(data))
    if find_stamp("", filename=name):
        raise PaperRefused("secret")
    try:
        extracted = extract_bounded(data, name, seconds=seconds, limits=Limits(max_bytes=max_bytes))
    except Unreadable as error:
        raise PaperRefused(error.code, **error.detail) from error
    if stamp_of(extracted, filename=name):
        raise PaperRefused("secret")
    return _bounded(
        Paper(
            text=extracted.text.replace("\x00", " "),  # same length: pages and facts keep their offsets
            pages=tuple((page.number, page.start, page.end) for page in extracted.pages),
            notes=tuple(extracted.notes),
            title=extracted.title,
        ),
        max_characters,
    )


def open_words(text: str, *, max_characters: int) -> Paper:
    """Pasted words as a paper of one page. Raises PaperRefused."""
    paper = Paper(text=clean(text))
    if bears_stamp(paper.text):
        raise PaperRefused("secret")
    return _bounded(paper, max_characters)


def _bounded(paper: Paper, max_characters: int) -> Paper:
    if not paper.text.strip():
        raise PaperRefused("empty_file")
    if len(paper.text) > max_characters:
        raise PaperRefused("too_long", limit=max_characters, found=len(paper.text), unit="characters")
    return paper


def bears_stamp(text: str, pages: Iterable[tuple[int, int, int]] = ()) -> bool:
    """Whether a MẬT, TỐI MẬT or TUYỆT MẬT stamp stands in the text (the stamp, never the word: "mật ong" is innocent)."""
    return find_stamp(text, pages=tuple(PageSpan(*page) for page in pages)) is not None
