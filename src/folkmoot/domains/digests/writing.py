"""A digest as plain text and as simple HTML, in the language that is active: no pictures, no links but to the site."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.translation import get_language, get_language_bidi

from folkmoot.domains.digests.types import Digest, Frequency, Told
from folkmoot.domains.notifications.api import NotificationKind
from folkmoot.domains.posts.api import PostView, Visibility
from folkmoot.infra.config import current
from folkmoot.infra.words import said
from folkmoot.kernel.sentences import Sentence, sentence

MOST_NAMES = 3
MOST_LETTERS = 200


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    link: str


_Say = Callable[[int, tuple[str, ...]], Sentence]
_SAID: dict[NotificationKind, _Say] = {
    NotificationKind.MENTION: lambda count, names: sentence(
        "{count} mention, by {names}", plural="{count} mentions, by {names}", count=count, names=names
    ),
    NotificationKind.REPLY: lambda count, names: sentence(
        "{count} reply, by {names}", plural="{count} replies, by {names}", count=count, names=names
    ),
    NotificationKind.QUOTE: lambda count, names: sentence(
        "{count} post that quotes you, by {names}",
        plural="{count} posts that quote you, by {names}",
        count=count,
        names=names,
    ),
    NotificationKind.POST: lambda count, names: sentence(
        "{count} new post by {names}", plural="{count} new posts by {names}", count=count, names=names
    ),
    NotificationKind.BOOST: lambda count, names: sentence(
        "{count} boost, by {names}", plural="{count} boosts, by {names}", count=count, names=names
    ),
    NotificationKind.FAVOURITE: lambda count, names: sentence(
        "{count} favourite, by {names}", plural="{count} favourites, by {names}", count=count, names=names
    ),
    NotificationKind.POLL: lambda count, _names: sentence(
        "{count} poll has ended", plural="{count} polls have ended", count=count
    ),
    NotificationKind.FOLLOW: lambda count, names: sentence(
        "{count} new follower: {names}", plural="{count} new followers: {names}", count=count, names=names
    ),
    NotificationKind.FOLLOW_REQUEST: lambda count, names: sentence(
        "{count} request to follow you, by {names}",
        plural="{count} requests to follow you, by {names}",
        count=count,
        names=names,
    ),
    NotificationKind.DECISION: lambda count, _names: sentence(
        "{count} decision about you", plural="{count} decisions about you", count=count
    ),
    NotificationKind.REPORT_ANSWERED: lambda count, _names: sentence(
        "{count} report of yours was answered", plural="{count} reports of yours were answered", count=count
    ),
    NotificationKind.NOTE: lambda count, _names: sentence(
        "Members added context to {count} post of yours",
        plural="Members added context to {count} posts of yours",
        count=count,
    ),
}
_FOR: dict[Visibility, Callable[[str], Sentence]] = {
    Visibility.FOLLOWERS: lambda name: sentence("A post for followers by {name}", name=name),
    Visibility.FRIENDS: lambda name: sentence("A post for friends by {name}", name=name),
    Visibility.GROUP: lambda name: sentence("A post for a group by {name}", name=name),
    Visibility.DIRECT: lambda name: sentence("A message by {name}", name=name),
}


def subject_of(digest: Digest) -> Sentence:
    number = len(digest.posts) + sum(told.count for told in digest.told.values())
    return sentence(
        "{count} thing that you missed at {host}",
        plural="{count} things that you missed at {host}",
        count=number,
        host=current().host,
    )


def text_of(digest: Digest, frequency: Frequency, ending: str) -> str:
    """`ending`: the link that ends it."""
    parts = [said(_greeting(digest))]
    for heading, lines in _parts(digest):
        parts.append("\n".join((said(heading), "", *(f"* {line.text}\n  {line.link}" for line in lines))))
    parts.append(f"-- \n{said(_because(frequency))}\n\n{said(_CHANGE)}\n{_settings()}\n\n{said(_END)}\n{ending}\n")
    return "\n\n".join(parts)


def html_of(digest: Digest, frequency: Frequency, ending: str) -> str:
    """The same. Every text that somebody wrote is escaped, and stands in its own direction."""
    parts = [_element("p", escape(said(_greeting(digest))))]
    for heading, lines in _parts(digest):
        items = "".join(_element("li", _linked(line.link, line.text)) for line in lines)
        parts.append(_element("h2", escape(said(heading))) + _element("ul", items))
    parts.append("<hr>" + _element("p", escape(said(_because(frequency)))))
    parts.append(_element("p", f"{_linked(_settings(), said(_CHANGE))} · {_linked(ending, said(_END))}"))
    direction = "rtl" if get_language_bidi() else "ltr"
    head = f'<head><meta charset="utf-8"><title>{escape(said(subject_of(digest)))}</title></head>'
    body = _element("body", "\n".join(parts))
    return f'<!doctype html>\n<html lang="{get_language() or "en"}" dir="{direction}">{head}{body}</html>\n'


_CHANGE = sentence("Change how often")
_END = sentence("End these mails with one click")
_NEWS = sentence("News for you")
_POSTS = sentence("Posts from your feed")


def _parts(digest: Digest) -> Iterator[tuple[Sentence, list[_Line]]]:
    if digest.told:
        yield _NEWS, list(_news(digest))
    if digest.posts:
        yield _POSTS, [_Line(_post(post), _address(post.shown)) for post in digest.posts]


def _news(digest: Digest) -> Iterator[_Line]:
    """Of groups only how much: the name of one may be hidden."""
    link = f"{current().public_origin}/notifications"
    for kind, told in digest.told.items():
        if kind in _SAID:
            yield _Line(said(_SAID[kind](told.count, _names(told))), link)
    of_groups = sum(told.count for kind, told in digest.told.items() if kind not in _SAID)
    if of_groups:
        about = sentence("{count} thing about groups", plural="{count} things about groups", count=of_groups)
        yield _Line(said(about), link)


def _names(told: Told) -> tuple[str, ...]:
    names = tuple(actor.name for actor in told.actors[:MOST_NAMES])
    others = len(told.actors) - MOST_NAMES
    return (*names, sentence("{count} other", plural="{count} others", count=others)) if others > 0 else names


def _post(post: PostView) -> str:
    """One line. Of what is not public only who wrote it."""
    shown = post.shown
    if shown.visibility.in_vault:
        return said(_FOR[shown.visibility](shown.author.name))
    words = " ".join((shown.warning or shown.title or shown.text).split())
    short = words if len(words) <= MOST_LETTERS else f"{words[: MOST_LETTERS - 1].rstrip()}…"
    if not short:
        return said(sentence("A post by {name}", name=shown.author.name))
    return said(sentence("{name}: {words}", name=shown.author.name, words=short))


def _address(post: PostView) -> str:
    return f"{current().public_origin}/@{post.author.acct}/{post.id}"


def _greeting(digest: Digest) -> Sentence:
    return sentence(
        "Hello {name}, this happened at {host} since {day}.",
        name=digest.account.name,
        host=current().host,
        day=digest.since,
    )


def _because(frequency: Frequency) -> Sentence:
    if frequency is Frequency.DAILY:
        return sentence("You asked for this mail once a day.")
    return sentence("You asked for this mail once a week.")


def _settings() -> str:
    return f"{current().public_origin}/settings/notifications"


def _linked(link: str, text: str) -> str:
    return f'<a href="{escape(link)}" dir="auto">{escape(text)}</a>'


def _element(name: str, inside: str) -> str:
    return f"<{name}>{inside}</{name}>"
