"""Change the poll of a post that is edited."""

from folkmoot.domains.posts import compose
from folkmoot.domains.posts.models import Poll, PollOption, PollVote
from folkmoot.infra.jobs.api import enqueue


def replace_poll(post_id: int, poll: compose.Poll, *, sealed: tuple[str, ...] | None) -> None:
    """Give a post this poll, in the caller's transaction. Other choices, or one where there were several, begin the
    voting anew.

    `sealed`: the choices before, where they lie in the vault; None for a post whose choices stand in the table.
    """
    held = Poll.objects.select_for_update().filter(post_id=post_id).first()
    same = held is not None and held.multiple == poll.multiple and _choices(post_id, sealed) == poll.options
    terms = {"multiple": poll.multiple, "hide_totals": poll.hide_totals, "expires_at": poll.expires_at}
    Poll.objects.update_or_create(post_id=post_id, defaults=terms if same else {**terms, "voters": 0})
    if not same:
        _forget(post_id)
        shown = poll.options if sealed is None else [""] * len(poll.options)
        PollOption.objects.bulk_create(
            PollOption(post_id=post_id, place=place, text=text) for place, text in enumerate(shown)
        )
    enqueue("posts.end_poll", run_at=poll.expires_at, post_id=post_id)


def remove_poll(post_id: int) -> None:
    """With its votes, in the caller's transaction. Without a poll nothing happens."""
    if Poll.objects.select_for_update().filter(post_id=post_id).first() is not None:
        _forget(post_id)
        Poll.objects.filter(post_id=post_id).delete()


def _forget(post_id: int) -> None:
    PollVote.objects.filter(post_id=post_id).delete()
    PollOption.objects.filter(post_id=post_id).delete()


def _choices(post_id: int, sealed: tuple[str, ...] | None) -> tuple[str, ...]:
    if sealed is not None:
        return sealed
    return tuple(PollOption.objects.filter(post_id=post_id).order_by("place").values_list("text", flat=True))
