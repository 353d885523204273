"""A derived number explains itself: how it was reckoned, over what, which rows count, which do not and why, as of when, on whose word."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """A row that counts: what it is, its value in words, and who stands for it ("Lãnh đạo cơ quan, Sở …, 20/11/2026").

    `url` leads to the rows behind it, where it stands for several.
    """

    label: str
    value: str
    approvals: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that does not count, and why; `url` as above."""

    label: str
    why: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the panel under a number shows. Texts are in the language of the page."""

    formula: str
    denominator: str
    counted: Sequence[Counted]
    left_out: Sequence[LeftOut]
    as_of: dt.date
