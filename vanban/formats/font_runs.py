"""Runs of text in their fonts → one Unicode text: old typefaces (".VnTime", "VNI-Times") gave Latin letters Vietnamese faces."""

from vanban import encodings

Piece = tuple[str, str | None]  # text and the font it is set in


class FontRuns:
    """Joins the runs of a document; `legacy` is the code page of all of it, where its letters prove one."""

    def __init__(self, *, fonts_matter: bool, legacy: str | None) -> None:
        self._fonts_matter = fonts_matter
        self._legacy = legacy
        self.converted: dict[str, None] = {legacy: None} if legacy else {}

    def join(self, pieces: list[Piece]) -> str:
        """Join the pieces, turning what is set in a legacy font or a legacy file into Unicode."""
        if self._legacy:
            return encodings.from_legacy("".join(text for text, _ in pieces), self._legacy)
        if not self._fonts_matter:
            return "".join(text for text, _ in pieces)
        joined: list[str] = []
        same: list[str] = []
        before: tuple[str | None, bool] = (None, False)
        for text, font in [*pieces, ("", "end")]:
            now = _code_page(font, text) if font != "end" else (None, False)
            if font is None and text.isspace():
                now = before
            if now != before or font == "end":
                joined.append(self._from(before, "".join(same)))
                same, before = [], now
            same.append(text)
        return "".join(joined)

    def _from(self, code_page: tuple[str | None, bool], text: str) -> str:
        name, capitals = code_page
        if name is None:
            return text
        if not text.isascii():
            self.converted[name] = None
        converted = encodings.from_legacy(text, name)
        return converted.upper() if capitals else converted


def is_legacy(font: str | None) -> bool:
    """Whether a font of this name gives Latin letters other faces."""
    return bool(font) and (str(font).startswith(".Vn") or str(font).upper().startswith("VNI-"))


def _code_page(font: str | None, text: str) -> tuple[str | None, bool]:
    """The code page a font implies and whether it draws capitals (".VnTimeH"); Unicode letters prove that the font is not heeded."""
    if not font or encodings.is_unicode_vietnamese(text):
        return None, False
    if font.startswith(".Vn"):
        return "tcvn3", font.rstrip().endswith("H")
    return ("vni", False) if font.upper().startswith("VNI") else (None, False)
