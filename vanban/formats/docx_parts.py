"""The helper parts of a Word document: safe XML, styles (which font, which list) and automatic numbering."""

import re
import zipfile
from collections import defaultdict

from lxml import etree

from vanban.formats.errors import Bomb, Broken
from vanban.formats.extracted import Limits

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PLAIN_COMPRESSION = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def unpack(container: zipfile.ZipFile, name: str, limits: Limits) -> bytes | None:
    """One part of the container, None when there is none of that name. Never unpacks more than the limit."""
    try:
        entry = container.getinfo(name)
    except KeyError:
        return None
    if entry.file_size > limits.max_part:
        raise Bomb(found="parts that unpack to far too much")
    if entry.compress_type not in _PLAIN_COMPRESSION:
        raise Broken(format="docx", found="a part cannot be unpacked")
    with container.open(entry) as part:
        raw = part.read(limits.max_part + 1)
    if len(raw) > limits.max_part:
        raise Bomb(found="parts that unpack to far too much")
    return raw


def xml_of(raw: bytes) -> etree._Element:
    """Parse without entities, DTD or network. Office never writes a DTD, so one is a sign of an entity bomb and refused."""
    if _DECLARATION.search(raw, 0, 2048):
        raise Bomb(found="XML that declares entities")
    if _STRICT in raw[:4096]:
        raw = raw.replace(_STRICT, _TRANSITIONAL)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = etree.fromstring(raw, parser)
    if root.getroottree().docinfo.internalDTD is not None:
        raise Bomb(found="XML that declares entities")
    return root


def value(element: etree._Element | None, name: str = "val") -> str | None:
    """The w:`name` attribute of an element that may be missing."""
    if element is None:
        return None
    found = element.get(W + name)
    return str(found) if found is not None else None


def is_on(element: etree._Element | None) -> bool:
    """A Word switch: present and not explicitly off."""
    return element is not None and value(element) not in {"0", "false", "off", "none"}


class Styles:
    """The font and the list of each style, following what it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._fonts: dict[str, str] = {}
        self._lists: dict[str, tuple[str, int]] = {}
        self._parents: dict[str, str] = {}
        self.default_font: str | None = None
        self.default_paragraph: str | None = None
        if root is not None:
            self._learn(root)

    def _learn(self, root: etree._Element) -> None:
        self.default_font = font_of(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"))
        for style in root.iterchildren(W + "style"):
            name = value(style, "styleId")
            if name is None:
                continue
            if value(style, "type") == "paragraph" and value(style, "default") in {"1", "true"}:
                self.default_paragraph = name
            font = font_of(style.find(W + "rPr"))
            if font:
                self._fonts[name] = font
            numbered = list_of(style.find(W + "pPr"))
            if numbered:
                self._lists[name] = numbered
            parent = value(style.find(W + "basedOn"))
            if parent:
                self._parents[name] = parent

    def font(self, style: str | None) -> str | None:
        """The font a style gives, or None."""
        return next((self._fonts[name] for name in self._line(style) if name in self._fonts), None)

    def list_in(self, style: str | None) -> tuple[str, int] | None:
        """The automatic list (numbering id, level) a style puts its paragraphs in, or None."""
        return next((self._lists[name] for name in self._line(style) if name in self._lists), None)

    def _line(self, style: str | None) -> list[str]:
        """The style and its ancestors; a broken file may make a circle of them."""
        line: list[str] = []
        while style is not None and style not in line and len(line) < 20:
            line.append(style)
            style = self._parents.get(style)
        return line


def font_of(properties: etree._Element | None) -> str | None:
    """The font named in run properties, or None."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return value(fonts, "ascii") or value(fonts, "hAnsi")


def list_of(properties: etree._Element | None) -> tuple[str, int] | None:
    """The automatic list named in paragraph properties: (numbering id, level), or None."""
    numbered = properties.find(W + "numPr") if properties is not None else None
    if numbered is None:
        return None
    number, level = value(numbered.find(W + "numId")), value(numbered.find(W + "ilvl"))
    return (number, int(level) if level and level.isdigit() else 0) if number else None


class _Level:
    def __init__(self, element: etree._Element) -> None:
        start = value(element.find(W + "start"))
        self.start = int(start) if start and start.isdigit() else 1
        self.format = value(element.find(W + "numFmt")) or "decimal"
        self.pattern = value(element.find(W + "lvlText")) or ""
        self.legal = is_on(element.find(W + "isLgl"))


class Numbering:
    """Word's automatic numbers, which are not in the text: "1.", "a)", "I.2" for each list paragraph in turn."""

    def __init__(self, root: etree._Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self._counters: dict[str, dict[int, int]] = defaultdict(dict)
        if root is not None:
            self._learn(root)

    def _learn(self, root: etree._Element) -> None:
        for abstract in root.iterchildren(W + "abstractNum"):
            levels = {int(value(level, "ilvl") or 0): _Level(level) for level in abstract.iterchildren(W + "lvl")}
            self._levels[value(abstract, "abstractNumId") or ""] = levels
        for number in root.iterchildren(W + "num"):
            name = value(number, "numId") or ""
            self._abstract[name] = value(number.find(W + "abstractNumId")) or ""
            for override in number.iterchildren(W + "lvlOverride"):
                start = value(override.find(W + "startOverride"))
                if start and start.isdigit():
                    self._restarts[name][int(value(override, "ilvl") or 0)] = int(start)

    def label(self, number: str, level: int) -> str:
        """The label of the next paragraph of that list and level, with a space after it; "" where Word shows none."""
        abstract = self._abstract.get(number)
        levels = self._levels.get(abstract or "", {})
        if abstract is None or level not in levels:
            return ""
        counters = self._counters[abstract]
        restart = self._restarts.get(number, {}).pop(level, None)
        counters[level] = restart if restart is not None else counters.get(level, levels[level].start - 1) + 1
        for deeper in [known for known in counters if known > level]:
            del counters[deeper]
        shown = levels[level]
        if shown.format == "bullet":
            return "- "
        if shown.format == "none" or not shown.pattern:
            return ""

        def number_of(found: re.Match[str]) -> str:
            at = int(found.group(1)) - 1
            style = "decimal" if shown.legal or at not in levels else levels[at].format
            return spelled(counters.get(at, levels[at].start if at in levels else 1), style)

        return re.sub(r"%([1-9])", number_of, shown.pattern) + " "


def spelled(number: int, style: str) -> str:
    """A list number in Word's styles: 4 → "4", "04", "d", "D", "iv", "IV"."""
    if style in {"lowerLetter", "upperLetter"}:
        # After z Word doubles the letter: aa, bb.
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + max(0, number - 1) // 26, 9)
        return letter if style == "lowerLetter" else letter.upper()
    if style in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman if style == "upperRoman" else roman.lower()
    return f"{number:02d}" if style == "decimalZero" else str(number)


def _roman(number: int) -> str:
    spelled_so_far = ""
    for worth, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        times, number = divmod(number, worth)
        spelled_so_far += letters * times
    return spelled_so_far
