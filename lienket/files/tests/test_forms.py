"""The field for evidence."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from django.utils.datastructures import MultiValueDict

from lienket.files.actions import store_all
from lienket.files.forms import FilesField
from lienket.lib.forms import Form

from . import samples


class Evidence(Form):
    files = FilesField(required=False, most=3)


def filled(*uploads, form=Evidence):
    return form({}, MultiValueDict({"files": [SimpleUploadedFile(name, content) for name, content in uploads]}))


def test_several_files_are_judged_and_stored(cast, settings, tmp_path):
    form = filled(("a.pdf", samples.PDF), ("b.png", samples.PNG))
    assert form.is_valid(), form.errors
    stored = store_all(form.cleaned_data["files"], by=cast.hn.desk, side=cast.hn.locality)
    assert [file.name for file in stored] == ["a.pdf", "b.png"]


def test_none_is_an_empty_list_where_none_is_needed():
    form = filled()
    assert form.is_valid()
    assert form.cleaned_data["files"] == []


def test_none_is_refused_where_one_is_needed():
    class Needed(Form):
        files = FilesField()

    assert not filled(form=Needed).is_valid()


def test_each_refused_file_is_named_with_its_reason():
    with translation.override("en"):
        form = filled(("tốt.pdf", samples.PDF), ("rỗng.txt", b""), ("lạ.docx", samples.EXE))
        assert not form.is_valid()
        first, second = form.errors["files"]
    assert first.startswith("rỗng.txt: The file is empty")
    assert second.startswith("lạ.docx: This kind of file")


def test_too_many_are_refused_with_their_number():
    with translation.override("en"):
        form = filled(*[(f"{n}.png", samples.PNG) for n in range(4)])
        assert form.errors["files"] == ["Choose at most 3 files at a time; you chose 4."]


@pytest.mark.parametrize("name", ["TỐI MẬT.pdf", "MẬT.png"])
def test_a_secrecy_mark_is_refused_in_the_form(name):
    assert not filled((name, samples.PDF)).is_valid()


def test_the_box_takes_several_and_shows_what_is_taken():
    box = str(Evidence()["files"])
    assert "multiple" in box
    assert ".docx" in box
    with translation.override("en"):
        assert "Up to 3 files: pdf, docx" in str(Evidence()["files"].help_text)
