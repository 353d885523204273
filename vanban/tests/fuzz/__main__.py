"""The campaigns from the shell: 1 where anything was found."""

import argparse
import sys

from vanban.tests.fuzz.campaign import campaign, run_case, say
from vanban.tests.fuzz.checks import TARGETS


def main(arguments: list[str] | None = None) -> int:
    """Run the campaigns; 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m vanban.tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for each target")
    parser.add_argument("--only", default="", help=f"targets, with commas between: {','.join(TARGETS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--case", type=int, help="make one case again, with its traceback")
    given = parser.parse_args(arguments)
    targets = [name for name in given.only.split(",") if name] or list(TARGETS)
    unknown = sorted(set(targets) - TARGETS.keys())
    if unknown:
        parser.error(f"expected some of {', '.join(TARGETS)}, found {', '.join(unknown)}")
    if given.case is not None:
        for target in targets:
            run_case(given.seed, target, given.case)
        return 0
    worst = 0
    for target in targets:
        outcome = campaign(target, minutes=given.minutes, seed=given.seed)
        say(outcome)
        worst = max(worst, int(outcome["finds"] > 0))
    return worst


if __name__ == "__main__":
    sys.exit(main())
