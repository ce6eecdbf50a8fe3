from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "tokutei_site.publishing"
    label = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from .frozen import install_after_migrate

        post_migrate.connect(install_after_migrate, dispatch_uid="publishing.frozen")
