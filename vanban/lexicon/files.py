"""The lexicon's TOML files as plain data, kept in Python's own cache of compiled files so that a start need not parse them.

before  provinces.toml
after   its data; beside it `__pycache__/provinces.cpython-311.lexicon`: the file's bytes and the data they gave

A copy in the cache counts only while its bytes are those of the file, so that it can never be stale. Where the folder may not be
written, or Python was told to write no bytecode, every start parses the files.
"""

import contextlib
import marshal
import os
import sys
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
FILES = ("provinces", "agencies", "titles", "cues", "sectors")


@cache
def load_file(name: str) -> dict[str, Any]:
    """One lexicon file as plain data."""
    source = (_HERE / f"{name}.toml").read_bytes()
    kept = _kept(name)
    data = _from_cache(kept, source)
    if data is None:
        data = _parsed(source)
        if not sys.dont_write_bytecode:
            _keep(kept, source, data)
    return data


def _kept(name: str) -> Path | None:
    """Where the parsed copy lies: where Python keeps what it compiled of this folder; None where it keeps nothing."""
    compiled = __spec__.cached
    return Path(compiled).with_name(f"{name}.{sys.implementation.cache_tag}.lexicon") if compiled else None


def _from_cache(kept: Path | None, source: bytes) -> dict[str, Any] | None:
    if kept is None:
        return None
    try:
        of, data = marshal.loads(kept.read_bytes())  # noqa: S302 - as trusted as the bytecode it lies beside
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return data if of == source else None


def keep_all() -> None:
    """Write the copies of all files ahead, as an installation compiles its modules ahead."""
    for path in _HERE.glob("*.toml"):
        source = path.read_bytes()
        _keep(_kept(path.stem), source, _parsed(source))


def _parsed(source: bytes) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(source.decode("utf-8"))


def _keep(kept: Path | None, source: bytes, data: dict[str, Any]) -> None:
    """Write the copy in one step, so that nobody ever reads half of one."""
    if kept is None:
        return
    beside = kept.with_name(f"{kept.name}.{os.getpid()}")
    try:
        kept.parent.mkdir(exist_ok=True)
        beside.write_bytes(marshal.dumps((source, data)))
        beside.replace(kept)
    except (OSError, ValueError):
        with contextlib.suppress(OSError):
            beside.unlink()
