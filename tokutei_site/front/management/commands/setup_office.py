"""Starts a real, empty site with one invited administrator."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tokutei_site.staff.models import User
from tokutei_site.staff.roles import Role
from tokutei_site.text.file_names import readable


class Command(BaseCommand):
    help = "Prepare an empty site and print a one-time invitation for its first administrator."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", type=readable, required=True)
        parser.add_argument("--name", type=readable, default="", help="as shown to colleagues")
        parser.add_argument("--email", type=readable, default="")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("createcachetable", verbosity=0)
        call_command("migrate", interactive=False, verbosity=0)
        user = first_administrator(options["username"], options["name"], options["email"])
        days = settings.PASSWORD_RESET_TIMEOUT // 86_400
        self.stdout.write(
            f"The administrator {user.username} was made. This link sets the password;"
            f" it works once, within {days} days:\n{invitation(user)}"
        )


@transaction.atomic
def first_administrator(username: str, name: str, email: str) -> User:
    if User.objects.exists():
        raise CommandError(
            "This site already has accounts. An administrator adds more under /admin/."
        )
    user = User(username=username, last_name=name, email=email, is_staff=True)
    user.set_unusable_password()
    try:
        user.full_clean()
    except ValidationError as error:
        raise CommandError(error.messages) from error
    user.save()
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    return user


def invitation(user: User) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return settings.SITE_URL + reverse("staff_invitation", args=[uid, token])
