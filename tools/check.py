"""`make test`: every check of the project, each named and timed. `make lint` is the part that runs nothing of the site.

Static checks all run, two at a time, even when one fails; tests run when they pass. The last line counts the steps.
"""

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tools import debian, postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PACKAGES = ["lienket", "vanban", "tools", "benchmarks"]


@dataclass(frozen=True, slots=True)
class Step:
    """One check: a command, and what it adds to the environment. `static` ones need no database."""

    name: str
    command: Sequence[str]
    environment: Callable[[], Mapping[str, str]] = field(default=dict)
    static: bool = True


def production() -> dict[str, str]:
    """The settings a real site has, with a key that lives for this check only."""
    return {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "SITE_URL": "https://lienket.example",
        "ALLOWED_HOSTS": "lienket.example",
        "STATE_DIR": tempfile.gettempdir(),
        "DEBUG": "",
        "INSECURE_HTTP": "",
    }


def _module(name: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", name, *arguments]


STEPS = (
    Step("format", [str(BIN / "ruff"), "format", "--check", "."]),
    Step("lint", [str(BIN / "ruff"), "check", "."]),
    Step("mypy", _module("mypy", *PACKAGES), production),
    Step("templates", [str(BIN / "djlint"), "lienket", "--lint", "--quiet"]),
    Step("imports", [str(BIN / "lint-imports")]),
    Step("dependencies", [str(BIN / "deptry"), "."]),
    Step("deploy", _module("lienket", "check", "--deploy", "--fail-level", "WARNING"), production),
    Step("migrations", _module("lienket", "makemigrations", "--check", "--dry-run"), production),
    Step("messages", _module("tools.messages", "--check"), production),
    Step("sqlite", _module("pytest", "-m", "not browser", "-n", "2"), static=False),
    # What opens no database, the reading engine above all, is the same on the second one: once is enough.
    Step(
        "postgresql",
        _module("pytest", "lienket", "tests", "-m", "not browser", "--with-database", "-n", "2"),
        static=False,
    ),
    Step("browser", _module("pytest", "-m", "browser", "-n", "2"), static=False),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended."""

    name: str
    passed: bool
    seconds: float


def main(arguments: Sequence[str]) -> int:
    """Run the steps asked for, print the summary. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="tools.check", description="Run the project's checks.")
    parser.add_argument("--static", action="store_true", help="only the checks that run nothing of the site")
    parser.add_argument("steps", nargs="*", help=f"names of single steps: {', '.join(step.name for step in STEPS)}")
    asked = parser.parse_args(arguments)
    if unknown := set(asked.steps) - {step.name for step in STEPS}:
        parser.error(
            f"no step is called {', '.join(sorted(unknown))}; there are {', '.join(step.name for step in STEPS)}"
        )
    chosen = [s for s in STEPS if (s.name in asked.steps or not asked.steps) and (s.static or not asked.static)]
    tests = [step for step in chosen if not step.static]
    if tests:
        try:
            debian.ensure_test_packages()
        except debian.Missing as missing:
            print(f"make test: {missing}", file=sys.stderr)
            return 1
    started = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(run_quietly, [step for step in chosen if step.static]))
    if all(outcome.passed for outcome in outcomes):
        outcomes += [run_tests(step) for step in tests]
    elif tests:
        print("tests: not run, since a check above failed")
    return summary(outcomes, time.monotonic() - started)


def run_quietly(step: Step) -> Outcome:
    """Run a static step; its words are shown only when it fails, in one piece."""
    started = time.monotonic()
    ended = subprocess.run(
        step.command,
        cwd=ROOT,
        env=_environment(step),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    outcome = Outcome(step.name, ended.returncode == 0, time.monotonic() - started)
    print(_line(outcome) if outcome.passed else f"{ended.stdout.rstrip()}\n{_line(outcome)}", flush=True)
    return outcome


def run_tests(step: Step) -> Outcome:
    """Run a test step, talking as it goes; the one called "postgresql" gets a server of its own."""
    print(f"--- {step.name}", flush=True)
    started = time.monotonic()
    if step.name == "postgresql":
        try:
            with postgres.temporary_server() as url:
                code = _run(step, {"DATABASE_URL": url})
        except postgres.NoPostgres as reason:
            print(reason, file=sys.stderr)
            code = 1
    else:
        code = _run(step, {})
    outcome = Outcome(step.name, code == 0, time.monotonic() - started)
    print(_line(outcome), flush=True)
    return outcome


def _run(step: Step, more: Mapping[str, str]) -> int:
    environment = {k: v for k, v in _environment(step).items() if k != "DATABASE_URL"} | dict(more)
    return subprocess.run(step.command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, check=False).returncode


def _environment(step: Step) -> dict[str, str]:
    return {**os.environ, **step.environment()}


def _line(outcome: Outcome) -> str:
    return f"{'ok  ' if outcome.passed else 'FAIL'} {outcome.name:<14} {outcome.seconds:6.1f} s"


def summary(outcomes: Sequence[Outcome], seconds: float) -> int:
    """The closing lines; returns the exit code."""
    failed = [outcome.name for outcome in outcomes if not outcome.passed]
    print(f"\n{len(outcomes)} steps in {seconds:.0f} s" + (f"; failed: {', '.join(failed)}" if failed else ""))
    print(f"{len(outcomes) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
