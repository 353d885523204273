"""The difference of two texts word by word, as pieces a page can mark: kept, taken out, put in.

Bounded: comparing is quadratic at worst, so where too many words are left between the common beginning and end, that part is
shown as replaced whole.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

MOST_PAIRS = 250_000  # words before × words after that are compared
CONTEXT = 12  # words kept around a change; a longer stretch without changes is cut in the middle
_TOKEN = re.compile(r"\s+|[^\W_]+|[\W_]")

Kind = Literal["same", "out", "in"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what became of it."""

    kind: Kind
    text: str


def word_diff(before: str, after: str) -> list[Piece]:
    """The pieces that, without "in", give `before`, and without "out", give `after`.

    >>> [(p.kind, p.text) for p in word_diff("hạn tháng 6", "hạn tháng 9")]
    [('same', 'hạn tháng '), ('out', '6'), ('in', '9')]
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    middle = _between(old[head : len(old) - tail], new[head : len(new) - tail])
    return _joined([Piece("same", "".join(old[:head])), *middle, Piece("same", "".join(old[len(old) - tail :]))])


def shortened(pieces: Sequence[Piece], context: int = CONTEXT) -> list[Piece]:
    """The same for reading: long stretches without a change lose their middle."""
    last = len(pieces) - 1
    return [
        piece if piece.kind != "same" else Piece("same", _cut(piece.text, context, place > 0, place < last))
        for place, piece in enumerate(pieces)
    ]


def _cut(text: str, context: int, after_change: bool, before_change: bool) -> str:
    """The words next to a change, an ellipsis for the others."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= 2 * context + 3:
        return text
    begin = text[: words[context - 1].end()] + " " if after_change else ""
    end = " " + text[words[-context].start() :] if before_change else ""
    return f"{begin}…{end}"


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """How many tokens both begin with."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _between(old: list[str], new: list[str]) -> list[Piece]:
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        return [Piece("out", "".join(old)), Piece("in", "".join(new))]
    pieces = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
        else:
            pieces += [Piece("out", "".join(old[a:b])), Piece("in", "".join(new[c:d]))]
    return pieces


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Without empty pieces; words replaced one after the other, with only a blank between, read as one replacement."""
    kept: list[Piece] = []
    taken, put = "", ""
    for place, piece in enumerate(pieces):
        match piece.kind:
            case "out":
                taken += piece.text
            case "in":
                put += piece.text
            case "same" if (
                piece.text.isspace()
                and taken
                and put
                and any(p.text and p.kind != "same" for p in pieces[place + 1 : place + 3])
            ):
                taken, put = taken + piece.text, put + piece.text
            case "same" if piece.text:
                kept += [Piece("out", taken), Piece("in", put), piece]
                taken, put = "", ""
    kept += [Piece("out", taken), Piece("in", put)]
    return [piece for piece in kept if piece.text]
