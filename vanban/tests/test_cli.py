import json
import os
import re
import subprocess
import sys

import pytest

from vanban import cli
from vanban.encodings import to_legacy
from vanban.extract import extract
from vanban.formats.errors import BY_CODE
from vanban.terminal_words import FOUND, UNREADABLE
from vanban.tests.papers import ARTICLE, pdf, picture_pdf, word


def vanban(*arguments, data=None, **environment):
    """Run the command as a shell would."""
    kept = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "COLUMNS"}}
    return subprocess.run(
        [sys.executable, "-m", "vanban.cli", *map(str, arguments)],
        input=data,
        capture_output=True,
        env={**kept, "PYTHONPATH": os.getcwd(), "LC_ALL": "C", "PYTHONUTF8": "0", **environment},
        timeout=60,
        check=False,
    )


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "tin.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf"])
def test_json_is_the_contract_whatever_the_file(tmp_path, kind):
    data = {
        "txt": ARTICLE.encode(),
        "docx": word(*ARTICLE.strip().split("\n")),
        "pdf": pdf(*filter(None, ARTICLE.split("\n"))),
    }[kind]
    path = tmp_path / f"tin.{kind}"
    path.write_bytes(data)
    done = vanban("read", path, "--json")
    assert done.returncode == 0, done.stderr.decode()
    answer = json.loads(done.stdout.decode("utf-8"))
    assert answer["text"] == extract(data, path.name).text
    assert {"document", "localities", "agencies", "people", "dates", "quantities", "references", "statements"} <= set(
        answer
    )
    assert answer["file"]["format"] == kind
    assert answer["file"]["pages"] == [[0, len(answer["text"])]]
    assert done.stdout.count(b"\n") == 1


def test_standard_input(article):
    done = vanban("read", "-", "--json", data=to_legacy(ARTICLE, "tcvn3").encode("latin-1"))
    answer = json.loads(done.stdout.decode())
    assert answer["text"] == ARTICLE
    assert answer["file"]["notes"] == ["converted_from_tcvn3"]


def test_the_text_and_a_summary_without_colours_where_nobody_sees_them(article):
    done = vanban("read", article)
    shown = done.stdout.decode()
    assert done.returncode == 0
    assert ARTICLE.strip() in shown
    assert "\x1b" not in shown


def test_colours_when_asked_with_a_legend(article):
    shown = vanban("read", article, "--color", "always").stdout.decode()
    assert "\x1b[" in shown
    assert "Chú giải" in shown
    assert re.sub(r"\x1b\[[0-9;]*m", "", shown).count(ARTICLE.strip()) == 1


def test_english(article):
    assert "Legend" in vanban("read", article, "--color=always", "--lang", "en").stdout.decode()


def test_a_document_cannot_steer_the_terminal(tmp_path):
    path = tmp_path / "doc.txt"
    path.write_text("Hà Nội \x1b]0;chiếm\x07 và \u202eđảo\u202c Hà Tĩnh \x9b31m", encoding="utf-8")
    for colour in ("always", "never"):
        shown = vanban("read", path, "--color", colour).stdout.decode()
        assert "\x1b]" not in shown
        assert not {"\x07", "\u202e", "\x9b"} & set(shown)


@pytest.mark.parametrize(
    ("name", "data", "vietnamese", "english"),
    [
        ("trong.txt", b"", "Tệp trống", "empty file"),
        ("rac.docx", bytes(range(256)), "dữ liệu nhị phân", "binary data"),
        ("quet.pdf", picture_pdf(2), "2 trang chỉ là ảnh quét", "2 page(s) of pictures"),
        ("cu.xls", bytes.fromhex("d0cf11e0a1b11ae1") + "Workbook".encode("utf-16-le"), "Excel 97", "Excel 97 workbook"),
        ("hong.docx", b"PK\x03\x04", "không đọc được danh mục các phần", "list of parts cannot be read"),
    ],
)
def test_what_cannot_be_read_is_said_in_the_language_of_the_reader(tmp_path, name, data, vietnamese, english):
    path = tmp_path / name
    path.write_bytes(data)
    for language, words in (("vi", vietnamese), ("en", english)):
        done = vanban("read", path, "--lang", language, "--json")
        assert done.returncode == 2
        assert done.stdout == b""
        assert words in done.stderr.decode("utf-8")


def test_a_path_that_leads_nowhere_or_to_a_folder(tmp_path):
    done = vanban("read", tmp_path / "không-có.txt")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Không có tệp" in done.stderr.decode()
    assert "là thư mục" in vanban("read", tmp_path).stderr.decode()
    assert "is a folder" in vanban("read", tmp_path, "--lang=en").stderr.decode()


def test_a_reader_that_stops_listening_is_no_error(article):
    with subprocess.Popen(
        [sys.executable, "-m", "vanban.cli", "read", str(article), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=30) == 0


def test_version_and_help():
    assert re.fullmatch(rb"vanban \d+\.\d+\.\d+\n", vanban("--version").stdout)
    assert "đọc một văn bản" in vanban("--help").stdout.decode()
    assert "read one document" in vanban("--lang", "en", "--help").stdout.decode()


def test_a_wrong_command_is_refused():
    assert vanban("viết").returncode == 2
    assert vanban().returncode == 2


def test_the_language_may_stand_before_or_after_the_command():
    for arguments in (("--lang", "en", "read", "/không/có"), ("read", "/không/có", "--lang=en")):
        assert b"There is no file" in vanban(*arguments).stderr


def test_plain_text_is_read_without_loading_what_only_other_formats_need(article):
    program = (
        "import sys; from vanban.cli import main; main(['read', sys.argv[1], '--json']); "
        "sys.stderr.write(','.join(sorted({'lxml', 'pypdfium2', 'zipfile', 'multiprocessing', 'django'} & set(sys.modules))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(article)],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": os.getcwd()},
        check=True,
    )
    assert done.stderr == b""


def test_every_error_has_vietnamese_words():
    assert set(UNREADABLE) == set(BY_CODE)
    for code, kind in BY_CODE.items():
        names = set(re.findall(r"\{(\w+)\}", UNREADABLE[code]))
        assert names <= set(re.findall(r"\{(\w+)\}", kind.says)), code


def test_whatever_an_error_says_was_found_has_vietnamese_words():
    root = os.path.dirname(cli.__file__)
    sources = [os.path.join(root, name) for name in ("extract.py", "extract_pool.py", "extract_worker.py")]
    sources += [
        os.path.join(root, "formats", name)
        for name in os.listdir(os.path.join(root, "formats"))
        if name.endswith(".py")
    ]
    said = set()
    for path in sources:
        with open(path, encoding="utf-8") as source:
            text = source.read()
        said |= set(re.findall(r'(?:found|expected|unit)(?:=|": )"([^"{]+)"', text)) | set(
            re.findall(r'"(an? [A-Z][^"]+)"', text)
        )
    assert len(said) > 25
    assert said <= set(FOUND), said - set(FOUND)


def test_explain_shows_rules_at_an_offset(article):
    at = ARTICLE.index("86 tỷ đồng")
    done = vanban("explain", article, at, "--lang", "en")
    assert done.returncode == 0, done.stderr.decode()
    assert "money 86000000000 almost VND" in done.stdout.decode()
    assert "^^^^" in done.stdout.decode()


@pytest.mark.parametrize(
    ("offset", "said"), [("999999", "Vị trí 999999 nằm ngoài văn bản"), ("giữa", "Vị trí phải là một số nguyên")]
)
def test_explain_refuses_an_offset_that_is_none(article, offset, said):
    done = vanban("explain", article, offset)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_explain_refuses_a_missing_file(tmp_path):
    done = vanban("explain", tmp_path / "khong-co.txt")
    assert done.returncode == 2
    assert "Không có tệp" in done.stderr.decode()


def test_lexicon_check_counts_and_proves(capsys):
    assert cli.main(["lexicon", "check", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "provinces.toml" in told
    assert told.endswith("All sentences hold.\n")


def test_lexicon_check_fails_on_a_sentence_that_does_not_hold(monkeypatch, capsys):
    from vanban.lexicon import check

    wrong = check.Case("units", "tấn", "measures", "Kết quả là 12 km.", wanted=True)
    monkeypatch.setattr(check, "cases", lambda: iter([wrong]))
    monkeypatch.setattr(check, "bare", lambda: [("units", "lít")])
    assert cli.main(["lexicon", "check", "--lang", "en"]) == 1
    told = capsys.readouterr().out
    assert "units.toml, tấn: expected to be met in “Kết quả là 12 km.”" in told
    assert "units.toml, lít: has no sentence yet" in told
    assert told.endswith("2 sentences do not hold.\n")
