"""When everything is loaded, tie the domains together."""

from django.apps import AppConfig
from typing_extensions import override


class WiringConfig(AppConfig):
    name = "folkmoot.wiring"
    label = "wiring"

    @override
    def ready(self) -> None:
        from folkmoot.wiring import health, metrics, providers, subscriptions

        subscriptions.connect()
        providers.connect()
        health.connect()
        metrics.connect()
