"""`make soak`: long campaigns that find what tests of seconds cannot. Outside `make test`; every find is printed with the seed that repeats it.

MINUTES=5 (for each campaign) · NAMES="kills deeds" (all by default) · SEED=17 (begin there; with MINUTES=0 only that round) ·
DATABASE=postgresql (a server of its own; SQLite by default). Exit code 1 where a campaign found something.

A campaign is one function that plays one round from a seed, says in a line what it did, and raises where something is wrong.
It is called with seed after seed until its minutes are over, each campaign in a process of its own on an empty site with the
reference data. To add one: write the function, add a line to CAMPAIGNS.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from tools import postgres

ROOT = Path(__file__).resolve().parent.parent
Round = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Campaign:
    """One line of the table: `round` is "module:function", called with a seed. `site` False: it needs no database."""

    name: str
    round: str
    looks_for: str
    site: bool = True


CAMPAIGNS = (
    Campaign(
        "deeds", "tests.walk.rounds:play", "random deeds of random people: sides, chain, stored totals, four states"
    ),
    Campaign(
        "year", "tests.year.campaign:play", "a year of two sides through pages, every page judged, every day a digest"
    ),
    Campaign("kills", "tests.walk.kills:worker_mid_work", "a worker killed mid-work: nothing lost, nothing done twice"),
    Campaign(
        "digest",
        "tests.walk.digest_kills:digest_mid_way",
        "killed mid-digest, mid-post: nobody told twice, nothing lost",
    ),
    Campaign(
        "days",
        "tests.walk.year:simulated",
        "a year of random days with its daily work, over a year's end and 29 February",
    ),
    Campaign(
        "files",
        "vanban.tests.fuzz.campaign:play",
        "broken files and endless texts: documented errors only, spans, time, memory",
        site=False,
    ),
)


def main(arguments: Sequence[str]) -> int:
    """Run the campaigns one after the other. Returns the exit code."""
    names = [one.name for one in CAMPAIGNS]
    parser = argparse.ArgumentParser(prog="tools.soak", description="Long campaigns against the whole site.")
    parser.add_argument("names", nargs="*", help=f"campaigns, all by default: {', '.join(names)}")
    parser.add_argument("--minutes", type=float, default=5, help="for each campaign; 0 plays one round")
    parser.add_argument("--seed", type=int, help="the first round's seed; chosen anew each time by default")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)  # the campaign's own process
    asked = parser.parse_args(arguments)
    if unknown := set(asked.names) - set(names):
        parser.error(f"no campaign is called {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    chosen = [one for one in CAMPAIGNS if one.name in asked.names or not asked.names]
    seed = asked.seed if asked.seed is not None else secrets.randbelow(10**9)
    if asked.inside:
        return play(chosen[0], seed, asked.minutes)
    found = []
    for one in chosen:
        print(f"--- {one.name}: {one.looks_for} ({asked.database}, from seed {seed})", flush=True)
        if run_apart(one, seed, asked.minutes, asked.database):
            found.append(one.name)
    print(f"{len(chosen) - len(found)} campaigns clean" + (f"; found something: {', '.join(found)}" if found else ""))
    return 1 if found else 0


def run_apart(one: Campaign, seed: int, minutes: float, database: str) -> int:
    """Play the campaign in a process of its own, on a site of its own. Returns its exit code."""
    command = [sys.executable, "-m", "tools.soak", one.name, "--inside", "--seed", str(seed), "--minutes", str(minutes)]
    with tempfile.TemporaryDirectory(prefix="lienket-soak-") as state, server(database) as url:
        return subprocess.run(
            command, cwd=ROOT, env=environment(state, url), stdin=subprocess.DEVNULL, check=False
        ).returncode


def environment(state: str, url: str | None) -> dict[str, str]:
    """Settings of a site that lives in the folder `state`, or with the database at `url`."""
    kept: Mapping[str, str] = {
        k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "DEBUG", "LIENKET_TESTING"}
    }
    ours = {
        "STATE_DIR": state,
        "INSECURE_HTTP": "on",
        "SECRET_KEY": "only-for-this-campaign-" + "x" * 40,
        "DJANGO_SETTINGS_MODULE": "lienket.settings",
    }
    return {**kept, **ours, **({"DATABASE_URL": url} if url else {})}


@contextmanager
def server(database: str) -> Iterator[str | None]:
    """The address of a PostgreSQL server that lives as long as the block; None for SQLite, which needs none."""
    if database == "sqlite":
        yield None
    else:
        with postgres.temporary_server() as url:
            yield url.rsplit("/", 1)[0] + "/postgres"  # the database every new server has


def play(one: Campaign, seed: int, minutes: float) -> int:
    """Round after round until the time is over or a round raises. Returns the exit code."""
    module, _, function = one.round.partition(":")
    if one.site:
        open_site()
    round_: Round = getattr(import_module(module), function)
    began, rounds = time.monotonic(), 0
    while not rounds or time.monotonic() - began < minutes * 60:
        try:
            said = round_(seed + rounds)
        except Exception:  # noqa: BLE001 - whatever a round raises is the find: it is shown whole
            traceback.print_exc()
            print(
                f"FOUND in {one.name}; repeat it: make soak NAMES={one.name} MINUTES=0 SEED={seed + rounds}", flush=True
            )
            return 1
        print(f"seed {seed + rounds}: {said}", flush=True)
        rounds += 1
    print(f"{one.name}: {rounds} rounds in {time.monotonic() - began:.0f} s, nothing found", flush=True)
    return 0


def open_site() -> None:
    """Django with every table and the reference data."""
    import logging

    import django

    django.setup()
    from tools.prepare import COMMANDS, fill

    logging.disable(logging.WARNING)
    fill(COMMANDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
