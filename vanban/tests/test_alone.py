"""`vanban` needs nothing but its own dependencies: every module loads, and a paper is read, where no other package can be imported."""

import re
import subprocess
import sys
from pathlib import Path

import vanban

# What the engine and its extractors may import besides the standard library (requirements of the reading engine); Daft only for archives.
OWN = (
    "msgspec",
    "daachorse",
    "vnlunar",
    "lunar_vn",
    "pypdf",
    "pypdfium2",
    "pypdfium2_raw",
    "pypdfium2_cfg",
    "lxml",
    "defusedxml",
    "openpyxl",
    "typing_extensions",
)
PROGRAM = r"""
import importlib, pkgutil, sys

OWN = {own!r}

class Nothing:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in sys.stdlib_module_names or top in OWN or top == "vanban" or top.startswith("_"):
            return None
        raise ModuleNotFoundError(f"expected only vanban's own dependencies, found {{name}}", name=name)

sys.meta_path.insert(0, Nothing())
import vanban

for module in pkgutil.walk_packages(vanban.__path__, "vanban."):
    if not module.name.startswith(("vanban.tests", "vanban.archive.pipeline")):
        importlib.import_module(module.name)
reading = vanban.read("Tỉnh Trà Vinh có trên 1.300 dự án đầu tư.")
assert [q.text for q in reading.quantities] == ["trên 1.300 dự án đầu tư"]
assert [x.code for x in reading.localities] == ["84"]
print(" ".join(sorted({{name.partition(".")[0] for name in sys.modules}} & set(OWN))))
"""


def test_the_engine_needs_only_its_own_dependencies() -> None:
    root = Path(vanban.__file__).parent.parent
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(own=OWN)], cwd=root, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-800:]
    assert {"msgspec", "daachorse"} <= set(run.stdout.split())


def test_no_module_of_the_engine_names_the_site() -> None:
    for source in Path(vanban.__file__).parent.rglob("*.py"):
        if "tests" not in source.parts:
            assert not re.search(
                r"^\s*(?:from|import) (?:lienket|django)\b", source.read_text(encoding="utf-8"), re.M
            ), source
