"""Print the address, the illustrative accounts and three things to try, in Vietnamese with an English line below each."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lienket.demo.loading import data


class Command(BaseCommand):
    help = "Print the illustrative accounts and three things to try."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--address", default=settings.SITE_URL, help="the site's address")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        accounts, address = data("accounts"), options["address"].rstrip("/")
        lines = [
            f"Liên Kết: {address}/",
            "",
            f"Mật khẩu chung của các tài khoản minh họa (shared password): {accounts['password']}",
        ]
        for officer in accounts["officers"]:
            if shown := officer.get("shown"):
                lines += [f"  {officer['email']}", f"      {shown['vi']}", f"      {shown['en']}"]
        lines += ["", "Ba việc nên thử / Three things to try:"]
        for number, one in enumerate(accounts["tries"], 1):
            lines += [f"  {number}. {address}{one['url']}", f"      {one['vi']}", f"      {one['en']}"]
        self.stdout.write("\n".join(lines))
