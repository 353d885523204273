"""The rules of the house that no linter knows: floors of the models, quiet migrations, one gate, deeds that leave a trace."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "lienket"
LONGEST_FILE = 450

# Where rows of an audited model may be written past its deed's compare-and-set, and why that loses nothing.
UNRECORDED_WRITES = {
    "lienket/comments/actions.py": {
        "update": "that a person has seen a mention; what was said is recorded, reading is not"
    },
    "lienket/commitments/chasing.py": {
        "bulk_create": "reminders by the system, a batch at a time; each batch records one line with their number",
    },
    "lienket/commitments/locality_totals.py": {
        "bulk_create": "totals are counts of what the deeds record, kept in the deed's own transaction",
        "bulk_update": "totals are counts of what the deeds record, kept in the deed's own transaction",
    },
    "lienket/commitments/recounting.py": {
        "bulk_create": "totals are counts of what the deeds recorded, made anew from it",
    },
    "lienket/commitments/totals.py": {
        "update": "parts keep a copy of where their commitment stands; the deed that moves it is recorded",
    },
    "lienket/documents/actions/locking.py": {
        "update": "the words of a secret paper go; the lock that takes them is recorded, they must not be",
    },
    "lienket/documents/actions/reading.py": {
        "bulk_create": "proposals are what a machine read: no fact before a person's deed",
        "bulk_update": "proposals nobody decided on are held against what exists now",
        "update": "a new reading supersedes proposals nobody decided on, under one lock",
    },
    "lienket/files/actions.py": {"update": "the lock's own compare-and-set, recorded in the same transaction"},
    "lienket/jobs/leases.py": {"update": "who runs a job is settled by compare-and-set; no deed of a person"},
    "lienket/jobs/timetable.py": {"update": "who runs a periodic function is settled by compare-and-set"},
    "lienket/localities/reference.py": {
        "bulk_create": "reference data comes from the project's files, not from a person's deed",
        "bulk_update": "reference data comes from the project's files, not from a person's deed",
        "update": "reference data comes from the project's files, not from a person's deed",
    },
    "lienket/notices/digest.py": {
        "bulk_create": "mails of a batch of officers with their marks; no deed of a person",
        "update": "held lines are marked as told in the transaction of their mail",
    },
    "lienket/notices/telling.py": {
        "bulk_create": "mails and held lines of the reminders of one batch, which records them"
    },
    "lienket/notices/actions.py": {"update": "who sends a mail is settled by compare-and-set; no deed of a person"},
}
# Reference data that everybody may see: these have no gate.
OPEN_TO_ALL = ("Locality", "Sector")
# What Django itself writes into a migration for a field's default; it must then stay where it is.
DEFAULTS_IN_MIGRATIONS = {"lienket.lib.clock"}


def floors() -> dict[str, int]:
    """Room → floor, counted from the ground, as the import contract in pyproject.toml has it: one source of truth."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (layers,) = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    return {room.strip(): floor for floor, layer in enumerate(reversed(layers)) for room in layer.split("|")}


ROOMS = sorted(floors())


def python_files(*, tests: bool) -> list[Path]:
    """The project's own Python files, migrations left out."""
    found = [
        path
        for package in ("lienket", "vanban", "tools", "benchmarks", "tests")
        for path in (ROOT / package).rglob("*.py")
    ]
    return sorted(
        p for p in found if "migrations" not in p.parts and (tests or "tests" not in p.relative_to(ROOT).parts)
    )


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_every_folder_of_the_house_has_a_floor() -> None:
    folders = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert folders == set(floors())


def relations() -> Iterator[tuple[str, str, str]]:
    """(field, room it stands in, room it points to) for every relation between our own models."""
    for model in apps.get_models(include_auto_created=True):
        room = model._meta.app_label
        for field in [*model._meta.get_fields()]:
            target = getattr(field, "related_model", None)
            if field.auto_created or target is None or room not in floors():
                continue
            if target._meta.app_label in floors():
                yield f"{model._meta.label}.{field.name}", room, target._meta.app_label


def test_foreign_keys_point_down_or_stay_on_their_own_floor() -> None:
    """The import linter cannot see relations written as strings."""
    seen = list(relations())
    assert seen, "no relation was found: the walk itself is broken"
    floor = floors()
    upward = [f"{field} ({room} → {target})" for field, room, target in seen if floor[target] > floor[room]]
    strangers = [
        f"{field} ({room} → {target})"
        for field, room, target in seen
        if room != target and floor[target] == floor[room]
    ]
    assert not upward, f"these point up: {upward}"
    assert not strangers, f"these join rooms that are strangers to each other: {strangers}"


def test_migrations_import_nothing_of_ours() -> None:
    """A migration must run years later, when today's functions are gone."""
    ours = []
    for path in HOUSE.glob("*/migrations/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names = [name for name in names if name.split(".")[0] in {"lienket", "vanban"}]
            ours += [f"{name_of(path)}: {name}" for name in names if name not in DEFAULTS_IN_MIGRATIONS]
    assert not ours


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_it_is_for(room: str) -> None:
    text = (HOUSE / room / "README.md").read_text(encoding="utf-8")
    assert len(text.split()) >= 20, f"lienket/{room}/README.md should say in some ten lines what the room is for"


def test_no_file_has_outgrown_one_subject() -> None:
    lengths = {name_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files(tests=True)}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_file_is_a_cupboard() -> None:
    assert not [
        name_of(path) for path in python_files(tests=True) if path.stem in {"utils", "helpers", "misc", "common"}
    ]


def test_views_fetch_through_the_gate() -> None:
    """`visible_to` / `editable_by` first: "absent" and "not yours" must give the same 404."""
    gated = rf"(?!(?:{'|'.join(OPEN_TO_ALL)})\b)[A-Z]\w*(?:\.objects(?:\.all\(\))?)?"
    past_the_gate = re.compile(rf"\.objects\.get\(|get_object_or_404\(\s*{gated}\s*,")
    views = [
        p
        for p in python_files(tests=False)
        if "views" in p.relative_to(ROOT).parts or p.stem == "views" or p.parent == HOUSE / "pages"
    ]
    assert views
    found = [
        f"{name_of(path)}:{number}: {line.strip()}"
        for path in views
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if past_the_gate.search(line)
    ]
    assert not found


def test_star_imports_and_signals_stay_out() -> None:
    found = []
    for path in python_files(tests=False):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                if any(alias.name == "*" for alias in node.names):
                    found.append(f"{name_of(path)}:{node.lineno}: star import")
                if node.module in {"django.db.models.signals", "django.dispatch"}:
                    found.append(f"{name_of(path)}:{node.lineno}: signals are no plot")
    assert not found


def unrecorded_writes() -> Iterator[tuple[str, str, int]]:
    """(file, method, line) of writes that pass by `save()`, so that neither a constraint's sentence nor the history is met on the way."""
    for path in python_files(tests=False):
        if not path.is_relative_to(HOUSE) or path == HOUSE / "lib" / "transitions.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            method = node.func.attr
            # A dictionary's or a hash's update takes its argument by position, a queryset's by name.
            if method in {"bulk_create", "bulk_update"} or (method == "update" and not node.args):
                yield name_of(path), method, node.lineno


def test_rows_are_written_by_deeds_that_leave_a_trace() -> None:
    """State moves by compare-and-set in lib.transitions; everything else that bypasses `save()` is named above with its reason."""
    found = {(file, method): line for file, method, line in unrecorded_writes()}
    named = {
        (file, method): reason for file, methods in UNRECORDED_WRITES.items() for method, reason in methods.items()
    }
    strangers = [f"{file}:{line}: {method}" for (file, method), line in found.items() if (file, method) not in named]
    assert not strangers, f"write a deed, or name the place and its reason in UNRECORDED_WRITES: {strangers}"
    assert set(named) <= set(found), f"exceptions that nothing needs any more: {set(named) - set(found)}"
    assert all(len(reason.split()) > 3 for reason in named.values())
