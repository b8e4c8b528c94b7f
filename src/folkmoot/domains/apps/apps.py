from django.apps import AppConfig


class AppsConfig(AppConfig):
    name = "folkmoot.domains.apps"
    label = "apps"
    default_auto_field = "django.db.models.BigAutoField"
