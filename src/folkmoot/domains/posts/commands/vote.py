"""Votes on posts, and in polls."""

from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.posts.access import access_post
from folkmoot.domains.posts.commands.targets import target_of_mark
from folkmoot.domains.posts.events import PollEnded
from folkmoot.domains.posts.models import Poll, PollOption, PollVote, PostCounts, Vote
from folkmoot.domains.posts.policy import vote_counts
from folkmoot.domains.posts.types import PostView
from folkmoot.infra.audit.api import record
from folkmoot.infra.jobs.api import register
from folkmoot.infra.limits import acts
from folkmoot.infra.outbox.api import publish as publish_event
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.errors import Conflict, Invalid, NotFound
from folkmoot.kernel.ids import new_id, time_of
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Viewer

VALUES = (-1, 0, 1)


def vote(viewer: Viewer, *, post_id: int, value: int) -> PostView:
    """Vote 1 (up) or -1 (down) on a post, or 0 to take the vote back. Voting again replaces; twice is once.

    Raises NotFound; Invalid for another value or one's own post; Forbidden for an account that may not vote.
    """
    voter_id = viewer.require_account()
    if value not in VALUES:
        raise Invalid("A vote is up (1), down (-1) or taken back (0).", field="value")
    target = target_of_mark(viewer, post_id)
    if target.author.id == voter_id:
        raise Invalid("Nobody votes on a post of their own.", field="post")
    integrity.refuse_restricted(voter_id, [integrity.Limited.REACT])
    acts.count(acts.REACTIONS, voter_id)
    counted = _counts(voter_id)
    with atomic_write():
        _hold(PostCounts.objects.filter(post_id=target.id))
        old = Vote.objects.filter(account_id=voter_id, post_id=target.id).first()
        if (old.value if old else 0) != value:
            _replace(old, voter_id, target.id, value, counted=counted)
            record(voter_id, "post.vote", post_ref(target.id), value=value)
    return access_post(viewer, target.id)


def vote_in_poll(viewer: Viewer, *, post_id: int, choices: tuple[int, ...]) -> PostView:
    """Choose in a poll, once.

    Raises NotFound, Invalid, Conflict after the end or for a second vote, Forbidden as `vote`.
    """
    voter_id = viewer.require_account()
    target = target_of_mark(viewer, post_id)
    poll = target.poll
    if poll is None:
        raise NotFound("no poll")
    _check(choices, len(poll.options), multiple=poll.multiple)
    if poll.expired:
        raise Conflict("poll ended", safe="This poll has ended.")
    integrity.refuse_restricted(voter_id, [integrity.Limited.REACT])
    acts.count(acts.REACTIONS, voter_id)
    with atomic_write():
        _hold(Poll.objects.filter(post_id=target.id))
        if PollVote.objects.filter(post_id=target.id, account_id=voter_id).exists():
            raise Conflict("voted before", safe="You have voted in this poll.")
        PollVote.objects.bulk_create(
            PollVote(post_id=target.id, account_id=voter_id, place=choice) for choice in choices
        )
        chosen = PollOption.objects.filter(post_id=target.id, place__in=choices).update(votes=F("votes") + 1)
        if chosen != len(choices):
            raise Conflict("poll changed", safe="This poll was changed. Please look at it again.")
        Poll.objects.filter(post_id=target.id).update(voters=F("voters") + 1)
        record(voter_id, "poll.vote", post_ref(target.id))
    return access_post(viewer, target.id)


def _hold(rows: "QuerySet[Any]") -> None:
    """Make other votes on the same wait for this transaction: each must see whether its voter has voted."""
    list(rows.select_for_update())


def _counts(voter_id: int) -> bool:
    began = accounts.site_began_at()
    return vote_counts(joined_at=time_of(voter_id), site_began_at=began, now=clock.now())


def _replace(old: Vote | None, voter_id: int, post_id: int, value: int, *, counted: bool) -> None:
    if old is not None:
        _add(post_id, column_of(old.value, counted=old.counted), -1)
        old.delete()
    if value:
        Vote.objects.create(id=new_id(), account_id=voter_id, post_id=post_id, value=value, counted=counted)
        _add(post_id, column_of(value, counted=counted), 1)


def column_of(value: int, *, counted: bool) -> str:
    """The counter that a vote stands in."""
    if not counted:
        return "uncounted"
    return "up" if value > 0 else "down"


def _add(post_id: int, column: str, step: int) -> None:
    PostCounts.objects.filter(post_id=post_id).update(**{column: Greatest(F(column) + step, Value(0))})


def _check(choices: tuple[int, ...], options: int, *, multiple: bool) -> None:
    if not choices or len(set(choices)) != len(choices) or any(choice not in range(options) for choice in choices):
        raise Invalid("Please choose among what this poll offers.", field="choices")
    if len(choices) > 1 and not multiple:
        raise Invalid("In this poll one choice is possible.", field="choices")


def _end_poll(*, post_id: int) -> None:
    poll = Poll.objects.filter(post_id=post_id).first()
    if poll is not None and poll.expires_at is not None and poll.expires_at <= clock.now():
        with atomic_write():
            publish_event(PollEnded(post_id))


register("posts.end_poll", _end_poll)
