from collections.abc import Sequence

from folkmoot.domains.feed.api import RankedPage
from folkmoot.domains.feed.api import Why as Reasons
from folkmoot.edges.mastodon.present.reasons import reason
from folkmoot.edges.mastodon.wire import misc as wire
from folkmoot.edges.mastodon.wire.statuses import Status


def why(found: Reasons) -> wire.Why:
    """The figures of the chart: score = sum of the terms × factor."""
    return wire.Why(
        because=found.because,
        terms=[
            wire.WhyTerm(name=term.name, label=term.label, value=round(term.value, 4), because=term.because)
            for term in found.terms
        ],
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
