"""A reading on a terminal: the text with its facts lit, then who, how much, when, and who does what for whom.

Takes the contract's plain dict, not the engine's classes, so that it can also show a JSON read elsewhere.
"""

import re
from collections import Counter
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

from vanban.terminal_numbers import amount
from vanban.terminal_words import BOUNDS, DOCUMENTS, KINDS, NOTES, STATEMENTS, WORDS, Language

Contract = dict[str, Any]

_RESET = "\x1b[0m"
_BOLD = "\x1b[1m"
_DIM = "\x1b[2m"
_COLOURS = {
    "localities": "\x1b[1;36m",
    "agencies": "\x1b[34m",
    "people": "\x1b[35m",
    "dates": "\x1b[33m",
    "quantities": "\x1b[1;32m",
    "references": "\x1b[4m",
}
# A document must not be able to steer the terminal: control codes and marks that reverse the writing direction are shown, not sent.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ORDER = ("agreement", "assignment", "proposal", "shortcoming", "result", "meeting", "profile")
_MANY = 40


class Screen:
    """How to show: language, width in columns, colours or not."""

    def __init__(self, language: Language, *, width: int, colour: bool) -> None:
        self.language = language
        self.width = max(40, min(width, 120))
        self.colour = colour
        self.words = WORDS[language]

    def render(self, contract: Contract, notes: tuple[str, ...] = ()) -> str:
        """The whole picture, ready to print."""
        parts = [self.legend(), self.lit(contract), self.summary(contract, notes)]
        return "\n".join(part for part in parts if part)

    # The text

    def legend(self) -> str:
        """Which colour means what; nothing without colours."""
        if not self.colour:
            return ""
        shown = "  ".join(f"{_COLOURS[kind]}{name}{_RESET}" for kind, name in KINDS[self.language].items())
        return f"{_DIM}{self.words['legend']}:{_RESET} {shown}\n"

    def lit(self, contract: Contract) -> str:
        """The text with each fact in its colour; of two that overlap the shorter shows."""
        text = contract["text"]
        if not self.colour:
            return safe(text).rstrip("\n") + "\n"
        paint: list[str | None] = [None] * len(text)
        facts = [(fact["start"], fact["end"], kind) for kind in _COLOURS for fact in contract[kind]]
        for start, end, kind in sorted(facts, key=lambda fact: fact[0] - fact[1]):
            paint[start:end] = [kind] * (end - start)
        pieces = []
        start = 0
        for at in range(1, len(text) + 1):
            if at == len(text) or paint[at] != paint[start]:
                kind_here = paint[start]
                piece = safe(text[start:at])
                pieces.append(f"{_COLOURS[kind_here]}{piece}{_RESET}" if kind_here else piece)
                start = at
        return "".join(pieces).rstrip("\n") + "\n"

    # The summary

    def summary(self, contract: Contract, notes: tuple[str, ...] = ()) -> str:
        """Document, parties, figures, dates, people, statements."""
        names = _names(contract)
        sections = [
            self._document(contract["document"]),
            self._parties(contract, names),
            self._figures(contract["quantities"], names),
            self._dates(contract["dates"]),
            self._people(contract["people"], names),
            self._references(contract["references"]),
            self._statements(contract["statements"], names),
        ]
        shown = [section for section in sections if section]
        if not any(contract[kind] for kind in (*_COLOURS, "statements")):
            shown.append(self.words["nothing"])
        shown += [f"{_dim('*', colour=self.colour)} {NOTES[self.language].get(note, note)}" for note in notes]
        return safe_lines("\n\n".join(shown))

    def _title(self, words: str) -> str:
        return f"{_BOLD}{words}{_RESET}" if self.colour else f"{words}\n{'-' * len(words)}"

    def _section(self, title: str, lines: list[str]) -> str:
        if not lines:
            return ""
        rest = [self.words["more"].format(count=len(lines) - _MANY)] if len(lines) > _MANY else []
        return "\n".join([self._title(title), *lines[:_MANY], *rest])

    def _document(self, document: Contract) -> str:
        words = self.words
        parts = [DOCUMENTS[self.language].get(document["kind"], str(document["kind"]))]
        if document.get("number"):
            parts.append(f"{words['number']} {document['number']}")
        if document.get("issued_on"):
            parts.append(f"{words['issued_on']} {_day(_date(document['issued_on']))}")
        lines = self._wrapped(" ".join(parts), "  ")
        if document.get("title"):
            lines += self._wrapped(document["title"], "  ")
        if document.get("source"):
            lines.append(f"  {words['source']}: {document['source']}")
        return self._section(words["document"], lines)

    def _parties(self, contract: Contract, names: dict[str, str]) -> str:
        counts = Counter(fact["code"] for fact in contract["localities"])
        lines = [f"  {names[code]} ({count} {self.words['mentions']})" for code, count in counts.most_common()]
        return self._section(self.words["parties"], lines)

    def _figures(self, quantities: list[Contract], names: dict[str, str]) -> str:
        rows: list[tuple[str, ...]] = []
        for fact in quantities:
            value, unit = amount(fact, self.language)
            whose = _named(fact["locality"], names)
            bound = "" if fact["bound"] == "range" else BOUNDS[self.language][fact["bound"]]
            rows.append((bound, value, unit, whose, str(fact["year"] or ""), fact["text"]))
        keys = ("bound", "value", "unit", "whose", "year", "words")
        return self._section(self.words["figures"], self._table(tuple(self.words[key] for key in keys), rows))

    def _table(self, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> list[str]:
        """Columns as wide as they need, the last cut at the edge; empty columns are left out."""
        if not rows:
            return []
        keep = [at for at in range(len(head)) if any(row[at] for row in rows)]
        rows = [tuple(one_line(row[at]) for at in keep) for row in rows]
        head = tuple(head[at] for at in keep)
        widths = [min(30, max(len(row[at]) for row in [head, *rows])) for at in range(len(head))]
        numeric = 1 if 0 in keep else 0
        lines = []
        for row in [head, *rows]:
            cells = [
                _cut(cell, width).rjust(width) if at == numeric else _cut(cell, width).ljust(width)
                for at, (cell, width) in enumerate(zip(row, widths, strict=True))
            ]
            lines.append(_cut("  " + "  ".join([*cells[:-1], row[-1]]).rstrip(), self.width))
        lines[0] = _dim(lines[0], colour=self.colour)
        return lines

    def _dates(self, dates: list[Contract]) -> str:
        seen = {(fact["from"], fact["to"]): one_line(fact["text"]) for fact in reversed(dates)}
        rows = [(self.period(first, last), words) for (first, last), words in sorted(seen.items())]
        width = max((len(shown) for shown, _ in rows), default=0)
        return self._section(
            self.words["dates"],
            [_cut(f"  {shown.ljust(width)}  {_dim(words, colour=self.colour)}", self.width) for shown, words in rows],
        )

    def _people(self, people: list[Contract], names: dict[str, str]) -> str:
        seen: dict[str, str] = {}
        for fact in people:
            about = [one_line(fact["title"])] if fact["title"] else []
            place = _named(fact["locality"], names)
            about += [place] if place and not any(place in words for words in about) else []
            if not seen.get(fact["name"]):
                seen[fact["name"]] = ", ".join(about)
        lines = [
            line for name, about in seen.items() for line in self._wrapped(f"{name} – {about}" if about else name, "  ")
        ]
        return self._section(self.words["people"], lines)

    def _references(self, references: list[Contract]) -> str:
        numbers = list(dict.fromkeys(one_line(fact["text"]) for fact in references))
        return self._section(self.words["references"], self._wrapped(", ".join(numbers), "  ") if numbers else [])

    # Statements

    def _statements(self, statements: list[Contract], names: dict[str, str]) -> str:
        parts = []
        for kind in _ORDER:
            lines = [line for fact in statements if fact["kind"] == kind for line in self._statement(fact, names)]
            if lines:
                parts.append("\n".join([self._title(STATEMENTS[self.language][kind]), *lines]))
        return "\n\n".join(parts)

    def _statement(self, fact: Contract, names: dict[str, str]) -> list[str]:
        lines = self._wrapped(f"{self._direction(fact, names)}{_gist(fact)}", "  ", hanging="    ", mark="• ")
        for item in fact["items"]:
            lines += self._wrapped(one_line(item["text"]), "      ", hanging="        ", mark="– ")
        details = [(self.words["leads"], ", ".join(map(one_line, fact["leads"])))]
        details.append(
            (self.words["coordinators"], ", ".join(one_line(a["text"]) for a in fact.get("coordinators") or ()))
        )
        if fact["due"]:
            details.append((self.words["due"], self.period(fact["due"]["from"], fact["due"]["to"])))
        if fact.get("output"):
            details.append((self.words["output"], one_line(fact["output"]["text"])))
        for label, words in details:
            if words:
                lines += self._wrapped(f"{label}: {words}", "    ", hanging="      ")
        return lines

    @staticmethod
    def _direction(fact: Contract, names: dict[str, str]) -> str:
        """ "Hà Tĩnh → Hà Nội: ", or "Hà Nội, Hà Tĩnh: " where nobody is asked."""
        givers = ", ".join(_named(code, names) for code in fact["from"])
        takers = ", ".join(_named(code, names) for code in fact["to"])
        if givers and takers and set(fact["from"]) != set(fact["to"]):
            return f"{givers} → {takers}: "
        return f"{givers or takers}: " if givers or takers else ""

    def period(self, first: str, last: str) -> str:
        """A period as people write it: a day, a month, a quarter, a year, or from-to."""
        begin, end = _date(first), _date(last)
        after = end + timedelta(days=1) if end < date.max else end
        if begin == end:
            return _day(begin)
        if begin.day == 1 and after.day == 1:
            months = (after.year - begin.year) * 12 + after.month - begin.month
            if months == 1:
                return self.words["month_of"].format(month=begin.month, year=begin.year)
            if months == 12 and begin.month == 1:
                return self.words["year_of"].format(year=begin.year)
            if months == 3 and begin.month % 3 == 1:
                return self.words["quarter_of"].format(quarter=(begin.month + 2) // 3, year=begin.year)
            if months % 12 == 0 and begin.month == 1:
                return self.words["years_of"].format(first=begin.year, last=end.year)
        return self.words["from_to"].format(first=_day(begin), last=_day(end))

    def _wrapped(self, words: str, indent: str, *, hanging: str | None = None, mark: str = "") -> list[str]:
        hang = hanging if hanging is not None else indent
        return wrap(one_line(words), self.width, initial_indent=indent + mark, subsequent_indent=hang)


def _names(contract: Contract) -> dict[str, str]:
    """Each code's name as the document writes it most often, not in capitals where there is a choice."""
    spellings: dict[str, Counter[str]] = {}
    for fact in contract["localities"]:
        name = one_line(fact["text"])
        spellings.setdefault(fact["code"], Counter())[name] += 1 if name.isupper() else 1000
    return {code: counter.most_common(1)[0][0] for code, counter in spellings.items()}


def _gist(fact: Contract) -> str:
    """The sentence without what is listed below it: up to its first item; of a table row, the cells before lead, date and output."""
    text = fact["text"]
    if fact["items"]:
        lead_in = one_line(text[: max(0, fact["items"][0]["start"] - fact["start"])])
        return lead_in if any(map(str.isalpha, lead_in)) else ""
    if "\t" not in text and " | " not in text:
        return one_line(text)
    below = [*(fact.get("lead_agencies") or ()), *(fact.get("coordinators") or ()), fact.get("output"), fact["due"]]
    ends = [part["start"] - fact["start"] for part in below if part and part.get("start") is not None]
    cells = text[: min((end for end in ends if end > 0), default=len(text))]
    return one_line(cells.replace(" | ", "  ").strip(" |\t"))


def _named(code: str | None, names: dict[str, str]) -> str:
    """A locality's name in this document, its code where the document does not name it, "" for none."""
    return names.get(code, code) if code else ""


def safe(text: str) -> str:
    """The text without anything that could steer a terminal."""
    return _UNSAFE.sub("\ufffd", text)


def safe_lines(text: str) -> str:
    """The same for lines that carry our own colours."""
    return "\x1b[".join(safe(part) for part in text.split("\x1b["))


def one_line(words: str) -> str:
    """Runs of blanks and line ends as one space."""
    return safe(" ".join(words.split()))


def _cut(words: str, width: int) -> str:
    return words if len(words) <= width else words[: width - 1].rstrip() + "…"


def _dim(words: str, *, colour: bool) -> str:
    return f"{_DIM}{words}{_RESET}" if colour else words


def _date(value: str | date) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
