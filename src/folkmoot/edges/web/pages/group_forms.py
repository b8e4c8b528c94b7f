"""The forms of groups."""

from django import forms
from django.utils.translation import gettext_lazy as _

from folkmoot.domains.groups.api import Admission, Posting
from folkmoot.infra.http.forms import PageForm

_ADMISSIONS = (
    (Admission.OPEN, _("Open: everybody reads, every member of this community can join")),
    (Admission.REQUEST, _("By request: people ask, you answer; only members read")),
    (Admission.HIDDEN, _("Hidden: only who is invited knows of it; only members read")),
)
_POSTINGS = (
    (Posting.MEMBERS, _("Every member")),
    (Posting.MODERATORS, _("Owners and moderators; members answer")),
)


class GroupForm(PageForm):
    """What an owner says about a group."""

    aliases = {"bio": "description", "file": "avatar"}

    display_name = forms.CharField(label=_("Shown name"))
    description = forms.CharField(
        label=_("What is it about?"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    rules = forms.CharField(
        label=_("Rules of the group"),
        help_text=_("The rules of this community go first. A post that breaks these can be taken out of the group."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    admission = forms.ChoiceField(
        label=_("Who comes in, and who reads?"), choices=_ADMISSIONS, widget=forms.RadioSelect
    )
    posting = forms.ChoiceField(label=_("Who begins threads?"), choices=_POSTINGS, widget=forms.RadioSelect)


class MakeGroupForm(GroupForm):
    handle = forms.CharField(
        label=_("Name"),
        help_text=_("Letters a to z, digits and _. It becomes the address of the group and cannot be changed later."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    field_order = ["handle", "display_name"]


class EditGroupForm(GroupForm):
    avatar = forms.FileField(label=_("Picture"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))
    header = forms.FileField(
        label=_("Picture across the top of the page"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )


class InviteForm(PageForm):
    person = forms.CharField(label=_("Name of a member"), help_text=_("As in @ana."))


class RemoveForm(PageForm):
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("They read it. It stays on record for the owners and moderators of the group."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    ban = forms.BooleanField(label=_("They may not come back until this is lifted"), required=False)
