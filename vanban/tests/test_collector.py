"""Garbage collection rests while a long text is read, and is afterwards what it was."""

import gc
from collections.abc import Iterator

import pytest

from vanban import reading

TEXT = "Hai tỉnh Sơn La và Điện Biên đã mở 12 tuyến xe."


@pytest.fixture(autouse=True)
def every_text_is_long(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(reading, "_LONG", 1)
    yield
    gc.enable()


@pytest.mark.parametrize("works", [True, False])
def test_it_is_afterwards_what_it_was(works: bool) -> None:
    (gc.enable if works else gc.disable)()
    assert reading.read(TEXT).quantities
    assert gc.isenabled() == works


def test_also_when_reading_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def at_rest(_text: str) -> str:
        assert not gc.isenabled()
        raise MemoryError

    monkeypatch.setattr(reading, "nfc", at_rest)
    with pytest.raises(MemoryError):
        reading.read(TEXT)
    assert gc.isenabled()
