"""Citations as they are stored."""

import pytest

from lienket.accounts.tests.cast import Cast
from lienket.lib.citations import Citation
from lienket.lib.saving import Incomplete
from lienket.programmes.actions import add_clause
from lienket.programmes.models import Clause

from .builders import a_programme


def test_empty_fields_are_left_out_and_the_rest_comes_back():
    cited = Citation(paper="01/BGN", page=2, quote="Hai bên thống nhất")
    assert cited.as_json() == {"paper": "01/BGN", "page": 2, "quote": "Hai bên thống nhất"}
    assert Citation.from_json(cited.as_json() | {"unknown": 1}) == cited


@pytest.mark.parametrize("paper", ["\x00", "01\x00/BGN"])
def test_what_no_database_keeps_is_dropped(paper, cast: Cast):
    cited = Citation(paper=paper, page=1)
    clause = add_clause(
        a_programme(cast), kind=Clause.Kind.AGREEMENT, text="Phối hợp", citation=cited, by=cast.hn.focal
    )
    clause.refresh_from_db()
    assert clause.sources[0].paper == paper.replace("\x00", "")


@pytest.mark.parametrize("words", [{"paper": "TỐI MẬT"}, {"paper": "01", "quote": "TỐI MẬT"}])
def test_a_secrecy_mark_typed_from_a_paper_is_not_stored(words, cast: Cast):
    facts = {"kind": Clause.Kind.AGREEMENT, "text": "Phối hợp", "by": cast.hn.focal}
    with pytest.raises(Incomplete):
        add_clause(a_programme(cast), citation=Citation(page=1, **words), **facts)
    assert not Clause.objects.exists()
