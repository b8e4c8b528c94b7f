"""Lists of people, and filters: what one wants to read together, and what not."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext, RepliesPolicy
from folkmoot.edges.web.pages.people import find
from folkmoot.infra.http.answers import page_request, say
from folkmoot.infra.http.forms import PageForm
from folkmoot.infra.http.requests import viewer_of
from folkmoot.kernel import clock
from folkmoot.kernel.ids import parse_id

_AS_IT_IS = -1
form_page = require_http_methods(["GET", "HEAD", "POST"])


class ListForm(PageForm):
    title = forms.CharField(label=gettext_lazy("Name of the list"))
    replies_policy = forms.ChoiceField(
        label=gettext_lazy("Replies"),
        choices=[
            (RepliesPolicy.LIST, gettext_lazy("To people on the list")),
            (RepliesPolicy.FOLLOWED, gettext_lazy("To everybody I follow")),
            (RepliesPolicy.NONE, gettext_lazy("None")),
        ],
    )
    exclusive = forms.BooleanField(label=gettext_lazy("Show its people here only, not at home"), required=False)


class FilterForm(PageForm):
    aliases = {"keyword": "keywords", "context": "contexts"}

    title = forms.CharField(label=gettext_lazy("Name of the filter"))
    keywords = forms.CharField(
        label=gettext_lazy("Words or phrases, one on each line"),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    contexts = forms.MultipleChoiceField(
        label=gettext_lazy("Where?"),
        choices=[
            (FilterContext.HOME, gettext_lazy("Home and lists")),
            (FilterContext.NOTIFICATIONS, gettext_lazy("Notifications")),
            (FilterContext.PUBLIC, gettext_lazy("Public posts, tags, search")),
            (FilterContext.THREAD, gettext_lazy("Threads")),
            (FilterContext.ACCOUNT, gettext_lazy("Profiles")),
        ],
        widget=forms.CheckboxSelectMultiple,
        initial=[FilterContext.HOME, FilterContext.PUBLIC],
    )
    action = forms.ChoiceField(
        label=gettext_lazy("What happens?"),
        choices=[
            (FilterAction.WARN, gettext_lazy("Fold the post into a line")),
            (FilterAction.HIDE, gettext_lazy("Hide it")),
        ],
        widget=forms.RadioSelect,
        initial=FilterAction.WARN,
    )
    whole_word = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False, initial=True)
    lasts_seconds = forms.TypedChoiceField(
        label=gettext_lazy("For how long?"),
        choices=[
            (0, gettext_lazy("Until I delete it")),
            (86400, gettext_lazy("One day")),
            (604800, gettext_lazy("One week")),
            (2592000, gettext_lazy("One month")),
        ],
        coerce=int,
        initial=0,
    )

    def for_changing(self) -> "FilterForm":
        """The same with the choice to leave the end as it is."""
        field = self.fields["lasts_seconds"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [(_AS_IT_IS, gettext_lazy("As it is now")), *field.choices]  # type: ignore[misc] # pairs
        return self

    @property
    def words(self) -> list[tuple[str, bool]]:
        lines = (line.strip() for line in self.cleaned_data["keywords"].splitlines())
        return [(word, self.cleaned_data["whole_word"]) for word in lines if word]


@form_page
def lists(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = graph.lists(viewer)
    form = ListForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with form.refusals():
            policy = RepliesPolicy(data["replies_policy"])
            made = graph.create_list(viewer, title=data["title"], replies_policy=policy, exclusive=data["exclusive"])
            return redirect(f"/lists/{made.id}/people")
    return render(request, "sorting/lists.html", {"form": form, "lists": own}, status=form.status)


@require_safe
def list_people(request: HttpRequest, list_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    found = graph.list_of(viewer, list_id)
    page = graph.list_members(viewer, list_id, page_request(request, 100))
    return render(request, "sorting/list_people.html", {"list": found, "people": page.items})


@require_POST
def change_list(request: HttpRequest, list_id: int) -> HttpResponse:
    """Take somebody off, or delete the list."""
    viewer = viewer_of(request)
    off = parse_id(request.POST.get("remove", ""))
    if off is not None:
        graph.remove_from_list(viewer, list_id=list_id, account_ids=[off])
        return redirect(f"/lists/{list_id}/people")
    if request.POST.get("do") == "delete":
        graph.delete_list(viewer, list_id=list_id)
        say(request, _("The list is deleted. You still follow its people."))
    return redirect("/lists")


@form_page
def lists_of(request: HttpRequest, acct: str) -> HttpResponse:
    """On which of one's lists somebody is, with a tick for each."""
    viewer = viewer_of(request)
    viewer.require_account()
    account = find(request, acct)
    own, on = graph.lists(viewer), {one.id for one in graph.lists_of_account(viewer, account.id)}
    if request.method == "POST":
        wanted = {one.id for one in own if str(one.id) in request.POST.getlist("list")}
        for list_id in wanted - on:
            graph.add_to_list(viewer, list_id=list_id, account_ids=[account.id])
        for list_id in on - wanted:
            graph.remove_from_list(viewer, list_id=list_id, account_ids=[account.id])
        say(request, _("Your lists are saved."))
        return redirect(f"/@{account.acct}")
    followed = graph.relationship(viewer, account.id).following
    return render(request, "sorting/lists_of.html", {"account": account, "lists": own, "on": on, "followed": followed})


@form_page
def filters(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    own = graph.all_filters(viewer)
    form = FilterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _make_filter(request, form)
            say(request, _("The filter works from now on."))
            return redirect("/filters")
    context = {"form": form, "filters": own, "now": clock.now()}
    return render(request, "sorting/filters.html", context, status=form.status)


@form_page
def one_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    """Change one of one's filters. Raises NotFound for those of others."""
    viewer = viewer_of(request)
    before = graph.filter_of(viewer, filter_id)
    first = {
        "title": before.title,
        "keywords": "\n".join(word.keyword for word in before.keywords),
        "contexts": list(before.contexts),
        "action": before.action,
        "whole_word": all(word.whole_word for word in before.keywords),
        "lasts_seconds": _AS_IT_IS,
    }
    form = FilterForm(request.POST or None, initial=first).for_changing()
    if request.method == "POST" and form.is_valid():
        with form.refusals():
            _change_filter(request, filter_id, form)
            say(request, _("The filter is changed."))
            return redirect("/filters")
    return render(request, "sorting/filter.html", {"form": form, "filter": before}, status=form.status)


def _change_filter(request: HttpRequest, filter_id: int, form: FilterForm) -> None:
    data = form.cleaned_data
    graph.rewrite_filter(
        viewer_of(request),
        filter_id=filter_id,
        title=data["title"],
        contexts=[FilterContext(context) for context in data["contexts"]],
        action=FilterAction(data["action"]),
        keywords=form.words,
        lasts_seconds=data["lasts_seconds"] if data["lasts_seconds"] > 0 else None,
        forever=data["lasts_seconds"] == 0,
    )


def _make_filter(request: HttpRequest, form: FilterForm) -> None:
    data = form.cleaned_data
    graph.create_filter(
        viewer_of(request),
        title=data["title"],
        contexts=[FilterContext(context) for context in data["contexts"]],
        action=FilterAction(data["action"]),
        lasts_seconds=data["lasts_seconds"] or None,
        keywords=form.words,
    )


@require_POST
def delete_filter(request: HttpRequest, filter_id: int) -> HttpResponse:
    graph.delete_filter(viewer_of(request), filter_id=filter_id)
    say(request, _("The filter is deleted."))
    return redirect("/filters")
