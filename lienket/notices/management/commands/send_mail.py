"""`lienket send_mail`: send what is due, once; `lienket work` does the same every few seconds."""

from typing import Any

from django.core.management.base import BaseCommand

from lienket.notices.actions import send_due_mail


class Command(BaseCommand):
    """For a site that keeps its own timetable, and for looking at a mail server by hand."""

    help = "Send the mails that are due, once."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Send."""
        sent = 0
        while batch := send_due_mail():
            sent += batch
        self.stdout.write(f"{sent} sent")
