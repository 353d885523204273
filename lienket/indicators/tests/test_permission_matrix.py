"""Who may do what, as one table: every role × every deed × own side (Hà Nội), other side (Hà Tĩnh); strangers and visitors never."""

import pytest
from django.contrib.auth.models import AnonymousUser

from lienket.accounts.policy import can
from lienket.accounts.tests.cast import Cast
from lienket.indicators.leads import part_of
from lienket.indicators.models import Figure
from lienket.programmes.tests.builders import party_of

from .builders import an_indicator, sent

ROLES = ["desk", "head", "other_desk", "focal", "office", "leader", "clerk", "editor", "admin", "security"]

#                               desk  head  other  focal      office     leader clerk editor admin security
MATRIX = """
indicators.define               .     .     .      own+other  own+other  .      .     .      .     .
indicators.withdraw_indicator   .     .     .      own+other  own+other  .      .     .      .     .
indicators.report               own   .     .      own        .          .      .     .      .     .
indicators.approve              .     own   .      .          .          .      .     .      .     .
indicators.return               .     own   .      .          .          .      .     .      .     .
indicators.withdraw_approval    .     own   .      .          own        .      .     .      .     .
indicators.resolve              .     own   .      own        own        .      .     .      .     .
indicators.enter_figure         .     .     .      own        own        .      .     .      .     .
indicators.correct_figure       .     .     .      own        own        .      .     .      .     .
indicators.approve_figure       .     .     .      own        own        .      .     .      .     .
"""


@pytest.mark.parametrize("line", MATRIX.strip().splitlines(), ids=lambda line: line.split()[0])
def test_the_table(line: str, cast: Cast):
    deed, *cells = line.split()
    one = an_indicator(cast)
    report = sent(one, cast.hn)
    report = type(report).objects.with_people().get(pk=report.pk)
    part = part_of(one, party_of(one.programme, cast.hn))
    thing = {
        "indicators.define": one.programme,
        "indicators.withdraw_indicator": one,
        "indicators.report": part,
        "indicators.resolve": part,
        "indicators.enter_figure": cast.hn.locality,
        "indicators.correct_figure": Figure(locality=cast.hn.locality),
        "indicators.approve_figure": Figure(locality=cast.hn.locality),
    }.get(deed, report)
    for role, cell in zip(ROLES, cells, strict=True):
        allowed = set(cell.split("+")) - {"."}
        assert can(cast.hn.officers[role], deed, thing) == ("own" in allowed), f"{deed}: {role} of the own side"
        assert can(cast.ht.officers[role], deed, thing) == ("other" in allowed), f"{deed}: {role} of the other side"
        assert not can(cast.nb.officers[role], deed, thing), f"{deed}: {role} of a stranger"
    assert not can(AnonymousUser(), deed, thing)
    assert not can(None, deed)
