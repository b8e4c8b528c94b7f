"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.wiring.settings")

application = get_wsgi_application()


def _require_policy() -> None:
    """A site does not start with rules that cannot be read. Raises PolicyError."""
    from folkmoot.domains.integrity.api import current_policy

    current_policy()


def _count_reach() -> None:
    """This process answers readers, so it writes by itself what it counts."""
    from folkmoot.domains.feed.api import flush_reach_in_background

    flush_reach_in_background()


_require_policy()
_count_reach()
