"""The three roles. What each may do is declared in settings.ROLE_PERMISSIONS."""

from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    WRITER = "writer", _("Writer")
    APPROVER = "approver", _("Approver")
    ADMINISTRATOR = "administrator", _("Administrator")


def make_groups(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Bring the groups to the declared permissions; runs after every migrate, for each app,
    because an app's permissions exist only once that app has been migrated."""
    from django.contrib.auth.models import Group, Permission

    for role in Role:
        group, _created = Group.objects.using(using).get_or_create(name=role.value)
        wanted = {tuple(code.split(".")) for code in settings.ROLE_PERMISSIONS[role.value]}
        permissions = Permission.objects.using(using).filter(
            content_type__app_label__in={app for app, _code in wanted},
            codename__in={code for _app, code in wanted},
        )
        group.permissions.set(
            p
            for p in permissions.select_related("content_type")
            if (p.content_type.app_label, p.codename) in wanted
        )
