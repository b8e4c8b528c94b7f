"""Profiles, and who follows whom."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountKind, AccountView
from folkmoot.domains.feed import api as feed
from folkmoot.domains.feed.api import ReachSurface
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts import api as posts
from folkmoot.edges.web.lists import list_page
from folkmoot.edges.web.noted import notes_on
from folkmoot.edges.web.pages import groups as group_pages
from folkmoot.edges.web.paths import page_of
from folkmoot.infra.http.answers import go_back, page_request, say, warn
from folkmoot.infra.http.requests import viewer_of
from folkmoot.infra.words import said
from folkmoot.kernel.errors import Forbidden, Gone, Invalid, NotFound
from folkmoot.kernel.pages import Page, PageRequest
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import Viewer

_TABS: dict[str, dict[str, Any]] = {
    "": {"replies": False},
    "replies": {},
    "media": {"only_media": True, "boosts": False},
}
_PINS = PageRequest(limit=5)
_RECOMMENDED = PageRequest(limit=20)


def find(request: HttpRequest, acct: str) -> AccountView:
    """The account behind /@name; gone for all but itself while it is removed. Raises NotFound, Gone."""
    viewer = viewer_of(request)
    account = accounts.access_account_by_name(viewer, acct)
    treatments = integrity.treatments_for([account_ref(account.id)]).get(account_ref(account.id))
    if treatments and treatments.is_withheld and viewer.account_id != account.id and not viewer.is_staff:
        raise Gone("withheld account", safe=_("This account was removed under the rules of this community."))
    return account


@require_safe
def profile(request: HttpRequest, acct: str, tab: str = "") -> HttpResponse:
    viewer, account = viewer_of(request), find(request, acct)
    if account.kind is AccountKind.GROUP:
        return group_pages.profile(request, account, tab)
    if tab not in _TABS:
        raise NotFound("no such part of a profile")
    if account.acct != acct:
        return redirect(request.get_full_path().replace(f"/@{acct}", page_of(account), 1), permanent=True)
    page = posts.posts_of_account(viewer, account.id, page_request(request), **_TABS[tab])
    feed.count_reach(viewer, ReachSurface.PROFILE, page.items)
    context = _context(request, account) | {"tab": tab, "surface": "page"}
    if not tab and "max_id" not in request.GET:
        pinned = posts.posts_of_account(viewer, account.id, _PINS, pinned=True)
        feed.count_reach(viewer, ReachSurface.PROFILE, pinned.items)
        context["pinned_posts"] = pinned.items
    items = "people/media_items.html" if tab == "media" else "posts/items.html"
    response = list_page(request, "people/profile.html", page, context, items=items)
    if not account.indexable:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def about(request: HttpRequest, acct: str) -> HttpResponse:
    """Who this is: their own lines, since when, who looks after it, what they pinned, and what was decided."""
    viewer, account = viewer_of(request), find(request, acct)
    if account.kind is AccountKind.GROUP:
        return group_pages.profile(request, account, "about")
    context = _context(request, account)
    between = context["between"]
    if between is None or not between.blocked_by:
        pinned = posts.posts_of_account(viewer, account.id, _PINS, pinned=True)
        feed.count_reach(viewer, ReachSurface.PROFILE, pinned.items)
        managers = accounts.managers_of(account.id) if account.kind is not AccountKind.PERSON else ()
        present = accounts.present_for(viewer, [one.id for one in managers])
        context |= {"pinned_posts": pinned.items, "managers": [one for one in managers if one.id in present]}
        context["noted"] = notes_on(pinned.items)
        context["featured"] = graph.featured_tags(account.id)
        context["endorsed"] = graph.endorsed_by(viewer, account.id, _RECOMMENDED).items
    return render(request, "people/profile.html", context | {"tab": "about"})


def _context(request: HttpRequest, account: AccountView) -> dict[str, Any]:
    viewer = viewer_of(request)
    own = viewer.account_id == account.id
    between = graph.relationship(viewer, account.id) if viewer.account_id is not None and not own else None
    hidden = bool(accounts.hiding_collections([account.id]))
    return {
        "account": account,
        "own": own,
        "between": between,
        "hides_collections": hidden,
        "counts_shown": own or not hidden,
        "counts": graph.counts([account.id])[account.id],
        "written": posts.author_counts([account.id]).get(account.id),
        "familiar": graph.familiar_followers(viewer, [account.id])[account.id] if _may_know(between) else (),
        "treatments": integrity.treatments_for([account_ref(account.id)]).get(account_ref(account.id)),
    }


def _may_know(between: graph.Relationship | None) -> bool:
    return between is not None and not between.blocked_by and not between.blocking


@require_safe
def followers(request: HttpRequest, acct: str) -> HttpResponse:
    account = find(request, acct)
    page = graph.followers(viewer_of(request), account.id, page_request(request, 40))
    return _people(request, page, {"account": account, "heading": _("Followers"), "hidden": _hidden(request, account)})


@require_safe
def following(request: HttpRequest, acct: str) -> HttpResponse:
    account = find(request, acct)
    page = graph.following(viewer_of(request), account.id, page_request(request, 40))
    return _people(request, page, {"account": account, "heading": _("Following"), "hidden": _hidden(request, account)})


def _hidden(request: HttpRequest, account: AccountView) -> bool:
    return viewer_of(request).account_id != account.id and bool(accounts.hiding_collections([account.id]))


def _people(request: HttpRequest, page: Page[AccountView], context: dict[str, Any]) -> HttpResponse:
    return list_page(request, "people/list.html", page, context, items="people/items.html")


_SECONDS = {"0": None, "1": 3600, "24": 86400, "168": 604800}


@require_POST
def relate(request: HttpRequest, acct: str) -> HttpResponse:
    """Follow, unfollow, mute, block and their opposites: the verb of the pressed button."""
    viewer = viewer_of(request)
    viewer.require_account()
    account = accounts.access_account_by_name(viewer, acct)
    try:
        text = _related(request, account)
    except (Forbidden, Invalid) as error:
        warn(request, said(error.safe))
    else:
        say(request, text)
    return go_back(request, page_of(account))


def _related(request: HttpRequest, account: AccountView) -> str:
    """Do it, and say so in a sentence."""
    verb, names = request.POST.get("verb", ""), {"name": account.name}
    if verb == "mute":
        return _mute(request, account) % names
    if verb not in _VERBS:
        raise NotFound("no such verb")
    do, sentence = _VERBS[verb]
    after = do(viewer_of(request), account.id)
    if verb == "follow" and after.requested:
        sentence = gettext_lazy("%(name)s is asked whether you may follow.")
    return str(sentence) % names


def _mute(request: HttpRequest, account: AccountView) -> str:
    lasts = _SECONDS.get(request.POST.get("hours", "0"))
    quiet = "quiet" in request.POST
    graph.mute(viewer_of(request), target_id=account.id, notifications=quiet, lasts_seconds=lasts)
    return _("%(name)s is muted. They are not told.")


_Do = Callable[[Viewer, int], graph.Relationship]
_VERBS: dict[str, tuple[_Do, Promise]] = {
    "follow": (lambda viewer, who: graph.follow(viewer, target_id=who), gettext_lazy("You follow %(name)s.")),
    "unfollow": (
        lambda viewer, who: graph.unfollow(viewer, target_id=who),
        gettext_lazy("You no longer follow %(name)s."),
    ),
    "unmute": (
        lambda viewer, who: graph.unmute(viewer, target_id=who),
        gettext_lazy("%(name)s is no longer muted."),
    ),
    "block": (lambda viewer, who: graph.block(viewer, target_id=who), gettext_lazy("%(name)s is blocked.")),
    "unblock": (
        lambda viewer, who: graph.unblock(viewer, target_id=who),
        gettext_lazy("%(name)s is no longer blocked."),
    ),
    "show_boosts": (
        lambda viewer, who: graph.follow(viewer, target_id=who, show_boosts=True),
        gettext_lazy("You see what %(name)s boosts."),
    ),
    "hide_boosts": (
        lambda viewer, who: graph.follow(viewer, target_id=who, show_boosts=False),
        gettext_lazy("You no longer see what %(name)s boosts."),
    ),
    "notify": (
        lambda viewer, who: graph.follow(viewer, target_id=who, notify=True),
        gettext_lazy("You are told of each post by %(name)s."),
    ),
    "hush": (
        lambda viewer, who: graph.follow(viewer, target_id=who, notify=False),
        gettext_lazy("You are no longer told of each post by %(name)s."),
    ),
    "remove_follower": (
        lambda viewer, who: graph.remove_follower(viewer, follower_id=who),
        gettext_lazy("%(name)s no longer follows you."),
    ),
}


@require_safe
def follow_requests(request: HttpRequest) -> HttpResponse:
    page = graph.follow_requests(viewer_of(request), page_request(request, 40))
    return list_page(request, "people/requests.html", page, {}, items="people/request_items.html")


@require_POST
def answer_request(request: HttpRequest, account_id: int) -> HttpResponse:
    viewer = viewer_of(request)
    if request.POST.get("do") == "accept":
        graph.accept_request(viewer, follower_id=account_id)
        say(request, _("They can follow you now."))
    else:
        graph.reject_request(viewer, follower_id=account_id)
        say(request, _("The request is turned down. They are not told."))
    return redirect("/follow-requests")


@require_safe
def mute(request: HttpRequest, acct: str) -> HttpResponse:
    """Ask for how long; the form goes to `relate`."""
    viewer_of(request).require_account()
    return render(request, "people/mute.html", {"account": find(request, acct)})
