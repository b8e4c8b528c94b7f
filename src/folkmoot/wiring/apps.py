"""When everything is loaded, tie the domains together."""

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "folkmoot.wiring"
    label = "wiring"

    def ready(self) -> None:
        from folkmoot.wiring import providers, subscriptions

        subscriptions.connect()
        providers.connect()
