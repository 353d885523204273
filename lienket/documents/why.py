"""Why a proposal was read so: its rule in words, the words that told, and what else was considered there and set aside."""

from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lienket.localities.models import Sector
from vanban.explain_words import FAMILIES, LISTS, REASONS, RULES
from vanban.terminal_words import KINDS, STATEMENTS, Language
from vanban.trace import Met

from .models import Proposal
from .reading import names_of, read_traced

# What the engine calls the statement a kind of proposal comes from.
_STATEMENT = {Proposal.Kind.REQUEST.value: "proposal"}
_TELLING = ("cues", "sectors", "localities")


@dataclass(frozen=True, slots=True)
class Told:
    """A word that told something: the word as it stands, and what it told."""

    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Aside:
    """A reading that was considered and not taken."""

    words: str
    taken_for: str
    reason: str


@dataclass(frozen=True, slots=True)
class Why:
    """Everything the page says. `others` are other kinds of sentence read on the same words today; `changed` whether the engine is
    another one than the proposal's, so that it may read differently now."""

    told: list[Told]
    aside: list[Aside]
    others: list[str]
    changed: bool


def rule_in_words(proposal: Proposal) -> str:
    """The proposal's rule as a sentence in the language of the page; every one without words of its own goes by the
    wording."""
    if proposal.rule == "programme-phrase":
        return _("words that name a programme of cooperation, and the localities that sign")
    kind = "quantities" if proposal.kind == Proposal.Kind.FIGURE else "statements"
    return RULES[_language()].get((kind, proposal.rule)) or _("the wording of the sentence")


def why_of(proposal: Proposal) -> Why:
    """Read the paper once more with everything noted down. Pure but for the names of sectors and localities (two queries)."""
    document, language = proposal.document, _language()
    reading, trace = read_traced(document.text, home=document.side.code)
    inside = [w for w in trace.words if proposal.start <= w.start < proposal.end and w.family in _TELLING]
    sectors = {
        s.code: s.name for s in Sector.objects.filter(code__in={w.code for w in inside if w.family == "sectors"})
    }
    places = names_of({w.code for w in inside if w.family == "localities"})

    def told(word: Met) -> Told:
        name = FAMILIES[language][word.family]
        detail = sectors.get(word.code) or places.get(word.code) if word.family != "cues" else ""
        return Told(document.text[word.start : word.end], f"{name}: {detail}" if detail else name)

    kind = _STATEMENT.get(proposal.kind, proposal.kind)
    others = {
        STATEMENTS[language][said.kind]
        for said in reading.statements
        if said.start < proposal.end and proposal.start < said.end and said.kind != kind
    }
    aside = [
        Aside(
            " ".join(document.text[one.start : one.end].split()),
            KINDS[language].get(one.kind) or LISTS[language][one.kind],
            REASONS[language][one.reason],
        )
        for one in trace.refused
        if one.start < proposal.end and proposal.start < one.end
    ]
    return Why(
        told=list(dict.fromkeys(told(word) for word in inside)),
        aside=list(dict.fromkeys(aside)),
        others=sorted(others),
        changed=reading.engine_version != proposal.reading.engine_version,
    )


def _language() -> Language:
    return "en" if get_language() == "en" else "vi"
