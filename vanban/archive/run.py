"""A whole run: what is found, what is done already, what is left; unit after unit until nothing is."""

import json
import os
import shutil
from pathlib import Path

import msgspec

from vanban.archive.manifest import Manifest
from vanban.archive.progress import Progress
from vanban.archive.sources import Columns, Source, Unit, find_sources, units

_FACTS = "facts"
_WORKING = ".working"
_BAD = "bad"
VERSION = 1  # of what a row of facts holds


class Summary(msgspec.Struct):
    """What the folder holds after a run: documents read, facts, documents set aside; `earlier` were there before."""

    documents: int
    facts: int
    bad: int
    earlier: int
    folder: str


class Task(msgspec.Struct, frozen=True):
    """What a run is asked to do."""

    inputs: list[str]
    out: str
    columns: Columns = Columns()
    batch: int = 5_000
    ray: str | None = None


def run(task: Task, *, progress_words: str) -> Summary:
    """Read what is left of the inputs into the folder. Raises `BadSource` or `OtherRun`."""
    sources = find_sources(task.inputs)
    folder = Path(task.out)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = Manifest(folder, {"vanban_archive": VERSION, "text": task.columns.text, "id": task.columns.id})
    places = {source.path: manifest.next_place(source) for source in sources}
    earlier = sum(done.documents for done in manifest.done)
    shutil.rmtree(folder / _WORKING, ignore_errors=True)
    _forget_unfinished(folder, manifest)
    total = sum(source.size for source in sources)
    read = sum(_read_already(source, places[source.path]) for source in sources)
    progress = Progress(total, read, progress_words)
    from vanban.archive import pipeline  # Daft, and half a second

    pipeline.use(task.ray)
    for source in sources:
        for unit in units(source, places[source.path], task.batch, task.columns):
            documents = _finish(unit, task, folder, manifest)
            progress.add(unit.size, documents)
    progress.close()
    shutil.rmtree(folder / _WORKING, ignore_errors=True)
    done = manifest.done
    return Summary(
        documents=sum(entry.documents for entry in done),
        facts=sum(entry.facts for entry in done),
        bad=sum(entry.bad for entry in done),
        earlier=earlier,
        folder=str(folder),
    )


def _read_already(source: Source, place: int) -> int:
    """About how many bytes lie before a place."""
    if source.kind in ("jsonl", "warc"):
        return place
    if source.kind == "files":
        return sum(os.path.getsize(name) for name in source.files[:place])
    return source.size if place else 0


def _forget_unfinished(folder: Path, manifest: Manifest) -> None:
    """Take away what a stopped run wrote of a unit that it did not finish."""
    kept = {file.name for done in manifest.done for file in done.files}
    for path in (*(folder / _FACTS).glob("part-*"), *(folder / _BAD).glob("part-*")):
        if str(path.relative_to(folder)) not in kept:
            path.unlink()


def _finish(unit: Unit, task: Task, folder: Path, manifest: Manifest) -> int:
    """Work through one unit, put its files in place, then note it; returns how many documents it held."""
    from vanban.archive import pipeline

    working = folder / _WORKING
    shutil.rmtree(working, ignore_errors=True)
    working.mkdir()
    written = pipeline.work(unit, task.columns, working)
    facts = folder / _FACTS
    facts.mkdir(exist_ok=True)
    number = len(manifest.done)
    files = []
    for at, path in enumerate(sorted(written.files)):
        target = facts / f"part-{number:06d}-{at:02d}.parquet"
        os.replace(path, target)
        files.append(target)
    if written.bad:
        (folder / _BAD).mkdir(exist_ok=True)
        target = folder / _BAD / f"part-{number:06d}.jsonl"
        lines = [
            json.dumps(
                {"document": row["document"], "source": row["source"], "reason": row["text"]}, ensure_ascii=False
            )
            for row in written.bad
        ]
        target.write_text("".join(line + "\n" for line in lines), encoding="utf-8")
        files.append(target)
    manifest.add(unit, documents=written.documents, bad=len(written.bad), facts=written.facts, files=files)
    return written.documents + len(written.bad)
