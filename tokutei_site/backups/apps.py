from django.apps import AppConfig


class BackupsConfig(AppConfig):
    name = "tokutei_site.backups"
    label = "backups"
