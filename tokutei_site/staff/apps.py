from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class StaffConfig(AppConfig):
    name = "tokutei_site.staff"
    label = "staff"
    verbose_name = _("Staff")

    def ready(self) -> None:
        from .roles import make_groups

        post_migrate.connect(make_groups, dispatch_uid="staff.make_groups")
