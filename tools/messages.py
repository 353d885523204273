"""Messages: compile every `django.po` to `.mo` without GNU gettext, and check that nothing a user reads lacks its Vietnamese.

`python -m tools.messages` compiles what is out of date; `python -m tools.messages --check` also compares the catalogues with the code and templates.
"""

import io
import os
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "lienket"
# Where the libraries' own words stand, so that `lienket/locale` may translate what they left in English.
LIBRARIES = ("django", "axes")
FUNCTIONS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDERS = re.compile(r"%\((\w+)\)[a-z]|(?<!%)%[sd]|\{(\w*)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """A message as code asks for it: context and singular name it, as in a catalogue."""

    context: str
    singular: str

    def __str__(self) -> str:
        return f"“{self.singular}”" + (f" (context “{self.context}”)" if self.context else "")


def main(arguments: Sequence[str]) -> int:
    """Compile, then check when asked. Returns the exit code."""
    try:
        made = compile_all()
    except (ValueError, UnicodeDecodeError) as broken:
        print(f"messages: {broken}", file=sys.stderr)
        return 1
    if made:
        print(f"messages: {made} catalogues compiled")
    if "--check" not in arguments:
        return 0
    asked = messages_asked_for(HOUSE)
    problems = [*problems_of(asked, catalogues()), *problems_at_run_time(catalogues())]
    for problem in problems:
        print(problem)
    print(f"messages: {len(asked)} in code and templates, {len(problems)} problems")
    return 1 if problems else 0


def compile_all() -> int:
    """Write each .mo that is older than its .po; returns how many were written. Raises ValueError naming a broken catalogue."""
    made = 0
    for po in catalogue_files():
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime_ns >= po.stat().st_mtime_ns:
            continue
        with_catalogue = _read(po)
        unfinished = mo.with_suffix(f".{os.getpid()}.part")
        with unfinished.open("wb") as out:
            write_mo(out, with_catalogue)
        unfinished.replace(mo)  # whole or not at all: several test processes may do this at once
        made += 1
    return made


def catalogue_files() -> list[Path]:
    """Every Vietnamese (or other) catalogue of the house, in a fixed order."""
    return sorted(HOUSE.glob("**/locale/*/LC_MESSAGES/django.po"))


def catalogues() -> dict[Path, Catalog]:
    """The Vietnamese catalogues, parsed."""
    return {po: _read(po) for po in catalogue_files() if po.parts[-3] == "vi"}


def _read(po: Path) -> Catalog:
    try:
        with po.open("rb") as source:
            return read_po(source, locale=po.parts[-3], abort_invalid=True)
    except Exception as broken:
        raise ValueError(f"{po.relative_to(ROOT)}: not a readable catalogue: {broken}") from broken


def messages_asked_for(house: Path) -> dict[Words, list[str]]:
    """Every message in the house's Python and templates, with the places that ask for it ("file:line"). Tests are left out."""
    found: dict[Words, list[str]] = defaultdict(list)
    for path in sorted(house.rglob("*")):
        if (
            "tests" in path.parts
            or path.suffix not in {".py", ".html", ".txt"}
            or (path.suffix == ".txt" and "templates" not in path.parts)
        ):
            continue
        text = path.read_text(encoding="utf-8")
        for line, words in python_messages(text if path.suffix == ".py" else as_python(text)):
            place = (
                f"{path.relative_to(house.parent)}:{line}"
                if path.suffix == ".py"
                else str(path.relative_to(house.parent))
            )
            found[words].append(place)
    return found


def as_python(template: str) -> str:
    """A template as Django sees its messages: calls of gettext among blanks. Indentation is dropped, since it means something in Python."""
    from django.utils.translation.template import templatize

    return "\n".join(line.lstrip() for line in templatize(template).splitlines())


def python_messages(source: str) -> Iterator[tuple[int, Words]]:
    """The messages of a Python text with their lines."""
    found = extract("python", io.BytesIO(source.encode()), keywords=FUNCTIONS, options={"encoding": "utf-8"})
    for line, message, _comments, context in found:
        singular = message if isinstance(message, str) else message[0]
        yield line, Words(context or "", singular)


def problems_of(asked: dict[Words, list[str]], written: dict[Path, Catalog]) -> Iterator[str]:
    """Sentences on what is missing, doubled, unused or malformed."""
    entries: dict[Words, list[tuple[Path, Message]]] = defaultdict(list)
    for po, catalogue in written.items():
        if catalogue.plural_expr != "0":
            yield f"{_name(po)}: expected the header “Plural-Forms: nplurals=1; plural=0;”, found “{catalogue.plural_forms}”"
        for message in catalogue:
            if message.id:
                entries[_words_of(message)].append((po, message))
                yield from (f"{_name(po)}:{message.lineno}: {problem}" for problem in _faults(message))
    foreign = library_messages()
    for words, places in asked.items():
        if words not in entries:
            yield f"{places[0]}: no Vietnamese for {words}"
    for words, found in entries.items():
        if len({str(message.string) for _po, message in found}) > 1:
            said = "; ".join(f"{_name(po)}: “{message.string}”" for po, message in found)
            yield f"{words} is translated in more than one way, and only one can show: {said}. Use a context (pgettext), or one wording."
        if words not in asked:
            for po, message in found:
                if not (po.is_relative_to(HOUSE / "locale") and words in foreign):
                    yield f"{_name(po)}:{message.lineno}: nothing asks for {words}"


def _words_of(message: Message) -> Words:
    return Words(message.context or "", message.id if isinstance(message.id, str) else message.id[0])


def _name(po: Path) -> str:
    return str(po.relative_to(ROOT))


def _faults(message: Message) -> Iterator[str]:
    """What is wrong with one translation by itself."""
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    texts = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not texts or not all(texts):
        yield f"“{sources[0]}” has no translation"
        return
    if message.fuzzy:
        yield f"“{sources[0]}” is marked fuzzy: it will not show"
    for text in texts:
        if _placeholders([text]) != _placeholders(sources[-1:]):
            yield f"“{sources[0]}”: expected the placeholders {sorted(_placeholders(sources[-1:]))}, found {sorted(_placeholders([text]))}"
        if unicodedata.normalize("NFC", text) != text:
            yield f"“{sources[0]}”: the translation is not in Unicode's composed form (NFC)"


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {match.group(0) for text in texts for match in PLACEHOLDERS.finditer(text)}


def library_messages() -> set[Words]:
    """What the libraries can say, from the catalogues they ship."""
    found = set()
    for name in LIBRARIES:
        home = Path(str(__import__(name).__file__)).parent
        for po in home.glob("**/locale/*/LC_MESSAGES/django.po"):
            if po.parts[-3] in {"en", "de"}:  # axes ships no English
                with po.open("rb") as source:
                    found |= {_words_of(message) for message in read_po(source, locale=po.parts[-3]) if message.id}
    return found


def problems_at_run_time(written: dict[Path, Catalog]) -> Iterator[str]:
    """Translations that do not reach the screen: Django or a library translates the same words otherwise and stands before the room."""
    os.environ.setdefault("SECRET_KEY", "only-to-read-messages")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lienket.settings")
    import django
    from django.utils import translation

    django.setup()
    with translation.override("vi"):
        for po, catalogue in written.items():
            for message in catalogue:
                if not message.id or not isinstance(message.id, str):
                    continue  # the header, and plurals: Vietnamese has one form, checked above
                shown = (
                    translation.pgettext(message.context, message.id)
                    if message.context
                    else translation.gettext(message.id)
                )
                if shown != message.string:
                    yield (
                        f"{_name(po)}:{message.lineno}: “{message.id}” shows as “{shown}”, not “{message.string}”: a library says it too. "
                        "Move the entry to lienket/locale/vi, which is asked first."
                    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
