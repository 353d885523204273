"""From words to drafts: what a reading proposes to record, each draft with the words it stands on.

before: the facts of a reading (the contract's JSON)
after:  Draft(kind, start, end, data): data prefills the review form and is what `applying.py` turns into a deed

Pure: no database, no clock. One proposal per enumerated content, or per sentence where nothing is enumerated. Localities
are the contract's codes, agencies `{"type", "locality", "name"}`, days ISO dates, figures decimal strings.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from . import titles
from .models import Proposal
from .summary import party_codes

Kind = Proposal.Kind
Facts = Mapping[str, Any]
# The programme first, since everything else stands in one; figures last, since they stand alone.
ORDER = {
    Kind.PROGRAMME: 0,
    Kind.MEETING: 1,
    Kind.AGREEMENT: 2,
    Kind.ASSIGNMENT: 3,
    Kind.REQUEST: 4,
    Kind.SHORTCOMING: 5,
    Kind.FIGURE: 6,
}
_ROMAN = re.compile(r"[IVXLC]+$")
_AS_OF = re.compile(r"(?:tính\s+đến|đến)\s+(?:hết\s+)?(?:ngày\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Draft:
    """A record proposed by the reading. `start`/`end` are the words it stands on."""

    kind: Kind
    start: int
    end: int
    rule: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def drafts_of(facts: Facts, names: Mapping[str, str] | None = None) -> list[Draft]:
    """All drafts of a reading, in the order of review. `names`: full name for a locality's code, for the programme's title."""
    text: str = facts["text"]
    drafts: list[Draft] = []
    if programme := _programme(facts, names or {}):
        drafts.append(programme)
    makers = {
        "meeting": _meeting,
        "agreement": _agreement,
        "assignment": _assignment,
        "proposal": _request,
        "shortcoming": _shortcoming,
    }
    for said in facts.get("statements", ()):
        if maker := makers.get(said["kind"]):
            drafts.extend(maker(text, said, facts))
    drafts.extend(_figures(facts))
    return sorted(_meetings_once(drafts), key=lambda d: (ORDER[d.kind], d.start))


def _programme(facts: Facts, names: Mapping[str, str]) -> Draft | None:
    parties = party_codes(facts)
    if len(parties) < 2:
        return None
    text = facts["text"]
    place = titles.programme_phrase(text)
    if place:
        title = titles.capitalised(titles.shortened(text[place[0] : place[1]]))
    else:
        title = "Chương trình hợp tác giữa " + " và ".join(names.get(code, code) for code in parties)
        said = next((s for s in facts.get("statements", ()) if s["kind"] in {"agreement", "meeting"}), None)
        if said is None:
            return None
        place = said["start"], said["end"]
    period_from, period_to, open_ended = _period(facts)
    return Draft(
        Kind.PROGRAMME,
        place[0],
        max(place[1], place[0] + 1),
        "programme-phrase",
        {
            "title": title,
            "parties": parties,
            "period_from": period_from,
            "period_to": period_to,
            "open_ended": open_ended,
            "promise": "",
        },
    )


def _period(facts: Facts) -> tuple[str | None, str | None, bool]:
    """The programme's period: whole years that span more than one, "giai đoạn …" before others."""
    text = facts["text"]
    found = []
    for date in facts.get("dates", ()):
        first, last = dt.date.fromisoformat(date["from"]), dt.date.fromisoformat(date["to"])
        if last.year > first.year and (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            lead = text[max(0, date["start"] - 20) : date["end"]].lower()
            found.append(("giai đoạn" not in lead, date["start"], date))
    if not found:
        return None, None, False
    date = min(found, key=lambda f: f[:2])[2]
    after = text[date["end"] : date["end"] + 45].lower()
    return (
        date["from"],
        date["to"],
        bool(re.match(r"\s*(?:và|,)?\s*(?:các|những)\s+năm\s+(?:tới|tiếp theo|sau)", after)),
    )


def _inside(facts: Facts, name: str, said: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    return (f for f in facts.get(name, ()) if said["start"] <= f["start"] and f["end"] <= said["end"])


def _meeting(text: str, said: Mapping[str, Any], facts: Facts) -> list[Draft]:
    sentence = text[said["start"] : said["end"]]
    days = [d for d in _inside(facts, "dates", said) if d["from"] == d["to"]]
    # The meeting's day stands before its name, or is the only one; a paper it refers to may have a day as well.
    held = days[-1]["from"] if len(days) == 1 else next((d["from"] for d in days if _names_no_paper(text, d)), None)
    place = ""
    for spot in _inside(facts, "localities", said):
        before = re.search(
            r"tại\s+((?:thành phố|tỉnh|tp\.?)\s+)?$", text[max(said["start"], spot["start"] - 20) : spot["start"]], re.I
        )
        if before:
            place = titles.capitalised((before.group(1) or "") + spot["text"])
            break
    purpose = re.search(r"\b(?:nhằm|để)\s+(.+)$", sentence, re.DOTALL)
    title = titles.meeting_title(sentence) or facts.get("document", {}).get("title") or titles.shortened(sentence, 200)
    return [
        Draft(
            Kind.MEETING,
            said["start"],
            said["end"],
            said.get("rule", ""),
            {
                "title": titles.shortened(title),
                "held_on": held,
                "place": place,
                "purpose": titles.capitalised(titles.shortened(purpose.group(1), 600)) if purpose else "",
                "localities": list(dict.fromkeys([*said.get("from", ()), *said.get("to", ())])) or party_codes(facts),
            },
        )
    ]


def _names_no_paper(text: str, date: Mapping[str, Any]) -> bool:
    return not re.search(r"\d+\s*[-/]\s*[A-ZĐ][\w-]*[^.;]{0,12}$", text[max(0, date["start"] - 40) : date["start"]])


def _meetings_once(drafts: list[Draft]) -> list[Draft]:
    """A second sentence about the meeting adds nothing when one of them has its day."""
    dated = {d.data["held_on"] for d in drafts if d.kind is Kind.MEETING and d.data["held_on"]}
    seen: set[str] = set()
    kept = []
    for draft in drafts:
        if draft.kind is Kind.MEETING:
            day = draft.data["held_on"] or ""
            if (not day and dated) or day in seen:
                continue
            seen.add(day)
        kept.append(draft)
    return kept


def _common(text: str, said: Mapping[str, Any], facts: Facts, sectors: Iterable[str]) -> dict[str, Any]:
    codes = sorted(sectors, key=_is_broad)
    group_code, group_title = _group(said, facts, codes)
    return {
        "sector": codes[0] if codes else "",
        "other_sectors": codes[1:],
        "group_code": group_code,
        "group_title": group_title,
        "number": said.get("number") or "",
        "deadline": _deadline(said, facts),
        "details": " ".join(text[said["start"] : said["end"]].split()),
    }


def _is_broad(code: str) -> bool:
    """A level-1 sector says less than a level-2 one named beside it: "kêu gọi đầu tư cấp nước sạch" is about water."""
    return "." not in code


def _deadline(said: Mapping[str, Any], facts: Facts) -> str | None:
    """The last day of the due period, unless it lies before the paper itself (then it is no deadline of this paper)."""
    due = said.get("due")
    issued = facts.get("document", {}).get("issued_on")
    if not due or (issued and due["to"] < issued):
        return None
    return str(due["to"])


def _group(said: Mapping[str, Any], facts: Facts, sectors: list[str]) -> tuple[str, str]:
    """The paper's own numbering ("III. Kinh tế"), else the level-1 sector (its name is looked up when accepted)."""
    number, heading = said.get("number") or "", said.get("heading") or ""
    top = number.split(".")[0].strip()
    if _ROMAN.match(top) and heading:
        return top, titles.shortened(titles.heading_words(heading, {p["text"] for p in facts.get("localities", ())}))
    return (sectors[0].split(".")[0], "") if sectors else ("", "")


def _agreement(text: str, said: Mapping[str, Any], facts: Facts) -> list[Draft]:
    parties = list(dict.fromkeys([*said.get("from", ()), *said.get("to", ())])) or party_codes(facts)
    return [
        Draft(
            Kind.AGREEMENT,
            start,
            end,
            said.get("rule", ""),
            {"title": title, "parties": parties} | _common(text, said, facts, sectors),
        )
        for start, end, title, sectors in _contents(said, titles.agreement_title(text, said))
    ]


def _request(text: str, said: Mapping[str, Any], facts: Facts) -> list[Draft]:
    asking, asked = list(said.get("from", ())), list(said.get("to", ()))
    return [
        Draft(
            Kind.REQUEST,
            start,
            end,
            said.get("rule", ""),
            {"title": title, "from": asking, "to": asked} | _common(text, said, facts, sectors),
        )
        for start, end, title, sectors in _contents(
            said, titles.request_title(text, said, _inside(facts, "agencies", said))
        )
    ]


def _assignment(text: str, said: Mapping[str, Any], facts: Facts) -> list[Draft]:
    if titles.closes_the_notice(text[said["start"] : said["end"]]):
        return []
    leads = [_agency(a) for a in said.get("lead_agencies", ())] or [
        {"type": None, "locality": None, "name": name} for name in said.get("leads", ())
    ]
    coordinators = [_agency(a) for a in said.get("coordinators", ())]
    output = said.get("output")
    data = {
        "leads": leads,
        "coordinators": coordinators,
        "from": list(said.get("from", ())),
        "to": list(said.get("to", ())),
        "output": titles.shortened(output["text"]) if output else "",
    }
    return [
        Draft(
            Kind.ASSIGNMENT,
            start,
            end,
            said.get("rule", ""),
            {"title": title} | data | _common(text, said, facts, sectors),
        )
        for start, end, title, sectors in _contents(said, titles.task_title(text, said))
    ]


def _contents(said: Mapping[str, Any], whole: str) -> list[tuple[int, int, str, list[str]]]:
    """Each enumerated content with its words, or the sentence as a whole."""
    items = said.get("items") or ()
    if len(items) < 2:
        return [(said["start"], said["end"], whole, list(said.get("sectors", ())))]
    # A sentence of several sectors does not say which of its contents is which.
    only = list(said.get("sectors", ())) if len(said.get("sectors", ())) == 1 else []
    return [(i["start"], i["end"], titles.item_title(i), list(i.get("sectors") or only)) for i in items]


def _agency(mention: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": mention.get("type"),
        "locality": mention.get("locality"),
        "name": " ".join(str(mention["text"]).split()),
    }


def _shortcoming(text: str, said: Mapping[str, Any], facts: Facts) -> list[Draft]:
    common = _common(text, said, facts, said.get("sectors", ()))
    return [
        Draft(
            Kind.SHORTCOMING,
            said["start"],
            said["end"],
            said.get("rule", ""),
            {"title": titles.shortened(common["details"])} | common,
        )
    ]


def _figures(facts: Facts) -> list[Draft]:
    """Figures of profiles, and of results that belong to one locality. Durations say nothing about a locality."""
    text = facts["text"]
    document = facts.get("document", {})
    drafts: list[Draft] = []
    seen: set[tuple[Any, ...]] = set()
    for said in facts.get("statements", ()):
        if said["kind"] not in {"profile", "result"}:
            continue
        dates = list(_inside(facts, "dates", said))
        as_of = next((d["to"] for d in dates if _AS_OF.search(text[max(0, d["start"] - 20) : d["start"]])), None)
        previous, owner, counted_to = "", "", 0
        for quantity in _inside(facts, "quantities", said):
            whose = quantity.get("locality")
            if quantity["kind"] == "duration" or (said["kind"] == "result" and not whose):
                continue
            previous = titles.figure_subject(text, quantity, said["start"], previous)
            if quantity["kind"] == "count":
                owner, counted_to = titles.figure_owner(text, quantity), quantity["end"]
                previous = f"{previous} {owner}".strip()
            elif owner and re.search(r"\bvới\b", text[counted_to : quantity["start"]]) and owner not in previous:
                # "21 dự án của nhà đầu tư Hà Nội với tổng vốn …": the capital is theirs, not the province's.
                previous = f"{previous} {owner}"
            key = (previous, quantity["value"], quantity["unit"], whose)
            if key in seen:
                continue
            seen.add(key)
            sectors = list(said.get("sectors") or ())
            year = quantity.get("year")
            drafts.append(
                Draft(
                    Kind.FIGURE,
                    quantity["start"],
                    quantity["end"],
                    quantity.get("rule", ""),
                    {
                        "subject": titles.shortened(previous),
                        "kind": quantity["kind"],
                        "value": quantity["value"],
                        "value_to": quantity.get("value_to"),
                        "bound": quantity["bound"],
                        "unit": titles.as_written(quantity["unit"], quantity["text"]),
                        "locality": whose or "",
                        "as_of": as_of or (None if year else document.get("issued_on")),
                        "year": year,
                        # A sentence of several sectors does not say which its figures belong to.
                        "sector": sectors[0] if len(sectors) == 1 else "",
                    },
                )
            )
    return drafts
