"""What templates can say besides Django's own words."""

import hashlib
import re
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.forms import BoundField, CheckboxInput, Form, RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from lucide.templatetags import lucide as drawing

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.media import api as media
from folkmoot.domains.media.api import MediaView, Size
from folkmoot.domains.posts.api import PostView, Visibility
from folkmoot.edges.web.emojis import with_emojis
from folkmoot.edges.web.paths import path_of
from folkmoot.edges.web.visibilities import VISIBILITIES

register = template.Library()
_WITH_A_DIRECTION = frozenset(
    {
        "arrow-left", "arrow-right", "chevron-left", "chevron-right", "corner-down-left", "corner-down-right",
        "corner-up-left", "corner-up-right", "forward", "list", "list-checks", "list-filter", "log-in", "log-out",
        "megaphone", "redo-2", "repeat-2", "reply", "reply-all", "scroll-text", "send", "square-arrow-out-up-right",
        "external-link", "text-quote", "trending-down", "trending-up", "undo-2",
    }
)  # fmt: skip
"""Icons that point along the text: the stylesheet mirrors them where it runs from right to left."""
register.filter("emojis", with_emojis)
_UNBROKEN = "\N{NO-BREAK SPACE}%"
_PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)


@register.simple_tag
def lucide(name: str, *, size: int = 24, **attributes: str) -> SafeString:
    """An icon. The package's own tag draws it anew each time, which took a third of a page's time."""
    return _drawn(name, size, tuple(attributes.items()))


@cache
def _drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    given = dict(attributes)
    if name in _WITH_A_DIRECTION:
        given["class"] = f"{given.get('class', '')} mirrored".strip()
    return SafeString(drawing.lucide(name, size=size, **given))


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file with the hash of its content, so that browsers may keep it for ever."""
    return f"{static(path)}?v={_hash_of(path)}"


@cache
def _hash_of(path: str) -> str:
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if found else ""


@register.simple_tag
def points(up: int, down: int, up_percent: int, down_percent: int) -> str:
    """The sum of the votes with both counts and both percentages."""
    shares = {"up": up, "down": down, "votes": up + down, "yes": up_percent, "no": down_percent}
    start = ngettext("%(count)d point", "%(count)d points", abs(up - down)) % {"count": up - down}
    if down:
        return (
            start
            + ngettext(", %(votes)d vote", ", %(votes)d votes", up + down) % shares
            + (_(", %(yes)d%% / %(no)d%%") % shares).replace(" %", _UNBROKEN)
        )
    return start + (_(", %(up)d up, %(down)d down, %(yes)d%% / %(no)d%%") % shares).replace(" %", _UNBROKEN)


@register.inclusion_tag("ui/field.html")
def field(bound: BoundField) -> dict[str, object]:
    """One field of a form with its label, help and error bound to it."""
    widget = bound.field.widget
    return {"field": bound, "check": isinstance(widget, CheckboxInput), "group": isinstance(widget, RadioSelect)}


@register.inclusion_tag("ui/problems.html")
def problems(form: Form) -> dict[str, object]:
    """The summary of a form's errors, each a link to its field."""
    own = [(bound, bound.errors) for bound in form.visible_fields() if bound.errors] if form.is_bound else []
    return {"general": form.non_field_errors() if form.is_bound else [], "fields": own}


@register.filter
def of(mapping: dict[object, object], key: object) -> object:
    """The value under a key that is itself a variable."""
    return mapping.get(key)


@register.simple_tag
def avatar(account: AccountView) -> str:
    """The address of somebody's picture."""
    return media.public_address(account.avatar_key)


@register.simple_tag
def header_picture(account: AccountView) -> str:
    """The address of the picture across the top of somebody's page."""
    return media.public_address(account.header_key)


@register.inclusion_tag("ui/face.html")
def face(account: AccountView, kind: str) -> dict[str, object]:
    """Somebody's picture, or the first letter of the name. It says nothing that does not stand beside it."""
    return {"account": account, "class": kind}


@register.inclusion_tag("ui/menu_line.html")
def menu_line(href: str, icon: str, text: str, number: int = 0) -> dict[str, object]:
    return {"href": href, "icon": icon, "text": text, "number": number}


@register.simple_tag
def post_path(post: PostView) -> str:
    return path_of(post)


_VISIBILITY_ICONS = {
    Visibility.PUBLIC: "globe",
    Visibility.UNLISTED: "link",
    Visibility.FOLLOWERS: "lock",
    Visibility.FRIENDS: "users",
    Visibility.GROUP: "users-round",
    Visibility.DIRECT: "mail",
}


@register.simple_tag
def visibility_icon(post: PostView) -> SafeString:
    """Who can see a post, as a small sign with its name."""
    label = _("Members of the group") if post.visibility is Visibility.GROUP else dict(VISIBILITIES)[post.visibility]
    drawn = lucide(_VISIBILITY_ICONS[post.visibility], size=14, aria_hidden="true")
    return format_html('<span title="{}">{}<span class="vh">{}</span></span>', label, drawn, label)


@register.simple_tag
def picture(view: MediaView, size: str = "small") -> str:
    """The address of a file that belongs to a post; signed where the post is not public."""
    return media.address(view, Size(size)) or media.address(view, Size.ORIGINAL)


@register.filter
def may_boost(post: PostView) -> bool:
    return post.visibility in {Visibility.PUBLIC, Visibility.UNLISTED}


@register.filter
def opening(post: PostView) -> str:
    """The first words of an article, for lists."""
    return Truncator(" ".join(strip_tags(part) for part in _PARAGRAPH.findall(post.html))).chars(320)


@register.filter
def percent_of(number: int, whole: int) -> int:
    return (200 * number + whole) // (2 * whole) if whole else 0


@register.simple_tag
def share(part: float | None, whole: float) -> str:
    """A part of a whole from 0 to 100, for the width of a bar."""
    return f"{100 * (part or 0) / whole:.1f}" if whole else "0"


@register.simple_tag
def curve(numbers: tuple[int, ...]) -> SafeString:
    """A small drawing of how something went over time; it says nothing that does not stand beside it."""
    most = max(numbers, default=0)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="8" height="{}" rx="1"/>',
        ((10 * place, 24 - tall, tall) for place, one in enumerate(numbers) for tall in [_tall(one, most)]),
    )
    width = 10 * len(numbers) - 2
    drawn = '<svg class="curve" viewBox="0 0 {} 24" width="{}" height="24" aria-hidden="true">{}</svg>'
    return format_html(drawn, width, width, bars)


def _tall(one: int, most: int) -> int:
    return 2 + round(22 * one / most) if most else 2


@register.filter
def same(one: object, other: object) -> bool:
    return one is not None and one == other
