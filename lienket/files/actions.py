"""Taking files in, widening who may open them, locking them, and sweeping up after a rollback."""

import io
import unicodedata
import weakref
from collections.abc import Collection, Iterable
from typing import IO, TYPE_CHECKING, Any

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.timezone import localtime

from lienket.accounts.models import Officer
from lienket.accounts.policy import require
from lienket.audit import actions as audit
from lienket.files import guard, kinds, mail, storage
from lienket.files.models import StoredFile
from lienket.files.refusals import FileEmpty, FileTooLarge, SecretStamp, TypeNotTaken
from lienket.lib import clock
from lienket.lib.audience import Audience
from lienket.localities.models import Locality

log = structlog.get_logger("lienket.files")

if TYPE_CHECKING:
    Content = bytes | UploadedFile[Any]

_WIDTH = {Audience.SIDE: 0, Audience.PARTIES: 1, Audience.PUBLIC: 2}
_CHUNK = 64 * 1024
# Uploads of this process that were judged and not yet forgotten, with their type.
_JUDGED: "weakref.WeakKeyDictionary[UploadedFile[Any], str]" = weakref.WeakKeyDictionary()
# A file without a row may belong to a transaction that is still open; after this long it does not.
ORPHANED_AFTER_SECONDS = 15 * 60


@transaction.atomic
def store(
    content: "Content",
    *,
    name: str,
    by: Officer,
    side: Locality,
    sides: Collection[Locality] = (),
    audience: Audience | str = Audience.SIDE,
    declared_not_secret: bool = False,
    types: Collection[str] = kinds.EVIDENCE,
    guarded: bool = False,
) -> StoredFile:
    """Keep a file handed in by `side`, which `sides` may open besides as `audience` says.

    Size, name, type and words are judged before anything is kept; raises FileEmpty, FileTooLarge, SecretStamp or
    TypeNotTaken. `guarded` says that the caller has read the content for secrecy marks itself. When the caller's
    transaction is rolled back no row is left, and `sweep` removes the bytes.
    """
    name = clean_name(name)
    content_type = examine(content, name=name, types=types, guarded=guarded)
    written = storage.write(_chunks(content))
    try:
        kept = StoredFile.objects.create(
            name=name,
            content_type=content_type,
            size=written.size,
            sha256=written.sha256,
            stored_as=written.stored_as,
            side=side,
            audience=audience,
            declared_not_secret=declared_not_secret,
            stored_by=by,
        )
        kept.sides.set(sides)
        audit.record(
            by=by, verb="files.stored", thing=kept, side=side,
            type=content_type, size=written.size, sha256=written.sha256, declared_not_secret=declared_not_secret,
        )  # fmt: skip
    except BaseException:
        storage.remove(written.stored_as)
        raise
    return kept


def store_all(
    uploads: "Iterable[UploadedFile[Any]]",
    *,
    by: Officer,
    side: Locality,
    sides: Collection[Locality] = (),
    audience: Audience | str = Audience.SIDE,
) -> list[StoredFile]:
    """`store` each upload under its own name: what FilesField cleaned, into one deed."""
    return [store(one, name=one.name or "", by=by, side=side, sides=sides, audience=audience) for one in uploads]


def examine(
    content: "Content",
    *,
    name: str,
    types: Collection[str] = kinds.EVIDENCE,
    guarded: bool = False,
    most_bytes: int | None = None,
) -> str:
    """Judge a file without keeping it, and return its content type; forms do so before the deed. Raises as `store` does.
    `most_bytes` is a limit below that of every file.

    An upload judged once is not read again when it is stored.
    """
    if not isinstance(content, bytes) and (known := _JUDGED.get(content)) in types:
        return str(known)
    size, most = _size(content), most_bytes or settings.MAX_UPLOAD_BYTES
    if size == 0:
        raise FileEmpty
    if size > most:
        raise FileTooLarge(size, most)
    if guard.name_bears_stamp(clean_name(name)):
        raise SecretStamp
    try:
        content_type = kinds.content_type_of(_opened(content), name)
    except kinds.Unrecognised as error:
        raise TypeNotTaken(error.found, kinds.shown(types)) from error
    if content_type not in types:
        raise TypeNotTaken(kinds.shown([content_type]), kinds.shown(types))
    if not guarded and guard.content_bears_stamp(_whole(content), name=name, content_type=content_type):
        raise SecretStamp
    if not isinstance(content, bytes):
        _JUDGED[content] = content_type
    return content_type


def clean_name(name: str) -> str:
    """A file name as it may be kept and shown: no folders, NFC, nothing invisible, at most 255 characters with its ending."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C").strip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or not 0 < len(ending) <= 10:
        stem, dot, ending = name, "", ""
    return (stem[: 255 - len(dot + ending)].rstrip() + dot + ending) or "tep"


@transaction.atomic
def widen(
    file: StoredFile, audience: Audience | str, sides: Collection[Locality] = (), *, by: Officer | None = None
) -> None:
    """Let more people open the file, never fewer: the wider of the two audiences, and the sides of both."""
    wider = Audience(audience)
    if _WIDTH[wider] > _WIDTH[Audience(file.audience)]:
        file.audience = wider
        file.save(update_fields=["audience"])
        audit.record(by=by, verb="files.widened", thing=file, side=file.side, audience=wider.value)
    file.sides.add(*sides)


@transaction.atomic
def lock(file: StoredFile, by: Officer | None) -> bool:
    """Nobody opens the file any more; False when it was locked already. None as `by` is the system.

    Security officers are told; the fact is recorded, the name and content are not. Raises NotAllowed.
    """
    if by is not None:
        require(by, "files.lock", file)
    locked_at = clock.now()
    if not StoredFile.objects.filter(pk=file.pk, locked_at=None).update(locked_at=locked_at):
        return False
    file.locked_at = locked_at
    audit.record(by=by, verb="files.locked", thing=file, side=file.side)
    mail.tell_security_officers(file)
    log.warning("file_locked", file=file.pk)
    return True


def verify(file: StoredFile, by: Officer | None) -> bool:
    """Hold the stored bytes against the hash they had when they were handed in. None as `by` is the system.

    The answer stands on the file's page; the history hears of it when it is another answer than before, or a new day.
    """
    found = storage.fingerprint(file.stored_as)
    intact = found is not None and (found.size, found.sha256) == (file.size, file.sha256)
    with transaction.atomic():
        audit.take_turn()
        file.refresh_from_db(from_queryset=StoredFile.objects.select_for_update())
        before = (file.intact, localtime(file.checked_at).date()) if file.checked_at else None
        file.intact, file.checked_at = intact, clock.now()
        file.save(update_fields=["intact", "checked_at"])
        if before != (intact, clock.today()):
            side = by.side if by is not None else file.side
            audit.record(by=by, verb="files.verified" if intact else "files.found_altered", thing=file, side=side)
    if not intact:
        log.error("file_altered", file=file.pk, missing=found is None)
    return intact


def sweep() -> int:
    """Remove bytes no row knows: what a rollback or a killed process left. Periodic (settings.PERIODIC)."""
    before = clock.machine_now().timestamp() - ORPHANED_AFTER_SECONDS
    removed = 0
    for stored_as, path in storage.names_older_than(before):
        if stored_as.endswith(storage.PART) or not StoredFile.objects.filter(stored_as=stored_as).exists():
            path.unlink(missing_ok=True)
            removed += 1
    if removed:
        log.info("files_swept", removed=removed)
    return removed


def _size(content: "Content") -> int:
    return len(content) if isinstance(content, bytes) else content.size or 0


def _opened(content: "Content") -> IO[bytes]:
    if isinstance(content, bytes):
        return io.BytesIO(content)
    if content.file is None:
        raise ValueError("the upload has been closed")
    return content.file


def _chunks(content: "Content") -> Iterable[bytes]:
    if isinstance(content, bytes):
        return [content]
    content.seek(0)
    return content.chunks(_CHUNK)


def _whole(content: "Content") -> bytes:
    if isinstance(content, bytes):
        return content
    content.seek(0)
    whole: bytes = content.read()
    content.seek(0)
    return whole
