"""The review of one paper, prepared for its page: cards of proposals, what each says, what it matches, what is missing.

Few queries whatever the number of proposals: names, matches and results are fetched per kind.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lienket.accounts.models import Officer
from lienket.commitments.models import Commitment
from lienket.indicators.models import Figure
from lienket.lib.numbers import format_date, format_quantity
from lienket.localities.models import Sector
from lienket.programmes.models import Programme

from .lit import anchor
from .models import Document, Proposal, ProposalState
from .reading import names_of
from .why import rule_in_words

Kind, Mode = Proposal.Kind, Proposal.Mode

# The reasons of matching.py in words.
REASONS: dict[str, str | Promise] = {
    "words": gettext_lazy("similar words"),
    "sector": gettext_lazy("same sector"),
    "leads": gettext_lazy("same lead agency"),
    "deadline": gettext_lazy("near deadline"),
    "other_deadline": gettext_lazy("another deadline"),
    "parties": gettext_lazy("same parties"),
    "period": gettext_lazy("same period"),
    "locality": gettext_lazy("same locality"),
    "unit": gettext_lazy("same unit"),
    "same_value": gettext_lazy("same value"),
    "other_value": gettext_lazy("another value"),
}


@dataclass(frozen=True, slots=True)
class MatchView:
    """What exists that a proposal probably concerns."""

    title: str
    url: str
    percent: int
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to say yes: a button. The first of a card is the one the key `a` presses."""

    mode: str
    label: str


@dataclass(slots=True)
class Card:
    """One proposal as the page shows it."""

    proposal: Proposal
    title: str
    facts: list[tuple[str, str]] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    match: MatchView | None = None
    choices: list[Choice] = field(default_factory=list)
    result_title: str = ""
    result_url: str = ""
    rule: str = ""

    @property
    def lights(self) -> str:
        """The id of the words in the lit text."""
        return anchor(self.proposal.start)

    @property
    def open(self) -> bool:
        """Whether a yes or a no is still awaited."""
        return self.proposal.state in {ProposalState.PENDING, ProposalState.WITHDRAWN}


@dataclass(slots=True)
class Section:
    """The cards of one kind."""

    kind: str
    label: str
    cards: list[Card]

    @property
    def waiting(self) -> int:
        """How many wait and match nothing that exists: those "accept all" takes."""
        return sum(c.proposal.state == ProposalState.PENDING and c.proposal.match_id is None for c in self.cards)

    @property
    def accepted(self) -> int:
        """How many were accepted."""
        return sum(c.proposal.state == ProposalState.ACCEPTED for c in self.cards)


@dataclass(frozen=True, slots=True)
class TogetherView:
    """What was accepted in one deed and still stands: the deed, how many, by which office and when."""

    batch: str
    n: int
    who: str
    when: dt.datetime | None


def latest_together(cards: Iterable[Card]) -> TogetherView | None:
    """The latest deed of accepting together of which anything still stands."""
    standing = [c.proposal for c in cards if c.proposal.batch and c.proposal.state == ProposalState.ACCEPTED]
    if not standing:
        return None
    last = max(standing, key=lambda p: (p.decided_at is not None and p.decided_at.timestamp()) or 0.0)
    return TogetherView(
        str(last.batch), sum(p.batch == last.batch for p in standing), last.decided_by_label, last.decided_at
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the review has come."""

    decided: int
    of: int

    @property
    def done(self) -> bool:
        """Nothing waits any more."""
        return self.decided >= self.of


def progress_of(document: Document) -> Progress:
    """Decided and all living proposals of the document. One query."""
    counts = document.proposals.alive().aggregate(
        of=Count("pk"), waiting=Count("pk", filter=Q(state=ProposalState.PENDING))
    )
    return Progress(counts["of"] - counts["waiting"], counts["of"])


def cards_of(proposals: Sequence[Proposal], user: Officer) -> list[Card]:
    """The proposals as cards, in order."""
    lookup = _Lookup(proposals, user)
    return [lookup.card(proposal) for proposal in proposals]


def sections_of(cards: Iterable[Card]) -> list[Section]:
    """The cards by kind, in the order of review; kinds without cards are left out."""
    by_kind: dict[str, list[Card]] = {kind.value: [] for kind in Kind}
    for card in cards:
        by_kind[card.proposal.kind].append(card)
    return [Section(kind, str(Kind(kind).label), cards) for kind, cards in by_kind.items() if cards]


class _Lookup:
    """Names, matches and results of many proposals, fetched once."""

    def __init__(self, proposals: Sequence[Proposal], user: Officer) -> None:
        drafts = [p.draft for p in proposals]
        self.names = names_of(_codes(drafts))
        sectors = {d.get("sector") for d in drafts if d.get("sector")}
        self.sectors = {s.code: s.name for s in Sector.objects.filter(code__in=sectors)} if sectors else {}
        wanted: dict[str, set[int]] = {}
        for p in proposals:
            for kind, pk in ((p.match_kind, p.match_id), (p.result_kind, p.result_id)):
                if kind and pk:
                    wanted.setdefault(kind, set()).add(pk)
        self.things = {kind: _things(kind, ids, user) for kind, ids in wanted.items()}

    def card(self, proposal: Proposal) -> Card:
        draft = proposal.draft
        title = draft.get("title") or draft.get("subject") or proposal.quote[:120]
        card = Card(proposal, title=title, rule=rule_in_words(proposal))
        _FACTS[proposal.kind](self, draft, card)
        if found := self.things.get(proposal.match_kind, {}).get(proposal.match_id or 0):
            reasons = tuple(str(REASONS[r]) for r in proposal.match_reasons if r in REASONS)
            card.match = MatchView(found[0], found[1], round(100 * (proposal.match_score or 0)), reasons)
        if proposal.state == ProposalState.ACCEPTED:
            card.result_title, card.result_url = self.things.get(proposal.result_kind, {}).get(
                proposal.result_id or 0, ("", "")
            )
        if card.open:
            card.choices = choices_of(proposal, card.match.title if card.match else "")
        return card

    def name(self, code: str | None) -> str:
        return self.names.get(code or "", code or "")

    def listed(self, codes: Iterable[str]) -> str:
        return ", ".join(self.name(code) for code in codes)


def choices_of(proposal: Proposal, matched: str) -> list[Choice]:
    """The buttons of a proposal, the likeliest first."""
    new = Choice(Mode.NEW, _("Accept") if not matched else _("Accept as new"))
    if not matched:
        return [new]
    if proposal.kind == Kind.FIGURE:
        return [Choice(Mode.NEWER, _("Accept as the newer figure")), new]
    update = Choice(
        Mode.EVIDENCE,
        _("Accept as belonging to it") if proposal.kind == Kind.PROGRAMME else _("Accept as an update of it"),
    )
    if "other_deadline" in proposal.match_reasons and proposal.draft.get("deadline"):
        return [update, Choice(Mode.DEADLINE, _("Accept as its new deadline")), new]
    return [update, new]


def _things(kind: str, ids: set[int], user: Officer) -> dict[int, tuple[str, str]]:
    """Title and address of existing things the user may see."""
    if kind == "commitment":
        return {
            c.pk: (f"{c.number} · {c.title}", c.get_absolute_url())
            for c in Commitment.objects.visible_to(user).filter(pk__in=ids)
        }
    if kind == "programme":
        return {p.pk: (p.title, p.get_absolute_url()) for p in Programme.objects.visible_to(user).filter(pk__in=ids)}
    if kind == "figure":
        figures = Figure.objects.visible_to(user).filter(pk__in=ids).select_related("locality")
        return {
            f.pk: (f"{f.subject}: {format_quantity(f.value, f.unit, f.bound, f.value_to)} · {f.locality}", "")
            for f in figures
        }
    return {}


def _codes(drafts: Iterable[Mapping[str, Any]]) -> set[str]:
    codes: set[str] = set()
    for draft in drafts:
        for key in ("parties", "localities", "from", "to"):
            codes.update(draft.get(key) or ())
        if draft.get("locality"):
            codes.add(draft["locality"])
        codes.update(
            a["locality"] for key in ("leads", "coordinators") for a in draft.get(key) or () if a.get("locality")
        )
    return codes


def _shown_day(value: str | None) -> str:
    return format_date(dt.date.fromisoformat(value)) if value else ""


def _programme_facts(look: _Lookup, draft: Mapping[str, Any], card: Card) -> None:
    period = " – ".join(
        day for day in (_shown_day(draft.get("period_from")), _shown_day(draft.get("period_to"))) if day
    )
    if period and draft.get("open_ended"):
        period = _("%(period)s and the following years") % {"period": period}
    card.facts = _filled(
        (_("Parties"), look.listed(draft.get("parties") or ())),
        (_("Period"), period),
        (_("Promise"), draft.get("promise") or ""),
    )
    if not draft.get("period_from"):
        card.gaps.append(_("no period read"))


def _meeting_facts(look: _Lookup, draft: Mapping[str, Any], card: Card) -> None:
    card.facts = _filled(
        (_("Held on"), _shown_day(draft.get("held_on"))),
        (_("Place"), draft.get("place") or ""),
        (_("Who"), look.listed(draft.get("localities") or ())),
        (_("Purpose"), draft.get("purpose") or ""),
    )
    if not draft.get("held_on"):
        card.gaps.append(_("no day read"))


def _content_facts(look: _Lookup, draft: Mapping[str, Any], card: Card) -> None:
    leads = draft.get("leads") or []
    card.facts = _filled(
        (_("Parties"), look.listed(draft.get("parties") or ())),
        (_("Asks"), look.listed(draft.get("from") or ()) if card.proposal.kind == Kind.REQUEST else ""),
        (_("Is asked"), look.listed(draft.get("to") or ()) if card.proposal.kind == Kind.REQUEST else ""),
        (_("Lead"), "; ".join(a["name"] for a in leads)),
        (_("With"), "; ".join(a["name"] for a in draft.get("coordinators") or ())),
        (_("Deadline"), _shown_day(draft.get("deadline"))),
        (_("Output"), draft.get("output") or ""),
        (_("Sector"), look.sectors.get(draft.get("sector") or "", "")),
        (
            _("Group"),
            " ".join(p for p in (draft.get("group_code"), draft.get("group_title")) if p)
            if draft.get("group_title")
            else "",
        ),
    )
    if not draft.get("deadline"):
        card.gaps.append(_("no deadline"))
    if not draft.get("sector"):
        card.gaps.append(_("sector not recognised"))
    if card.proposal.kind == Kind.ASSIGNMENT and not any(a.get("type") and a.get("locality") for a in leads):
        card.gaps.append(_("lead agency not recognised"))
    if card.proposal.kind == Kind.REQUEST and not draft.get("to"):
        card.gaps.append(_("not clear who is asked"))


def _shortcoming_facts(look: _Lookup, draft: Mapping[str, Any], card: Card) -> None:
    card.facts = _filled((_("Sector"), look.sectors.get(draft.get("sector") or "", "")))


def _figure_facts(look: _Lookup, draft: Mapping[str, Any], card: Card) -> None:
    high = draft.get("value_to")
    amount = format_quantity(
        Decimal(draft["value"]),
        draft["unit"],
        draft.get("bound") or "exact",
        Decimal(high) if high is not None else None,
    )
    card.facts = _filled(
        (_("Value"), amount),
        (_("Whose"), look.name(draft.get("locality"))),
        (_("As of"), _shown_day(draft.get("as_of"))),
        (_("Year"), str(draft.get("year") or "")),
    )
    if not draft.get("locality"):
        card.gaps.append(_("not clear whose figure it is"))
    if not draft.get("as_of") and not draft.get("year"):
        card.gaps.append(_("no date"))


def _filled(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in pairs if value]


_FACTS: dict[str, Callable[[_Lookup, Mapping[str, Any], Card], None]] = {
    Kind.PROGRAMME: _programme_facts,
    Kind.MEETING: _meeting_facts,
    Kind.AGREEMENT: _content_facts,
    Kind.ASSIGNMENT: _content_facts,
    Kind.REQUEST: _content_facts,
    Kind.SHORTCOMING: _shortcoming_facts,
    Kind.FIGURE: _figure_facts,
}
