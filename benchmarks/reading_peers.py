"""Side by side with the stack a user would build from libraries today: how much faster, and what each side gets right.

The libraries are installed from `requirements/bench-peers.txt` into `build/bench-peers`, an environment of their own. Both sides read the same
texts in the same run and are compared in processor time. The stack's answers are brought into the contract's form as kindly as can be: a province's
code where its name stands in a named entity, a unit's Vietnamese name, the next word as what is counted.
"""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import vanban
from benchmarks.environments import installed
from benchmarks.figures import ROOT, load, progress, report
from benchmarks.papers import Paper, papers
from benchmarks.papers_pen import PROVINCES
from benchmarks.papers_score import LISTS, Tally
from vanban.fold import fold, nfc
from vanban.score_gold import gold_folder, judge, read_gold

LOCK = ROOT / "requirements" / "bench-peers.txt"
SAMPLE = 400_000 if os.environ.get("BENCH_FULL") else 60_000  # bytes both sides read against the clock
GOAL_RATIO = 200
LISTED = ("localities", "agencies", "people", "dates", "references", "quantities", "statements")
_SEED = 11
_NAMES = sorted(
    ((name, p["code"]) for p in PROVINCES for name in (p["name"], *p.get("aliases", ()))), key=lambda n: -len(n[0])
)
_KINDS = {"percentage": "percent", "currency": "money", "time": "duration", "dimensionless": "count"}
_UNITS = {
    "percentage": "%", "united states dollar": "USD", "vietnamese dong": "VND", "dong": "VND", "euro": "EUR", "kilometre": "km", "metre": "m",
    "hectare": "ha", "tonne": "tấn", "square metre": "m²", "square kilometre": "km²", "cubic metre": "m³", "megawatt": "MW",
}  # fmt: skip
_NEXT_WORD = re.compile(r"\s+(\w+)")


def measure() -> bool:
    """Install, read, compare; returns whether the goal of the ratio is reached."""
    python, trouble = installed("bench-peers", LOCK)
    if python is None:
        return report(
            "stack of libraries: not installed", None, "times as fast", GOAL_RATIO, at_least=True, note=trouble
        )
    gold = gold_folder()
    sources = sorted(gold.glob("*.txt")) if gold else []
    unseen = list(papers(SAMPLE, seed=_SEED))
    texts = [nfc(s.read_text(encoding="utf-8")) for s in sources] or [paper.text for paper in unseen]
    timed = [paper.text for paper in unseen]
    ours = _seconds(timed)
    progress(f"the stack of libraries reads {sum(len(t.encode()) for t in (*texts, *timed)) / 1000:.0f} kB")
    said = _ask(python, texts, timed)
    ours = min(ours, _seconds(timed))
    met = _report_ratio(said, ours, sum(len(text.encode()) for text in timed))
    theirs = [as_contract(text, answer) for text, answer in zip(texts, said["answers"], strict=True)]
    if gold is not None:
        names = [source.stem for source in sources]
        _report_gold("vanban", gold, read_gold(gold))
        _report_gold("the stack", gold, dict(zip(names, theirs, strict=True)))
    else:
        why = "no gold documents here, so papers of our own"
        _report_unseen("vanban", unseen, [vanban.read(text).as_contract() for text in texts], why)
        _report_unseen("the stack", unseen, theirs, why)
    return met


def _ask(python: Path, texts: Sequence[str], timed: Sequence[str]) -> dict[str, Any]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    run = subprocess.run(
        [str(python), str(Path(__file__).with_name("peers_stack.py"))],
        input=json.dumps({"texts": texts, "timed": timed}),
        capture_output=True,
        text=True,
        check=True,
        env={**kept, "HF_HUB_OFFLINE": "1", "PYTHONUTF8": "1"},
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def _seconds(texts: Sequence[str]) -> float:
    """Processor seconds of the engine for all texts, the least of several rounds: one round is over too soon to be told well."""
    taken = []
    for _ in range(7):
        started = time.process_time()
        for text in texts:
            vanban.read(text)
        taken.append(time.process_time() - started)
    return min(taken)


def _report_ratio(said: Mapping[str, Any], ours: float, size: int) -> bool:
    missing = [f"without {name} ({why})" for name, why in said["parts"].items() if why]
    seconds: dict[str, float] = said["seconds"]
    if not seconds:
        return report(
            "stack of libraries: nothing runs",
            None,
            "times as fast",
            GOAL_RATIO,
            at_least=True,
            note="; ".join(missing),
        )
    whole = sum(seconds.values())
    parts = ", ".join(f"{name} {size / s / 1000:.1f}" for name, s in seconds.items())
    note = f"processor time, same texts; the stack reads {size / whole / 1000:.1f} kB/s ({parts}), vanban {size / ours / 1000:.0f}; {load()}"
    return report(
        "vanban against the stack of libraries",
        whole / ours,
        "times as fast",
        GOAL_RATIO,
        at_least=True,
        note="; ".join([*missing, note]),
    )


def as_contract(text: str, answer: Mapping[str, list[list[Any]]]) -> dict[str, Any]:
    """The stack's answers on one text in the form of the contract."""
    found: dict[str, Any] = {"text": text, "document": {}, **{name: [] for name in LISTED}}
    for start, end, words, kind in answer.get("entities", ()):
        places = _places(words)
        if kind == "PER":
            found["people"].append({"start": start, "end": end, "name": words, "title": None})
        elif kind == "ORG":
            found["agencies"].append({"start": start, "end": end, "locality": places[0][1] if places else None})
        found["localities"] += [
            {"start": start + at, "end": start + at + size, "code": code} for at, code, size in places
        ]
    for start, end, day in answer.get("dates", ()):
        found["dates"].append({"start": start, "end": end, "text": text[start:end], "from": day, "to": day})
    for start, end, value, unit, entity in answer.get("quantities", ()):
        kind = _KINDS.get(entity, "measure") if unit != "percentage" else "percent"
        behind = _NEXT_WORD.match(text, end)
        counted = behind.group(1).lower() if behind and kind == "count" else unit
        found["quantities"].append({
            "start": start, "end": end, "text": text[start:end], "kind": kind, "value": f"{Decimal(str(value)):f}", "value_to": None, "bound": "exact",
            "unit": _UNITS.get(unit.lower(), counted), "locality": None, "year": None,
        })  # fmt: skip
    return found


def _places(words: str) -> list[tuple[int, str, int]]:
    """Names of provinces in the words of an entity: where, code, length."""
    low = fold(words)
    return [(low.index(fold(name)), code, len(name)) for name, code in _NAMES if fold(name) in low][:1]


def _report_gold(side: str, gold: Path, answers: Mapping[str, Mapping[str, Any]]) -> None:
    right = true = 0
    kinds = []
    for line in judge(gold, answers).splitlines():
        words = line.split()
        if len(words) == 5 and words[0] in LISTED:
            count = round(float(words[2]) * int(words[4]))
            right, true = right + count, true + int(words[4])
            kinds.append(f"{words[0]} {count}/{words[4]} (precision {words[1]})")
    report(f"right answers on the gold documents, {side}", right, f"of {true}", None, note=", ".join(kinds))


def _report_unseen(side: str, unseen: Sequence[Paper], answers: Sequence[Mapping[str, Any]], why: str) -> None:
    tally = Tally()
    for paper, answer in zip(unseen, answers, strict=True):
        tally.add(paper, {**answer, "document": {**dict.fromkeys(paper.document), **answer["document"]}})
    kinds = ", ".join(f"{name} {tally.right[name]}/{tally.true[name]}" for name in LISTS)
    right, true = sum(tally.right[n] for n in LISTS), sum(tally.true[n] for n in LISTS)
    report(f"right answers on papers of our own, {side}", right, f"of {true}", None, note=f"{why}; {kinds}")


if __name__ == "__main__":
    sys.exit(0 if measure() else 1)
