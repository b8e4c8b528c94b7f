from collections.abc import Callable, Sequence
from typing import Any

from folkmoot.domains.feed.api import RankedPage, Term
from folkmoot.domains.feed.api import Why as Reasons
from folkmoot.edges.mastodon.present.reasons import reason
from folkmoot.edges.mastodon.wire import misc as wire
from folkmoot.edges.mastodon.wire.statuses import Status
from folkmoot.kernel.sentences import Sentence


def term(found: Term) -> wire.WhyTerm:
    return wire.WhyTerm(name=found.name, label=found.label, value=round(found.value, 4), because=found.because)


def _as_it_is(sentence: Sentence) -> Sentence:
    return sentence


def why(
    found: Reasons, of_term: Callable[[Term], Any] = term, of_because: Callable[[Sentence], Any] = _as_it_is
) -> wire.Why:
    """The figures of the chart: score = sum of the terms × factor. What `of_term` and `of_because` return may be
    msgspec.Raw.
    """
    return wire.Why(
        because=of_because(found.because),
        terms=[of_term(one) for one in found.terms],
        sum=round(found.sum, 4),
        factor=found.factor,
        score=round(found.score, 4),
        reductions=[reason(applied, factor=applied.factor) for applied in found.reductions],
    )


def ranked(page: RankedPage, shown: Sequence[Status]) -> wire.Ranked:
    pairs = zip(page.items, shown, strict=True)
    return wire.Ranked(
        items=[wire.RankedItem(status=status, why=why(item.why)) for item, status in pairs],
        next_cursor=page.next_cursor,
    )
