"""Papers for tests: facts by hand (so that the rooms above the reader are tested apart from it) and real files of every kind."""

import io
import zipfile
from itertools import pairwise
from typing import Any

from lienket.accounts.tests.cast import Cast
from lienket.documents import actions
from lienket.documents.models import Document, DocumentState, Proposal
from lienket.lib.text import nfc

TEXT = nfc(
    "Số: 77/TB-VP\n"
    "Hà Nội, ngày 10 tháng 3 năm 2026\n"
    "THÔNG BÁO\n"
    "Ngày 05/3/2026, tại Hà Nội, UBND thành phố Hà Nội và UBND tỉnh Hà Tĩnh tổ chức Hội nghị triển khai "
    "Chương trình hợp tác phát triển giữa thành phố Hà Nội và tỉnh Hà Tĩnh giai đoạn 2026 - 2030.\n"
    "Hà Tĩnh hiện có trên 1.300 dự án đầu tư.\n"
    "Hai bên thống nhất tăng cường hợp tác về: kết nối tour du lịch biển; tiêu thụ sản phẩm OCOP tại siêu thị.\n"
    "Giao Sở Công Thương Hà Nội chủ trì, phối hợp với Sở Y tế Hà Nội tổ chức tuần hàng nông sản trước ngày 30/11/2026.\n"
    "UBND tỉnh Hà Tĩnh đề nghị UBND thành phố Hà Nội chia sẻ kinh nghiệm quản lý thuế.\n"
    "Tuy nhiên, kết quả hợp tác còn hạn chế.\n"
)


def span(words: str, text: str = TEXT, after: str = "") -> dict[str, Any]:
    """Where some words stand, the first time after `after`."""
    start = text.index(words, text.index(after))
    return {"start": start, "end": start + len(words), "text": words}


def facts(**changes: Any) -> dict[str, Any]:
    """What a good reading of TEXT says, in the contract's keys."""
    agreement = span(
        "Hai bên thống nhất tăng cường hợp tác về: kết nối tour du lịch biển; tiêu thụ sản phẩm OCOP tại siêu thị."
    )
    assignment = span(
        "Giao Sở Công Thương Hà Nội chủ trì, phối hợp với Sở Y tế Hà Nội tổ chức tuần hàng nông sản trước ngày 30/11/2026."
    )
    request = span("UBND tỉnh Hà Tĩnh đề nghị UBND thành phố Hà Nội chia sẻ kinh nghiệm quản lý thuế.")
    meeting = span(
        "Ngày 05/3/2026, tại Hà Nội, UBND thành phố Hà Nội và UBND tỉnh Hà Tĩnh tổ chức Hội nghị triển khai "
        "Chương trình hợp tác phát triển giữa thành phố Hà Nội và tỉnh Hà Tĩnh giai đoạn 2026 - 2030."
    )
    day = {"from": "2026-11-30", "to": "2026-11-30"}
    common = {
        "rule": "by-hand",
        "leads": [],
        "lead_agencies": [],
        "coordinators": [],
        "output": None,
        "items": [],
        "number": None,
        "heading": None,
        "due": None,
    }
    statements = [
        common | meeting | {"kind": "meeting", "from": ["01", "42"], "to": [], "sectors": []},
        common
        | span("Hà Tĩnh hiện có trên 1.300 dự án đầu tư.")
        | {"kind": "profile", "from": ["42"], "to": [], "sectors": ["XTD"]},
        common
        | agreement
        | {
            "kind": "agreement",
            "from": ["01", "42"],
            "to": ["01", "42"],
            "sectors": ["DUL.01", "NNT.02"],
            "items": [
                span("kết nối tour du lịch biển") | {"sectors": ["DUL.01"]},
                span("tiêu thụ sản phẩm OCOP tại siêu thị") | {"sectors": ["NNT.02"]},
            ],
        },
        common
        | assignment
        | {
            "kind": "assignment",
            "from": ["01"],
            "to": ["01"],
            "sectors": ["CTT.01"],
            "leads": ["Sở Công Thương Hà Nội"],
            "lead_agencies": [span("Sở Công Thương Hà Nội") | {"type": "so_ct", "locality": "01"}],
            "coordinators": [span("Sở Y tế Hà Nội") | {"type": "so_yt", "locality": "01"}],
            "due": span("ngày 30/11/2026") | day,
        },
        common | request | {"kind": "proposal", "from": ["42"], "to": ["01"], "sectors": ["TCD.02"]},
        common
        | span("Tuy nhiên, kết quả hợp tác còn hạn chế.")
        | {"kind": "shortcoming", "from": [], "to": [], "sectors": []},
    ]
    found: dict[str, Any] = {
        "text": TEXT,
        "engine_version": "test",
        "document": {
            "kind": "conclusion",
            "title": "Thông báo kết luận hội nghị",
            "number": "77/TB-VP",
            "issued_on": "2026-03-10",
            "source": None,
            "parties": ["01", "42"],
        },
        "localities": [
            span("Hà Nội") | {"code": "01"},
            span("Hà Nội", after="tại") | {"code": "01"},
            span("Hà Tĩnh") | {"code": "42"},
        ],
        "agencies": [
            span("Sở Công Thương Hà Nội") | {"locality": "01", "type": "so_ct"},
            span("UBND thành phố Hà Nội", after="đề nghị") | {"locality": "01", "type": "ubnd"},
        ],
        "people": [],
        "dates": [
            span("ngày 10 tháng 3 năm 2026") | {"from": "2026-03-10", "to": "2026-03-10"},
            span("Ngày 05/3/2026") | {"from": "2026-03-05", "to": "2026-03-05"},
            span("2026 - 2030") | {"from": "2026-01-01", "to": "2030-12-31"},
            span("ngày 30/11/2026") | day,
        ],
        "quantities": [
            span("trên 1.300 dự án đầu tư")
            | {
                "kind": "count",
                "value": "1300",
                "value_to": None,
                "bound": "more_than",
                "unit": "dự án đầu tư",
                "locality": "42",
                "year": None,
                "rule": "number-unit",
            }
        ],
        "references": [span("77/TB-VP")],
        "statements": statements,
    }
    return found | changes


def read_document(cast: Cast, found: dict[str, Any] | None = None, **changes: Any) -> Document:
    """A document of Hà Nội that has been read: `found` are its facts."""
    found = found or facts()
    values: dict[str, Any] = {
        "side": cast.hn.locality,
        "title": "van ban",
        "text": found["text"],
        "pages": [[1, 0, len(found["text"])]],
        "fingerprint": f"print-{Document.objects.count()}",
        "received_by": cast.hn.desk,
        "state": DocumentState.RECEIVED,
    }
    document = Document.objects.create(**(values | changes))
    actions.record_reading(document, found)
    return document


def the(document: Document, kind: str, **where: Any) -> Proposal:
    """The first living proposal of a kind."""
    found = document.proposals.alive().filter(kind=kind, **where).first()
    assert found is not None, f"no {kind} proposal in {[(p.kind, p.draft) for p in document.proposals.all()]}"
    found.document = document
    return found


def accept_programme(document: Document, cast: Cast) -> Document:
    """The document with its proposed programme accepted by Hà Nội's focal officer."""
    actions.accept_proposal(the(document, "programme"), by=cast.hn.focal)
    document.refresh_from_db()
    return document


# -- files ---------------------------------------------------------------------------------------------------------------


def docx(*paragraphs: str, core: str = "") -> bytes:
    """A real Word file."""
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{p}</w:t></w:r></w:p>' for p in paragraphs)
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{head}<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'{head}<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{package}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>',
        "word/document.xml": f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    if core:
        parts["docProps/core.xml"] = (
            '<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
            f'xmlns:dc="http://purl.org/dc/elements/1.1/"><cp:keywords>{core}</cp:keywords></cp:coreProperties>'
        )
    return packed(parts)


def packed(parts: dict[str, str | bytes]) -> bytes:
    """A zip archive of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def entity_bomb() -> bytes:
    """A Word file whose document grows a billionfold when its entities are opened."""
    names = "abcdefghij"
    entities = '<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise(names)
    )
    good = docx("x")
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    parts["word/document.xml"] = (
        f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    )
    return packed(parts)


def zip_bomb() -> bytes:
    """A Word file whose document unpacks to a thousand times its size."""
    good = docx("x")
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts: dict[str, str | bytes] = {n: archive.read(n) for n in archive.namelist()}
    parts["word/document.xml"] = b"<a>" + b" " * 60_000_000 + b"</a>"
    return packed(parts)


def pdf(words: str = "", *, picture: bool = False, trailer: str = "") -> bytes:
    """A real one-page PDF: with plain words, or with nothing but a picture."""
    drawn = b"q 200 0 0 200 50 500 cm /I Do Q"
    content = drawn if picture else f"BT /F 12 Tf 50 700 Td ({words}) Tj ET".encode()
    image = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /I 6 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        image,
    ]
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer.encode(),
        table,
    )
    return bytes(out)


def encrypted_pdf() -> bytes:
    """A PDF that asks for a password."""
    secret = "<" + "41" * 32 + ">"
    return pdf(
        "x",
        trailer=f"/ID [<{'00' * 16}> <{'00' * 16}>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O {secret} /U {secret} >>",
    )
