"""Every entity, byte for byte, as it stands in tests/contracts/golden. `pytest --update-golden` writes them anew."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from folkmoot.domains.integrity.api import PublicDecision, Treatment
from folkmoot.domains.notifications.api import NotificationGroup, NotificationKind
from folkmoot.edges.mastodon.endpoints import push
from folkmoot.edges.mastodon.errors import present as present_error
from folkmoot.edges.mastodon.present import (
    accounts,
    community,
    events,
    feeds,
    filters,
    instance,
    misc,
    notifications,
    statements,
    statuses,
)
from folkmoot.edges.mastodon.present.media import attachment
from folkmoot.edges.mastodon.wire import accounts as people_wire
from folkmoot.edges.mastodon.wire import community as community_wire
from folkmoot.edges.mastodon.wire import instance as instance_wire
from folkmoot.edges.mastodon.wire import misc as misc_wire
from folkmoot.edges.mastodon.wire import notifications as notification_wire
from folkmoot.edges.mastodon.wire import oauth as oauth_wire
from folkmoot.edges.mastodon.wire import statements as statement_wire
from folkmoot.edges.mastodon.wire import statuses as status_wire
from folkmoot.edges.mastodon.wire.base import encode
from folkmoot.infra import vapid
from folkmoot.infra.fresh import forget_all
from folkmoot.kernel.clock import FrozenClock
from folkmoot.kernel.errors import Invalid
from tests.edges.mastodon import fixed
from tests.edges.mastodon.golden_admin import ADMIN_ENTITIES
from tests.edges.mastodon.golden_groups import GROUP_ENTITIES

forget_all(pinned=True)  # what follows is made while this file is read, and no table is there to ask for emojis
GOLDEN = Path(__file__).resolve().parents[2] / "contracts" / "golden"
ANA = accounts.account(fixed.ANA, fixed.ABOUT_ANA)
BEN = accounts.account(fixed.BEN, accounts.About())
AUTHORS = {fixed.ANA.id: ANA, fixed.BEN.id: BEN}
READER = fixed.ANA.id


def status(post: Any, reader: int | None = READER) -> status_wire.Status:
    return statuses.status(post, AUTHORS, reader)


def preferences() -> misc_wire.Preferences:
    return misc_wire.Preferences(
        visibility="public",
        sensitive=False,
        language="en",
        quote_policy="public",
        expand_media="default",
        expand_spoilers=False,
        autoplay=False,
    )


def decision() -> misc_wire.PublicDecision:
    found = fixed.DECISION
    view = PublicDecision(
        id=found.id,
        subject_kind="post",
        policy_version=found.policy_version,
        clause_id=found.clause_id,
        clause_title=found.clause_title,
        treatment=Treatment.REMOVE,
        factor=None,
        automated=False,
        created_at=fixed.NOON,
        undone_at=fixed.LATER,
        log_entry=found.log_entry,
    )
    return misc.decision(view)


EMOJI = people_wire.Emoji(
    shortcode="blobcat",
    url="http://town.example/media/0-emoji.webp",
    static_url="http://town.example/media/1-emoji.png",
    visible_in_picker=True,
    category="Cats",
)
SUMMARY = notification_wire.PolicySummary(pending_requests_count=1, pending_notifications_count=2)


def statement() -> statement_wire.Statement:
    message = statement_wire.AppealMessage(
        text="It was a joke.", from_staff=False, created_at="2026-03-01T13:00:00.000Z"
    )
    own = statement_wire.OwnAppeal(id="501", state="pending", due_at="2026-03-08T13:00:00.000Z", messages=[message])
    return msgspec.structs.replace(statements.statement(fixed.DECISION, None), appeal=own)


@pytest.fixture(autouse=True)
def _a_key_of_the_site_that_is_always_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vapid, "pair", lambda: fixed.KEY_PAIR)


ENTITIES: dict[str, Callable[[], Any]] = {
    "account": lambda: ANA,
    "account_without_anything": lambda: BEN,
    "credential_account": lambda: accounts.credential_account(fixed.ANA, fixed.ABOUT_ANA, follow_requests=2),
    "relationship": lambda: accounts.relationship(fixed.RELATIONSHIP),
    "suggestion": lambda: people_wire.Suggestion(
        source="past_interactions", sources=["friends_of_friends"], account=BEN
    ),
    "familiar_followers": lambda: people_wire.FamiliarFollowers(id="101", accounts=[BEN]),
    "status": lambda: status(fixed.POST),
    "status_for_nobody": lambda: status(fixed.POST, None),
    "status_reply_with_poll": lambda: status(fixed.REPLY),
    "status_article": lambda: status(fixed.ARTICLE),
    "status_treated": lambda: status(fixed.TREATED),
    "status_filtered": lambda: status(fixed.FILTERED),
    "status_boost": lambda: status(fixed.BOOST),
    "status_quote": lambda: status(fixed.QUOTE),
    "status_quote_of_deleted": lambda: status(fixed.QUOTE_OF_GONE),
    "status_removed": lambda: status(fixed.GONE),
    "status_source": lambda: status_wire.StatusSource(id="201", text="Tide", spoiler_text=""),
    "status_edit": lambda: statuses.edit(fixed.REVISION, fixed.POST, ANA),
    "context": lambda: status_wire.Context(ancestors=[status(fixed.POST)], descendants=[]),
    "media_attachment": lambda: attachment(fixed.PICTURE),
    "media_attachment_sound": lambda: attachment(fixed.SOUND),
    "poll": lambda: statuses.poll(fixed.POLL, signed_in=True),
    "poll_hidden": lambda: statuses.poll(fixed.HIDDEN_POLL, signed_in=False),
    "scheduled_status": lambda: misc.scheduled(fixed.SCHEDULED, [attachment(fixed.PICTURE)], app_id=901),
    "conversation": lambda: status_wire.Conversation(
        id="801", unread=True, accounts=[BEN], last_status=status(fixed.REPLY)
    ),
    "filter": lambda: filters.full(fixed.FILTER, fixed.FILTER_POSTS),
    "filter_v1": lambda: filters.first_version(fixed.FILTER, fixed.FILTER.keywords[0]),
    "filter_result": lambda: filters.result(fixed.FILTERED.filters[0]),
    "list": lambda: misc.user_list(fixed.LIST),
    "tag": lambda: misc.tag("boats", following=True, uses={fixed.NOON.date(): (7, 3)}),
    "search": lambda: misc_wire.Search(accounts=[BEN], statuses=[], hashtags=[misc.tag("boats", uses={})]),
    "application": lambda: misc.application(fixed.APP),
    "credential_application": lambda: misc.registered(fixed.REGISTERED),
    "token": lambda: misc.token(fixed.TOKEN),
    "web_push_subscription": lambda: push.shown(fixed.SUBSCRIPTION),
    "marker": lambda: {"home": misc.marker(fixed.MARKER)},
    "report": lambda: misc.report(fixed.REPORT, ANA),
    "preferences": preferences,
    "why": lambda: feeds.why(fixed.WHY),
    "decision": decision,
    "event": lambda: events.event(fixed.EVENT, status(fixed.EVENT.post)),
    **ADMIN_ENTITIES,
    **GROUP_ENTITIES,
    "custom_emoji": lambda: EMOJI,
    "announcement": lambda: community.announcement(fixed.ANNOUNCEMENT),
    "featured_tag": lambda: community_wire.FeaturedTag(
        id="1101", name="boats", url="http://town.example/@ana/tagged/boats", statuses_count="7", last_status_at=None
    ),
    "profile": lambda: msgspec.structs.replace(
        community.profile(fixed.ANA, (), hides=False), featured_tags=[ENTITIES["featured_tag"]()]
    ),
    "notification_policy": lambda: notification_wire.NotificationPolicy(
        for_not_following="filter",
        for_not_followers="accept",
        for_new_accounts="drop",
        for_private_mentions="accept",
        for_limited_accounts="filter",
        summary=SUMMARY,
    ),
    "notification_policy_v1": lambda: notification_wire.NotificationPolicyV1(
        filter_not_following=True,
        filter_not_followers=False,
        filter_new_accounts=True,
        filter_private_mentions=False,
        summary=SUMMARY,
    ),
    "request_of_notifications": lambda: community_wire.NotificationRequest(
        id="1201",
        created_at="2026-03-01T12:00:00.000Z",
        updated_at="2026-03-01T13:00:00.000Z",
        account=BEN,
        notifications_count="2",
        last_status=status(fixed.REPLY),
    ),
    "requests_merged": lambda: community_wire.Merged(merged=True),
    "partial_account": lambda: notifications.partial(ANA),
    "unread_count": lambda: notification_wire.UnreadCount(count=3),
    "terms_of_service": lambda: instance_wire.TermsOfService(
        effective_date="2026-03-01", effective=True, content="<p>Be kind.</p>", succeeded_by=None
    ),
    "extended_description": lambda: instance_wire.ExtendedDescription(updated_at=None, content="<p>A town.</p>"),
    "language": lambda: instance_wire.Language(code="pt", name="Português"),
    "annual_reports": lambda: misc_wire.AnnualReports(annual_reports=[], accounts=[], statuses=[]),
    "user_info": lambda: oauth_wire.UserInfo(
        iss="http://town.example/",
        sub=ANA.uri,
        name="Ana",
        preferred_username="ana",
        profile=ANA.url,
        picture=ANA.avatar,
    ),
    "statement": statement,
    "strike": lambda: statement_wire.Strike(
        decision_id="401",
        title="Threats",
        given_at="2026-03-01T12:00:00.000Z",
        expires_at="2026-05-30T12:00:00.000Z",
    ),
    "error": lambda: present_error(Invalid("Text can't be blank", field="text"))[1],
}


@pytest.mark.parametrize("name", ENTITIES)
def test_an_entity_is_what_it_was(name: str, clock: FrozenClock, request: pytest.FixtureRequest) -> None:
    compare(name, ENTITIES[name](), request)


@pytest.mark.parametrize("place", range(len(fixed.NOTIFICATIONS)))
def test_a_notification_is_what_it_was(place: int, request: pytest.FixtureRequest) -> None:
    view = fixed.NOTIFICATIONS[place]
    posts = {fixed.REPLY.id: status(fixed.REPLY)}
    actor = AUTHORS[view.actor.id] if view.actor else ANA
    report = misc.report(view.report, ANA) if view.report and view.reported else msgspec.UNSET
    compare(
        f"notification_{view.kind.value}",
        notifications.notification(view, actor, ANA, posts, report=report),
        request,
    )


def test_a_group_of_notifications_is_what_it_was(request: pytest.FixtureRequest) -> None:
    group = NotificationGroup("follow-1", NotificationKind.FOLLOW, (fixed.NOTIFICATIONS[1],))
    compare("notification_group", notifications.group_of(group, ANA), request)


def test_the_documents_about_the_community_are_what_they_were(request: pytest.FixtureRequest) -> None:
    rules = [instance_wire.Rule(id="harm", text="Harm", hint="No threats.", translations={})]
    compare("instance", msgspec.structs.replace(instance.second_version(), rules=rules), request)
    compare("instance_v1", msgspec.structs.replace(instance.first_version(), rules=rules), request)
    compare("nodeinfo_2_0", instance.nodeinfo("2.0"), request)
    compare("nodeinfo_2_1", instance.nodeinfo("2.1"), request)


def compare(name: str, entity: Any, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / f"{name}.json"
    made = msgspec.json.format(encode(entity), indent=2).decode() + "\n"
    if request.config.getoption("--update-golden", default=False):
        file.write_text(made, encoding="utf-8")
    assert made == file.read_text(encoding="utf-8")


def test_no_golden_file_is_left_over() -> None:
    kinds = {f"notification_{view.kind.value}" for view in fixed.NOTIFICATIONS}
    documents = {"notification_group", "instance", "instance_v1", "nodeinfo_2_0", "nodeinfo_2_1"}
    assert {file.stem for file in GOLDEN.glob("*.json")} == {*ENTITIES, *kinds, *documents}
