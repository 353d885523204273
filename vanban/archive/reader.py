"""One document of an archive → rows of facts. Runs in Daft's processes, here or on another machine.

Every row is flat enough to be asked in SQL (kind, place, value, dates, codes) and holds the whole fact as JSON besides. A document is
a row itself; one that cannot be read is a row of kind "bad" with its reason. Nothing is raised: one paper must not end a run.
"""

import json
from typing import Any

SECONDS = 60.0  # one file may take, then it is set aside
_LISTS = ("localities", "agencies", "people", "dates", "quantities", "references", "statements")
_KIND = {
    "localities": "locality",
    "agencies": "agency",
    "people": "person",
    "dates": "date",
    "quantities": "quantity",
    "references": "reference",
    "statements": "statement",
}


def rows_of_document(
    text: str | None, content: bytes | None, name: str | None, problem: str | None
) -> list[dict[str, Any]]:
    """The rows of one document, given as words, as a file's bytes, or as the reason why it is neither."""
    if problem is not None:
        return [_bad(problem)]
    try:
        words, about = _words(text, content, name or "")
        from vanban import read

        return _rows(read(words).as_contract(), about)
    except _Unread as reason:
        return [_bad(str(reason))]
    except Exception as stumble:  # noqa: BLE001 - whatever goes wrong is this document's reason, not the run's end
        return [_bad(f"{type(stumble).__name__}: {stumble}"[:500])]


class _Unread(Exception):
    """Why a document has no words."""


def _words(text: str | None, content: bytes | None, name: str) -> tuple[str, dict[str, Any]]:
    if text is not None:
        if not text.strip():
            raise _Unread("it has no text")
        return text.encode("utf-8", "replace").decode(), {"format": "text"}
    from vanban.extract import Unreadable, extract_bounded

    try:
        extracted = extract_bounded(content or b"", _file_name(name), seconds=SECONDS)
    except Unreadable as problem:
        raise _Unread(str(problem)) from problem
    return extracted.text, {"format": extracted.format, "encoding": extracted.encoding, "notes": list(extracted.notes)}


def _file_name(name: str) -> str:
    """The name of a file as far as it promises a format: addresses of pages promise none."""
    return "" if "://" in name else name


def _bad(reason: str) -> dict[str, Any]:
    return {"kind": "bad", "text": reason}


def _rows(contract: dict[str, Any], about: dict[str, Any]) -> list[dict[str, Any]]:
    document = contract["document"]
    counts = {name: len(contract[name]) for name in _LISTS}
    rows = [
        {
            "kind": "document",
            "start": 0,
            "end": len(contract["text"]),
            "text": document.get("title"),
            "code": document.get("number"),
            "from_date": _day(document.get("issued_on")),
            "data": _json({**document, **about, "counts": counts}),
        }
    ]
    for name in _LISTS:
        rows += [_row(_KIND[name], fact) for fact in contract[name]]
    return rows


def _row(kind: str, fact: dict[str, Any]) -> dict[str, Any]:
    period = fact if kind == "date" else fact.get("due") or {}
    return {
        "kind": kind,
        "start": fact["start"],
        "end": fact["end"],
        "text": fact["text"],
        "rule": fact.get("rule"),
        "code": fact.get("code") or fact.get("locality"),
        "subkind": fact.get("kind") or fact.get("type"),
        "value": fact.get("value") and str(fact["value"]),
        "value_to": fact.get("value_to") and str(fact["value_to"]),
        "bound": fact.get("bound"),
        "unit": fact.get("unit"),
        "year": fact.get("year"),
        "from_date": _day(period.get("from")),
        "to_date": _day(period.get("to")),
        "data": _json(fact),
    }


def _day(value: Any) -> str | None:
    return str(value) if value is not None else None


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
