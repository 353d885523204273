"""What a run has finished, line by line: the only memory of a run that was stopped. `manifest.jsonl` in the folder of the output.

The first line says how the run reads; every other one a unit that is wholly written: where it lies in its source, a hash of what was
read, and the files it became with their hashes. A line is written after its files are in place, so a unit without a line is not done.
"""

import hashlib
import json
import os
from pathlib import Path
from typing import Any

import msgspec

from vanban.archive.sources import Source, Unit

NAME = "manifest.jsonl"


class OtherRun(Exception):
    """The folder holds another run, or a source has changed since; the text says what and the cure."""


class Written(msgspec.Struct):
    """A file of facts: its name in the output folder, its bytes, its hash."""

    name: str
    bytes: int
    sha256: str


class Done(msgspec.Struct):
    """A unit that is wholly written."""

    source: str
    fingerprint: str
    start: int
    end: int
    read_sha256: str
    documents: int
    bad: int
    facts: int
    files: list[Written]


class Manifest:
    """The manifest of one output folder."""

    def __init__(self, folder: Path, settings: dict[str, Any]) -> None:
        """Open or begin. Raises `OtherRun` when the folder holds a run with other settings."""
        self._folder = folder
        self._path = folder / NAME
        self.done: list[Done] = []
        if self._path.exists():
            self._load(settings)
        else:
            self._append(settings)

    def _load(self, settings: dict[str, Any]) -> None:
        raw = self._path.read_bytes()
        whole, _, cut = raw.rpartition(b"\n")
        if cut:  # the line that was being written when the run was stopped
            self._path.write_bytes(whole + b"\n" if whole else b"")
        lines = [line for line in whole.split(b"\n") if line]
        if not lines:
            self._append(settings)
            return
        if json.loads(lines[0]) != settings:
            raise OtherRun(
                f"expected an empty folder or this same run, found another one in {self._folder} "
                f"({lines[0].decode()}). Choose another folder for --out."
            )
        self.done = [msgspec.json.decode(line, type=Done) for line in lines[1:]]
        for done in self.done:
            for file in done.files:
                path = self._folder / file.name
                if not path.is_file() or path.stat().st_size != file.bytes:
                    raise OtherRun(
                        f"expected {file.name} with {file.bytes} bytes as the manifest says, found another one. "
                        "Put it back, or choose another folder for --out."
                    )

    def next_place(self, source: Source) -> int:
        """Where to go on in a source. Raises `OtherRun` when it has changed since it was read."""
        place = 0
        for done in self.done:
            if done.source == source.path:
                if done.fingerprint != source.fingerprint:
                    raise OtherRun(
                        f"expected {source.path} as it was when its first part was read, found it changed. "
                        "Choose another folder for --out and read it anew."
                    )
                place = max(place, done.end)
        return place

    def add(self, unit: Unit, *, documents: int, bad: int, facts: int, files: list[Path]) -> None:
        """Note that a unit is wholly written."""
        written = [
            Written(str(path.relative_to(self._folder)), path.stat().st_size, sha256_of(path)) for path in sorted(files)
        ]
        source = unit.source
        done = Done(source.path, source.fingerprint, unit.start, unit.end, unit.digest, documents, bad, facts, written)
        self._append(msgspec.to_builtins(done))
        self.done.append(done)

    def _append(self, entry: dict[str, Any]) -> None:
        with self._path.open("ab") as file:
            file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
