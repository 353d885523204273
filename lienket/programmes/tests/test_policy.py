"""Who writes for a party: the rule as it is asked of one party, and as a question about all of them, are one rule."""

from django.contrib.auth.models import AnonymousUser

from lienket.accounts.tests.cast import Cast
from lienket.programmes import actions, policy
from lienket.programmes.actions import PartyDraft
from lienket.programmes.models import Party

from .builders import a_programme, party_of


def test_asked_of_one_party_or_of_all(cast: Cast):
    named = a_programme(cast, parties=[PartyDraft(side.locality, side.so_ct) for side in (cast.hn, cast.ht)])
    unnamed = a_programme(cast, parties=[PartyDraft(side.locality, None) for side in (cast.hn, cast.ht, cast.nb)])
    actions.leave_programme(
        party_of(unnamed, cast.hn), left_on=named.period_from, paper_number="7/UB", paper_date=named.period_from,
        reason="Sáp nhập", by=cast.hn.office,
    )  # fmt: skip
    parties = list(Party.objects.all())
    assert len(parties) == 5
    found: set[int] = set()
    for officer in [
        *cast.hn.officers.values(),
        *cast.ht.officers.values(),
        *cast.nb.officers.values(),
        AnonymousUser(),
    ]:
        focal = {party.pk for party in parties if policy.is_focal_of(officer, party)}
        edits = {party.pk for party in parties if policy.edits_for(officer, party)}
        assert {party.pk for party in policy.focal_parties(officer)} == focal
        assert {party.pk for party in policy.edited_parties(officer)} == edits
        found |= edits
    assert len(found) == 4
