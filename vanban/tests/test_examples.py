"""What people corrected: every example file is whole; what is mended stays mended, what is open is not yet read right."""

from pathlib import Path

import msgspec
import pytest

from vanban.examples import Example, NotAnExample, load, misses

FILES = sorted((Path(__file__).parent / "examples").glob("*.json"))


def test_there_are_examples_of_both_kinds():
    assert {load(path).verdict for path in FILES} == {"changed", "rejected"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_example_holds_once_it_is_mended(path):
    example = load(path)
    found = misses(example)
    if example.mended:
        assert found == []
    else:
        assert found, f"{path.name} is read as the person said now: set its `mended` to true, so that it stays so"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"end": 10_000}, "do not lie in the excerpt"),
        ({"verdict": "rejected"}, "says nothing"),
        ({"verdict": "perhaps"}, "Invalid enum value"),
        ({"words": "x"}, "unknown field"),
        ({"format": 2}, "Invalid"),
    ],
)
def test_a_file_that_is_no_example_is_named(tmp_path, change, said):
    whole = msgspec.json.decode(FILES[0].read_bytes()) | {"verdict": "changed", "said": {}}
    path = tmp_path / "la.json"
    path.write_bytes(msgspec.json.encode(whole | change))
    with pytest.raises(NotAnExample, match=said) as problem:
        load(path)
    assert "la.json" in str(problem.value)


def test_what_is_written_is_read_again(tmp_path):
    example = load(FILES[0])
    (tmp_path / "a.json").write_bytes(example.as_json())
    assert load(tmp_path / "a.json") == example


def figure(**said):
    read = {"value": "20", "value_to": None, "bound": "exact", "unit": "ha", "locality": None}
    words = "Năm 2025, tỉnh Lào Cai có trên 30 ha rau."
    start = words.index("trên")
    return Example(
        verdict="changed",
        kind="figure",
        excerpt=words,
        start=start,
        end=start + 10,
        rule="measure",
        engine="0",
        read=read,
        said=read | said,
    )


def test_only_what_was_changed_is_asked_for_and_every_miss_is_named():
    assert misses(figure(value="30", bound="more_than")) == []
    assert misses(figure(value="31", bound="at_least")) == [
        "value: expected 31, found 30",
        "bound: expected at_least, found more_than",
    ]
    assert misses(figure(subject="rau")) == []
