"""Environments of their own for what is only measured: made when missing, or when their lock has changed."""

import hashlib
import subprocess
import venv
from pathlib import Path

from benchmarks.figures import ROOT, progress


def installed(name: str, lock: Path) -> tuple[Path | None, str]:
    """The interpreter of `build/NAME` with the packages of a lock, or as many of them as install; None and the reason where none does."""
    place = ROOT / "build" / name
    python = place / "bin" / "python"
    stamp = place / "lock.stamp"
    mark = hashlib.sha256(lock.read_bytes()).hexdigest()
    if python.exists() and stamp.exists() and stamp.read_text(encoding="ascii") == mark:
        return python, ""
    progress(f"installing {lock.stem} into {place.relative_to(ROOT)}")
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(place)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    locked = [*pip, "--require-hashes", "--only-binary", ":all:", "--requirement", str(lock)]
    run = subprocess.run(locked, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    if run.returncode:
        # What does install is measured; who uses it says which parts are missing.
        some = [
            subprocess.run([*pip, "--only-binary", ":all:", part], capture_output=True, check=False).returncode
            for part in _wanted(lock)
        ]
        if all(some):
            said = run.stderr.strip().splitlines()
            return None, f"pip: {said[-1] if said else 'failed without a word'}"
        return python, ""
    stamp.write_text(mark, encoding="ascii")
    return python, ""


def _wanted(lock: Path) -> list[str]:
    """The packages by name, as the file the lock is made from lists them."""
    lines = lock.with_suffix(".in").read_text(encoding="utf-8").splitlines()
    return [line.split("#")[0].strip() for line in lines if line.strip() and not line.startswith(("#", "-"))]
