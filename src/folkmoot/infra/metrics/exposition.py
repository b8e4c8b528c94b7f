"""Everything that is counted and looked up, in the text format of Prometheus."""

import os

from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from folkmoot.infra.metrics import counted, looked_at
from folkmoot.infra.metrics.folder import VARIABLE

CONTENT_TYPE = CONTENT_TYPE_LATEST
__all__ = ["CONTENT_TYPE", "counted", "text"]


def text() -> bytes:
    """What all processes of the site counted, or this one alone if it runs alone; then what is looked up."""
    return generate_latest(_counted()) + generate_latest(looked_at.registry())


def _counted() -> CollectorRegistry:
    if not os.environ.get(VARIABLE):
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call] # the library has no annotation there
    return together
