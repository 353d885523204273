"""Web pages and pages saved from a browser → the article: its title, its day, its text, its tables, its source line.

Which format the letters are in is decided by a mark, the page's own word for it, or the letters themselves. Nothing is fetched,
nothing is run. What is left out of the text is kept in `aside`.
"""

import re
from email import message_from_bytes
from email.message import Message

from lxml import etree, html

from vanban import encodings
from vanban.fold import nfc
from vanban.formats.errors import Bomb, Broken, EmptyFile, NoText, UnknownEncoding
from vanban.formats.extracted import Extracted, Limits, TextBuilder
from vanban.formats.html_article import Article, find_article
from vanban.formats.html_blocks import Block
from vanban.formats.table import lay_table

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-zA-Z0-9_\-]{2,30})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding\s*=\s*["']([a-zA-Z0-9_\-]{2,30})""")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD = 4096
_NOT_MARKUP = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_DEEPEST = 250  # elements in elements; libxml2 itself stops at 256


def read_html(data: bytes, limits: Limits) -> Extracted:
    """Raises `Broken`, `EmptyFile`, `NoText` or `UnknownEncoding` when there is no text to be had."""
    text, encoding, notes = _decoded(_page_of(data))
    article = find_article(_parsed(text))
    builder = TextBuilder(limits.max_characters)
    inner: list[str] = []
    for block in article.blocks:
        inner += _lay(block, builder)
    laid = builder.text()
    if not laid.strip():
        raise NoText(pages=1) if article.pictures else EmptyFile
    if builder.normalised:
        notes = [*notes, "normalised"]
    return Extracted(
        text=laid,
        pages=builder.pages(),
        format="html",
        encoding=encoding,
        tables=tuple(builder.tables),
        notes=tuple(dict.fromkeys(notes)),
        title=article.title,
        metadata=article.metadata,
        aside=tuple(dict.fromkeys(line for line in (*article.left_out, *inner) if line)),
    )


def _lay(block: Block, builder: TextBuilder) -> list[str]:
    if block.rows is not None:
        return lay_table(block.rows, builder)
    builder.line(block.text)
    return []


def _page_of(data: bytes) -> bytes:
    """The page itself: of a page saved with all its parts in one file (.mht, .mhtml) the first part that is one."""
    if not is_saved_page(data):
        return data
    message = message_from_bytes(data)
    for at, part in enumerate(message.walk()):
        if at > 200:
            break
        if part.get_content_type() == "text/html":
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes):
                return _with_charset(part, payload)
    raise Broken(format="mhtml", found="it holds no page")


def _with_charset(part: Message, payload: bytes) -> bytes:
    charset = part.get_content_charset()
    return (
        f'<meta charset="{charset}">'.encode() + payload
        if charset and not _CHARSET.search(payload[:_HEAD])
        else payload
    )


def is_saved_page(data: bytes) -> bool:
    """Whether the bytes are a page and its parts in one file, as browsers save it."""
    head = data[:_HEAD].lower()
    return head.startswith((b"from:", b"mime-version:", b"content-type: multipart/related")) and (
        b"multipart/related" in head or b"content-type: text/html" in head
    )


def _decoded(data: bytes) -> tuple[str, str, list[str]]:
    """The page as text, the name of its encoding, and notes."""
    named = _CHARSET.search(data[:_HEAD]) or _XML_CHARSET.search(data[:_HEAD])
    try:
        decoded = encodings.detect(data)
    except (encodings.NotText, encodings.Undecidable) as problem:
        if named is None:
            raise UnknownEncoding from problem
        name = named.group(1).decode("ascii").lower()
        try:
            return data.decode("cp1252" if name == "iso-8859-1" else name, "replace"), name, ["damaged_characters"]
        except LookupError:
            raise UnknownEncoding from problem
    return decoded.text, decoded.encoding, list(decoded.notes)


def _parsed(text: str) -> etree._Element:
    cleaned = _NOT_MARKUP.sub(" ", _XML_DECLARATION.sub("", nfc(text)))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False, recover=True)
    try:
        root = html.document_fromstring(cleaned, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise EmptyFile from problem
    except (MemoryError, RecursionError) as problem:
        raise Bomb(found="a part that needs too much memory") from problem
    return root


__all__ = ["Article", "is_saved_page", "read_html"]
