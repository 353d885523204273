"""Why: the text with carets under each fact, the rule that took it, the candidates set aside there and the reason.

before  a text, and where to look (an offset, or everywhere)
after       … tổng vốn trên 37.700 tỷ đồng tại Lào Cai …
                       ^^^^^^^^^^^^^^^^^^^
            figure: money 37700000000000 more_than VND — taken: a number beside a unit of money (rule money)
"""

import unicodedata
from typing import Any

import msgspec

from vanban.explain_words import FAMILIES, LISTS, REASONS, RULES, SAYS
from vanban.facts import Reading
from vanban.reading import read
from vanban.terminal import one_line, safe
from vanban.terminal_words import KINDS, STATEMENTS, Language
from vanban.trace import Met, Refused, Trace

_KINDS = ("statements", "people", "agencies", "localities", "dates", "quantities", "references")
_SHOWN = {
    "localities": ("code",), "agencies": ("locality", "type"), "people": ("title", "locality"), "dates": ("from", "to"), "references": (),
    "quantities": ("kind", "value", "value_to", "bound", "unit", "locality", "year"), "statements": ("from", "to", "sectors", "leads", "due"),
}  # fmt: skip


class OutsideText(ValueError):
    """The offset lies outside the text; `last` is the greatest that does not."""

    def __init__(self, offset: int, last: int) -> None:
        super().__init__(f"expected an offset from 0 to {last}, found {offset}")
        self.last = last


class _Line(msgspec.Struct, frozen=True):
    """One thing to show: its range, a mark for the carets, and what is said of it."""

    start: int
    end: int
    caret: str
    words: str


def explain(text: str, offset: int | None = None, *, language: Language = "vi", width: int = 100) -> str:
    """The whole explanation, ready to print, of every fact, or of what stands at one offset. Raises OutsideText."""
    trace = Trace()
    reading = read(text, trace=trace)
    last = len(reading.text) - 1
    if offset is not None and not 0 <= offset <= last:
        raise OutsideText(offset, last)
    lines = _facts(reading, trace, language) + [_set_aside(r, reading, language) for r in trace.refused]
    if offset is not None:
        lines = [line for line in lines if line.start <= offset < line.end]
        found = bool(lines)
        lines += [_word(word, language) for word in trace.words if word.start <= offset < word.end]
        said = SAYS[language]["nothing"].format(offset=offset)
        lines.sort(key=_widest_first)
        shown = [] if found else [said]
    else:
        lines.sort(key=_in_order)
        shown = [] if lines else [SAYS[language]["nothing_at_all"]]
    return "\n\n".join([*shown, *(_drawn(line, reading.text, width) for line in lines)]) + "\n"


def _in_order(line: _Line) -> tuple[int, int]:
    return line.start, -line.end


def _widest_first(line: _Line) -> tuple[int, int]:
    return line.start - line.end, line.start


def _facts(reading: Reading, trace: Trace, language: Language) -> list[_Line]:
    """Every fact of the reading with its rule and what it was taken instead of."""
    says = SAYS[language]
    contract = reading.as_contract()
    lines = []
    for kind in _KINDS:
        for fact in contract[kind]:
            start, end, rule = fact["start"], fact["end"], fact["rule"]
            why = RULES[language].get((kind, rule))
            name = STATEMENTS[language][fact["kind"]] if kind == "statements" else _list_name(kind, language)
            words = f"{name}: {_values(kind, fact)}".rstrip(" :")
            words += f" — {says['taken']}: {f'{why} ' if why else ''}({says['rule']} {rule})"
            if kind == "statements":
                cues = [w for w in trace.words if w.family == "cues" and start <= w.start < end]
                words += "".join(
                    f"\n  {FAMILIES[language]['cues']}: “{one_line(_of(reading, w))}” = {w.code}" for w in cues
                )
            else:
                over = [r for r in trace.refused if r.start < end and start < r.end]
                words += "".join(
                    f"\n  {says['over']} {_list_name(r.kind, language)} “{one_line(_of(reading, r))}”" for r in over
                )
            lines.append(_Line(start, end, "=" if kind == "statements" else "^", words))
    return lines


def _set_aside(candidate: Refused, reading: Reading, language: Language) -> _Line:
    says = SAYS[language]
    reason = REASONS[language][candidate.reason]
    words = f"{_list_name(candidate.kind, language)} “{one_line(_of(reading, candidate))}” — {says['refused']} {says['because']} {reason}"
    return _Line(candidate.start, candidate.end, "~", words)


def _word(word: Met, language: Language) -> _Line:
    code = f" = {word.code}" if word.code else ""
    return _Line(word.start, word.end, ".", f"{SAYS[language]['met']}: {FAMILIES[language][word.family]}{code}")


def _list_name(kind: str, language: Language) -> str:
    return KINDS[language].get(kind) or LISTS[language][kind]


def _of(reading: Reading, thing: Met | Refused) -> str:
    return reading.text[thing.start : thing.end]


def _values(kind: str, fact: dict[str, Any]) -> str:
    """What the fact says, in the contract's own words."""
    shown = []
    for key in _SHOWN[kind]:
        value = fact[key]
        if isinstance(value, dict):
            value = f"{value['from']}…{value['to']}"
        elif isinstance(value, list | tuple):
            value = ", ".join(value)
        if value not in (None, ""):
            shown.append(f"{key} {value}" if kind != "quantities" or key in ("locality", "year") else str(value))
    return one_line("; ".join(shown) if kind != "quantities" else " ".join(shown))


def _drawn(line: _Line, text: str, width: int) -> str:
    """The words around a span on one line, marks below them, and what is said of them; a long span is shown by its two ends."""
    begin = text.rfind("\n", 0, line.start) + 1
    stop = text.find("\n", line.end)
    stop = len(text) if stop < 0 else stop
    room = max(20, width - 4)
    inside = text[line.start : line.end]
    if len(inside) > room - 10:
        half = (room - 10) // 2
        inside = f"{inside[:half]} … {inside[-half:]}"
    side = max(0, room - len(inside)) // 2
    before, behind = text[max(begin, line.start - side) : line.start], text[line.end : min(stop, line.end + side)]
    before = ("… " if line.start - side > begin else "") + _shown(before)
    behind = _shown(behind) + (" …" if line.end + side < stop else "")
    inside = _shown(inside)
    return f"{before}{inside}{behind}\n{' ' * columns(before)}{line.caret * max(1, columns(inside))}\n{line.words}"


def _shown(words: str) -> str:
    """On one line and harmless, every character still in its place."""
    return safe("".join(" " if c.isspace() or c == "\u241f" else c for c in words))


def columns(words: str) -> int:
    """How many columns of a terminal the words take: a mark on a letter none, a wide character two."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in words)
    none = sum(unicodedata.combining(c) != 0 or unicodedata.category(c) == "Cf" for c in words)
    return len(words) + wide - none
