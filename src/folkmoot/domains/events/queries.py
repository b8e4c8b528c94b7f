"""Lists of events, who comes, and whom to tell."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.events.access import access_event
from folkmoot.domains.events.models import Event, EventAnswer
from folkmoot.domains.events.presenting import present
from folkmoot.domains.events.types import Answer, EventView, Which
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import Visibility
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import Viewer

PAGE = 30
SHOWN_PEOPLE = 60
_IN_CALENDAR = 300
_KEPT_IN_CALENDAR = timedelta(days=90)
_COMING = (Answer.GOING.value, Answer.MAYBE.value)


@dataclass(frozen=True, slots=True)
class Told:
    """What a notification of an event needs: `answers` are going, or going and maybe, without the organiser."""

    post_id: int
    organiser_id: int
    account_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """`after`: the event after which the list goes on; None at its end."""

    items: tuple[EventView, ...]
    after: int | None


def list_events(
    viewer: Viewer,
    which: Which = Which.ALL,
    *,
    group_id: int | None = None,
    after: int | None = None,
    limit: int = PAGE,
) -> Listed:
    """What is to come, the next first; of what is past, the last first. `group_id`: of one group alone.

    What was removed, held or reduced, and what the viewer may not know, is left out, so a part may be short.
    """
    past = which is Which.PAST
    rows = _of(viewer, which).exclude(post_id=None)
    rows = rows.filter(ends_at__lte=clock.now()) if past else rows.filter(ends_at__gt=clock.now())
    if group_id is not None:
        rows = rows.filter(group_id=group_id)
    last = Event.objects.filter(id=after).first() if after is not None else None
    if last is not None:
        rows = rows.filter(_beyond(last, past=past))
    kept = list(rows.order_by(*(("-ends_at", "-id") if past else ("starts_at", "id")))[: limit + 1])
    more = kept[limit - 1].id if len(kept) > limit else None
    return Listed(_shown(viewer, kept[:limit], own=which is Which.MINE), more)


def calendar_of(account_id: int) -> tuple[EventView, ...]:
    """What somebody organises, goes to or may go to, cancelled or not, from 90 days ago on; 300 at most."""
    viewer = Viewer(account_id=account_id)
    rows = _mine(account_id).filter(ends_at__gt=clock.now() - _KEPT_IN_CALENDAR).exclude(post_id=None)
    return _shown(viewer, list(rows.order_by("starts_at", "id")[:_IN_CALENDAR]), own=True)


def people_of(viewer: Viewer, event_id: int, answer: Answer = Answer.GOING) -> tuple[AccountView, ...]:
    """Who comes, in the order in which they first answered; only for members, without whom a block separates from them.

    Raises NotFound, NotSignedIn.
    """
    viewer.require_account()
    access_event(viewer, event_id)
    rows = EventAnswer.objects.filter(event_id=event_id, answer=answer).order_by("id")
    ids = list(rows.values_list("account_id", flat=True)[:SHOWN_PEOPLE])
    found, met, around = (
        accounts.accounts_by_ids(ids),
        accounts.present_for(viewer, ids),
        graph.surroundings(viewer, ids),
    )
    apart = around.blocked_by | around.blocking
    return tuple(found[one] for one in ids if one in found and one in met and one not in apart)


def told(event_id: int, answers: Collection[Answer]) -> Told | None:
    """Whom to tell of an event; None where it is gone."""
    row = Event.objects.filter(id=event_id).first()
    if row is None or row.post_id is None:
        return None
    found = EventAnswer.objects.filter(event_id=event_id, answer__in=list(answers)).exclude(account_id=row.organiser_id)
    return Told(row.post_id, row.organiser_id, tuple(found.order_by("id").values_list("account_id", flat=True)))


def _of(viewer: Viewer, which: Which) -> "QuerySet[Event]":
    if viewer.account_id is None:
        return Event.objects.filter(visibility=Visibility.PUBLIC)
    if which is Which.MINE:
        return _mine(viewer.account_id)
    own = [group.id for group in groups.mine(viewer)]
    if which is Which.GROUPS:
        return Event.objects.filter(group_id__in=own)
    mine = _mine(viewer.account_id).values("id")
    known = Q(visibility=Visibility.PUBLIC) | Q(group_id__in=own) | Q(id__in=mine)
    followed = Q(visibility=Visibility.FOLLOWERS, organiser_id__in=graph.followee_ids(viewer.account_id))
    return Event.objects.filter(known | followed)


def _mine(account_id: int) -> "QuerySet[Event]":
    answered = EventAnswer.objects.filter(account_id=account_id, answer__in=_COMING)
    return Event.objects.filter(Q(organiser_id=account_id) | Q(id__in=answered.values("event_id")))


def _beyond(last: Event, *, past: bool) -> Q:
    at: datetime = last.ends_at if past else last.starts_at
    if past:
        return Q(ends_at__lt=at) | Q(ends_at=at, id__lt=last.id)
    return Q(starts_at__gt=at) | Q(starts_at=at, id__gt=last.id)


def _shown(viewer: Viewer, rows: list[Event], *, own: bool) -> tuple[EventView, ...]:
    surface = posts.Surface.OWN if own else posts.Surface.EXPLORE
    found = posts.hydrate(viewer, [row.post_id for row in rows if row.post_id is not None], surface=surface)
    shown = {post.id: post for post in found if post.gap is None}
    return present(viewer, [(row, shown[row.post_id]) for row in rows if row.post_id in shown])
