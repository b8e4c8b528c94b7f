"""What is reported in a group, before those who look after it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.groups import api as groups
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.integrity.api import GroupCase
from folkmoot.domains.posts import api as posts
from folkmoot.infra.http.answers import say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel.errors import Conflict, Forbidden, NotFound
from folkmoot.kernel.ids import parse_id
from folkmoot.kernel.refs import SubjectKind
from folkmoot.kernel.viewer import Viewer


class TakeOutForm(PageForm):
    clause_id = forms.ChoiceField(label=gettext_lazy("Under which rule?"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why? The author reads it."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def offer(self) -> "TakeOutForm":
        field = self.fields["clause_id"]
        fitting = [one for one in integrity.current_policy().clauses if SubjectKind.POST in one.subjects]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext_lazy("The rules of the group")), *((one.id, one.title) for one in fitting)]
        return self


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: HttpRequest, group_id: int) -> HttpResponse:
    """The open cases of a group, with what one can do: take out, leave, pass on."""
    viewer = viewer_of(request)
    group = groups.access_as_moderator(viewer, group_id)
    named, failed = parse_id(request.POST.get("case", "")), None
    if request.method == "POST" and named is not None:
        form = TakeOutForm(request.POST, auto_id=f"id_{named}_%s").offer()
        if form.is_valid():
            with form.refusals(Conflict, Forbidden):
                say(request, _decide(viewer, request.POST.get("do", ""), named, form))
                return redirect(request.path)
        failed = form
    found = integrity.cases_of_group(viewer, group_id)
    context = {
        "group": group,
        "lines": [(case, _form(case, named, failed)) for case in found],
        "posts": _posts(viewer, found),
        "people": accounts.accounts_by_ids({case.responsible for case in found}),
        "failed": failed,
        "hours": int(integrity.FIRST_FOR.total_seconds() // 3600),
    }
    return render(request, "groups/reports.html", context, status=failed.status if failed else 200)


def _form(case: GroupCase, named: int | None, failed: TakeOutForm | None) -> TakeOutForm:
    return failed if failed and case.id == named else TakeOutForm(auto_id=f"id_{case.id}_%s").offer()


def _posts(viewer: Viewer, found: tuple[GroupCase, ...]) -> dict[int, posts.PostView]:
    ids = [case.ref.id for case in found if case.ref.kind is SubjectKind.POST]
    return {post.id: post for post in posts.hydrate(viewer, ids, surface=posts.Surface.PAGE)}


def _decide(viewer: Viewer, verb: str, case_id: int, form: TakeOutForm) -> str:
    if verb == "take_out":
        integrity.take_out_of_group(viewer, case_id=case_id, **form.cleaned_data)
        return _("The post is out of the group. Its author is told why, and can appeal.")
    if verb == "leave":
        integrity.leave_in_group(viewer, case_id=case_id)
        return _("The post stays. Whoever reported it is told.")
    if verb == "pass_on":
        integrity.pass_on(viewer, case_id=case_id)
        return _("The moderators of this community look at it now.")
    raise NotFound("no such verb")
