"""Turn signals into facts. Pure."""

import dataclasses
from collections.abc import Iterable

from folkmoot.domains.integrity.facts import Facts
from folkmoot.domains.integrity.signals import names
from folkmoot.domains.integrity.signals.types import Signal


def with_signals(facts: Facts, signals: Iterable[Signal]) -> Facts:
    """`facts` with what was measured: scores, banks, language, claims and similar posts. Pure.

    Of a score that is there already the higher one counts.
    """
    scores = dict(facts.scores)
    banks = set(facts.hash_banks)
    changes: dict[str, object] = {}
    for signal in signals:
        if signal.name in names.SCORES:
            scores[signal.name] = max(signal.value, scores.get(signal.name, 0.0))
        elif bank := names.bank_of(signal.name):
            banks.add(bank)
        else:
            changes |= _named(signal)
    return dataclasses.replace(
        facts,
        scores=tuple(sorted(scores.items())),
        hash_banks=tuple(sorted(banks)),
        **changes,  # type: ignore[arg-type]  # fields of Facts
    )


def _named(signal: Signal) -> dict[str, object]:
    if signal.name == names.LANGUAGE:
        return {"detected_language": str(signal.detail.get("language", ""))}
    if signal.name == names.CLAIMS:
        return {"claims": int(signal.detail.get("count", 0))}
    return {
        "similar_accounts": int(signal.detail.get("accounts", 0)),
        "similar_posts": int(signal.detail.get("posts", 0)),
    }
