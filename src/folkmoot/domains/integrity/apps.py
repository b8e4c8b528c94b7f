from django.apps import AppConfig


class IntegrityConfig(AppConfig):
    name = "folkmoot.domains.integrity"
    label = "integrity"
    default_auto_field = "django.db.models.BigAutoField"
