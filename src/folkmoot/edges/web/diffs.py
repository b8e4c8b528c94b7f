"""What changed in a text, word by word."""

import re
from difflib import SequenceMatcher

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()
_WORDS = re.compile(r"\s+|[^\s]+")
_SHORT = 7
"""Words and the spaces between them: what is as short is read whole."""
_ALIKE = 0.5
"""Below this share of common words two texts stand one after the other: marks within one would be a thicket."""


@register.simple_tag
def changes(before: str, after: str) -> SafeString:
    """One text with what went and what came marked in place; or both texts where they have little in common."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if max(len(old), len(new)) <= _SHORT or not before or not after or matcher.ratio() < _ALIKE:
        return format_html_join("", "<p>{}</p>", ((part,) for part in (_went(before), _came(after)) if part))
    parts = [
        part
        for kind, from_old, to_old, from_new, to_new in matcher.get_opcodes()
        for part in _parts(kind, "".join(old[from_old:to_old]), "".join(new[from_new:to_new]))
    ]
    return format_html("<p>{}</p>", format_html_join("", "{}", ((part,) for part in parts)))


def _parts(kind: str, old: str, new: str) -> list[SafeString | str]:
    return [new] if kind == "equal" else [part for part in (_went(old), _came(new)) if part]


def _went(text: str) -> SafeString | str:
    return format_html('<span class="vh">{} </span><del>{}</del>', _("Went:"), text) if text else ""


def _came(text: str) -> SafeString | str:
    return format_html('<span class="vh">{} </span><ins>{}</ins>', _("Came:"), text) if text else ""
