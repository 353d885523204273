"""`python -m vanban.score_gold`: read the gold documents, let the scorer beside them judge, hold the result against the floor.

The gold folder stands beside the repository (or in the folder named by LIENKET_SHARED); without it there is nothing to score and the
command says so and succeeds. `floor.toml` holds the F1 reached for each kind: falling below one fails.
"""

import json
import os
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vanban.reading import read

_REPOSITORY = Path(__file__).resolve().parents[1]
FLOOR = Path(__file__).parent / "tests" / "floor.toml"


def shared_folder() -> Path:
    """Where the shared folder is: LIENKET_SHARED, or `shared` beside the repository."""
    named = os.environ.get("LIENKET_SHARED")
    return Path(named) if named else _REPOSITORY.parent / "shared"


def gold_folder() -> Path | None:
    """The folder of gold documents, None where it is absent."""
    folder = shared_folder() / "reading" / "gold"
    return folder if folder.is_dir() else None


def judge(gold: Path, answers: Mapping[str, Mapping[str, Any]], *, misses: bool = False) -> str:
    """The scorer's own words on these answers: the contract's JSON for each document of the gold, by name without ending."""
    with tempfile.TemporaryDirectory() as folder:
        for name, answer in answers.items():
            (Path(folder) / f"{name}.json").write_text(json.dumps(answer, ensure_ascii=False), encoding="utf-8")
        scorer = [sys.executable, str(gold.parent / "score.py"), str(gold)]
        command = [*scorer, "--json-dir", folder, *(["--misses"] if misses else [])]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise RuntimeError(f"the scorer failed: {run.stderr.strip() or run.stdout.strip()}")
    return run.stdout


def read_gold(gold: Path) -> dict[str, dict[str, Any]]:
    """The engine's answers on all gold documents, by name."""
    return {p.stem: read(p.read_text(encoding="utf-8")).as_contract() for p in sorted(gold.glob("*.txt"))}


def score(gold: Path, *, misses: bool = False) -> tuple[dict[str, float], str]:
    """F1 of every kind over all gold documents ("mean F1" among them), and the scorer's own words."""
    words_of_scorer = judge(gold, read_gold(gold), misses=misses)
    reached: dict[str, float] = {}
    for line in words_of_scorer.splitlines():
        words = line.split()
        if len(words) == 5 and words[-1].isdigit():
            reached[words[0]] = float(words[3])
        elif line.startswith("mean F1"):
            reached["mean"] = float(words[-1])
    return reached, words_of_scorer


def below_floor(reached: dict[str, float]) -> list[str]:
    """What is below `floor.toml`, in words."""
    floors: dict[str, float] = tomllib.loads(FLOOR.read_text(encoding="utf-8"))["f1"]
    return [
        f"{kind}: expected at least {floor:.3f}, reached {reached.get(kind, 0.0):.3f}"
        for kind, floor in floors.items()
        if reached.get(kind, 0.0) < floor
    ]


def main() -> int:
    """Score, print, and return 1 when something fell below the floor."""
    gold = gold_folder()
    if gold is None:
        sys.stdout.write(f"No gold documents at {shared_folder() / 'reading' / 'gold'}: nothing scored.\n")
        return 0
    reached, words = score(gold, misses="--misses" in sys.argv)
    sys.stdout.write(words)
    short = below_floor(reached)
    sys.stdout.write("".join(f"BELOW THE FLOOR {line}\n" for line in short))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
