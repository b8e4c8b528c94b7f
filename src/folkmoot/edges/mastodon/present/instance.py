"""The community as a client sees it, with its true limits."""

from datetime import timedelta

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.present import accounts as people
from folkmoot.edges.mastodon.present.addresses import absolute
from folkmoot.edges.mastodon.wire import instance as wire
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.infra import vapid
from folkmoot.infra.config import current
from folkmoot.infra.room import api as room
from folkmoot.infra.room.api import Growth
from folkmoot.infra.words import said
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import Role

VERSION = "0.1.0"
SPOKEN = "4.5.0"
"""The version of Mastodon's API that is spoken; clients compare it to know what they may call."""
API_LEVEL = 7
SOURCE = "https://github.com/folkmoot/folkmoot"
_MONTH = timedelta(days=28)
_HALF_YEAR = timedelta(days=180)


def second_version() -> wire.Instance:
    settings, config = community.settings(), current()
    return wire.Instance(
        domain=config.host,
        title=settings.name,
        version=_version(),
        source_url=SOURCE,
        description=settings.description,
        usage=wire.Usage(users=wire.ActiveMonth(active_month=_active(_MONTH))),
        thumbnail=wire.Thumbnail(url=absolute("/static/client/header.png"), description="", blurhash=None, versions={}),
        icon=[wire.Icon(src=absolute("/static/client/avatar.png"), size="400x400")],
        languages=list(settings.languages),
        configuration=_configuration(),
        registrations=_registrations(settings),
        api_versions=wire.ApiVersions(mastodon=API_LEVEL, folkmoot=1),
        contact=wire.Contact(email=settings.contact_email, account=_contact()),
        rules=rules(integrity.current_policy()),
    )


def first_version() -> wire.InstanceV1:
    settings, config = community.settings(), current()
    return wire.InstanceV1(
        uri=config.host,
        title=settings.name,
        short_description=settings.description,
        description=settings.description,
        email=settings.contact_email,
        version=_version(),
        urls=wire.UrlsV1(streaming_api=_streaming()),
        stats=wire.StatsV1(user_count=accounts.count_local(), status_count=posts.count_posts(), domain_count=0),
        thumbnail=absolute("/static/client/header.png"),
        languages=list(settings.languages),
        registrations=settings.registration != "closed" and room.now().has(Growth.JOINING),
        approval_required=settings.registration == "approval",
        invites_enabled=settings.registration == "invitation",
        configuration=wire.ConfigurationV1(
            accounts=account_limits(), statuses=status_limits(), media_attachments=media_limits(), polls=poll_limits()
        ),
        contact_account=_contact(),
        rules=rules(integrity.current_policy()),
    )


def nodeinfo(version: str) -> wire.NodeInfo:
    settings = community.settings()
    brief = wire.NodeSoftware(name="folkmoot", version=VERSION)
    full = wire.NodeSoftware(name="folkmoot", version=VERSION, repository=SOURCE, homepage=SOURCE)
    return wire.NodeInfo(
        version=version,
        software=brief if version == "2.0" else full,
        protocols=[],
        services=wire.NodeServices(inbound=[], outbound=[]),
        openRegistrations=settings.registration in {"open", "approval"},
        usage=wire.NodeUsage(
            users=wire.NodeUsers(
                total=accounts.count_local(), activeMonth=_active(_MONTH), activeHalfyear=_active(_HALF_YEAR)
            ),
            localPosts=posts.count_posts(),
        ),
        metadata={
            "nodeName": settings.name,
            "nodeDescription": settings.description,
            "openapi": absolute("/api/openapi.json"),
        },
    )


def rules(policy: integrity.Policy) -> list[wire.Rule]:
    """The clauses of the policy; a report names one by its id. The community writes them in one language."""
    return [wire.Rule(id=clause.id, text=clause.title, hint=clause.text, translations={}) for clause in policy.clauses]


def account_limits() -> wire.AccountLimits:
    return wire.AccountLimits(
        max_featured_tags=graph.MOST_FEATURED_TAGS,
        max_pinned_statuses=posts.MOST_PINS,
        max_profile_fields=accounts.MOST_FIELDS,
        profile_field_name_limit=accounts.FIELD_LIMIT,
        profile_field_value_limit=accounts.FIELD_LIMIT,
        max_note_length=accounts.BIO_LIMIT,
        max_display_name_length=accounts.NAME_LIMIT,
    )


def status_limits() -> wire.StatusLimits:
    """An address counts as so many characters, whatever its length."""
    return wire.StatusLimits(
        max_characters=posts.TEXT_LIMIT,
        max_media_attachments=posts.MOST_MEDIA,
        characters_reserved_per_url=posts.ADDRESS_LENGTH,
    )


def media_limits() -> wire.MediaLimits:
    """The true ones: no bytes of what the site has no room for at the moment."""
    config, there = current(), room.now()
    return wire.MediaLimits(
        supported_mime_types=list(media.MIME_TYPES),
        description_limit=media.LONGEST_DESCRIPTION,
        image_size_limit=config.image_limit if there.has(Growth.FILE) else 0,
        image_matrix_limit=media.MOST_PIXELS,
        video_size_limit=config.video_limit if there.has(Growth.VIDEO) else 0,
        video_frame_rate_limit=120,
        video_matrix_limit=media.MOST_PIXELS,
    )


def poll_limits() -> wire.PollLimits:
    return wire.PollLimits(
        max_options=posts.POLL_OPTIONS.stop - 1,
        max_characters_per_option=posts.POLL_OPTION_LIMIT,
        min_expiration=posts.POLL_SECONDS.start,
        max_expiration=posts.POLL_SECONDS.stop - 1,
    )


def _configuration() -> wire.Configuration:
    open_to_all = wire.TimelineAccess(local="public", remote="disabled")
    return wire.Configuration(
        urls=wire.Urls(
            streaming=_streaming(),
            status=None,
            about=absolute("/about"),
            privacy_policy=absolute("/privacy"),
            terms_of_service=absolute("/terms"),
        ),
        vapid=wire.Vapid(public_key=vapid.pair().public),
        accounts=account_limits(),
        statuses=status_limits(),
        media_attachments=media_limits(),
        polls=poll_limits(),
        translation=wire.Switch(enabled=False),
        timelines_access=wire.TimelinesAccess(
            live_feeds=open_to_all,
            hashtag_feeds=open_to_all,
            trending_link_feeds=wire.TimelineAccess(local="disabled", remote="disabled"),
        ),
        limited_federation=True,
    )


def _registrations(settings: community.CommunitySettings) -> wire.Registrations:
    by_yes, has_room = settings.registration == "approval", room.now().has(Growth.JOINING)
    return wire.Registrations(
        enabled=settings.registration != "closed" and has_room,
        approval_required=by_yes,
        reason_required=by_yes,
        message=None if has_room else said(room.SENTENCES[Growth.JOINING]),
        min_age=None,
        url=absolute("/sign-up"),
    )


def _contact() -> Account | None:
    """The first operator."""
    staff = accounts.staff_ids()
    roles = accounts.roles_of(staff)
    operator = next((account_id for account_id in staff if roles.get(account_id) is Role.OPERATOR), None)
    found = accounts.accounts_by_ids([operator]) if operator else {}
    return people.one(found[operator]) if operator in found else None


def _active(lately: timedelta) -> int:
    """Who published something lately: what people only read is not counted."""
    return posts.count_active(since=clock.now() - lately)


def _streaming() -> str:
    return current().public_streaming_origin.replace("http", "ws", 1)


def _version() -> str:
    return f"{SPOKEN} (compatible; Folkmoot {VERSION})"
