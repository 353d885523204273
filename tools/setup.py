"""Make `.venv` ready: hash-locked packages, the project itself, fonts, messages. `make setup` runs this with a bare Python.

Only the standard library is used here. Each stage leaves a stamp inside `.venv` with the hash of what it was made from, so a second run does nothing.
"""

import hashlib
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "test.txt"}
PACKAGES = (
    "vanban",
    "lienket",
)  # compiled ahead: where Python may not write what it compiled, every start would do it anew
OLDEST, TOO_NEW = (3, 11), (3, 14)


class SetupFailed(Exception):
    """Something on this machine stands in the way; the text says what was found and the cure."""


def main(arguments: Sequence[str]) -> int:
    """Prepare the environment; with `--test` also what the tests need. Returns the exit code."""
    try:
        prepare("test" if "--test" in arguments else "run")
    except SetupFailed as failure:
        print(f"make setup: {failure}", file=sys.stderr)
        return 1
    return 0


def prepare(lock: str) -> None:
    """Bring `.venv` to the state that `lock` ("run" or "test") describes. Raises SetupFailed."""
    if VENV.is_symlink():
        print(f"setup: .venv is a link to {VENV.resolve()}: used as it is.")
    else:
        _make_environment()
        _install(lock)
        _install_project()
    _call("bytecode", [str(PYTHON), "-m", "compileall", "-q", *PACKAGES])
    _call("lexicon", [str(PYTHON), "-c", "from vanban.lexicon.files import keep_all; keep_all()"])
    _call("fonts", [str(PYTHON), "-m", "tools.fonts"])
    _call("messages", [str(PYTHON), "-m", "tools.messages"])


def _make_environment() -> None:
    """A virtual environment for this Python in this folder; one that was moved here or made by another Python is made anew."""
    wanted = f"{sys.version_info[0]}.{sys.version_info[1]} {sys.base_prefix} {VENV}"
    if PYTHON.exists() and _stamp("environment") == wanted:
        return
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        raise SetupFailed(
            f"expected Python 3.11, 3.12 or 3.13, found {sys.version.split()[0]} ({sys.executable}). Cure: make setup PYTHON=python3.11"
        )
    try:
        import ensurepip  # noqa: F401  Debian ships venv without it until python3-venv is installed
    except ImportError:
        raise SetupFailed(
            "Python's venv module is not complete. Cure on Debian: apt-get install python3-venv (as root)"
        ) from None
    print("setup: making .venv", flush=True)
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)
    _set_stamp("environment", wanted)


def _install(lock: str) -> None:
    """Install the locked packages, wheels only: a bare machine has no compiler. A run-time lock inside a test environment changes nothing."""
    marks = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in LOCKS.items()}
    have = _stamp("packages").split()
    if have == ["test", marks["test"], marks["run"]] or have == [lock, marks[lock], marks["run"]]:
        return
    if have[:1] == ["test"]:
        lock = "test"  # the tests were set up here before: keep them up to date with the rest
    count = LOCKS[lock].read_text(encoding="utf-8").count("==")
    print(
        f"setup: installing {count} packages from {LOCKS[lock].relative_to(ROOT)} (about a minute the first time)",
        flush=True,
    )
    _set_stamp("packages", "")  # a broken installation is not mistaken for a finished one
    _pip("--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCKS[lock]))
    _set_stamp("packages", f"{lock} {marks[lock]} {marks['run']}")


def _install_project() -> None:
    """The project itself, editable, without asking any registry: its build needs only the locked setuptools."""
    mark = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest() + " " + _stamp("packages")
    if _stamp("project") == mark:
        return
    print("setup: installing the project itself", flush=True)
    _pip("--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    _set_stamp("project", mark)


def _pip(*arguments: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *arguments]
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=_environment(), check=False).returncode:
        raise SetupFailed(
            "pip could not install (its reason stands above). Check the network or the index that pip uses, "
            "then run the same command again."
        )


def _call(name: str, command: list[str]) -> None:
    if subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, env=_environment(), check=False).returncode:
        raise SetupFailed(f"the step “{name}” failed (its reason stands above).")


def _environment() -> dict[str, str]:
    """The caller's environment, without what would lead Python to another one's packages."""
    kept = {
        k: v
        for k, v in os.environ.items()
        if k not in {"PYTHONHOME", "PYTHONPATH", "PIP_REQUIRE_VIRTUALENV", "PIP_USER"}
    }
    return {**kept, "PIP_ROOT_USER_ACTION": "ignore", "VIRTUAL_ENV": str(VENV)}


def _stamp(name: str) -> str:
    path = VENV / f"lienket-{name}.stamp"
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _set_stamp(name: str, text: str) -> None:
    (VENV / f"lienket-{name}.stamp").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
