"""What templates can say besides Django's own words."""

import hashlib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.forms import BoundField, CheckboxInput, Form, RadioSelect
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.domains.accounts.api import AccountView
from folkmoot.kernel import clock

register = template.Library()


@register.simple_tag
def asset(path: str) -> str:
    """The address of a static file with the hash of its content, so that browsers may keep it for ever."""
    return f"{static(path)}?v={_hash_of(path)}"


@cache
def _hash_of(path: str) -> str:
    found = finders.find(path)
    return hashlib.sha256(Path(found).read_bytes()).hexdigest()[:12] if found else ""


@register.simple_tag
def when(moment: datetime) -> SafeString:
    """A moment as people say it ("5 min", "2 d"), with the whole date for machines and on hovering."""
    exact = date_format(moment, "j F Y, H:i") + " UTC"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, _spoken(moment))


@register.simple_tag
def exactly(moment: datetime) -> SafeString:
    """A moment with day and time."""
    text = date_format(moment, "j F Y, H:i") + " UTC"
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), text)


def _spoken(moment: datetime) -> str:
    now = clock.now()
    age = now - moment
    if timedelta(0) <= age < timedelta(minutes=1):
        return _("now")
    if timedelta(0) <= age < timedelta(hours=1):
        return _("%(count)d min") % {"count": age // timedelta(minutes=1)}
    if timedelta(0) <= age < timedelta(days=1):
        return _("%(count)d h") % {"count": age // timedelta(hours=1)}
    if timedelta(0) <= age < timedelta(days=7):
        return _("%(count)d d") % {"count": age.days}
    return date_format(moment, "j M" if moment.year == now.year else "j M Y")


@register.simple_tag
def count_of(number: int, one: str, many: str) -> str:
    """"1 post", "2 posts": both words are given translated."""
    return f"{number} {one if number == 1 else many}"


@register.simple_tag
def points(up: int, down: int, up_percent: int, down_percent: int) -> str:
    """The sum of the votes with both counts and both percentages."""
    shares = {"up": up, "down": down, "votes": up + down, "yes": up_percent, "no": down_percent}
    start = ngettext("%(count)d point", "%(count)d points", abs(up - down)) % {"count": up - down}
    if down:
        return start + ngettext(", %(votes)d vote", ", %(votes)d votes", up + down) % shares + _(
            ", %(yes)d%% / %(no)d%%"
        ) % shares
    return start + _(", %(up)d up, %(down)d down, %(yes)d%% / %(no)d%%") % shares


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
    return f"/media/{account.avatar_key}"


@register.inclusion_tag("ui/face.html")
def face(account: AccountView, kind: str) -> dict[str, object]:
    """Somebody's picture, or the first letter of the name. It says nothing that does not stand beside it."""
    return {"account": account, "class": kind}


@register.inclusion_tag("ui/menu_line.html")
def menu_line(href: str, icon: str, text: str, number: int = 0) -> dict[str, object]:
    return {"href": href, "icon": icon, "text": text, "number": number}
