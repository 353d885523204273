"""How right the engine reads papers it was never made for: F1 of each list against what the generator wrote.

`papers_floor.toml` holds what was reached, rounded down; below it the benchmark fails. `python -m benchmarks.reading_right` lists what was
missed or wrongly said.
"""

import tomllib
from pathlib import Path

import vanban
from benchmarks.figures import report
from benchmarks.papers import papers
from benchmarks.papers_score import Tally

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
