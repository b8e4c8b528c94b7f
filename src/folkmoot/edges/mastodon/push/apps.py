from django.apps import AppConfig


class PushConfig(AppConfig):
    name = "folkmoot.edges.mastodon.push"
    label = "push"
    default_auto_field = "django.db.models.BigAutoField"
