"""What is looked up when somebody asks: sizes, queues, ages. Whoever knows registers a function."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from prometheus_client import CollectorRegistry, Metric
from prometheus_client.core import GaugeMetricFamily

logger = logging.getLogger(__name__)

Values = Iterable[tuple[tuple[str, ...], float]]
"""Label values, in the order of the labels, with what was found; `()` where there is no label."""


@dataclass(frozen=True, slots=True)
class Look:
    """A number that is looked up: its name, what it says, its labels, and who looks."""

    name: str
    says: str
    labels: tuple[str, ...]
    look: Callable[[], Values]


_looks: dict[str, Look] = {}


def register(*looks: Look) -> None:
    """Have these looked up whenever the metrics are read. Registering one again replaces it."""
    _looks.update((look.name, look) for look in looks)


class LooksCollector:
    """For a registry of prometheus_client. What cannot be looked up now is left out, and logged."""

    def collect(self) -> Iterator[Metric]:
        for look in _looks.values():
            try:
                values = list(look.look())
            except Exception:  # one number that is not to be had must not hide the others
                logger.exception("the metric %s could not be looked up", look.name)
                continue
            yield _family(look, values)


def _family(look: Look, values: Values) -> GaugeMetricFamily:
    family = GaugeMetricFamily(look.name, look.says, labels=look.labels)
    for labels, value in values:
        family.add_metric(labels, value)
    return family


def registry() -> CollectorRegistry:
    """A registry of what is looked up, and nothing else."""
    found = CollectorRegistry()
    found.register(LooksCollector())
    return found
