"""Patterns that run on folded text are written in folded spelling; one that is not could never match."""

import re
from importlib import import_module

import pytest

MODULES = [
    "attribution", "document", "owners", "finders.agencies", "finders.dates", "finders.localities", "finders.not_figures", "finders.quantities", "statements",
    "statements.direction", "statements.due", "statements.frames", "statements.items", "statements.leads", "statements.sectors",
    "statements.tables", "statements.talk", "parse.dates", "parse.amounts", "parse.numbers",
]  # fmt: skip
UNFOLDED = re.compile("o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ]|[ỳýỷỹỵ]")
CLASSES = re.compile(r"\[[^\]]*\]")


def patterns(value: object) -> list[str]:
    if isinstance(value, re.Pattern):
        return [CLASSES.sub("", value.pattern)]
    if isinstance(value, list | tuple):
        return [pattern for inner in value for pattern in patterns(inner)]
    return []


@pytest.mark.parametrize("module", MODULES)
def test_patterns_are_folded(module: str) -> None:
    for name, value in vars(import_module(f"vanban.{module}")).items():
        for pattern in patterns(value):
            assert not UNFOLDED.search(pattern), f"{name}: {pattern}"
