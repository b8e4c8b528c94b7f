"""Announcements, featured hashtags, requests of notifications, one's own profile for editing."""

from collections.abc import Sequence

from folkmoot.domains.accounts.api import AccountKind, AccountView
from folkmoot.domains.community.api import Announcement, Reaction
from folkmoot.domains.graph.api import FollowedTagView
from folkmoot.domains.media import api as media
from folkmoot.domains.notifications.api import NotificationRequest
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present import statuses
from folkmoot.edges.mastodon.present.addresses import absolute, whole_links
from folkmoot.edges.mastodon.present.emojis import emojis_in
from folkmoot.edges.mastodon.wire import community as wire
from folkmoot.edges.mastodon.wire.base import UNSET, day, moment, moment_or_none
from folkmoot.kernel.viewer import Viewer


def announcement(view: Announcement) -> wire.Announcement:
    return wire.Announcement(
        id=str(view.id),
        content=whole_links(view.html),
        starts_at=moment_or_none(view.starts_at),
        ends_at=moment_or_none(view.ends_at),
        all_day=view.all_day,
        published_at=moment(view.publish_at),
        updated_at=moment(view.changed_at),
        read=view.read,
        mentions=[],
        statuses=[],
        tags=[],
        emojis=emojis_in(view.text),
        reactions=[reaction(one) for one in view.reactions],
    )


def reaction(view: Reaction) -> wire.Reaction:
    found = emojis_in(f":{view.name}:")
    return wire.Reaction(
        name=view.name,
        count=view.count,
        me=view.own,
        url=found[0].url if found else UNSET,
        static_url=found[0].static_url if found else UNSET,
    )


def featured_tags(owner: AccountView, tags: Sequence[FollowedTagView]) -> list[wire.FeaturedTag]:
    """Each with how often its owner used it; one query."""
    used = posts.tags_of_author(owner.id, [view.tag for view in tags])
    return [
        wire.FeaturedTag(
            id=str(view.id),
            name=view.tag,
            url=absolute(f"{owner.url}/tagged/{view.tag}"),
            statuses_count=str(used[view.tag].posts),
            last_status_at=day(last) if (last := used[view.tag].last_at) else None,
        )
        for view in tags
    ]


def requests(viewer: Viewer, views: Sequence[NotificationRequest]) -> list[wire.NotificationRequest]:
    known = people.by_id(view.account for view in views)
    about = [view.last_post for view in views if view.last_post is not None]
    shown = dict(zip((post.id for post in about), statuses.many(viewer, about), strict=True))
    return [
        wire.NotificationRequest(
            id=str(view.id),
            created_at=moment(view.created_at),
            updated_at=moment(view.updated_at),
            account=known[view.account.id],
            notifications_count=str(view.count),
            last_status=shown[view.last_post.id] if view.last_post is not None else UNSET,
        )
        for view in views
    ]


def profile(view: AccountView, tags: Sequence[FollowedTagView], *, hides: bool) -> wire.Profile:
    """Nobody describes profile pictures here, and all tabs of a profile are shown."""
    avatar = absolute(media.public_address(view.avatar_key)) if view.avatar_key else None
    header = absolute(media.public_address(view.header_key)) if view.header_key else None
    return wire.Profile(
        id=str(view.id),
        display_name=view.display_name,
        note=view.bio,
        fields=[wire.ProfileField(name=field.name, value=field.value) for field in view.fields],
        avatar=avatar,
        avatar_static=avatar,
        avatar_description="",
        header=header,
        header_static=header,
        header_description="",
        locked=view.locked,
        bot=view.bot or view.kind is AccountKind.SERVICE,
        hide_collections=hides,
        discoverable=view.discoverable,
        indexable=view.indexable,
        show_media=True,
        show_media_replies=True,
        show_featured=True,
        attribution_domains=list(view.attribution_domains),
        featured_tags=featured_tags(view, tags),
    )
