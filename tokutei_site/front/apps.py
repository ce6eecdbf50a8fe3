from django.apps import AppConfig


class FrontConfig(AppConfig):
    name = "tokutei_site.front"
    label = "front"
