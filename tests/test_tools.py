"""The tools behind `make`: what they find, what they refuse, what they leave behind."""

import io
import os
import signal
import socket
import stat
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from fontTools.ttLib import TTFont

from tools import check, debian, fonts, messages, postgres, run, soak
from tools.messages import Words

ROOT = Path(__file__).resolve().parent.parent


def catalogue(text: str) -> Catalog:
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return read_po(io.BytesIO((head + text).encode()), locale="vi")


def problems(asked: list[Words], **rooms: str) -> list[str]:
    written = {
        messages.HOUSE / room / "locale/vi/LC_MESSAGES/django.po": catalogue(text) for room, text in rooms.items()
    }
    return list(messages.problems_of({words: ["views.py:1"] for words in asked}, written))


class TestMessages:
    def test_code_is_read(self) -> None:
        source = '_("One")\ngettext_lazy("Two" " parts")\npgettext("door", "Open")\nngettext("%(n)s day", "%(n)s days", n)\n_(name)\nf("No")\n'
        found = [words for _line, words in messages.python_messages(source)]
        assert found == [Words("", "One"), Words("", "Two parts"), Words("door", "Open"), Words("", "%(n)s day")]

    def test_templates_are_read_with_their_indentation(self) -> None:
        template = """
            <p>{% translate "One" %}</p>
          {% blocktranslate trimmed count n=days %}
              {{ n }} day of 100%
            {% plural %}
              {{ n }} days
          {% endblocktranslate %}
        {% translate "Open" context "door" as open %}{{ name|default:_("Nobody") }}{% include "x" with label=_("Label") %}
        """
        found = {words for _line, words in messages.python_messages(messages.as_python(template))}
        assert found == {
            Words("", "One"),
            Words("", "%(n)s day of 100%%"),
            Words("door", "Open"),
            Words("", "Nobody"),
            Words("", "Label"),
        }

    def test_what_has_no_vietnamese_is_told(self) -> None:
        assert problems([Words("", "Open")], lib="") == ["views.py:1: no Vietnamese for “Open”"]
        assert problems([Words("", "Open")], lib='msgid "Open"\nmsgstr "Mở"\n') == []

    def test_an_empty_translation_is_told(self) -> None:
        (said,) = problems([Words("", "Open")], lib='msgid "Open"\nmsgstr ""\n')
        assert "“Open” has no translation" in said

    def test_rooms_that_disagree_are_told(self) -> None:
        said = problems(
            [Words("", "Open")], lib='msgid "Open"\nmsgstr "Mở"\n', files='msgid "Open"\nmsgstr "Công khai"\n'
        )
        assert len(said) == 1
        assert "more than one way" in said[0]

    def test_rooms_that_agree_are_fine(self) -> None:
        one = 'msgid "Open"\nmsgstr "Mở"\n'
        assert problems([Words("", "Open")], lib=one, files=one) == []

    def test_what_nothing_asks_for_is_told(self) -> None:
        (said,) = problems([], lib='msgid "Gone"\nmsgstr "Đã bỏ"\n')
        assert "nothing asks for “Gone”" in said

    def test_a_lost_placeholder_is_told(self) -> None:
        (said,) = problems([Words("", "Until %(day)s")], lib='msgid "Until %(day)s"\nmsgstr "Đến %(ngay)s"\n')
        assert "placeholders" in said

    def test_decomposed_letters_are_told(self) -> None:
        (said,) = problems([Words("", "Open")], lib='msgid "Open"\nmsgstr "Mơ\u0309"\n')
        assert "NFC" in said

    def test_plurals_of_english_are_told(self) -> None:
        po = messages.HOUSE / "lib/locale/vi/LC_MESSAGES/django.po"
        written = {
            po: read_po(
                io.BytesIO(b'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'), locale="vi"
            )
        }
        (said,) = messages.problems_of({}, written)
        assert "Plural-Forms" in said

    def test_every_catalogue_is_compiled_before_tests(self) -> None:
        assert messages.catalogue_files()
        assert messages.compile_all() == 0


@pytest.fixture(scope="module")
def face(tmp_path_factory: pytest.TempPathFactory) -> TTFont:
    """One face as set-up makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fonts, "TARGET", tmp_path_factory.mktemp("fonts"))
        fonts.make_face("be-vietnam-pro-400.woff2")
        return TTFont(fonts.TARGET / "be-vietnam-pro-400.woff2")


class TestFonts:
    def test_every_vietnamese_letter_is_there(self, face: TTFont) -> None:
        vowels, tones = "aăâeêioôơuưy", ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
        letters = {unicodedata.normalize("NFC", vowel + tone) for vowel in vowels for tone in tones} | set("đ₫–“”…")
        letters |= {letter.upper() for letter in letters}
        assert {letter for letter in letters if ord(letter) not in face.getBestCmap()} == set()

    def test_tabular_figures_are_of_one_width(self, face: TTFont) -> None:
        table = face["GSUB"].table
        (feature,) = [r.Feature for r in table.FeatureList.FeatureRecord if r.FeatureTag == "tnum"]
        (lookup,) = [table.LookupList.Lookup[number] for number in feature.LookupListIndex]
        swaps = lookup.SubTable[0].mapping
        assert len(swaps) == 10
        assert len({face["hmtx"][boxed][0] for boxed in swaps.values()}) == 1
        assert len({face["hmtx"][plain][0] for plain in swaps}) > 1

    def test_a_face_is_light(self, face: TTFont) -> None:
        assert Path(str(face.reader.file.name)).stat().st_size < 46_000


class TestRun:
    @pytest.mark.parametrize("port", ["", "8000", "65535"])
    def test_ports(self, port: str) -> None:
        assert run.wanted_port({"PORT": port}) == int(port or 8000)

    @pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "80 80", "８０００"])
    def test_what_is_no_port_is_refused(self, port: str) -> None:
        with pytest.raises(run.CannotRun, match="PORT"):
            run.wanted_port({"PORT": port})

    def test_a_port_in_use_is_said_with_the_cure(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            with pytest.raises(run.CannotRun, match=f"{port}.*make run PORT="):
                run.refuse_port_in_use(port)
        run.refuse_port_in_use(port)

    def test_the_secret_key_is_made_once_and_for_its_owner_only(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("SECRET_KEY", raising=False)
        run.keep_secret_key(tmp_path / "var")
        kept = tmp_path / "var" / "secret-key"
        first = kept.read_text()
        assert len(first) >= 50
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        run.keep_secret_key(tmp_path / "var")
        assert kept.read_text() == first

    def test_what_the_caller_set_is_kept(self) -> None:
        made = run.environment_for(8010, {"STATE_DIR": "/srv/state", "DATABASE_URL": "postgres:///x", "DEBUG": ""})
        assert made["STATE_DIR"] == "/srv/state"
        assert made["DATABASE_URL"] == "postgres:///x"
        assert made["SITE_URL"] == "http://127.0.0.1:8010"
        assert made["INSECURE_HTTP"] == "on"
        assert "DEBUG" not in made

    def test_the_welcome_speaks_both_languages(self, tmp_path: Path) -> None:
        text = run.welcome(8010, tmp_path)
        assert "http://127.0.0.1:8010/" in text
        assert "Ba việc nên thử" in text
        assert "Three things to try" in text
        assert text.count("@") >= 4

    def test_a_child_and_what_it_started_end_together(self, tmp_path: Path) -> None:
        """A child that ignores SIGTERM in a grandchild still leaves nothing behind."""
        deaf = "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)"
        script = f"import subprocess, sys, time; print(subprocess.Popen([sys.executable, '-c', {deaf!r}]).pid, flush=True); time.sleep(60)"
        child = run.Child("child", [sys.executable, "-c", script], tmp_path / "log", tmp_path / "log")
        with (tmp_path / "out").open("wb") as out:
            child.process = subprocess.Popen(child.command, stdout=out, start_new_session=True)
        deadline = time.monotonic() + 10
        while not (tmp_path / "out").read_text() and time.monotonic() < deadline:
            time.sleep(0.05)
        grandchild = int((tmp_path / "out").read_text())
        kept = {number: signal.getsignal(number) for number in run.SIGNALS}
        try:
            run.stop([child])
        finally:
            for number, handler in kept.items():
                signal.signal(number, handler)
        while time.monotonic() < deadline and _alive(grandchild):
            time.sleep(0.05)
        assert not _alive(grandchild)
        assert child.process.returncode == -signal.SIGTERM

    def test_a_child_that_dies_again_and_again_is_given_up(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(time, "sleep", lambda _seconds: None)
        child = run.Child(
            "worker",
            [sys.executable, "-c", "import sys; sys.exit('no table')"],
            tmp_path / "worker.log",
            tmp_path / "mail.log",
        )
        child.start(os.environ)
        with pytest.raises(run.CannotRun, match="no table"):
            run.watch([child], os.environ)
        assert len(child.deaths) == run.RESTARTS + 1
        assert capfd.readouterr().err.count("starting it again") == run.RESTARTS


def _alive(process: int) -> bool:
    """A zombie waiting for its adopter counts as gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


class TestCheck:
    def test_the_closing_line_counts_steps(self, capsys: pytest.CaptureFixture[str]) -> None:
        code = check.summary([check.Outcome("a", True, 1), check.Outcome("b", False, 2)], 3)
        assert code == 1
        assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"

    def test_all_green_is_success(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert check.summary([check.Outcome("a", True, 1)], 1) == 0
        assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 0 failed"

    def test_an_unknown_step_is_named(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit):
            check.main(["mypi"])
        assert "no step is called mypi" in capsys.readouterr().err

    def test_the_production_settings_are_production(self) -> None:
        made = check.production()
        assert len(made["SECRET_KEY"]) >= 50
        assert not made["DEBUG"]
        assert not made["INSECURE_HTTP"]


class TestDebian:
    def test_what_is_missing_is_named_with_its_cure(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """Nothing is installed for somebody who is not root."""
        monkeypatch.setattr(debian, "CHROMIUM", tmp_path / "chromium")
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        with pytest.raises(debian.Missing, match="apt-get install chromium"):
            debian.ensure_test_packages()

    def test_root_starts_postgresql_as_somebody_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(os, "geteuid", lambda: 0)
        assert postgres.unprivileged().user in {"postgres", "nobody"}
        monkeypatch.setattr(os, "geteuid", lambda: 1000)
        assert postgres.unprivileged() == postgres.Identity()


def test_a_campaign_is_known_by_its_name() -> None:
    names = [one.name for one in soak.CAMPAIGNS]
    assert len(set(names)) == len(names)
