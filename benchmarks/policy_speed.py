"""What the rules cost: three ratios of CPU time, measured alternately in one run, in a new site.

    python -m benchmarks.policy_speed [--quick]

- publishing: under the full default policy and with the inline detectors, against an empty policy without any.
  Claim: at most 1.15.
- screening: a subject against 50 clauses, its context included, against one context and the median one of the clauses.
  Claim: at most 3.
- backtest: publishing a post against trying a policy on one, over 100,000 posts. Claim: at least 10.

The exit code is 1 where one does not hold.
"""

import argparse
import csv
import dataclasses
import itertools
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.sites import cpu, make_site, texts

if TYPE_CHECKING:  # only then: Django is set up once the site is made
    from folkmoot.domains.integrity.policy.engine import Policy

_ROOT = Path(__file__).resolve().parents[1]
_MOST_PUBLISHING = 1.15
_MOST_SCREENING = 3.0
_LEAST_BACKTEST = 10.0
_CLAUSES = 50
_DECIDED = "automation_proposes"


@dataclasses.dataclass(frozen=True, slots=True)
class _Sizes:
    rounds: int
    published: int
    screened: int
    backtested: int


_FULL = _Sizes(rounds=40, published=50, screened=20_000, backtested=100_000)
_QUICK = _Sizes(rounds=4, published=15, screened=500, backtested=1_000)


def main(arguments: Sequence[str]) -> int:
    """Measure and print; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small numbers, for seeing that it runs")
    sizes = _QUICK if parser.parse_args(arguments).quick else _FULL
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as folder:
        make_site(Path(folder))
        publishing, each = _publishing(sizes)
        screening = _screening(sizes)
        backtest = _backtest(sizes, Path(folder), each)
    kept = publishing <= _MOST_PUBLISHING and screening <= _MOST_SCREENING and backtest >= _LEAST_BACKTEST
    return 0 if kept else 1


def _publishing(sizes: _Sizes) -> tuple[float, float]:
    """The ratio, and the seconds that publishing one post takes under the full policy."""
    from folkmoot.domains.accounts import api as accounts
    from folkmoot.domains.integrity import current
    from folkmoot.domains.integrity.policy.engine import Policy
    from folkmoot.domains.integrity.policy.loading import load_policy
    from folkmoot.domains.integrity.policy.types import Lists
    from folkmoot.domains.integrity.signals import registry
    from folkmoot.kernel.viewer import Viewer

    made = accounts.create_account(handle="author1", email="a@moot.example", password="come to the moot")  # noqa: S106 - of a site that lives for a minute
    viewer, words = Viewer(made.id), texts()
    full, empty = load_policy(_ROOT / "policies" / "default.yaml"), Policy("0", Lists(), ())
    detectors = dict(registry._detectors)  # noqa: SLF001 - no door takes detectors off; only this measurement does
    spent: dict[str, list[float]] = {"full": [], "empty": []}
    for number in range(2 * sizes.rounds + 2):
        name = "empty" if number % 2 else "full"
        current.pin(empty if number % 2 else full)
        registry._detectors.clear()  # noqa: SLF001 - the same
        registry._detectors.update({} if number % 2 else detectors)  # noqa: SLF001 - the same
        batch = list(itertools.islice(words, sizes.published))
        took = _timed(partial(_publish, viewer, batch))
        if number > 1:  # the first of each fills caches
            spent[name].append(took / sizes.published)
    registry._detectors.update(detectors)  # noqa: SLF001 - the same
    current.pin(full)
    ratio = statistics.median(spent["full"]) / statistics.median(spent["empty"])
    _say("publishing, full policy", statistics.median(spent["full"]), f"{len(detectors)} detectors")
    _say("publishing, empty policy", statistics.median(spent["empty"]))
    print(f"full/empty              {ratio:>8.3f} (claim: at most {_MOST_PUBLISHING})")
    return ratio, statistics.median(spent["full"])


def _publish(viewer: Any, batch: Sequence[str]) -> None:
    from folkmoot.domains.posts import api as posts

    for text in batch:
        posts.publish(viewer, draft=posts.PostDraft(text=text))


def _screening(sizes: _Sizes) -> float:
    from folkmoot.domains.integrity.facts import Facts
    from folkmoot.domains.integrity.policy.conditions import Conditions, context_of

    policy = _fifty()
    conditions = [clause.condition for clause in policy.clauses]
    together = Conditions(conditions)
    alone = [Conditions([condition]) for condition in conditions]
    batch = [
        Facts(kind="post", text=text, links=("town.example",), hashtags=("bridge",), account_age_hours=90.0)
        for text in itertools.islice(texts(), 100)
    ]
    contexts = [context_of(facts, together.names) for facts in batch[:20]]
    evaluating = [_timed(partial(_evaluate, one, contexts)) for one in alone]
    median = alone[evaluating.index(statistics.median_low(evaluating))]
    again = range(max(1, sizes.screened // (10 * len(batch))))
    fifty, single = [], []
    for _ in range(10):
        fifty.append(_timed(lambda: _each(again, batch, policy.evaluate)))
        single.append(_timed(lambda: _each(again, batch, lambda facts: _one(policy, median, facts, together.names))))
    each = len(again) * len(batch)
    ratio = statistics.median(fifty) / statistics.median(single)
    _say(f"screening, {_CLAUSES} clauses", statistics.median(fifty) / each)
    _say("one context, one clause", statistics.median(single) / each)
    print(f"fifty/one               {ratio:>8.2f} (claim: at most {_MOST_SCREENING:g})")
    return ratio


def _each(rounds: Iterable[int], batch: Sequence[Any], work: Callable[[Any], object]) -> None:
    for _ in rounds:
        for facts in batch:
            work(facts)


def _evaluate(conditions: Any, contexts: Sequence[Any]) -> None:
    for context in contexts:
        conditions.evaluate(context)


def _one(policy: "Policy", median: Any, facts: Any, names: frozenset[str]) -> None:
    from folkmoot.domains.integrity.policy.conditions import context_of

    median.evaluate(context_of(policy.with_hits(facts), names))


def _fifty() -> "Policy":
    """Fifty clauses as a large community has them, over all kinds of facts."""
    from folkmoot.domains.integrity.policy.loading import load_text

    kinds = (
        "mention_count > {n} && account_age_hours < 24.0",
        '"threats" in word_lists && !is_reply && mention_count > {n}',
        "size(links) > {n} || size(hashtags) > {n}",
        'text.contains("word{n}")',
        "reports.distinct > {n} && has_media",
        'links.exists(l, l.endsWith("{n}.example"))',
        "posts_last_hour > {n} && similar_accounts > 3",
        "scores.hate > 0.9 && strangers_mentioned > {n}",
        '"bad" in link_lists || hashtags.exists(h, h == "tag{n}")',
        'size(text) > {n}00 && "false" in labels',
    )
    lists = "lists: {words: {threats: [i will find you]}, links: {bad: [bad.example]}}\n"
    clauses = (
        f"  - {{id: c{n}, title: C, text: T, ground: 5, subjects: [post], "
        f"condition: '{kinds[n % len(kinds)].format(n=n + 10)}', "
        f"treatments: {{reduce: {{factor: 0.5}}}}, decides: {_DECIDED}}}\n"
        for n in range(_CLAUSES)
    )
    return load_text(f"version: 1\n{lists}clauses:\n" + "".join(clauses))


def _backtest(sizes: _Sizes, folder: Path, publishing: float) -> float:
    from folkmoot.domains.integrity import api as integrity
    from folkmoot.edges.cli.imports.posts import Options, import_file
    from folkmoot.kernel import clock

    file, now = folder / "posts.csv", clock.now()
    with file.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["author", "text", "created_at"])
        for number, text in enumerate(itertools.islice(texts(), sizes.backtested)):
            rows.writerow([f"author{number % 1000 + 2}", text, f"{now.timestamp() - 60 - number:.0f}"])
    import_file(file, Options({}))
    policy = integrity.load_policy(_ROOT / "policies" / "default.yaml")
    looked: list[int] = []
    took = _timed(lambda: looked.append(integrity.backtest(None, policy=policy, since=now - timedelta(days=30)).looked))
    each = took / looked[0]
    _say("backtest", each, f"{looked[0]:,} posts")
    print(f"publishing/backtest     {publishing / each:>8.1f} (claim: at least {_LEAST_BACKTEST:g})")
    return publishing / each


def _timed(work: Callable[[], object]) -> float:
    before = cpu()
    work()
    return cpu() - before


def _say(what: str, seconds: float, more: str = "") -> None:
    print(f"{what:<24}{seconds * 1e6:>8,.0f} µs of CPU each{f', {more}' if more else ''}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
