"""A campaign: each target in a process of its own, which may crash, hang or eat memory; all of that is a find like any other."""

import json
import multiprocessing
import resource
import sys
import time
import traceback
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from random import Random
from typing import Any

from vanban.tests.fuzz.checks import TARGETS

_HANGS = 60.0  # seconds without a new case
_MEMORY = 2_000_000_000  # bytes of address space
_GROWN = 400_000  # kB of resident memory: no small file may need more
_SAME_FINDS = 20  # of one kind that are written down
_MOST_DEATHS = 50  # of the process, then the target is left


def _draw(seed: int, target: str, case: int) -> Random:
    return Random(f"{seed}/{target}/{case}")


def run_case(seed: int, target: str, case: int) -> None:
    """One case. Raises whatever it finds."""
    draw = _draw(seed, target, case)
    made = TARGETS[target].make(draw)
    TARGETS[target].check(made, draw)


def _work(seed: int, target: str, first: int, until: float, now: "Synchronized[int]", finds: Any) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    case = first
    warned = False
    while time.time() < until:
        now.value = case
        try:
            run_case(seed, target, case)
        except BaseException as problem:  # noqa: BLE001 - everything that comes out is a find
            place = traceback.extract_tb(problem.__traceback__)[-1]
            finds.put(
                (case, f"{type(problem).__name__}: {str(problem)[:300]}", f"{Path(place.filename).name}:{place.lineno}")
            )
        if not warned and resource.getrusage(resource.RUSAGE_SELF).ru_maxrss > _GROWN:
            warned = True
            finds.put((case, f"memory grew to {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss} kB", "memory"))
        case += 1
    now.value = case


def say(line: dict[str, Any]) -> None:
    """One line of JSON, at once: a campaign may be killed."""
    sys.stdout.write(json.dumps(line, ensure_ascii=True) + "\n")
    sys.stdout.flush()


def play(seed: int) -> str:
    """One round of `make soak`: every target for a third of a minute. Raises where anything was found."""
    outcomes = [campaign(target, minutes=1 / 3, seed=seed) for target in TARGETS]
    found = {outcome["target"]: outcome["kinds"] for outcome in outcomes if outcome["finds"]}
    if found:
        raise AssertionError(
            f"expected documented errors only, found {found}; repeat: python -m vanban.tests.fuzz --seed {seed}"
        )
    return f"{sum(outcome['cases'] for outcome in outcomes)} broken files and texts"


def campaign(target: str, *, minutes: float, seed: int) -> dict[str, Any]:
    """Run one target; what was tried and found."""
    context = multiprocessing.get_context("spawn")
    began = time.time()
    until = began + 60 * minutes
    first = 0
    found: list[dict[str, Any]] = []
    kinds: dict[str, int] = {}
    deaths = 0

    def note(case: int, what: str, where: str) -> None:
        kind = f"{where} {what.split(':', maxsplit=1)[0]}"
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] <= _SAME_FINDS:
            found.append({"target": target, "seed": seed, "case": case, "what": what, "where": where})
            say(found[-1])

    while time.time() < until:
        now: Synchronized[int] = context.Value("q", first)
        finds = context.Queue()
        process = context.Process(target=_work, args=(seed, target, first, until, now, finds))
        process.start()
        seen, since = now.value, time.time()
        hung = False
        while process.is_alive():
            process.join(0.5)
            while not finds.empty():
                note(*finds.get())
            if now.value != seen:
                seen, since = now.value, time.time()
            elif time.time() - since > _HANGS:
                hung = True
                process.kill()
        process.join()
        while not finds.empty():
            note(*finds.get())
        first = now.value
        if hung:
            note(first, f"hangs: no end after {_HANGS:.0f} s", "hang")
        elif process.exitcode:
            note(first, f"the process died with {process.exitcode}", "crash")
        if hung or process.exitcode:
            first += 1
            deaths += 1
            if deaths > _MOST_DEATHS:
                break
    return {
        "target": target,
        "seed": seed,
        "minutes": round((time.time() - began) / 60, 1),
        "cases": first,
        "finds": sum(kinds.values()),
        "kinds": kinds,
    }
