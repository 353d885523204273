"""What stands in the repository: nothing of one machine, nothing secret, locks without hosts, templates that a strict policy lets live."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".txt",
    ".in",
    ".html",
    ".css",
    ".js",
    ".yaml",
    ".yml",
    ".json",
    ".po",
    ".svg",
    ".webmanifest",
    ".cfg",
    "",
}


def tracked() -> list[Path]:
    """Every tracked text file; where there is no repository (an archive), every file outside what set-up makes."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0:
        names = [name for name in listed.stdout.split("\0") if name]
    else:
        made = {".venv", "var", "node_modules", ".git", "build", ".mypy_cache", ".ruff_cache"}
        names = [
            str(p.relative_to(ROOT))
            for p in ROOT.rglob("*")
            if p.is_file() and not made & set(p.relative_to(ROOT).parts)
        ]
    return sorted(ROOT / name for name in names if Path(name).suffix in TEXTS and (ROOT / name).is_file())


FILES = tracked()
TEMPLATES = [path for path in FILES if path.suffix == ".html"]


def findings(pattern: str, files: list[Path], *, flags: int = 0) -> list[str]:
    """Places ("file:line: words") where the pattern stands."""
    wanted = re.compile(pattern, flags)
    found = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        for match in wanted.finditer(text):
            found.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, match.start()) + 1}: {match.group(0)[:80]}")
    return found


def test_no_path_of_a_machine() -> None:
    """A fresh clone anywhere must do, so no file names a place on the machine where it was written."""
    places = "|".join(("work", "farm", "root", "home/[a-z]"))
    assert not findings(rf"(?<![\w.])/(?:{places})/[a-z]", FILES)


def test_no_host_of_a_package_registry() -> None:
    hosts = "|".join(
        re.escape(host) for host in ("pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "deb.debian" + ".org")
    )
    assert not findings(hosts, FILES)
    assert not findings(r"https?://\S*/(?:simple|packages)/", FILES)


LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_locks_name_packages_and_hashes_and_nothing_else(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.findall(r"https?:|--(?:index-url|extra-index-url|find-links|trusted-host)|file:|/[a-z]+/", text)
    entry = re.compile(r"[a-z0-9-]+==\S+(?: ; [^\\]+)? \\\n(?: +--hash=sha256:[0-9a-f]{64}(?: \\)?\n)+(?: +#.*\n)*")
    assert not entry.sub("", text).strip(), "every line should belong to a pinned package with hashes"


def locked(lock: Path) -> dict[str, str]:
    pins = re.findall(r"^([a-z0-9-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(pins)


def wanted(source: Path) -> list[Requirement]:
    lines = [line.split(" #")[0].strip() for line in source.read_text(encoding="utf-8").splitlines()]
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


@pytest.mark.parametrize("name", ["run", "test"])
def test_locks_satisfy_what_was_asked(name: str) -> None:
    """`make lock` has been run since the .in files changed."""
    pins = locked(ROOT / "requirements" / f"{name}.txt")
    asked = wanted(ROOT / "requirements" / "run.in") + (
        wanted(ROOT / "requirements" / "test.in") if name == "test" else []
    )
    unmet = [
        str(r)
        for r in asked
        if not r.specifier.contains(pins.get(canonicalize_name(r.name), "0.dev0"), prereleases=True)
    ]
    absent = [r.name for r in asked if canonicalize_name(r.name) not in pins]
    assert not unmet + absent


def test_both_locks_agree() -> None:
    """Tests must meet the very versions that users get."""
    run, test = (locked(ROOT / "requirements" / f"{name}.txt") for name in ("run", "test"))
    assert {name: (version, test.get(name)) for name, version in run.items() if test.get(name) != version} == {}


def test_templates_hold_no_inline_script_or_style() -> None:
    """The Content-Security-Policy would silently drop them."""
    assert TEMPLATES
    assert not findings(r"<style\b", TEMPLATES, flags=re.IGNORECASE)
    assert not findings(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", TEMPLATES, flags=re.IGNORECASE)
    assert not findings(r"(?<=\s)style\s*=", TEMPLATES, flags=re.IGNORECASE)
    assert not findings(r"(?<=\s)on[a-z]+\s*=\s*[\"']", TEMPLATES, flags=re.IGNORECASE)
    assert not findings(r"javascript:", TEMPLATES, flags=re.IGNORECASE)


def test_templates_load_nothing_from_elsewhere() -> None:
    assert not findings(r"(?:src|href|action)\s*=\s*[\"']?(?:https?:)?//", TEMPLATES)


def test_no_secret_is_kept() -> None:
    assert not findings(r"-----BEGIN [A-Z ]*PRIVATE KEY", FILES)
    assert not [path for path in FILES if path.name in {"secret-key", ".env"} or path.suffix in {".pem", ".key"}]
    keys = findings(r"(?i)(?:secret_key|password|token)\s*=\s*[\"'][A-Za-z0-9+/_=-]{32,}[\"']", FILES)
    assert not keys


def test_nothing_is_left_half_done() -> None:
    marks = "|".join(("TO" + "DO", "FIX" + "ME", "X" * 3))
    code = [path for path in FILES if path.suffix in {".py", ".html", ".css", ".js"}]
    assert not findings(rf"\b(?:{marks})\b", code)


def test_silenced_checks_say_why() -> None:
    """`# noqa: CODE - reason` and `# type: ignore[code]  # reason`."""
    python = [
        path for path in FILES if path.suffix == ".py" and "migrations" not in path.parts and path != Path(__file__)
    ]
    assert not findings(r"#\s*noqa(?:: ?[A-Z0-9, ]+)?\s*$", python, flags=re.MULTILINE)
    assert not findings(r"#\s*type:\s*ignore(?:\[[\w, -]+\])?\s*$", python, flags=re.MULTILINE)


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="one process has nobody beside it")
def test_processes_that_test_side_by_side_keep_their_files_apart():
    assert os.environ["STATE_DIR"].endswith(os.environ["PYTEST_XDIST_WORKER"])
