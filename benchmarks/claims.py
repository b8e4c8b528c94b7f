"""How well posts are matched with fact-checks, and how the threshold was chosen.

    python -m benchmarks.claims [FOLDER]

FOLDER (else FOLKMOOT_REAL_DATA of the environment) has claims-liar.csv.gz, and posts-ira.csv.gz for ordinary posts.
CheckThat!, the set with people's own tweets and the fact-checks that belong to them, is not here. So queries are made
from claims, in ways that are stated (`changed`): they show what happens to copies and near-copies, and little about
free paraphrases. Negatives are claims that are not in the index, and real posts. Half of the claims chooses the
threshold, the other half is measured. The floor is BM25 over words (k1 1.2, b 0.75).
"""

import csv
import gzip
import itertools
import math
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from folkmoot.domains.integrity.claims.matching import THRESHOLD, Claim, Index

_SEED: Final = 2018
_POSTS: Final = 3_000
_WANTED: Final = 0.99
_SMALL_WORDS = "a an the of to in on for and or that is are was were be by with at as it its from has have"
_SMALL: Final = frozenset(_SMALL_WORDS.split())
_SAYS = re.compile(r"^says ", re.IGNORECASE)


def changed(text: str, chance: random.Random, way: str) -> str:
    """A claim as somebody might post it: "copied" with words around it, "shortened" without most small words,
    "mistyped" with a letter swapped in every sixth word, "halved": only one half of its words, with an opinion.
    """
    words = _SAYS.sub("", text).split()
    if way == "shortened":
        words = [word for word in words if word.lower() not in _SMALL or chance.random() < 0.3]
    if way == "mistyped":
        words = [_swapped(word) if chance.random() < 1 / 6 else word for word in words]
    if way == "halved":
        start = chance.randrange(2) * (len(words) // 2)
        words = words[start : start + max(len(words) // 2, 4)]
    before = chance.choice(["", "Wow. ", "They don't want you to know this! ", "@user "])
    after = chance.choice(["", " #truth", " https://news.example/1", " Share this!"])
    return before + " ".join(words).lower() + after


def _swapped(word: str) -> str:
    return word[:1] + word[2] + word[1] + word[3:] if len(word) > 3 else word


class _Floor:
    """BM25 over lower-case words."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        self._claims = claims
        self._texts = [Counter(_words(claim.text)) for claim in claims]
        self._rows: defaultdict[str, list[int]] = defaultdict(list)
        for row, text in enumerate(self._texts):
            for word in text:
                self._rows[word].append(row)
        self._mean = sum(map(Counter.total, self._texts)) / len(claims)

    def best(self, text: str) -> list[tuple[int, float]]:
        scores: defaultdict[int, float] = defaultdict(float)
        for word in set(_words(text)):
            rows = self._rows.get(word, [])
            rarity = math.log(1 + (len(self._claims) - len(rows) + 0.5) / (len(rows) + 0.5))
            for row in rows:
                often, length = self._texts[row][word], self._texts[row].total()
                scores[row] += rarity * often * 2.2 / (often + 1.2 * (0.25 + 0.75 * length / self._mean))
        ranked = sorted(scores.items(), key=lambda pair: -pair[1])[:5]
        return [(self._claims[row].id, score) for row, score in ranked]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


Ranked = Callable[[str], list[tuple[int, float]]]


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else os.environ.get("FOLKMOOT_REAL_DATA", ""))
    if not (folder / "claims-liar.csv.gz").is_file():
        print(f"SKIPPED: there is no {folder / 'claims-liar.csv.gz'}.")
        return 0
    chance = random.Random(_SEED)
    rows = _column(folder / "claims-liar.csv.gz", "claim")
    chance.shuffle(rows)
    claims = [Claim(number, text, "en") for number, text in enumerate(dict.fromkeys(rows))]
    posts = _posts(folder / "posts-ira.csv.gz")
    half = len(claims) // 2
    chosen = _choose(claims[:half], chance)
    print(f"threshold chosen on {half} claims: {chosen:.2f} (in use: {THRESHOLD:.2f})")
    _report(claims[half:], posts, chance)
    _speed(claims)
    return 0


def _column(file: Path, name: str) -> list[str]:
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        return [row[name] for row in csv.DictReader(lines)]


def _posts(file: Path) -> list[str]:
    """Ordinary English posts; none where the set is absent."""
    if not file.is_file():
        print(f"SKIPPED: there is no {file}; without ordinary posts.")
        return []
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        english = (row["text"] for row in csv.DictReader(lines) if row["language"] == "English")
        return list(itertools.islice(english, _POSTS))


def _split(claims: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """What is in the index, and what is not: every fifth claim is a negative."""
    known = [claim for number, claim in enumerate(claims) if number % 5]
    return known, [claim for number, claim in enumerate(claims) if number % 5 == 0]


_WAYS: Final = ("copied", "shortened", "mistyped", "halved")


def _choose(claims: Sequence[Claim], chance: random.Random) -> float:
    """The lowest threshold, in hundredths, at which at most 1 % of what is proposed is wrong."""
    known, strange = _split(claims)
    ranked = _ours(known)
    hits = [(claim.id, ranked(changed(claim.text, chance, way))[:1]) for claim in known for way in _WAYS]
    wrong = [ranked(changed(claim.text, chance, "copied"))[:1] for claim in strange]
    for hundredth in range(20, 100):
        cut = hundredth / 100
        right = sum(1 for claim_id, found in hits if found and found[0][1] >= cut and found[0][0] == claim_id)
        false = sum(1 for claim_id, found in hits if found and found[0][1] >= cut and found[0][0] != claim_id)
        false += sum(1 for found in wrong if found and found[0][1] >= cut)
        if right / max(right + false, 1) >= _WANTED:
            return cut
    return 1.0


def _ours(claims: Sequence[Claim]) -> Ranked:
    index = Index(claims)
    return lambda text: [(one.claim_id, one.similarity) for one in index.best(text, ("en",))]


def _report(claims: Sequence[Claim], posts: Sequence[str], chance: random.Random) -> None:
    known, strange = _split(claims)
    ours, floor = _ours(known), _Floor(known).best
    print(f"{'queries':<12}{'MAP@5':>8}{'BM25':>8}{'proposed':>10}{'right':>8}   of {len(known)} claims in the index")
    for way in _WAYS:
        texts = [(claim.id, changed(claim.text, chance, way)) for claim in known]
        found = [(claim_id, ours(text)) for claim_id, text in texts]
        bm25 = [(claim_id, floor(text)) for claim_id, text in texts]
        said = [(claim_id, best[0][0]) for claim_id, best in found if best and best[0][1] >= THRESHOLD]
        right = sum(one == other for one, other in said)
        print(
            f"{way:<12}{_map(found):>8.3f}{_map(bm25):>8.3f}{len(said) / len(found):>10.1%}"
            f"{right / max(len(said), 1):>8.1%}"
        )
    for name, texts_ in (("other claims", [claim.text for claim in strange]), ("real posts", list(posts))):
        said_ = sum(1 for text in texts_ if (best := ours(text)) and best[0][1] >= THRESHOLD)
        print(f"{name}: {said_} of {len(texts_)} proposed, though nothing in the index is meant")


def _map(found: Sequence[tuple[int, list[tuple[int, float]]]]) -> float:
    """Mean average precision among the first five; each query has one right answer."""
    ranks = [[one for one, _ in best].index(right) + 1 for right, best in found if right in [one for one, _ in best]]
    return sum(1 / rank for rank in ranks) / len(found)


def _speed(claims: Sequence[Claim]) -> None:
    many = [Claim(number, f"{claims[number % len(claims)].text} {number}", "en") for number in range(100_000)]
    before = time.process_time()
    index = Index(many)
    made = time.process_time() - before
    before = time.process_time()
    for claim in claims[:200]:
        index.best(claim.text)
    print(f"100,000 claims: {made:.1f} s to index, {(time.process_time() - before) * 5:.1f} ms a post")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
