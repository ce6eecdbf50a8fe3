"""manage.py import_faq FILE --user NAME [--commit]: what a file changes, and its drafts."""

from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from announcements.sheets import importing
from announcements.sheets.plan import Kind, Plan
from tokutei_site.staff.models import User
from tokutei_site.text.characters import shown
from tokutei_site.text.file_names import readable


class Command(BaseCommand):
    help = (
        "Tell row by row what FILE changes in the FAQ. With --commit it becomes drafts by NAME, "
        "all rows or none."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--user", type=readable, required=True, metavar="NAME", help="whose drafts they are"
        )
        parser.add_argument("--commit", action="store_true", help="make the drafts")

    def handle(self, *args: Any, file: Path, user: str, commit: bool, **options: Any) -> None:
        by = User.objects.filter(username=user, is_active=True).first()
        if by is None:
            raise CommandError(f"There is no staff member {user!r}.")
        with translation.override(by.language):
            try:
                self.run(file, by, commit)
            except PermissionDenied as denied:
                raise CommandError(str(denied)) from denied
            except ValidationError as refusal:
                raise CommandError("\n".join(refusal.messages)) from refusal
            except OSError as error:
                raise CommandError(f"{file}: {error.strerror}") from error

    def run(self, file: Path, by: User, commit: bool) -> None:
        now = timezone.now()
        upload = importing.receive(file.read_bytes(), file.name, by=by, now=now)
        try:
            found = importing.planned(upload)
            for plan in found:
                self.tell(plan)
            counted = importing.counts(found)
            for kind in importing.COUNTED:
                self.stdout.write(f"{kind.label}: {counted[kind.value]}")
            if commit:
                batch = importing.confirm(upload, upload.sha256, by=by, now=now)
                self.stdout.write(f"{batch._meta.verbose_name} {batch.pk}")
        finally:
            if upload.pk:
                upload.delete()

    def tell(self, plan: Plan) -> None:
        for cell in plan.worn_cells:
            told = _("Row %(number)d %(name)s, unchanged but for what Shift_JIS lacks: %(cell)s")
            values = {"number": plan.row.number, "name": shown(plan.code), "cell": cell}
            self.stdout.write(told % values)
        if plan.kind is Kind.UNCHANGED:
            return
        self.stdout.write(f"{plan.row.number} {shown(plan.code) or '–'} {plan.kind.label}")
        for text in plan.problems:
            self.stdout.write(f"    {text}")
        if not plan.problems and plan.changes:
            for change in plan.comparison:
                for line in change.lines:
                    if line.sign:
                        self.stdout.write(f"    {change.label}: {line.sign} {line.text}")
