"""What the selects of draft forms offer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from lienket.accounts.models import Officer
from lienket.commitments.models import Commitment
from lienket.indicators.models import Figure
from lienket.lib import clock
from lienket.localities.models import AgencyType, Locality, Sector
from lienket.programmes.models import Programme

from ..models import Document
from ..reading import LAST_DAY_OF_THE_63

Draft = Mapping[str, Any]


class Choices:
    """What the selects of draft forms offer; fetched once for a form."""

    def __init__(self, document: Document, officer: Officer) -> None:
        self.document, self.officer = document, officer

    def localities(self) -> list[tuple[str, str]]:
        """Every locality by the code the reading gives it."""
        return list(Locality.objects.on(LAST_DAY_OF_THE_63).values_list("code", "short_name"))

    def sectors(self) -> list[Any]:
        """Sectors, the second level under the first."""
        groups: dict[str, list[tuple[str, str]]] = {}
        tops: dict[str, str] = {}
        for sector in Sector.objects.all():
            if sector.parent_id is None:
                tops[sector.code] = sector.name
                groups[sector.code] = [(sector.code, sector.name)]
        for sector in Sector.objects.exclude(parent=None):
            groups[sector.top_code].append((sector.code, f"– {sector.name}"))
        return [("", _("Not chosen")), *((tops[code], options) for code, options in groups.items())]

    def agencies(self) -> list[Any]:
        """Types of agency that stood on the paper's day, by kind."""
        day = self.document.issued_on or clock.today()
        groups: dict[str, list[tuple[str, str]]] = {}
        for type_ in AgencyType.objects.order_by("kind", "name_vi"):
            if (type_.valid_from is None or type_.valid_from <= day) and (
                type_.valid_to is None or day <= type_.valid_to
            ):
                groups.setdefault(str(type_.get_kind_display()), []).append((type_.code, str(type_)))
        return [("", _("Not chosen")), *groups.items()]

    def parties(self, draft: Draft) -> list[tuple[str, str]]:
        """The programme's parties, else the localities the draft names."""
        codes: list[str] = []
        if self.document.programme is not None:
            codes = [party.locality.code for party in self.document.programme.parties.select_related("locality")]
        for key in ("parties", "from", "to"):
            codes += [code for code in draft.get(key) or () if code not in codes]
        names = dict(Locality.objects.filter(code__in=codes).order_by("-valid_from").values_list("code", "short_name"))
        return [(code, names.get(code, code)) for code in codes]

    def commitments(self) -> list[tuple[int, str]]:
        """Commitments a content can update."""
        rows = Commitment.objects.visible_to(self.officer)
        rows = (
            rows.filter(programme=self.document.programme_id)
            if self.document.programme_id
            else rows.filter(programme__parties__locality=self.document.side)
        )
        return [(pk, f"{number} · {title}"[:120]) for pk, number, title in rows.values_list("pk", "number", "title")]

    def figures(self, draft: Draft) -> list[tuple[int, str]]:
        """Latest figures of the same unit that a figure can replace."""
        rows = (
            Figure.objects.visible_to(self.officer)
            .latest()
            .filter(unit=draft.get("unit") or "")
            .select_related("locality")
        )
        return [(f.pk, f"{f.locality} · {f.subject}"[:120]) for f in rows]

    def programmes(self) -> list[tuple[int, str]]:
        """Programmes of the side."""
        rows = Programme.objects.visible_to(self.officer).filter(parties__locality=self.document.side)
        return list(rows.values_list("pk", "title"))
