"""Archives for the tests."""

import gzip
import json


def jsonl(path, entries):
    path.write_text("".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries), encoding="utf-8")


def page_record(address, page, *, media="text/html; charset=utf-8", status="200 OK", more=""):
    """A response as a crawler records it."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{more}{chr(13) + chr(10) if more else ''}\r\n".encode()
    body = head + page
    about = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return about.encode() + body + b"\r\n\r\n"


def warc(path, parts, *, packed=True):
    first = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\nx: y\r\n\r\n"
    path.write_bytes(b"".join(gzip.compress(part) if packed else part for part in [first, *parts]))
