"""How right the engine reads: F1 of each list on the gold documents, and on papers it was never made for against what the generator wrote.

`vanban/tests/floor.toml` and `papers_floor.toml` hold what was reached, rounded down; below it the benchmark fails.
`python -m benchmarks.reading_right` lists what was missed or wrongly said in the papers.
"""

import tomllib
from pathlib import Path

import vanban
from benchmarks.figures import report
from benchmarks.papers import papers
from benchmarks.papers_score import Tally
from vanban.score_gold import FLOOR as GOLD_FLOOR
from vanban.score_gold import gold_folder, score

SIZE = 1_500_000
SEED = 7
FLOOR = Path(__file__).parent / "papers_floor.toml"


def tally() -> Tally:
    """The engine's answers on unseen papers."""
    found = Tally()
    for paper in papers(SIZE, seed=SEED):
        found.add(paper, vanban.read(paper.text).as_contract())
    return found


def measure() -> bool:
    """One line for each list; returns whether every floor holds."""
    return all([_gold(), _papers()])


def _gold() -> bool:
    gold = gold_folder()
    if gold is None:
        return report("gold documents", None, "F1", None, note="no gold documents here")
    reached, _words = score(gold)
    floors: dict[str, float] = tomllib.loads(GOLD_FLOOR.read_text(encoding="utf-8"))["f1"]
    met = [
        report(f"gold documents, {name}", reached.get(name), "F1", floor, at_least=True)
        for name, floor in floors.items()
    ]
    return all(met)


def _papers() -> bool:
    found = tally()
    floors: dict[str, float] = tomllib.loads(FLOOR.read_text(encoding="utf-8"))["f1"]
    met = [
        report(
            f"papers of our own, {name}", found.f1(name), "F1", floor, at_least=True, note=f"{found.true[name]} true"
        )
        for name, floor in floors.items()
    ]
    return all(met)


if __name__ == "__main__":
    for miss in tally().misses:
        print(miss)
