"""`lienket read`: prints without storing, or walks the same path as an upload."""

import datetime as dt
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from lienket.accounts.tests.cast import Cast
from lienket.commitments.models import Commitment
from lienket.documents.models import Document
from lienket.documents.samples import CONCLUSION, sample
from lienket.jobs import run_all
from lienket.lib import clock
from lienket.programmes.models import Programme

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "thong-bao.txt"
    path.write_text(sample(CONCLUSION, TODAY), encoding="utf-8")
    return path


def run(*args: str) -> str:
    out = io.StringIO()
    with clock.set_to(TODAY):
        call_command("read", *args, stdout=out)
    return out.getvalue()


def test_printing_stores_nothing(paper: Path) -> None:
    said = run(str(paper))
    assert "347/TB-VP" in said
    assert "Hà Nội – Hà Tĩnh" in said
    assert "trên 9.800 doanh nghiệp" in said
    assert not Document.objects.exists()


def test_handing_in_and_accepting_what_is_sure(cast: Cast, paper: Path) -> None:
    said = run(str(paper), "--by", cast.hn.focal.email, "--accept", "sure", "--illustrative")
    programme = Programme.objects.get()
    assert programme.illustrative
    assert Commitment.objects.count() >= 20
    assert Commitment.objects.get().illustrative if Commitment.objects.count() == 1 else True
    assert "✓" in said
    assert run_all() >= 0
    assert Document.objects.get().readings.count() == 1


def test_a_programme_named_by_its_slug(cast: Cast, paper: Path, tmp_path: Path) -> None:
    run(str(paper), "--by", cast.hn.focal.email, "--accept", "sure")
    programme = Programme.objects.get()
    second = tmp_path / "hai.txt"
    second.write_text(paper.read_text(encoding="utf-8").replace("347/TB-VP", "512/TB-VP"), encoding="utf-8")
    before = Commitment.objects.count()
    run(str(second), "--by", cast.hn.focal.email, "--programme", programme.slug, "--accept", "sure")
    assert Programme.objects.count() == 1
    assert Commitment.objects.count() == before
    assert Document.objects.filter(programme=programme).count() == 2


def test_twice_points_to_the_first(cast: Cast, paper: Path) -> None:
    run(str(paper), "--by", cast.hn.focal.email)
    assert Document.objects.get().get_absolute_url() in run(str(paper), "--by", cast.hn.office.email)
    assert Document.objects.count() == 1


@pytest.mark.parametrize("args", [["--by", "nobody@x.example"], ["--by", "{focal}", "--programme", "khong-co"]])
def test_what_is_not_found_is_said(cast: Cast, paper: Path, args: list[str]) -> None:
    with pytest.raises(CommandError, match="found none"):
        run(str(paper), *(a.replace("{focal}", cast.hn.focal.email) for a in args))


def test_bad_files_speak_as_on_the_page(tmp_path: Path) -> None:
    empty = tmp_path / "rong.txt"
    empty.write_bytes(b"")
    with pytest.raises(CommandError, match="Tệp trống"):
        run(str(empty))
    with pytest.raises(CommandError):
        run(str(tmp_path / "khong-co.txt"))
