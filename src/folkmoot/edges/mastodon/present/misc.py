"""Apps, tokens, lists, tags, reports, markers."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from folkmoot.domains.apps.api import AppView, IssuedToken, MarkerView, RegisteredApp
from folkmoot.domains.graph.api import ListView
from folkmoot.domains.integrity.api import PublicDecision, ReportView
from folkmoot.domains.posts.api import ScheduledPost
from folkmoot.edges.mastodon.present.addresses import tag_address
from folkmoot.edges.mastodon.wire import misc as wire
from folkmoot.edges.mastodon.wire import notifications, oauth
from folkmoot.edges.mastodon.wire.accounts import Account
from folkmoot.edges.mastodon.wire.base import UNSET, moment, moment_or_none
from folkmoot.edges.mastodon.wire.statuses import (
    MediaAttachment,
    ScheduledParams,
    ScheduledPoll,
    ScheduledStatus,
)
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectKind

_VISIBILITIES = {"followers": "private", "friends": "private"}
_DAYS = 7


def application(app: AppView) -> oauth.Application:
    return oauth.Application(**_application(app))


def registered(new: RegisteredApp) -> oauth.CredentialApplication:
    return oauth.CredentialApplication(
        **_application(new.app),
        client_id=new.app.client_id,
        client_secret=new.client_secret,
        client_secret_expires_at=0,
    )


def token(issued: IssuedToken) -> oauth.Token:
    return oauth.Token(
        access_token=issued.token,
        token_type="Bearer",  # noqa: S106 - the kind of token, in the word of RFC 6750
        scope=" ".join(issued.scopes),
        created_at=int(issued.created_at.timestamp()),
    )


def user_list(view: ListView) -> wire.UserList:
    return wire.UserList(
        id=str(view.id), title=view.title, replies_policy=view.replies_policy.value, exclusive=view.exclusive
    )


def tag(name: str, *, following: bool | None = None, uses: int = 0, people: int = 0) -> wire.Tag:
    """A tag; the numbers of the last seven days stand on the newest of them."""
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    history = [
        wire.History(
            day=str(int(day.timestamp())),
            uses=str(uses if day == today else 0),
            accounts=str(people if day == today else 0),
        )
        for day in days
    ]
    followed = UNSET if following is None else following
    return wire.Tag(id=name, name=name, url=tag_address(name), history=history, following=followed)


def marker(view: MarkerView) -> notifications.Marker:
    return notifications.Marker(
        last_read_id=str(view.last_read_id), version=view.version, updated_at=moment(view.updated_at)
    )


def report(view: ReportView, target: Account) -> wire.Report:
    refs = [ref for ref in (view.ref, *view.related) if ref.kind is SubjectKind.POST]
    return wire.Report(
        id=str(view.id),
        action_taken=bool(view.acted),
        action_taken_at=moment_or_none(view.answered_at),
        category="violation" if view.clause_id else "other",
        comment=view.comment,
        forwarded=view.forward,
        created_at=moment(view.created_at),
        status_ids=[str(ref.id) for ref in refs] or None,
        rule_ids=[view.clause_id] if view.clause_id else None,
        target_account=target,
    )


def scheduled(view: ScheduledPost, files: Sequence[MediaAttachment], *, app_id: int | None) -> ScheduledStatus:
    draft = view.draft
    options = (
        ScheduledPoll(
            options=list(draft.poll.options),
            expires_in=str(draft.poll.lasts_seconds),
            multiple=draft.poll.multiple,
            hide_totals=draft.poll.hide_totals,
        )
        if draft.poll
        else None
    )
    params = ScheduledParams(
        text=draft.text,
        poll=options,
        media_ids=[str(media_id) for media_id in draft.media_ids] or None,
        sensitive=draft.sensitive,
        spoiler_text=draft.warning or None,
        visibility=_VISIBILITIES.get(draft.visibility.value, draft.visibility.value),
        language=draft.language or None,
        in_reply_to_id=str(draft.reply_to_id) if draft.reply_to_id else None,
        quoted_status_id=str(draft.quote_of_id) if draft.quote_of_id else None,
        scheduled_at=None,
        idempotency=None,
        application_id=str(app_id or 0),
        with_rate_limit=False,
    )
    return ScheduledStatus(
        id=str(view.id), scheduled_at=moment(view.scheduled_at), params=params, media_attachments=list(files)
    )


def decision(view: PublicDecision) -> wire.PublicDecision:
    return wire.PublicDecision(
        id=str(view.id),
        subject=view.subject_kind,
        policy_version=view.policy_version,
        clause=view.clause_id,
        title=view.clause_title,
        treatment=view.treatment.value,
        factor=view.factor,
        automated=view.automated,
        created_at=moment(view.created_at),
        undone_at=moment_or_none(view.undone_at),
        log_entry=str(view.log_entry),
    )


def _application(app: AppView) -> dict[str, Any]:
    return {
        "id": str(app.id),
        "name": app.name,
        "website": app.website or None,
        "scopes": list(app.scopes),
        "redirect_uris": list(app.redirect_uris),
        "redirect_uri": "\n".join(app.redirect_uris),
        "vapid_key": "",
    }
