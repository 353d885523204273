"""Bytes on disk: written aside, made durable, then given their name in one step, so that half a file never has a name."""

import hashlib
import os
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.storage import FileSystemStorage, default_storage

PART = ".part"


@dataclass(frozen=True, slots=True)
class Written:
    """A file now on disk."""

    stored_as: str
    size: int
    sha256: str


def _root() -> Path:
    if not isinstance(default_storage, FileSystemStorage) and not hasattr(default_storage, "location"):
        raise TypeError("files are kept on a file system: set STORAGES['default'] to a FileSystemStorage")
    return Path(default_storage.location)


def write(chunks: Iterable[bytes]) -> Written:
    """Write the chunks under a new random name and return it. Nothing is left behind when this raises."""
    name = uuid.uuid4().hex
    stored_as = f"{name[:2]}/{name}"
    final = path_of(stored_as)
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
    aside = final.with_name(final.name + PART)
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o640), "wb") as out:
            for chunk in chunks:
                digest.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(final)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
    _sync_folder(final.parent)
    return Written(stored_as, size, digest.hexdigest())


def path_of(stored_as: str) -> Path:
    """Where a stored file lies. Names are ours, never a user's; anything else is a mistake and raises."""
    folder, _, name = stored_as.partition("/")
    if len(name) != 32 or not name.isalnum() or folder != name[:2]:
        raise ValueError(f"expected a stored name like '3f/3f…', found {stored_as!r}")
    return _root() / folder / name


def fingerprint(stored_as: str) -> Written | None:
    """Size and hash of the bytes as they lie there now, read a piece at a time; None where they are gone."""
    digest, size = hashlib.sha256(), 0
    try:
        with path_of(stored_as).open("rb") as content:
            while chunk := content.read(1024 * 1024):
                digest.update(chunk)
                size += len(chunk)
    except FileNotFoundError:
        return None
    return Written(stored_as, size, digest.hexdigest())


def remove(stored_as: str) -> None:
    """Remove the bytes, if they are there."""
    path_of(stored_as).unlink(missing_ok=True)


def names_older_than(moment: float) -> Iterable[tuple[str, Path]]:
    """Every file, whole or half written, last changed before `moment` (seconds since 1970), with the name it has or was to have."""
    for path in _root().glob("[0-9a-f][0-9a-f]/*"):
        try:
            if path.stat().st_mtime < moment:
                yield f"{path.parent.name}/{path.name}", path
        except FileNotFoundError:
            continue


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
