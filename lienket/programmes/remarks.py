"""A programme as officers talk about it (comments.subjects): shared by its parties, their focal agencies nearest to it."""

from typing import Any

from django.urls import reverse

from lienket.comments.subjects import Subject

from .models import Programme


def subject_of(programme: Programme) -> Subject:
    """The programme as a subject; its talk stands on the page of its course. No query where the parties came along."""
    parties = list(programme.parties.all())
    return Subject(
        kind="programme",
        pk=programme.pk,
        key=programme.slug,
        number=programme.title,
        title=programme.title,
        url=reverse("programmes:course", args=[programme.slug]),
        thing=programme,
        sides=tuple(party.locality for party in parties),
        agencies=frozenset(party.focal_agency_id for party in parties if party.focal_agency_id is not None),
        illustrative=programme.illustrative,
    )


def subjects(user: Any, **where: Any) -> list[Subject]:
    """The programmes that fit `where` and that `user` may see (settings.COMMENTED)."""
    found = Programme.objects.visible_to(user).filter(**where).prefetch_related("parties__locality")
    return [subject_of(programme) for programme in found]
