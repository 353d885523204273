"""Each draft is held against what exists, so that a second paper updates instead of duplicating.

A score from 0 to 1 with its reasons; a person always decides. How commitments are scored (weights add up to 1):

| part | weight | full marks when |
|---|---|---|
| words | 0.60 | the titles share their telling words (folded, without diacritics and fill words) |
| sector | 0.15 | same sector (half for the same level-1 sector) |
| leads | 0.15 | a lead agency in common |
| deadline | 0.10 | same day (half within 60 days) |

A part that either side leaves open is left out and the rest is weighed up to 1 again, but the words always count.
Words alone must reach 0.45: two promises of one department in one sector are not one promise.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lienket.lib.text import searchable

THRESHOLD = 0.55
WORDS_AT_LEAST = 0.45
WEIGHTS = {"words": 0.60, "sector": 0.15, "leads": 0.15, "deadline": 0.10}
_WORD = re.compile(r"[^\W_]+")
# Words that every promise has: they tell nothing apart.
_FILL = frozenset(
    {
        *(
            "va",
            "cua",
            "cac",
            "cho",
            "tai",
            "trong",
            "ve",
            "voi",
            "de",
            "den",
            "tu",
            "la",
            "duoc",
            "co",
            "nhung",
            "mot",
            "hai",
        ),
        *(
            "ben",
            "dia",
            "phuong",
            "hop",
            "tac",
            "tang",
            "cuong",
            "to",
            "chuc",
            "thuc",
            "hien",
            "phoi",
            "xay",
            "dung",
            "tiep",
        ),
        *(
            "tuc",
            "day",
            "manh",
            "trao",
            "doi",
            "ho",
            "tro",
            "noi",
            "dung",
            "thanh",
            "pho",
            "tinh",
            "ha",
            "chuong",
            "trinh",
        ),
        *("truoc", "ngay", "nam", "it", "nhat", "toi", "thieu", "giua", "theo", "phat", "trien", "bao", "dam"),
    }
)


@dataclass(frozen=True, slots=True)
class Match:
    """What a draft probably concerns. `reasons` are codes the page turns into words."""

    kind: str  # "programme", "commitment", "figure"
    id: int
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KnownCommitment:
    """The plain values of an existing commitment that matching looks at."""

    id: int
    title: str
    details: str = ""
    sector: str = ""
    leads: frozenset[tuple[str, str]] = frozenset()  # (agency type code, locality code)
    deadline: dt.date | None = None


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """The plain values of an existing figure."""

    id: int
    subject: str
    kind: str
    unit: str
    locality: str
    value: Decimal
    bound: str
    as_of: dt.date | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class KnownProgramme:
    """The plain values of an existing programme."""

    id: int
    title: str
    parties: frozenset[str]
    period_from: dt.date | None = None
    period_to: dt.date | None = None


def telling_words(text: str) -> frozenset[str]:
    """The folded words that tell one content from another."""
    return frozenset(w for w in _WORD.findall(searchable(text)) if w not in _FILL and (len(w) > 1 or w.isdigit()))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter title the longer one has, tempered by how much longer it is: 0 … 1."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    contained, overlap = common / min(len(one), len(other)), common / len(one | other)
    # A two-word title is contained by chance too easily: containment counts in proportion to what is compared.
    trust = min(1.0, min(len(one), len(other)) / 4)
    return round(trust * (0.6 * contained + 0.4 * overlap) + (1 - trust) * overlap, 4)


def match_commitment(draft: Mapping[str, Any], known: Iterable[KnownCommitment]) -> Match | None:
    """The existing commitment a content probably is, or None."""
    words = telling_words(draft.get("title", ""))
    sector = draft.get("sector") or ""
    leads = frozenset((a["type"], a["locality"]) for a in draft.get("leads", ()) if a.get("type") and a.get("locality"))
    due = dt.date.fromisoformat(draft["deadline"]) if draft.get("deadline") else None
    best: Match | None = None
    for one in known:
        same_words = max(likeness(words, telling_words(one.title)), 0.9 * likeness(words, telling_words(one.details)))
        if same_words < WORDS_AT_LEAST:
            continue
        parts = {"words": same_words}
        if sector and one.sector:
            parts["sector"] = 1.0 if sector == one.sector else 0.5 if sector[:3] == one.sector[:3] else 0.0
        if leads and one.leads:
            parts["leads"] = 1.0 if leads & one.leads else 0.0
        if due and one.deadline:
            days = abs((due - one.deadline).days)
            parts["deadline"] = 1.0 if days == 0 else 0.5 if days <= 60 else 0.0
        score = sum(WEIGHTS[p] * v for p, v in parts.items()) / sum(WEIGHTS[p] for p in parts)
        if score >= THRESHOLD and (best is None or score > best.score):
            reasons = [p for p, v in parts.items() if v >= 0.5]
            if due and one.deadline and due != one.deadline:
                reasons.append("other_deadline")
            best = Match("commitment", one.id, round(score, 3), tuple(reasons))
    return best


def match_figure(draft: Mapping[str, Any], known: Iterable[KnownFigure]) -> Match | None:
    """The existing figure of the same locality, kind, unit and subject, or None. `same_value` when it says nothing new."""
    if not draft.get("locality"):
        return None
    # Every word counts here: "dự án đầu tư" and "dự án đầu tư của doanh nghiệp Hà Nội" are two figures.
    words = _all_words(draft.get("subject", ""))
    unit = searchable(draft.get("unit", ""))
    best: Match | None = None
    for one in known:
        if one.locality != draft["locality"] or one.kind != draft.get("kind") or searchable(one.unit) != unit:
            continue
        known_words = _all_words(one.subject)
        score = round(len(words & known_words) / max(1, len(words | known_words)), 3)
        if score >= THRESHOLD and (best is None or score > best.score):
            same = one.value == _decimal(draft.get("value")) and one.bound == draft.get("bound")
            reasons = ("locality", "unit", "words") + (("same_value",) if same else ("other_value",))
            best = Match("figure", one.id, score, reasons)
    return best


def match_programme(draft: Mapping[str, Any], known: Iterable[KnownProgramme]) -> Match | None:
    """The existing programme of the same parties whose period overlaps, or None. A title alone never matches."""
    parties = frozenset(draft.get("parties", ()))
    first = dt.date.fromisoformat(draft["period_from"]) if draft.get("period_from") else None
    last = dt.date.fromisoformat(draft["period_to"]) if draft.get("period_to") else None
    best: Match | None = None
    for one in known:
        if len(parties) < 2 or one.parties != parties:
            continue
        reasons, score = ["parties"], 0.6
        if first and one.period_from:
            apart = (last and one.period_from > last) or (one.period_to and first > one.period_to)
            if apart:
                continue
            reasons.append("period")
            score = 0.9 if (first, last) == (one.period_from, one.period_to) else 0.8
        score += 0.1 * likeness(telling_words(draft.get("title", "")), telling_words(one.title))
        if best is None or score > best.score:
            best = Match("programme", one.id, round(score, 3), tuple(reasons))
    return best


def _all_words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(searchable(text)))


def _decimal(value: Any) -> Decimal | None:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None
