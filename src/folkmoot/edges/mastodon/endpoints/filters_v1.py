"""Version 1 of filters, for older clients: each keyword of a filter is one of its own."""

import msgspec

from folkmoot.domains.graph import api as graph
from folkmoot.domains.graph.api import FilterAction, FilterContext
from folkmoot.edges.mastodon.call import Call
from folkmoot.edges.mastodon.present import filters as present
from folkmoot.edges.mastodon.routing import Routes
from folkmoot.edges.mastodon.wire.filters import FilterV1
from folkmoot.kernel.errors import NotFound

routes = Routes()


class SentFilter(msgspec.Struct):
    phrase: str | None = None
    context: list[FilterContext] | None = None
    irreversible: bool | None = None
    whole_word: bool | None = None
    expires_in: int | None = None


@routes.get("/api/v1/filters", "read:filters")
def filters(call: Call) -> list[FilterV1]:
    found = graph.all_filters(call.viewer)
    return [present.first_version(view, word) for view in found for word in view.keywords]


@routes.post("/api/v1/filters", "write:filters", sends=SentFilter)
def create(call: Call) -> FilterV1:
    sent = call.read(SentFilter)
    made = graph.create_filter(
        call.viewer,
        title=sent.phrase or "",
        contexts=sent.context or [],
        action=FilterAction.HIDE if sent.irreversible else FilterAction.WARN,
        lasts_seconds=sent.expires_in,
        keywords=[(sent.phrase or "", bool(sent.whole_word))],
    )
    return present.first_version(made, made.keywords[0])


@routes.get("/api/v1/filters/<filter_id>", "read:filters")
def one(call: Call) -> FilterV1:
    return present.first_version(*_found(call))


@routes.put("/api/v1/filters/<filter_id>", "write:filters", sends=SentFilter)
def edit(call: Call) -> FilterV1:
    """Where and how long holds for all keywords of the filter; an empty `expires_in` takes the end away."""
    sent, (view, word) = call.read(SentFilter), _found(call)
    action = None if sent.irreversible is None else FilterAction.HIDE if sent.irreversible else FilterAction.WARN
    graph.edit_filter(
        call.viewer,
        filter_id=view.id,
        title=sent.phrase if len(view.keywords) == 1 else None,
        contexts=sent.context,
        action=action,
        lasts_seconds=sent.expires_in,
        forever="expires_in" in call.fields and sent.expires_in is None,
    )
    graph.edit_keyword(call.viewer, keyword_id=word.id, keyword=sent.phrase, whole_word=sent.whole_word)
    return present.first_version(*_found(call))


@routes.delete("/api/v1/filters/<filter_id>", "write:filters")
def delete(call: Call) -> None:
    """The last keyword takes its filter along."""
    view, word = _found(call)
    if len(view.keywords) == 1 and not view.post_ids:
        graph.delete_filter(call.viewer, filter_id=view.id)
    else:
        graph.remove_keyword(call.viewer, keyword_id=word.id)


def _found(call: Call) -> tuple[graph.FilterView, graph.FilterKeyword]:
    """The filter of a keyword. Raises NotFound."""
    wanted = call.id("filter_id")
    for view in graph.all_filters(call.viewer):
        for word in view.keywords:
            if word.id == wanted:
                return view, word
    raise NotFound("no such keyword")
