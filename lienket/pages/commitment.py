"""The commitment page: its words, each party's part and whom each step waits for, and a dated trail of all that happened."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from lienket.commitments.models import Commitment, ProgressUpdate, Step
from lienket.commitments.steps import next_steps
from lienket.commitments.transitions import TRANSITIONS
from lienket.documents.citations import resolve
from lienket.lib import clock


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One dated line of the trail, whatever it came from."""

    at: dt.datetime
    title: str
    who: str
    tone: str = ""
    icon: str = ""
    lines: list[tuple[str, str]] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
