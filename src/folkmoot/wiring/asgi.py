"""The ASGI application that granian serves for streaming: a process of its own."""

import os

import django
from django.conf import settings

from folkmoot.infra.write_lock import WEB_PATIENCE, be_patient

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.wiring.settings")
django.setup()


def _count_reach() -> None:
    """What is streamed is shown, so this process writes by itself what it counts."""
    from folkmoot.domains.feed.api import flush_reach_in_background

    flush_reach_in_background()


def _application() -> object:
    from folkmoot.edges.mastodon.live import LivePresenter
    from folkmoot.edges.streaming.app import Streaming

    config = settings.FOLKMOOT
    return Streaming(LivePresenter(), alive=config.streaming_alive_file, per_address=config.streaming_per_address)


be_patient(WEB_PATIENCE)
_count_reach()
application = _application()
