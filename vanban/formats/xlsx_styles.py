"""Which cells of a workbook are shown as percentages: a reader sees "85%" where the cell holds 0.85."""

import re
import zipfile

from vanban.formats.docx_parts import unpack, xml_of
from vanban.formats.extracted import Limits

Place = tuple[int, int]  # row and column from 0

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_CELL = re.compile(rb"""<c\s[^>]{0,200}>""")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{1,3})(\d{1,7})["']""")
_STYLE = re.compile(rb"""\ss=["'](\d{1,5})["']""")
_PERCENTS = frozenset(("9", "10"))  # Excel's own formats "0%" and "0.00%"


class Styles:
    """The percent formats of a workbook and the cells that wear them."""

    def __init__(self, container: zipfile.ZipFile, limits: Limits) -> None:
        self._names = _sheet_names(container, limits)
        self._styles = _percent_styles(unpack(container, "xl/styles.xml", limits))
        self._found: dict[str, frozenset[Place]] = {}

    def look_at(self, part_name: str, part: bytes) -> None:
        """Note the cells of one sheet that are shown as percentages."""
        name = self._names.get(part_name.lower())
        if name is None or not self._styles:
            return
        places = set()
        for cell in _CELL.findall(part):
            style = _STYLE.search(cell)
            place = _PLACE.search(cell)
            if style and place and int(style.group(1)) in self._styles:
                column = 0
                for letter in place.group(1):
                    column = 26 * column + letter - 64
                places.add((int(place.group(2)) - 1, column - 1))
        self._found[name] = frozenset(places)

    def percents(self) -> dict[str, frozenset[Place]]:
        """The cells found, by the name of their sheet."""
        return self._found


def _percent_styles(raw: bytes | None) -> frozenset[int]:
    if not raw:
        return frozenset()
    root = xml_of(raw)
    formats = {
        str(entry.get("numFmtId")) for entry in root.iter(_MAIN + "numFmt") if "%" in (entry.get("formatCode") or "")
    } | _PERCENTS
    cells = root.find(_MAIN + "cellXfs")
    if cells is None:
        return frozenset()
    return frozenset(at for at, entry in enumerate(cells) if entry.get("numFmtId") in formats)


def _sheet_names(container: zipfile.ZipFile, limits: Limits) -> dict[str, str]:
    """The part of every sheet by the sheet's name, turned round."""
    workbook = unpack(container, "xl/workbook.xml", limits)
    relations = unpack(container, "xl/_rels/workbook.xml.rels", limits)
    if not workbook or not relations:
        return {}
    targets = {entry.get("Id"): (entry.get("Target") or "").lstrip("/") for entry in xml_of(relations)}
    named = {}
    for sheet in xml_of(workbook).iter(_MAIN + "sheet"):
        target = targets.get(sheet.get(_RELATION)) or ""
        named[(target if target.startswith("xl/") else f"xl/{target}").lower()] = sheet.get("name") or ""
    return named
