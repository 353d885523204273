"""Whole runs of `vanban archive` as a shell would start them: every kind of input, bad documents, a kill in the middle, a Ray cluster."""

import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest

from vanban.tests.archives import jsonl, page_record, warc
from vanban.tests.pages import PARAGRAPHS, newspaper
from vanban.tests.papers import word

ROOT = Path(__file__).resolve().parent.parent.parent
needs_daft = pytest.mark.skipif(find_spec("daft") is None, reason="Daft is not installed (make setup-archive)")


def command(*arguments):
    return [sys.executable, "-m", "vanban.cli", "archive", *map(str, arguments)]


def environment(**more):
    return {**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8", **more}


def archive(*arguments, **more):
    done = subprocess.run(command(*arguments), capture_output=True, env=environment(**more), timeout=300, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def rows(folder):
    import pyarrow.parquet

    return [
        row
        for path in sorted((folder / "facts").glob("*.parquet"))
        for row in pyarrow.parquet.read_table(path).to_pylist()
    ]


def documents(folder):
    return Counter(row["document"] for row in rows(folder) if row["kind"] == "document")


def set_aside(folder):
    return {
        entry["document"]: entry["reason"]
        for path in (folder / "bad").glob("*.jsonl")
        for entry in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }


def manifest(folder):
    path = folder / "manifest.jsonl"
    return path.read_bytes().split(b"\n")[:-1] if path.exists() else []


def papers(count):
    return [{"id": f"d{number}", "text": f"{PARAGRAPHS[number % 4]} Số {number}/KH-UBND."} for number in range(count)]


def test_without_the_extra_it_says_how_to_install_it(tmp_path):
    (tmp_path / "daft").mkdir()
    program = (
        "import sys, importlib.util as u; find = u.find_spec; u.find_spec = lambda name, *a: None if name == 'daft' else find(name, *a); "
        "from vanban.cli import main; sys.exit(main(['archive', 'a', '--out', 'b', '--lang', 'en']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment(), check=False)
    assert done.returncode == 3
    assert b"make setup-archive" in done.stderr


def test_reading_one_paper_never_loads_the_archive(tmp_path):
    (tmp_path / "a.txt").write_text("Hà Nội", encoding="utf-8")
    program = (
        "import sys; from vanban.cli import main; main(['read', sys.argv[1], '--json']); "
        "sys.stderr.write(','.join(name for name in sys.modules if name.startswith(('daft', 'pyarrow', 'ray', 'vanban.archive'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path / "a.txt")], capture_output=True, env=environment(), check=True
    )
    assert done.stderr == b""


@needs_daft
def test_facts_of_lines_with_bad_ones_set_aside(tmp_path):
    jsonl(tmp_path / "a.jsonl", papers(30))
    with (tmp_path / "a.jsonl").open("a") as file:
        file.write('{"id": "rong", "text": " "}\n{cụt\n')
    code, said, _ = archive(tmp_path / "a.jsonl", "--out", tmp_path / "out", "--batch", 20, "--lang", "en")
    assert code == 0
    assert said.startswith("30 documents (0 of an earlier run)")
    assert documents(tmp_path / "out") == Counter(f"d{number}" for number in range(30))
    reasons = set_aside(tmp_path / "out")
    assert reasons.pop("rong") == "it has no text"
    assert list(reasons.values()) == ["the line is not JSON"]
    references = {row["document"]: row["text"] for row in rows(tmp_path / "out") if row["kind"] == "reference"}
    assert references["d7"] == "7/KH-UBND"
    again, said, _ = archive(tmp_path / "a.jsonl", "--out", tmp_path / "out", "--batch", 20, "--lang", "en")
    assert (again, said.split(" documents (")[1].split(" of")[0]) == (0, "30")


@needs_daft
def test_parquet_web_archives_and_folders_in_one_run(tmp_path):
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.Table.from_pylist([{"so": number, "loi": PARAGRAPHS[number % 4]} for number in range(12)])
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=5)
    warc(
        tmp_path / "b.warc.gz",
        [page_record("https://vi.example/1", newspaper().encode()), page_record("https://vi.example/2", b"")],
    )
    (tmp_path / "c").mkdir()
    (tmp_path / "c" / "a.docx").write_bytes(word(*PARAGRAPHS))
    (tmp_path / "c" / "hong.docx").write_bytes(b"PK\x03\x04")
    inputs = [tmp_path / "a.parquet", tmp_path / "b.warc.gz", tmp_path / "c"]
    code, _, said = archive(
        *inputs, "--out", tmp_path / "out", "--text", "loi", "--id", "so", "--batch", 5, "--lang", "en"
    )
    assert code == 0, said
    found = documents(tmp_path / "out")
    assert {str(number): 1 for number in range(12)}.items() <= found.items()
    assert found["https://vi.example/1"] == found[str(tmp_path / "c" / "a.docx")] == 1
    assert set(set_aside(tmp_path / "out")) == {"https://vi.example/2", str(tmp_path / "c" / "hong.docx")}
    assert len(manifest(tmp_path / "out")) == 1 + 3 + 1 + 1


@needs_daft
@pytest.mark.parametrize("arguments", [["khong-co.jsonl"], ["cot.parquet"], ["rac.parquet"]])
def test_inputs_that_cannot_be_used(tmp_path, arguments):
    import pyarrow
    import pyarrow.parquet

    pyarrow.parquet.write_table(pyarrow.Table.from_pylist([{"so": 1}]), tmp_path / "cot.parquet")
    (tmp_path / "rac.parquet").write_bytes(b"PAR1" * 9)
    code, _, said = archive(*(tmp_path / name for name in arguments), "--out", tmp_path / "out")
    assert code == 2
    assert "expected" in said
    assert "Traceback" not in said


@needs_daft
def test_killed_in_the_middle_it_goes_on_and_reads_nothing_twice(tmp_path):
    jsonl(tmp_path / "a.jsonl", papers(3_000))
    out = tmp_path / "out"
    arguments = (tmp_path / "a.jsonl", "--out", out, "--batch", 300)
    with subprocess.Popen(
        command(*arguments),
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        until = time.monotonic() + 120
        while len(manifest(out)) < 4 and process.poll() is None and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    finished = manifest(out)
    assert 4 <= len(finished) < 11, "it was to be killed in the middle"
    kept = {path: path.stat().st_mtime_ns for path in (out / "facts").glob("*.parquet")}
    named = {file["name"] for line in finished[1:] for file in json.loads(line)["files"]}
    code, said, _ = archive(*arguments, "--lang", "en")
    assert code == 0
    assert f"({300 * (len(finished) - 1)} of an earlier run)" in said
    assert documents(out) == Counter(f"d{number}" for number in range(3_000))
    lines = manifest(out)
    assert lines[: len(finished)] == finished
    spans = sorted((json.loads(line)["start"], json.loads(line)["end"]) for line in lines[1:])
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert all(path.stat().st_mtime_ns == at for path, at in kept.items() if str(path.relative_to(out)) in named)
    assert not (out / ".working").exists()


@needs_daft
@pytest.mark.skipif(find_spec("ray") is None, reason="Ray is not installed (pip install ray)")
def test_on_a_ray_cluster_of_two_workers_the_facts_are_the_same(tmp_path):
    import ray
    from ray.cluster_utils import Cluster

    jsonl(tmp_path / "a.jsonl", papers(200))
    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    try:
        cluster.add_node(num_cpus=1)
        code, _, said = archive(
            tmp_path / "a.jsonl", "--out", tmp_path / "ray", "--batch", 100, "--ray", cluster.address
        )
    finally:
        cluster.shutdown()
        ray.shutdown()
    assert code == 0, said
    assert archive(tmp_path / "a.jsonl", "--out", tmp_path / "here", "--batch", 100)[0] == 0

    def key(row):
        return json.dumps(row, sort_keys=True, ensure_ascii=False)

    assert sorted(map(key, rows(tmp_path / "ray"))) == sorted(map(key, rows(tmp_path / "here")))
