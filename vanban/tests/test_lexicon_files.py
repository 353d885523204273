"""The parsed copies of the lexicon: used while they are of the file, and never otherwise."""

import marshal
from pathlib import Path

import pytest

from vanban.lexicon import files


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lexicon of one file in a folder of its own, its copies beside it."""
    monkeypatch.setattr(files, "_HERE", tmp_path)
    monkeypatch.setattr(files, "_kept", lambda name: tmp_path / "cache" / f"{name}.lexicon")
    monkeypatch.setattr(files, "load_file", files.load_file.__wrapped__)
    (tmp_path / "words.toml").write_text('word = "một"', encoding="utf-8")
    return tmp_path


def test_a_copy_is_written_ahead_and_used(folder: Path) -> None:
    files.keep_all()
    copy = folder / "cache" / "words.lexicon"
    source, _ = marshal.loads(copy.read_bytes())
    copy.write_bytes(marshal.dumps((source, {"word": "from the copy"})))
    assert files.load_file("words") == {"word": "from the copy"}


def test_a_copy_of_other_words_is_not_used(folder: Path) -> None:
    files.keep_all()
    (folder / "words.toml").write_text('word = "hai"', encoding="utf-8")
    assert files.load_file("words") == {"word": "hai"}


@pytest.mark.parametrize("broken", [b"", b"no marshal", marshal.dumps("one thing only"), marshal.dumps((1, 2, 3))])
def test_a_broken_copy_is_not_used(folder: Path, broken: bytes) -> None:
    files.keep_all()
    (folder / "cache" / "words.lexicon").write_bytes(broken)
    assert files.load_file("words") == {"word": "một"}


def test_a_folder_that_cannot_be_written_is_no_trouble(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files.sys, "dont_write_bytecode", False)
    (folder / "cache").write_text("a file where the folder should be", encoding="utf-8")
    assert files.load_file("words") == {"word": "một"}
    monkeypatch.setattr(files, "_kept", lambda name: None)
    assert files.load_file("words") == {"word": "một"}


def test_the_copies_hold_what_the_files_say() -> None:
    for name in (*files.FILES, "units"):
        source = (Path(files.__file__).parent / f"{name}.toml").read_bytes()
        assert marshal.loads(marshal.dumps(files._parsed(source))) == files.load_file(name)
