"""Word 97 files: with antiword (a real file of LibreOffice's making), without it, and with a program that misbehaves."""

import os
import shutil
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import vanban
from vanban.extract import Broken, NeedsProgram, TookTooLong, Unreadable, extract, extract_bounded
from vanban.formats import outside
from vanban.formats.outside import Failed, run_outside
from vanban.tests.plans import COLUMNS, EXPECTED, FOOT, HEAD, TASKS, who_does_what

PLAN = (Path(__file__).parent / "data" / "plan.doc").read_bytes()
needs_antiword = pytest.mark.skipif(shutil.which("antiword") is None, reason="antiword is not installed")


@needs_antiword
@pytest.mark.parametrize("bounded", [True, False])
def test_a_plan_becomes_rows_and_rows_become_assignments(bounded):
    read = extract_bounded(PLAN, "kh.doc", seconds=20) if bounded else extract(PLAN, "kh.doc")
    assert read.text.split("\n")[:-1] == [*HEAD, " | ".join(COLUMNS), *(" | ".join(task) for task in TASKS), FOOT]
    assert (read.format, read.notes) == ("doc", ())
    assert all(read.text[cell.start : cell.end] == cell.text for cell in read.tables[0].cells)
    assert who_does_what(vanban.read(read.text)) == EXPECTED


def test_without_the_program_the_cure_is_named(monkeypatch):
    monkeypatch.setattr("vanban.formats.doc.shutil.which", lambda name: None)
    with pytest.raises(NeedsProgram, match="apt-get install antiword"):
        extract(PLAN, "kh.doc")


@needs_antiword
@pytest.mark.parametrize("share", [0.05, 0.3, 0.7])
def test_cut_short(share):
    with pytest.raises(Unreadable):
        extract(PLAN[: int(len(PLAN) * share)], "kh.doc")


@needs_antiword
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=8))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_mutated_files_raise_nothing_but_unreadable(changes):
    data = bytearray(PLAN)
    for where, new in changes:
        at = 8 + int(where * (len(data) - 9))
        data[at : at + len(new)] = new
    try:
        read = extract(bytes(data), "kh.doc")
    except Unreadable:
        return
    assert "".join(read.text[page.start : page.end] for page in read.pages) == read.text


@needs_antiword
def test_the_copy_of_the_file_does_not_stay_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    extract(PLAN, "kh.doc")
    with pytest.raises(Broken):
        extract(PLAN[:8] + bytes(600) + "WordDocument".encode("utf-16-le") + bytes(2000), "kh.doc")
    assert list(tmp_path.iterdir()) == []


def shell(command, tmp_path, **more):
    given = {"seconds": 5, "most": 1000, "folder": str(tmp_path), "environment": {"PATH": os.defpath}}
    return run_outside(["sh", "-c", command], **{**given, **more})


def running(words):
    """Whether any process has these words in its command line."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and words.encode() in (entry / "cmdline").read_bytes():
                return True
        except OSError:
            continue
    return False


def test_a_program_that_never_ends_is_ended_with_its_children(tmp_path):
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        shell("sleep 71.23451 & sleep 71.23452", tmp_path, seconds=0.5)
    assert time.monotonic() - began < 5
    assert not running("71.2345")


def test_a_program_gets_no_environment_and_may_write_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "không ai được biết")
    assert b"SECRET_KEY" not in shell("env", tmp_path)
    with pytest.raises(Failed):
        shell("sleep 0.3; echo x > file; echo done", tmp_path)
    assert (tmp_path / "file").stat().st_size == 0


def test_a_program_that_prints_without_end_is_cut(tmp_path):
    assert len(shell("yes", tmp_path)) == 1000


def test_a_program_that_fails_says_why(tmp_path):
    with pytest.raises(Failed, match="sai rồi"):
        shell("echo sai rồi >&2; exit 3", tmp_path)


def test_words_given_reach_the_program(tmp_path):
    assert shell("cat", tmp_path, given=b"x" * 500) == b"x" * 500
    assert (
        outside.run_outside(["true"], seconds=5, most=10, folder=str(tmp_path), environment={}, given=b"x" * 1_000_000)
        == b""
    )
