"""How right a reading of a generated paper is: precision and recall of each list against what the generator wrote.

A locality is right with its code, a date with both days, a figure with kind, value, upper value, bound and unit, a number by its span, a
statement with its kind; of statements that were found, lead and deadline are judged apart.
"""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from benchmarks.papers import Paper
from benchmarks.papers_pen import Fact

LISTS = ("localities", "dates", "quantities", "references", "statements")


class Tally:
    """Right, said and true of every list, over all papers added."""

    def __init__(self) -> None:
        self.right: dict[str, int] = defaultdict(int)
        self.said: dict[str, int] = defaultdict(int)
        self.true: dict[str, int] = defaultdict(int)
        self.misses: list[str] = []

    def add(self, paper: Paper, contract: Mapping[str, Any]) -> None:
        """Hold one reading (as the contract's JSON has it) against its paper."""
        days = [(f.start, f.end) for f in paper.facts if f.kind == "dates"]
        for name in LISTS:
            true = [f for f in paper.facts if f.kind == name and not f.said.get("optional")]
            may = [(f.start, f.end) for f in paper.facts if f.kind == name and f.said.get("optional")]
            said = [s for s in contract[name] if not any(s["start"] < end and start < s["end"] for start, end in may)]
            if name == "quantities":  # "6 tháng" of "6 tháng đầu năm 2023" may be said as well
                said = [s for s in said if not any(s["start"] < end and start < s["end"] for start, end in days)]
            self._compare(paper, name, true, said)
        document = contract["document"]
        for key, value in paper.document.items():
            self._count("document", document[key] == value, f"{paper.name} {key}: {document[key]!r}, not {value!r}")

    def f1(self, name: str) -> float:
        """Of precision and recall, 1 where nothing is true and nothing said."""
        whole = self.said[name] + self.true[name]
        return 2 * self.right[name] / whole if whole else 1.0

    def _compare(self, paper: Paper, name: str, true: list[Fact], said: list[dict[str, Any]]) -> None:
        free = list(said)
        for fact in true:
            near = [s for s in free if s["start"] < fact.end and fact.start < s["end"]]
            answer = next((s for s in near if _same(fact, s)), None)
            if answer is None:
                words = paper.text[fact.start : fact.end]
                got = [{k: v for k, v in s.items() if k in (*fact.said, "text")} for s in near]
                self.misses.append(f"{paper.name} {name}: missed {words!r} {fact.said}; said {got}")
                continue
            free.remove(answer)
            self.right[name] += 1
            if name == "statements":
                self._judge_task(paper, fact, answer)
        known = [(f.start, f.end) for f in true]
        self.misses += [
            f"{paper.name} {name}: wrong {s['text']!r}"
            for s in free
            if not any(s["start"] < e and b < s["end"] for b, e in known)
        ]
        self.said[name] += len(said)
        self.true[name] += len(true)

    def _judge_task(self, paper: Paper, fact: Fact, answer: dict[str, Any]) -> None:
        words = paper.text[fact.start : fact.end]
        if fact.said["lead"]:
            leads = [" ".join(lead.split()) for lead in answer["leads"]]
            self._count("leads", leads == [fact.said["lead"]], f"{paper.name} leads: {leads} of {words!r}")
        if fact.said["due"]:
            due = answer["due"] and (answer["due"]["from"], answer["due"]["to"])
            self._count("due", due == fact.said["due"], f"{paper.name} due: {due} of {words!r}")

    def _count(self, name: str, right: bool, miss: str) -> None:
        self.said[name] += 1
        self.true[name] += 1
        self.right[name] += right
        if not right:
            self.misses.append(miss)


def _same(fact: Fact, said: Mapping[str, Any]) -> bool:
    want = fact.said
    if fact.kind in ("references", "statements"):
        shared = min(fact.end, said["end"]) - max(fact.start, said["start"])
        alike = 2 * shared >= max(fact.end - fact.start, said["end"] - said["start"])
        return alike and ("kind" not in want or want["kind"] == said["kind"])
    if fact.kind == "quantities":
        same = all(_number(want[key]) == _number(said[key]) for key in ("value", "value_to"))
        return same and all(want[key] == said[key] for key in ("kind", "bound")) and _same_unit(want, said["unit"])
    return all(want[key] == said[key] for key in want)


def _number(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _same_unit(want: Mapping[str, Any], unit: str) -> bool:
    """Of two counted nouns one may go on where the other stops."""
    a, b = want["unit"], unit
    return a == b or (want["kind"] == "count" and (f"{a} ".startswith(f"{b} ") or f"{b} ".startswith(f"{a} ")))
