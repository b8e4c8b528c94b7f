"""Apps, tokens, lists, tags, reports, markers."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from folkmoot.domains.apps.api import AppView, IssuedToken, MarkerView, RegisteredApp
from folkmoot.domains.graph.api import ListView
from folkmoot.domains.integrity.api import PublicDecision, ReportView
from folkmoot.domains.posts import api as posts_domain
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
from folkmoot.infra import vapid
from folkmoot.infra.costly import Costly
from folkmoot.kernel import clock
from folkmoot.kernel.refs import SubjectKind

_VISIBILITIES = {"followers": "private", "friends": "private"}
_DAYS = 7
Uses = Mapping[date, tuple[int, int]]
"""By day: how many posts, of how many people."""
_used: Costly[Mapping[str, Uses]] = Costly(most=200)


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


def tags(names: Sequence[str], *, following: Collection[str] | None = None) -> list[wire.Tag]:
    """Tags in their order. `following`: those of them that the reader follows; None for nobody."""
    used = uses_of(names)
    return [
        tag(name, following=None if following is None else name in following, uses=used.get(name, {})) for name in names
    ]


def tag(
    name: str, *, following: bool | None = None, featuring: bool | None = None, uses: Uses | None = None
) -> wire.Tag:
    """A tag with the numbers of the last seven days, today first; asks for them where they are not given."""
    used = uses_of([name]).get(name, {}) if uses is None else uses
    history = [
        wire.History(day=str(int(day.timestamp())), uses=str(posts), accounts=str(people))
        for day in _last_days()
        for posts, people in [used.get(day.date(), (0, 0))]
    ]
    return wire.Tag(
        id=name,
        name=name,
        url=tag_address(name),
        history=history,
        following=UNSET if following is None else following,
        featuring=UNSET if featuring is None else featuring,
    )


def uses_of(names: Sequence[str]) -> Mapping[str, Uses]:
    """How often tags were used on each of the last seven days, and by how many; two queries, or none."""
    key = tuple(sorted(names))
    return _used.get((key, clock.now().date()), lambda: posts_domain.tag_days(key, _last_days()[-1])) if key else {}


def _last_days() -> list[datetime]:
    today = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return [today - timedelta(days=back) for back in range(_DAYS)]


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
        "vapid_key": vapid.pair().public,
    }
