"""For whom one writes: everybody, some, or a group."""

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext as _

from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts.api import Visibility
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.viewer import Viewer

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Choices = tuple[tuple[Visibility, "StrPromise"], ...]
_PREFIX = "group-"


def value_of(group_id: int) -> str:
    """What the composer sends for a group."""
    return f"{_PREFIX}{group_id}"


def offer(form: forms.Form, account_id: int, usual: Choices) -> None:
    """Offer the person's groups beside the usual audiences; an answer in a closed group has no other."""
    field = form.fields["visibility"]
    if not isinstance(field, forms.ChoiceField):
        return
    if form["visibility"].value() == Visibility.GROUP:
        field.choices = [(Visibility.GROUP, _("Members of the group"))]
        return
    if form["reply_to"].value():
        return
    own = [group for group in groups.mine(Viewer(account_id=account_id)) if group.may_begin]
    named = [(value_of(group.id), _("In %(group)s") % {"group": group.account.name}) for group in own]
    field.choices = [*usual, *named]


def chosen(value: str) -> tuple[Visibility, int | None]:
    """What the choice says: who sees it, and in which group it begins."""
    if value.startswith(_PREFIX):
        return Visibility.GROUP, parse_id(value.removeprefix(_PREFIX))
    return Visibility(value or Visibility.PUBLIC), None
