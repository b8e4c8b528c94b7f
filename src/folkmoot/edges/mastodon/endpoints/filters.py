"""Words and posts that a reader does not want to meet (version 2; version 1 to read)."""

import msgspec

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.domains.posts import api as posts
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.incoming import Id
from folkmoot.edges.mastodon.present import filters as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire import filters as wire
from folkmoot.kernel.errors import NotFound
from folkmoot.kernel.viewer import Viewer

routes = Routes()


class SentKeyword(msgspec.Struct, rename={"destroy": "_destroy"}):
    id: Id | None = None
    keyword: str | None = None
    whole_word: bool | None = None
    destroy: bool = False


class SentFilter(msgspec.Struct):
    title: str | None = None
    context: list[FilterContext] | None = None
    filter_action: FilterAction | None = None
    expires_in: int | None = None
    keywords_attributes: list[SentKeyword] = []


class SentPost(msgspec.Struct):
    status_id: Id | None = None


@routes.get("/api/v2/filters", "read:filters")
def filters(call: Call) -> list[wire.Filter]:
    return [_full(call.viewer, view) for view in graph.all_filters(call.viewer)]


@routes.post("/api/v2/filters", "write:filters", sends=SentFilter)
def create(call: Call) -> wire.Filter:
    sent = call.read(SentFilter)
    made = graph.create_filter(
        call.viewer,
        title=sent.title or "",
        contexts=sent.context or [],
        action=sent.filter_action or FilterAction.WARN,
        lasts_seconds=sent.expires_in,
        keywords=[(word.keyword or "", word.whole_word is not False) for word in sent.keywords_attributes],
    )
    return _full(call.viewer, made)


@routes.get("/api/v2/filters/<filter_id>", "read:filters")
def one(call: Call) -> wire.Filter:
    return _full(call.viewer, graph.filter_of(call.viewer, call.id("filter_id")))


@routes.put("/api/v2/filters/<filter_id>", "write:filters", sends=SentFilter)
def edit(call: Call) -> wire.Filter:
    """An empty `expires_in` takes the end away."""
    sent, filter_id = call.read(SentFilter), call.id("filter_id")
    graph.edit_filter(
        call.viewer,
        filter_id=filter_id,
        title=sent.title,
        contexts=sent.context,
        action=sent.filter_action,
        lasts_seconds=sent.expires_in,
        forever="expires_in" in call.fields and sent.expires_in is None,
    )
    for word in sent.keywords_attributes:
        _change_keyword(call.viewer, filter_id, word)
    return _full(call.viewer, graph.filter_of(call.viewer, filter_id))


@routes.delete("/api/v2/filters/<filter_id>", "write:filters")
def delete(call: Call) -> None:
    graph.delete_filter(call.viewer, filter_id=call.id("filter_id"))


@routes.get("/api/v2/filters/<filter_id>/keywords", "read:filters")
def keywords(call: Call) -> list[wire.FilterKeyword]:
    return [present.keyword(word) for word in graph.filter_of(call.viewer, call.id("filter_id")).keywords]


@routes.post("/api/v2/filters/<filter_id>/keywords", "write:filters", sends=SentKeyword)
def add_keyword(call: Call) -> wire.FilterKeyword:
    sent = call.read(SentKeyword)
    added = graph.add_keyword(
        call.viewer,
        filter_id=call.id("filter_id"),
        keyword=sent.keyword or "",
        whole_word=sent.whole_word is not False,
    )
    return present.keyword(added)


@routes.get("/api/v2/filters/keywords/<keyword_id>", "read:filters")
def keyword(call: Call) -> wire.FilterKeyword:
    return present.keyword(graph.keyword_of(call.viewer, call.id("keyword_id")))


@routes.put("/api/v2/filters/keywords/<keyword_id>", "write:filters", sends=SentKeyword)
def edit_keyword(call: Call) -> wire.FilterKeyword:
    sent = call.read(SentKeyword)
    changed = graph.edit_keyword(
        call.viewer, keyword_id=call.id("keyword_id"), keyword=sent.keyword, whole_word=sent.whole_word
    )
    return present.keyword(changed)


@routes.delete("/api/v2/filters/keywords/<keyword_id>", "write:filters")
def delete_keyword(call: Call) -> None:
    graph.remove_keyword(call.viewer, keyword_id=call.id("keyword_id"))


@routes.get("/api/v2/filters/<filter_id>/statuses", "read:filters")
def filter_posts(call: Call) -> list[wire.FilterStatus]:
    return [present.entry(entry) for entry in graph.filter_posts(call.viewer, call.id("filter_id"))]


@routes.post("/api/v2/filters/<filter_id>/statuses", "write:filters", sends=SentPost)
def add_post(call: Call) -> wire.FilterStatus:
    post_id = call.read(SentPost).status_id
    if post_id is None:
        raise NotFound("no post named")
    post = posts.access_post(call.viewer, post_id)
    added = graph.add_filter_post(call.viewer, filter_id=call.id("filter_id"), post_id=post.id)
    return present.entry(added)


@routes.get("/api/v2/filters/statuses/<entry_id>", "read:filters")
def filter_post(call: Call) -> wire.FilterStatus:
    return present.entry(graph.filter_post_of(call.viewer, call.id("entry_id")))


@routes.delete("/api/v2/filters/statuses/<entry_id>", "write:filters")
def delete_post(call: Call) -> None:
    graph.remove_filter_post(call.viewer, entry_id=call.id("entry_id"))


def _full(viewer: Viewer, view: graph.FilterView) -> wire.Filter:
    return present.full(view, graph.filter_posts(viewer, view.id) if view.post_ids else ())


def _change_keyword(viewer: Viewer, filter_id: int, word: SentKeyword) -> None:
    if word.id is None:
        graph.add_keyword(
            viewer, filter_id=filter_id, keyword=word.keyword or "", whole_word=word.whole_word is not False
        )
    elif word.destroy:
        graph.remove_keyword(viewer, keyword_id=word.id)
    else:
        graph.edit_keyword(viewer, keyword_id=word.id, keyword=word.keyword, whole_word=word.whole_word)
