from django.apps import AppConfig


class DigestsConfig(AppConfig):
    name = "folkmoot.domains.digests"
    label = "digests"
    default_auto_field = "django.db.models.BigAutoField"
