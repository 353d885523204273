"""Load the illustrative Hà Nội – Hà Tĩnh programme through the site's own deeds. Run again it changes nothing."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lienket.demo.loading import DemoRefused, load_demo


class Command(BaseCommand):
    help = "Load the illustrative programme; refuses to run beside real data."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 -- Django's signature
        try:
            report = load_demo()
        except DemoRefused as error:
            raise CommandError(str(error)) from error
        if report is None:
            self.stdout.write("Dữ liệu minh họa đã có sẵn.")
            return
        self.stdout.write(
            f"Dữ liệu minh họa: {report.officers} tài khoản, {report.accepted} đề xuất được duyệt, "
            f"{report.deeds} thao tác được diễn lại."
        )
