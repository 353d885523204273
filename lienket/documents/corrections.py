"""What people correct, kept with its words, and handed on as files from which the reading is put right (`vanban.examples`)."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from lienket.lib.audience import Audience
from vanban.examples import Example

from .intake import bears_stamp
from .models import Correction, DocumentState, Proposal

MOST = 4_000  # characters of an excerpt


def keep_correction(
    proposal: Proposal, verdict: Correction.Verdict, *, read: Mapping[str, Any], said: Mapping[str, Any] | None
) -> Correction:
    """Keep a correction with the whole lines its words stand on; a second one on the same proposal takes the first one's place.

    Part of the deed that calls it, which checks the rights and writes the history.
    """
    text = proposal.document.text
    first = text.rfind("\n", 0, proposal.start) + 1
    last = text.find("\n", proposal.end)
    last = len(text) if last < 0 else last
    if last - first > MOST:
        first, last = proposal.start, min(proposal.end, proposal.start + MOST)
    correction, _created = Correction.objects.update_or_create(
        proposal=proposal,
        defaults={
            "document": proposal.document,
            "verdict": verdict,
            "excerpt": text[first:last],
            "start": proposal.start - first,
            "end": min(proposal.end, last) - first,
            "rule": proposal.rule,
            "engine_version": proposal.reading.engine_version,
            "read": dict(read),
            "said": dict(said) if said is not None else None,
        },
    )
    return correction


def examples(*, internal: bool = False) -> Iterator[tuple[str, Example]]:
    """Every correction as an example with a name for its file, in the order they were made.

    Public papers only; with `internal` also those of the sides and parties. Never of a paper that is locked or bears a stamp.
    """
    kept = Correction.objects.filter(document__state=DocumentState.READ).select_related("document__side", "proposal")
    if not internal:
        kept = kept.filter(document__audience=Audience.PUBLIC)
    for one in kept.iterator(chunk_size=200):
        document = one.document
        if bears_stamp(document.text, document.pages):
            continue
        yield (
            f"{document.pk}-{one.proposal_id}.json",
            msgspec.convert(
                {
                    "verdict": one.verdict,
                    "kind": one.proposal.kind,
                    "excerpt": one.excerpt,
                    "start": one.start,
                    "end": one.end,
                    "rule": one.rule,
                    "engine": one.engine_version,
                    "read": one.read,
                    "said": one.said,
                    "written_on": document.issued_on,
                    "home": document.side.code,
                    "paper": document.kind or "unknown",
                },
                Example,
            ),
        )


def write_examples(folder: Path, *, internal: bool = False) -> int:
    """Write every example as a file of its own; how many. Raises OSError where the folder cannot be written."""
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for name, example in examples(internal=internal):
        (folder / name).write_bytes(example.as_json())
        count += 1
    return count
