"""Be Vietnam Pro for the web: each weight cut down to Latin and Vietnamese and packed as woff2 into `lienket/static/fonts/`.

The fonts come from the package `fontpkg-be-vietnam-pro` (SIL Open Font License) and are never committed; the licence is laid beside them.
The family has no tabular figures, which columns of numbers need, so they are added here: the same digits centred in boxes of one width,
reached by CSS `font-variant-numeric: tabular-nums` (OpenType feature `tnum`).
"""

import hashlib
import io
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import fontpkg_be_vietnam_pro
from fontTools import subset
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

SOURCE = fontpkg_be_vietnam_pro.ROOT
TARGET = Path(__file__).resolve().parent.parent / "lienket" / "static" / "fonts"
FACES = {
    "be-vietnam-pro-400.woff2": "BeVietnamPro-Regular.ttf",
    "be-vietnam-pro-400-italic.woff2": "BeVietnamPro-Italic.ttf",
    "be-vietnam-pro-600.woff2": "BeVietnamPro-SemiBold.ttf",
    "be-vietnam-pro-700.woff2": "BeVietnamPro-Bold.ttf",
}
# Basic Latin and Latin-1, Latin Extended-A/B, combining marks, Vietnamese letters, punctuation, ₫ and €, arrows, minus and comparison signs.
RANGES = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x2B0, 0x2FF), (0x300, 0x304), (0x306, 0x30C), (0x31B, 0x31B), (0x323, 0x328),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x20AB, 0x20AC), (0x2113, 0x2122), (0x2190, 0x2199), (0x2212, 0x2215),
    (0x2248, 0x2265), (0x25CA, 0x25CF), (0xFEFF, 0xFEFF), (0xFFFD, 0xFFFD),
]  # fmt: skip
FEATURES = ["ccmp", "locl", "mark", "mkmk", "kern", "liga", "tnum", "lnum", "frac", "sups", "case"]


def main() -> int:
    """Make the files that are missing or out of date; prints only when there was something to do. Returns the exit code."""
    mark = _mark()
    stamp = TARGET / "made-from"
    if stamp.exists() and stamp.read_text() == mark and all((TARGET / name).exists() for name in FACES):
        return 0
    TARGET.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(max_workers=2) as pool:
        sizes = list(pool.map(make_face, FACES))
    shutil.copyfile(SOURCE / "LICENSE", TARGET / "OFL.txt")
    stamp.write_text(mark)
    print(f"fonts: {len(FACES)} faces, {sum(sizes) // 1024} kB in {TARGET.name}/")
    return 0


def make_face(name: str) -> int:
    """Write one woff2 file; returns its size in bytes. The file appears whole or not at all."""
    options = subset.Options(
        flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=True, notdef_outline=True
    )
    whole = TTFont(SOURCE / "files" / FACES[name])
    add_tabular_figures(whole)
    whole.save(written := io.BytesIO())
    font = TTFont(written)  # read back: the subsetter wants tables as they come from a file
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for first, last in RANGES for point in range(first, last + 1)])
    cutter.subset(font)
    unfinished = TARGET / f"{name}.part"
    subset.save_font(font, str(unfinished), options)
    unfinished.replace(TARGET / name)
    return (TARGET / name).stat().st_size


def add_tabular_figures(font: TTFont) -> None:
    """Give the font ten digits of one width (that of its own zero) and the feature `tnum` that puts them in place of the others."""
    glyphs, widths, digits = font["glyf"], font["hmtx"], [font.getBestCmap()[ord(d)] for d in "0123456789"]
    box = widths[digits[0]][0]
    for digit in digits:
        part = GlyphComponent()
        part.glyphName, part.flags = digit, 0x4  # 0x4: points stay on the grid
        part.x, part.y = (box - widths[digit][0]) // 2, 0
        boxed = Glyph()
        boxed.numberOfContours, boxed.components = -1, [part]
        glyphs[f"{digit}.tnum"] = boxed
        boxed.recalcBounds(glyphs)
        widths[f"{digit}.tnum"] = (box, boxed.xMin)
    table = font["GSUB"].table
    table.LookupList.Lookup.append(
        buildLookup([buildSingleSubstSubtable({digit: f"{digit}.tnum" for digit in digits})])
    )
    feature = otTables.FeatureRecord()
    feature.FeatureTag, feature.Feature = "tnum", otTables.Feature()
    feature.Feature.FeatureParams, feature.Feature.LookupListIndex = None, [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(feature)
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(record.LangSys for record in script.Script.LangSysRecord)]
        for language in filter(None, languages):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def _mark() -> str:
    """Changes with this file and with the fonts it reads."""
    found = hashlib.sha256(Path(__file__).read_bytes())
    for source in FACES.values():
        found.update(f"{source} {(SOURCE / 'files' / source).stat().st_size}".encode())
    return found.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
