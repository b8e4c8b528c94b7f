"""A member's home in parts, for who keeps each as long as it holds: what stands around the posts, and each post."""

import dataclasses
from dataclasses import dataclass, field
from functools import lru_cache

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language, override

from folkmoot.domains.accounts.api import DEFAULT_PREFERENCES, Preferences
from folkmoot.domains.posts.api import PostView
from folkmoot.edges.web.lists import FLOWING
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages.feeds import around_posts
from folkmoot.kernel.viewer import Viewer

_VIEW = "latest"


@dataclass(frozen=True, slots=True)
class Slots:
    """Texts in place of what is another each time. Nobody can guess them, so none comes to stand in what people write.

    `csrf` and `key` are in forms (the latter lets a double click publish once); `since` is when the page was made.
    """

    posts: str
    csrf: str
    key: str
    since: str


@dataclass(frozen=True, slots=True)
class Look:
    """All that posts differ in among people who stand to them in the same way."""

    language: str
    preferences: Preferences

    @classmethod
    def of(cls, preferences: Preferences) -> "Look":
        """In the language that is spoken now; of the preferences only what acts on posts."""
        acting = dataclasses.replace(
            DEFAULT_PREFERENCES,
            time_zone=preferences.time_zone,
            show_media=preferences.show_media,
            expand_warnings=preferences.expand_warnings,
            autoplay=preferences.autoplay,
            motion=preferences.motion,
        )
        return cls(get_language() or "", acting)


@dataclass(frozen=True, slots=True)
class _Site:
    """What of `context.Site` a post asks for."""

    viewer: Viewer
    preferences: Preferences
    full_path: str = "/"
    managed_ids: frozenset[int] = field(default=frozenset())


def around(request: HttpRequest, slots: Slots) -> str | None:
    """The page with slots. None where its posts look otherwise than for everybody: for who manages pages."""
    context = around_posts(request, _VIEW)
    if context["managed"]:
        return None
    context["form"].initial["key"] = slots.key
    filled = {"slot": slots.posts, "csrf_token": slots.csrf, "since": slots.since, "first": False}
    return render_to_string("feed/home.html", context | filled, request)


def card(post: PostView, viewer: Viewer, look: Look, slots: Slots) -> str:
    """A post as it stands in a home."""
    site = _Site(viewer, look.preferences)
    context = {"post": post, "view": _VIEW, "noted": notes_on([post]), "site": site, "csrf_token": slots.csrf}
    return render_to_string("posts/card.html", context)


@lru_cache(maxsize=4096)
def below(next_max_id: int | None, language: str) -> str:
    """What stands under the posts; the next part comes by itself."""
    url = f"/?max_id={next_max_id}" if next_max_id is not None else ""
    with override(language):
        return render_to_string("posts/items.html", {"items": (), "next_url": url, "deep": 1, "flows": FLOWING > 1})
