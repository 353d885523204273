"""`lienket read FILE`: what a paper says, and with `--by` the same path as an upload: handed in, read, accepted as far as asked."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from lienket.accounts.models import Officer
from lienket.documents import actions, intake
from lienket.documents.models import Document, DocumentState, Proposal
from lienket.documents.problems import notes_in_words
from lienket.documents.reading import codes_in, names_of, read_words
from lienket.documents.refusals import AlreadyHere
from lienket.documents.summary import SaidLine, Summary, summarise
from lienket.documents.sureness import is_sure, likeliest_mode
from lienket.documents.templatetags.papers import document_kind
from lienket.lib.numbers import format_date
from lienket.lib.refusals import DeedRefused
from lienket.programmes.models import Programme

SECONDS = 60


class Command(BaseCommand):
    """Reads a paper from the shell."""

    help = "Read a document: print what it says, or with --by hand it in, read it and accept proposals, as an officer would."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """FILE and what to do with it."""
        parser.add_argument("file", type=Path, help=".docx, .pdf, .doc, .rtf, .xlsx, .html or .txt")
        parser.add_argument(
            "--by", metavar="EMAIL", help="the officer who hands it in and decides; without it nothing is stored"
        )
        parser.add_argument(
            "--programme", metavar="SLUG", help="the programme it belongs to (last part of its address)"
        )
        parser.add_argument(
            "--new-programme", action="store_true", help="accept the proposed programme even if one like it exists"
        )
        parser.add_argument(
            "--accept",
            choices=["none", "sure", "all"],
            default="none",
            help="accept nothing (review on the page), what is complete and matches nothing, or everything",
        )
        parser.add_argument("--illustrative", action="store_true", help="mark everything as illustrative data")
        parser.add_argument(
            "--language", choices=["vi", "en"], default=settings.LANGUAGE_CODE, help="of what is printed"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print or hand in. Raises CommandError with the same sentences as the pages."""
        with translation.override(options["language"]):
            path: Path = options["file"]
            try:
                content = path.read_bytes()
            except OSError as error:
                raise CommandError(f"{path}: {error.strerror}") from error
            try:
                if options["by"]:
                    self._hand_in(content, path.name, options)
                else:
                    self._print(content, path.name)
            except DeedRefused as refused:
                raise CommandError(refused.message) from refused

    def _print(self, content: bytes, name: str) -> None:
        paper = intake.open_file(
            content, name, max_bytes=settings.MAX_UPLOAD_BYTES, max_characters=intake.MAX_CHARACTERS, seconds=SECONDS
        )
        for note in notes_in_words(paper.notes):
            self.stdout.write(f"! {note}")
        facts = read_words(paper.text)
        self._print_summary(summarise(facts, names_of(codes_in(facts))))

    def _print_summary(self, summary: Summary) -> None:
        head = [document_kind(summary.kind), summary.number, format_date(summary.issued_on), summary.source]
        self.stdout.write(" · ".join(part for part in head if part))
        self.stdout.write(" – ".join(summary.parties))
        for figure in summary.figures:
            self.stdout.write("  # " + " · ".join(str(p) for p in (figure.words, figure.whose, figure.year) if p))
        for mark, lines in (
            ("=", summary.agreements),
            ("?", summary.proposals),
            (">", summary.assignments),
            ("+", summary.results),
            ("-", summary.shortcomings),
            ("@", summary.meetings),
        ):
            for line in lines:
                self._print_line(mark, line)

    def _print_line(self, mark: str, line: SaidLine) -> None:
        due = f" [{format_date(line.due.last)}]" if line.due else ""
        who = f"{line.who} → {line.whom}: " if mark == "?" and line.who else ""
        leads = f"{'; '.join(line.leads)}: " if line.leads else ""
        self.stdout.write(f"  {mark} {who}{leads}{line.text}{due}")
        for item in line.items:
            self.stdout.write(f"      · {item.text}")

    def _hand_in(self, content: bytes, name: str, options: dict[str, Any]) -> None:
        officer = Officer.objects.filter(email__iexact=options["by"], is_active=True).first()
        if officer is None or officer.side is None:
            raise CommandError(
                f"expected an officer with an appointment today, found none with the address {options['by']}"
            )
        programme = None
        if slug := options["programme"]:
            programme = Programme.objects.visible_to(officer).filter(slug=slug).first()
            if programme is None:
                raise CommandError(f"expected a programme {officer.side} can see, found none called {slug}")
        try:
            document = actions.receive_document(
                content=content,
                name=name,
                side=officer.side,
                by=officer,
                programme=programme,
                illustrative=options["illustrative"],
            )
        except AlreadyHere as already:
            document = already.document
            self.stdout.write(f"= {already.message} {document.get_absolute_url()}")
        if document.state in {DocumentState.RECEIVED, DocumentState.READING}:
            actions.begin_reading(document.pk)
        document.refresh_from_db()
        self.stdout.write(f"{document.get_absolute_url()} {document.get_state_display()}: {document.title}")
        if document.state == DocumentState.READ and options["accept"] != "none":
            self._decide(document, officer, options)
        waiting = document.proposals.undecided().count()
        self.stdout.write(f"{waiting} … {document.get_absolute_url()}ra-soat/")

    def _decide(self, document: Document, officer: Officer, options: dict[str, Any]) -> None:
        everything = options["accept"] == "all"
        for kind in Proposal.Kind.values:
            for proposal in document.proposals.undecided().filter(kind=kind):
                proposal.document = document
                is_programme = kind == Proposal.Kind.PROGRAMME
                if is_programme and options["programme"]:
                    continue  # the person has said which one
                if not (everything or is_programme or is_sure(proposal)):
                    continue
                mode = Proposal.Mode.NEW if is_programme and options["new_programme"] else likeliest_mode(proposal)
                title = proposal.draft.get("title") or proposal.draft.get("subject")
                try:
                    actions.accept_proposal(proposal, by=officer, mode=mode)
                except DeedRefused as refused:
                    self.stdout.write(f"  x {proposal.get_kind_display()}: {title}: {refused.message}")
                else:
                    self.stdout.write(f"  ✓ {proposal.get_kind_display()}: {title}")
