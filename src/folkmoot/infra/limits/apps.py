from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "folkmoot.infra.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
