"""What the town wrote, and what it did with it: marks, votes, boosts."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from folkmoot.domains.graph import api as graph
from folkmoot.domains.media import api as media
from folkmoot.domains.posts import api as posts
from folkmoot.edges.cli.demo import pictures
from folkmoot.edges.cli.demo.town import NEWCOMER, Town, read, span
from folkmoot.kernel.viewer import Viewer

_SIZE = (1200, 800)
_REPLYING = timedelta(minutes=1)


def write(town: Town) -> int:
    """Plan all posts of two weeks with their threads; returns how many they are."""
    planned = [_plan(town, post, town.now - span(post["ago"]), ()) for post in read("posts.yaml")["posts"]]
    _arrangements(town)
    return sum(planned)


def _plan(town: Town, post: dict[str, Any], moment: datetime, above: tuple[str, ...]) -> int:
    """Plan a post and those below it; returns how many they are."""
    name = post.get("name") or f"post{len(town.authors)}"
    town.authors[name] = post["by"]
    town.plan(moment, partial(_publish, town, post, name, above[-1:]))
    for deed in _reactions(town, post, name):
        town.plan(moment + timedelta(minutes=town.chance.randrange(2, 400)), deed)
    below = 0
    latest = moment
    for reply in post.get("replies", ()):
        latest = max(moment + span(reply["after"]), latest + _REPLYING)
        below += _plan(town, reply, latest, (*above, name))
    return 1 + below


def _publish(town: Town, post: dict[str, Any], name: str, above: tuple[str, ...]) -> None:
    viewer = town.people[post["by"]]
    draft = posts.PostDraft(
        text=post["text"].strip(),
        kind=posts.PostKind(post.get("kind", "post")),
        title=post.get("title", ""),
        visibility=posts.Visibility(post.get("visibility", "public")),
        warning=post.get("warning", ""),
        language=post.get("lang", "en"),
        reply_to_id=town.posts[above[0]] if above else None,
        quote_of_id=town.posts[post["quote"]] if "quote" in post else None,
        media_ids=tuple(_paint(viewer, post, name)),
        poll=_poll(post),
    )
    town.posts[name] = posts.publish(viewer, draft=draft).id


def _paint(viewer: Viewer, post: dict[str, Any], name: str) -> Iterable[int]:
    for scene, alt in zip(_listed(post.get("picture")), _listed(post.get("alt")), strict=True):
        file = pictures.paint(scene, _SIZE, name)
        yield media.upload(viewer, file=file, description=alt).id


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def _poll(post: dict[str, Any]) -> posts.PollDraft | None:
    if "poll" not in post:
        return None
    days = post["poll"]["days"]
    return posts.PollDraft(options=tuple(post["poll"]["options"]), lasts_seconds=days * 24 * 3600)


def _reactions(town: Town, post: dict[str, Any], name: str) -> Iterable[Callable[[], object]]:
    author = post["by"]
    for who in _who(town, post.get("favourites", 0), author):
        yield partial(_do, town, posts.favourite, who, name)
    for who in _who(town, post.get("boosts", 0), author):
        yield partial(_do, town, posts.boost, who, name)
    up, down = post.get("up", 0), post.get("down", 0)
    for place, who in enumerate(town.some(up + down, without=author)):
        yield partial(_do, town, posts.vote, who, name, value=1 if place < up else -1)
    votes = post.get("poll", {}).get("votes", [])
    choices = [choice for choice, count in enumerate(votes) for _ in range(count)]
    for who, choice in zip(town.some(len(choices), without=author), choices, strict=True):
        yield partial(_do, town, posts.vote_in_poll, who, name, choices=(choice,))


def _who(town: Town, wanted: int | list[str], author: str) -> list[str]:
    return wanted if isinstance(wanted, list) else town.some(wanted, without=author)


def _do(town: Town, verb: Callable[..., object], who: str, name: str, **more: object) -> None:
    verb(town.people[who], post_id=town.posts[name], **more)


def _arrangements(town: Town) -> None:
    """Small things of single people: a pin, bookmarks, an edit, a draft, a post that waits."""
    ana = town.people["ana"]
    later = town.now - timedelta(minutes=30)
    town.plan(later, partial(_do, town, posts.pin, "ana", "seals"))
    for name in ("article", "poll_open", "bus"):
        town.plan(later, partial(_do, town, posts.bookmark, "ana", name))
    town.plan(
        later, partial(posts.save_draft, ana, draft=posts.PostDraft(text="Notes for Sunday: rolls, news, thanks."))
    )
    town.plan(later, partial(_correct, town))
    scammer = town.people[NEWCOMER].require_account()
    town.plan(town.now - timedelta(days=5, hours=17), partial(graph.block, town.people["raj"], target_id=scammer))


def _correct(town: Town) -> None:
    """Hamish adds a line to what he wrote about the berths."""
    viewer, post_id = town.people["hamish"], town.posts["rude"]
    before = posts.access_post(viewer, post_id)
    draft = posts.PostDraft(text=f"{before.text}\n\nEdited: it is moved. Thank you, Theo.", language=before.language)
    posts.edit(viewer, post_id=post_id, draft=draft)
