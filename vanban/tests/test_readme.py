"""The session in the README is what the command prints."""

from pathlib import Path

import pytest

from vanban.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAPER = "docs/samples/ca-mau-bac-lieu.txt"


def test_the_session_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    command = f"vanban read {PAPER} --lang en\n…\n"
    shown = (ROOT / "README.md").read_text(encoding="utf-8").partition(command)[2].partition("```")[0]
    assert "Agreed by both sides" in shown
    assert main(["read", str(ROOT / PAPER), "--lang", "en"]) == 0
    assert capsys.readouterr().out.endswith(shown)
