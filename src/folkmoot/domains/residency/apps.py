from django.apps import AppConfig


class ResidencyConfig(AppConfig):
    name = "folkmoot.domains.residency"
    label = "residency"
    default_auto_field = "django.db.models.BigAutoField"
