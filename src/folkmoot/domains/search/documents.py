"""From what is known about a post, a person or a tag to the words and marks of its document. Pure.

Marks of a post: `open` (anybody may find it), author, language, what it carries, what it is, its tags, whom it names.
"""

import re

from folkmoot.domains.accounts.api import AccountView
from folkmoot.domains.posts.api import PostKind, SearchFacts
from folkmoot.domains.search.expressions import Term, mark
from folkmoot.domains.search.words import GAP, LONGEST, MOST_WORDS, fold, placed, words

OPEN = mark("open")
HAS = ("media", "image", "video", "audio", "poll", "link")
IS = ("reply", "article", "sensitive")
_LINK = re.compile(r"https?://\S", re.IGNORECASE)
_NAMED = re.compile(r"(?<!\w)@([A-Za-z0-9_.-]*[A-Za-z0-9_])", re.ASCII)
_NO_NAME = re.compile(r"\W")


def by_author(account_id: int) -> Term:
    return mark("author", account_id)


def in_language(code: str) -> Term:
    return mark("lang", _name(code.replace("-", "_")))


def tagged(tag: str) -> Term:
    return mark("tag", tag_word(tag))


def naming(handle: str) -> Term:
    return mark("names", _name(handle.replace(".", "_").replace("-", "_")))


def tag_word(tag: str) -> str:
    """A tag as one word."""
    return _name(fold(tag))


def post_document(facts: SearchFacts, *, indexable: bool) -> list[str]:
    """Everything by which a post is found."""
    parts = [facts.title, facts.warning, facts.text, *(facts.poll_options or ()), *(told for _, told in facts.media)]
    found: list[str] = []
    for part in filter(None, parts):
        found += [*words(part), GAP]
    marks = [by_author(facts.author_id), *([OPEN] if indexable and not facts.withheld else []), *_marks(facts)]
    return [*placed(found[:MOST_WORDS]), *dict.fromkeys(term.words[0] for term in marks)]


def counted_tags(facts: SearchFacts) -> tuple[str, ...]:
    """The tags for which a post counts: none where a decision acts on it."""
    return () if facts.withheld or facts.reduced else facts.tags


def person_document(account: AccountView) -> list[str]:
    """An account by its name and its shown name."""
    return [*words(account.handle), GAP, *words(account.display_name)]


def _marks(facts: SearchFacts) -> list[Term]:
    language = facts.language.lower()
    kinds = [kind.value for kind, _ in facts.media]
    what = {
        "media": bool(kinds),
        "poll": facts.poll_options is not None,
        "link": bool(_LINK.search(facts.text)),
        "reply": facts.reply,
        "article": facts.kind is PostKind.ARTICLE,
        "sensitive": facts.sensitive or bool(facts.warning),
    }
    return [
        *(mark(name) for name, holds in what.items() if holds),
        *(mark(kind) for kind in kinds),
        *(in_language(code) for code in {language, language.partition("-")[0]} if code),
        *(tagged(tag) for tag in facts.tags),
        *(naming(name.lower()) for name in _NAMED.findall(facts.text)),
    ]


def _name(raw: str) -> str:
    return _NO_NAME.sub("", raw)[:LONGEST]
