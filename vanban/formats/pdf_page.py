"""A page of a PDF as it is seen: where its letters and its ruled lines are, whatever way the page was turned."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c

from vanban.formats.grid import Box, Ruling

_MOST_SEGMENTS = 30_000  # pieces of lines on one page: beyond that it is a drawing or a map
_MOST_FORMS = 6  # forms inside forms
_THIN = 3.0  # points: a filled box thinner than this is a line
_SHORTEST = 4.0
_STRAIGHT = 0.8

Matrix = tuple[float, float, float, float, float, float]
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class View:
    """Turns places on a page into places as seen, and boxes back."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.turn = page.get_rotation()
        width, height = page.get_size()
        self.width, self.height = float(width), float(height)
        self._wide, self._high = (height, width) if self.turn in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a place of the page is seen."""
        if self.turn == 90:
            return y, self._wide - x
        if self.turn == 180:
            return self._wide - x, self._high - y
        if self.turn == 270:
            return self._high - y, x
        return x, y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A box of the page as seen."""
        (a, b), (c, d) = self.point(left, bottom), self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def middle(self, letters: pypdfium2.PdfTextPage, at: int) -> tuple[float, float]:
        """The middle of the letter `at`, as seen."""
        left, bottom, right, top = letters.get_charbox(at)
        return self.point((left + right) / 2, (bottom + top) / 2)


class TooMany(Exception):
    """More strokes than a table needs."""


def rulings(page: pypdfium2.PdfPage, view: View) -> tuple[list[Ruling], list[Ruling]]:
    """The page's horizontal and vertical strokes; none at all where there are too many to be a table's."""
    across: list[Ruling] = []
    down: list[Ruling] = []
    budget = [_MOST_SEGMENTS]
    try:
        count = pdfium_c.FPDFPage_CountObjects(page.raw)
        for at in range(min(count, _MOST_SEGMENTS)):
            for strokes in _strokes(pdfium_c.FPDFPage_GetObject(page.raw, at), _SAME, budget, 0):
                _sort_out(view.box(*strokes), across, down)
    except TooMany:
        return [], []
    return across, down


def _sort_out(box: Box, across: list[Ruling], down: list[Ruling]) -> None:
    wide, high = box[2] - box[0], box[3] - box[1]
    if high <= _THIN and wide >= _SHORTEST and wide > 2 * high:
        across.append(Ruling((box[1] + box[3]) / 2, box[0], box[2]))
    elif wide <= _THIN and high >= _SHORTEST and high > 2 * wide:
        down.append(Ruling((box[0] + box[2]) / 2, box[1], box[3]))


def _strokes(thing: Any, outer: Matrix, budget: list[int], depth: int) -> Iterator[Box]:
    """The straight strokes of one object of the page, as boxes in page space."""
    kind = pdfium_c.FPDFPageObj_GetType(thing)
    if kind not in (pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_FORM):
        return
    raw = pdfium_c.FS_MATRIX()
    if not pdfium_c.FPDFPageObj_GetMatrix(thing, raw):
        return
    matrix = _times((raw.a, raw.b, raw.c, raw.d, raw.e, raw.f), outer)
    if kind == pdfium_c.FPDF_PAGEOBJ_FORM:
        if depth < _MOST_FORMS:
            for at in range(pdfium_c.FPDFFormObj_CountObjects(thing)):
                _spend(budget)
                yield from _strokes(pdfium_c.FPDFFormObj_GetObject(thing, at), matrix, budget, depth + 1)
        return
    yield from _straight(thing, matrix, budget)


def _spend(budget: list[int]) -> None:
    budget[0] -= 1
    if budget[0] < 0:
        raise TooMany


def _straight(path: Any, matrix: Matrix, budget: list[int]) -> Iterator[Box]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium_c.FPDFPath_GetDrawMode(path, fill, stroke) or not (fill.value or stroke.value):
        return
    for shape, closed in _shapes(path, matrix, budget):
        if stroke.value:
            yield from _sides(shape, closed)
        else:
            xs, ys = [x for x, _ in shape], [y for _, y in shape]
            box = (min(xs), min(ys), max(xs), max(ys))
            if min(box[2] - box[0], box[3] - box[1]) <= _THIN:
                yield box


def _shapes(path: Any, matrix: Matrix, budget: list[int]) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The runs of straight segments of a path; a curve ends a run."""
    a, b, c, d, e, f = matrix
    shape: list[tuple[float, float]] = []
    closed = False
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(pdfium_c.FPDFPath_CountSegments(path)):
        _spend(budget)
        segment = pdfium_c.FPDFPath_GetPathSegment(path, at)
        kind = pdfium_c.FPDFPathSegment_GetType(segment)
        if not pdfium_c.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        if kind != pdfium_c.FPDF_SEGMENT_LINETO and shape:
            yield shape, closed
            shape, closed = [], False
        point = a * x.value + c * y.value + e, b * x.value + d * y.value + f
        shape.append(point)
        closed = closed or bool(pdfium_c.FPDFPathSegment_GetClose(segment))
    if shape:
        yield shape, closed


def _sides(shape: list[tuple[float, float]], closed: bool) -> Iterator[Box]:
    ends = [*shape[1:], shape[0]] if closed else shape[1:]
    for (x0, y0), (x1, y1) in zip(shape, ends, strict=False):
        if abs(x0 - x1) <= _STRAIGHT or abs(y0 - y1) <= _STRAIGHT:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    k, m, n, p, q, r = outer
    return a * k + b * n, a * m + b * p, c * k + d * n, c * m + d * p, e * k + f * n + q, e * m + f * p + r
