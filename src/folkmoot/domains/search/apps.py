from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "folkmoot.domains.search"
    label = "search"
    default_auto_field = "django.db.models.BigAutoField"
