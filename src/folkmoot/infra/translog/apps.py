from django.apps import AppConfig


class TranslogConfig(AppConfig):
    name = "folkmoot.infra.translog"
    label = "translog"
    default_auto_field = "django.db.models.BigAutoField"
