"""Take in one entry that is no post. Doing it again changes nothing. Raises a FolkmootError that says why not."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import Preferences, ProfileChange
from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext, RepliesPolicy
from folkmoot.domains.moving.into.choosing import keep_people
from folkmoot.domains.moving.into.entries import Entry, moment, visibility_of
from folkmoot.domains.moving.types import Part
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostKind
from folkmoot.infra.config import current
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Gone, Invalid, NotFound
from folkmoot.kernel.sentences import sentence
from folkmoot.kernel.viewer import Viewer

NOBODY_HERE = sentence("Nobody of this name is here.")


def take_person(viewer: Viewer, entry: Entry) -> None:
    """By its part."""
    _TAKERS[entry.part](viewer, entry)


def _account(name: str) -> int:
    """Somebody here, by the whole address; a bare name is one of this site."""
    handle, _, domain = name.lstrip("@").lower().partition("@")
    key = (handle, "" if domain == current().host.lower() else domain)
    found = accounts.accounts_by_names([key]).get(key)
    if found is None:
        raise NotFound("not here", safe=NOBODY_HERE)
    return found.id


def _profile(viewer: Viewer, entry: Entry) -> None:
    """What an archive does not say stays as it is."""
    own, wanted = entry.values["account"], entry.values.get("preferences", {})
    sites = own.get("attribution_domains")
    change = ProfileChange(
        display_name=str(own.get("display_name") or ""),
        bio=str(own.get("bio") or ""),
        fields=[(str(one[0]), str(one[1])) for one in own.get("fields") or () if len(one) == 2],  # noqa: PLR2004 - a name and a value
        attribution_domains=[str(one) for one in sites] if isinstance(sites, list) else None,
        language=str(own["language"]) if own.get("language") else None,
        locked=_flag(own, "locked"),
        discoverable=_flag(own, "discoverable"),
        indexable=_flag(own, "indexable"),
        bot=_flag(own, "bot"),
    )
    accounts.edit_profile(viewer, change=change)
    known = Preferences.__dataclass_fields__
    accounts.set_preferences(viewer, **{name: value for name, value in wanted.items() if name in known})


def _flag(own: Mapping[str, Any], name: str) -> bool | None:
    return bool(own[name]) if name in own else None


def _follow(viewer: Viewer, entry: Entry) -> None:
    how = entry.values
    graph.follow(
        viewer, target_id=_account(entry.name), show_boosts=bool(how.get("boosts", True)),
        notify=bool(how.get("notify", False)), languages=[str(one) for one in how.get("languages") or ()],
    )  # fmt: skip


def _block(viewer: Viewer, entry: Entry) -> None:
    graph.block(viewer, target_id=_account(entry.name))


def _mute(viewer: Viewer, entry: Entry) -> None:
    ends = moment(entry.values["ends_at"]) if entry.values.get("ends_at") else None
    if ends is not None and ends <= clock.now():
        raise Invalid("It has ended.", field="ends_at")
    graph.mute(
        viewer, target_id=_account(entry.name), notifications=bool(entry.values.get("notifications", True)),
        lasts_seconds=_seconds(ends),
    )  # fmt: skip


def _list(viewer: Viewer, entry: Entry) -> None:
    """Into the list of that title, which is made where there is none. Who cannot be on it is named."""
    how = entry.values
    policies = {one.value: one for one in RepliesPolicy}
    found = next((one for one in graph.lists(viewer) if one.title == entry.name), None) or graph.create_list(
        viewer, title=entry.name, replies_policy=policies.get(str(how.get("replies")), RepliesPolicy.LIST),
        exclusive=bool(how.get("exclusive", False)),
    )  # fmt: skip
    missing = []
    for name in how.get("members") or ():
        try:
            graph.add_to_list(viewer, list_id=found.id, account_ids=[_account(str(name))])
        except (NotFound, Gone):
            missing.append(str(name))
    if missing:
        safe = sentence("Not on it, because they are not here or you do not follow them: {names}",
                        names=", ".join(missing)[:200])  # fmt: skip
        raise NotFound("not on the list", safe=safe)


def _filter(viewer: Viewer, entry: Entry) -> None:
    how = entry.values
    ends = moment(how["ends_at"]) if how.get("ends_at") else None
    if ends is not None and ends <= clock.now():
        raise Invalid("It has ended.", field="ends_at")
    if any(one.title == entry.name for one in graph.all_filters(viewer)):
        return
    known = {one.value: one for one in FilterContext}
    graph.create_filter(
        viewer,
        title=entry.name,
        contexts=[known[one] for one in how.get("contexts") or () if one in known],
        action=FilterAction.HIDE if how.get("action") == FilterAction.HIDE else FilterAction.WARN,
        lasts_seconds=_seconds(ends),
        keywords=[(str(word), bool(whole)) for word, whole in how.get("keywords") or ()],
    )


def _tag(viewer: Viewer, entry: Entry) -> None:
    graph.follow_tag(viewer, tag=entry.name)


def _bookmark(viewer: Viewer, entry: Entry) -> None:
    posts.bookmark(viewer, post_id=_post(viewer, entry))


def _favourite(viewer: Viewer, entry: Entry) -> None:
    posts.move_favourite(viewer, post_id=_post(viewer, entry))


def _boost(viewer: Viewer, entry: Entry) -> None:
    how = entry.values
    posts.move_boost(viewer, post_id=_post(viewer, entry), at=how["at"], visibility=how["visibility"])


def _post(viewer: Viewer, entry: Entry) -> int:
    post_id = posts.ids_by_address(viewer, [entry.name]).get(entry.name)
    if post_id is None:
        raise NotFound("not here", safe="This post is not here.")
    return post_id


def _draft(viewer: Viewer, entry: Entry) -> None:
    how: dict[str, Any] = entry.values
    draft = PostDraft(
        text=str(how.get("text") or ""),
        kind=PostKind.ARTICLE if how.get("kind") == "article" else PostKind.POST,
        title=str(how.get("title") or ""),
        warning=str(how.get("warning") or ""),
        visibility=visibility_of(how.get("visibility")),
        language=str(how.get("language") or ""),
    )
    if draft not in [one.draft for one in posts.drafts(viewer)]:
        posts.save_draft(viewer, draft=draft)


def _friends(viewer: Viewer, entry: Entry) -> None:
    keep_people(viewer.require_account(), entry.values["names"])


def _seconds(ends: datetime | None) -> int | None:
    return max(1, round((ends - clock.now()).total_seconds())) if ends else None


_TAKERS: dict[Part, Callable[[Viewer, Entry], None]] = {
    Part.PROFILE: _profile,
    Part.FOLLOWS: _follow,
    Part.BLOCKS: _block,
    Part.MUTES: _mute,
    Part.LISTS: _list,
    Part.FILTERS: _filter,
    Part.TAGS: _tag,
    Part.BOOSTS: _boost,
    Part.FAVOURITES: _favourite,
    Part.BOOKMARKS: _bookmark,
    Part.DRAFTS: _draft,
    Part.FRIENDS: _friends,
}
