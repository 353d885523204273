"""`lienket appoint_administrator --locality 01 --agency vp_ubnd --email … --name …`: the first administrator of a side."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from lienket.accounts import actions
from lienket.accounts.links import Purpose, make_link
from lienket.lib.refusals import DeedRefused
from lienket.localities.actions import establish_agency, locality_of_code


class Command(BaseCommand):
    """Invites by mail and prints the link, for the day on which mail does not work yet."""

    help = "Gives a side an administrator, who then invites its other officers from the site."

    def add_arguments(self, parser: CommandParser) -> None:
        """All four are needed."""
        parser.add_argument("--locality", required=True, help="two-digit code of the locality, e.g. 01 (Hà Nội)")
        parser.add_argument("--agency", required=True, help="type of agency, e.g. vp_ubnd")
        parser.add_argument("--email", required=True, help="work mail address")
        parser.add_argument("--name", required=True, help="full name")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Appoint, and say where to go."""
        try:
            with transaction.atomic():
                locality = locality_of_code(options["locality"])
                agency = establish_agency(options["agency"], locality)
                officer = actions.appoint_administrator(
                    locality, agency=agency, email=options["email"], full_name=options["name"]
                )
        except DeedRefused as refused:
            raise CommandError(refused.message) from refused
        self.stdout.write(f"{officer.full_name} <{officer.email}>: {agency.name}")
        if officer.has_usable_password():
            self.stdout.write("Signs in with the password that is set already.")
        else:
            self.stdout.write(f"Invitation, valid 7 days, once: {make_link(officer, Purpose.INVITATION)}")
