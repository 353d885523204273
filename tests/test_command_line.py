"""The main job from the command line: `lienket read FILE`, from the paper to a programme cited to its last fact.

The command itself (what it prints, what it refuses) is tested in lienket/documents/tests/test_command_read.py.
"""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from lienket.audit.models import Event
from lienket.audit.verify import verify_chain
from lienket.commitments.models import Commitment
from lienket.documents.models import Document, DocumentState, ProposalState
from lienket.documents.samples import NEWS, sample
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.programmes.models import Clause, Programme
from tests.browser.papers import PAPERS, Paper
from tests.stored import stored

pytestmark = pytest.mark.django_db


@pytest.fixture(params=PAPERS, ids=lambda paper: paper.name)
def paper(request: pytest.FixtureRequest) -> Paper:
    return request.param


def lienket(command: str, *arguments: object) -> str:
    out = io.StringIO()
    call_command(command, *map(str, arguments), stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("suffix", [".txt", ".docx"])
def test_reading_prints_what_it_says_and_stores_nothing(paper: Paper, tmp_path: Path, suffix: str):
    file = (tmp_path / "thong-bao").with_suffix(suffix)
    file.write_bytes(paper.as_docx() if suffix == ".docx" else paper.text.encode())
    before = stored()
    said = lienket("read", file)
    for words in ("Hà Nội – Hà Tĩnh", *paper.figures, paper.agreed, paper.falls_short):
        assert words in said
    assert paper.issued_on in said
    assert "Hà Tĩnh → Hà Nội" in said
    assert stored() == before


def test_from_a_file_to_a_programme(cast, paper: Paper, tmp_path: Path):
    file = tmp_path / "thong-bao.docx"
    file.write_bytes(paper.as_docx())
    lienket("read", file, "--by", cast.hn.focal.email, "--new-programme", "--accept", "all")
    document, programme = Document.objects.get(), Programme.objects.get()
    assert (document.state, document.programme) == (DocumentState.READ, programme)
    accepted = document.proposals.filter(state=ProposalState.ACCEPTED)
    assert accepted.count() >= 0.8 * document.proposals.alive().count()
    assert programme.groups.exists()
    for model in (Clause, Commitment, Figure):
        assert model.objects.filter(programme=programme).exists()
        for thing in model.objects.all():
            (source, *_more) = thing.sources
            assert document.text[source.start : source.end] == source.quote
    assert set(Event.objects.filter(verb="documents.proposal_accepted").values_list("actor_id", flat=True)) == {
        cast.hn.focal.pk
    }
    assert verify_chain() is None


def test_a_second_paper_updates_the_programme_named(cast, tmp_path: Path):
    file, news = tmp_path / "thong-bao.txt", tmp_path / "tin.txt"
    file.write_text(PAPERS[0].text, encoding="utf-8")
    news.write_text(sample(NEWS, clock.today()), encoding="utf-8")
    lienket("read", file, "--by", cast.hn.focal.email, "--accept", "all")
    programme = Programme.objects.get()
    commitments = Commitment.objects.count()
    lienket("read", news, "--by", cast.ht.focal.email, "--programme", programme.slug, "--accept", "all")
    assert Programme.objects.get().pk == programme.pk
    second = Document.objects.latest("pk")
    assert second.programme == programme
    new = second.proposals.filter(kind__in=["agreement", "assignment", "request"], state=ProposalState.ACCEPTED)
    assert commitments <= Commitment.objects.count() < commitments + new.count(), "some were recognised, not doubled"
