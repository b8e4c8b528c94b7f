"""The WSGI application that granian serves."""

import os
from typing import TYPE_CHECKING

from django.core.wsgi import get_wsgi_application

from folkmoot.infra.config import current
from folkmoot.infra.health.requests import InHand
from folkmoot.infra.write_lock import WEB_PATIENCE, be_patient
from folkmoot.wiring.publishing import InTurn
from folkmoot.wiring.watched import Watched, show_life
from folkmoot.wiring.whole import Whole

if TYPE_CHECKING:
    from folkmoot.wiring.fastlane.lane import FastLane

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.wiring.settings")

plain = get_wsgi_application()
"""Without the fast lane: what benchmarks compare with."""


def _require_policy() -> None:
    """A site does not start with rules that cannot be read. Raises PolicyError."""
    from folkmoot.domains.integrity.api import current_policy

    current_policy()


def _count_reach() -> None:
    """This process answers readers, so it writes by itself what it counts."""
    from folkmoot.domains.feed.api import flush_reach_in_background

    flush_reach_in_background()


def _watched(lane: "FastLane") -> Watched:
    """By the supervisor, where one has started this process and given it its node number."""
    settings, node = current(), os.environ.get("FOLKMOOT_NODE")
    in_hand = InHand(settings.web_threads, settings.web_hung_after)
    if node is not None:
        show_life(settings, int(node), in_hand)
    return Watched(Whole(lane), in_hand)


def _with_fast_lane() -> "FastLane":
    from folkmoot.wiring.fastlane.lane import FastLane
    from folkmoot.wiring.fastlane.sources import source_of_site
    from folkmoot.wiring.fastlane.told import tell

    tell()
    return FastLane(InTurn(plain), source_of_site())


_require_policy()
be_patient(WEB_PATIENCE)
_count_reach()
application = _watched(_with_fast_lane())
