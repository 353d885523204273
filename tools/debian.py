"""Debian packages that tests need besides Python's: installed when root may, named otherwise."""

import os
import shutil
import subprocess
from pathlib import Path

from tools import postgres

CHROMIUM = Path("/usr/bin/chromium")


class Missing(Exception):
    """A package is missing and cannot be installed from here: the text is what to do."""


def ensure_test_packages() -> None:
    """Chromium for the browser tests, PostgreSQL for the second run of all tests. Raises Missing."""
    wanted = missing_packages()
    if not wanted:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(
            f"tests need these Debian packages: {' '.join(wanted)}. Cure, as root: apt-get update && apt-get install {' '.join(wanted)}"
        )
    print(f"test: installing Debian packages: {' '.join(wanted)}", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-q"],
        ["apt-get", "install", "-q", "-y", "--no-install-recommends", *wanted],
    ):
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Missing(f"{' '.join(command)} failed:\n{(done.stdout + done.stderr)[-2000:]}")
    if still := missing_packages():
        raise Missing(f"installed, yet not found: {' '.join(still)}")


def missing_packages() -> list[str]:
    """Names of the packages that are not there."""
    wanted = [] if CHROMIUM.exists() else ["chromium"]
    try:
        postgres.find_programs()
    except postgres.NoPostgres:
        wanted.append("postgresql")
    return wanted
