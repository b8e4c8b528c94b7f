"""What counts as a change, and of what."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import override

from folkmoot.wiring.fastlane.facts import Changes, Facts
from folkmoot.wiring.fastlane.sources import DjangoSource, Row

POST: Row = (0, 7, None, None, "[1,2]", "words")
BOOST: Row = (0, 8, 7, None, "[0,0]", "boost")
DECISION: Row = (6, 7, 1, 99, None, None)


class Said(DjangoSource):
    """A database that says what the test put into `now`."""

    def __init__(self, *now: Row) -> None:
        self.now = list(now)

    @override
    def rows(self, _statement: str, _values: Mapping[str, Any]) -> list[Row]:
        return self.now

    @override
    def ids(self, ids: Any) -> Any:
        return ids


def test_what_is_new_is_anew_and_then_as_before() -> None:
    facts = Facts(Said(POST, BOOST), "")
    assert facts.read({7, 8}) == Changes(anew={7, 8}, carried={7})
    stamp = facts.stamp
    assert facts.read({7, 8}) == Changes(carried={7})
    assert facts.stamp == stamp


def test_another_number_keeps_the_root() -> None:
    source = Said(POST)
    facts = Facts(source, "")
    facts.read({7})
    before = (facts[7].stamp, facts[7].root)
    source.now = [(*POST[:4], "[1,3]", "words")]
    assert facts.read({7}) == Changes(counted={7})
    assert facts[7].numbers == [1, 3]
    assert facts[7].stamp != before[0]
    assert facts[7].root == before[1]


def test_what_hangs_on_it_is_more_than_a_number() -> None:
    source = Said(POST)
    facts = Facts(source, "")
    facts.read({7})
    root = facts[7].root
    source.now = [POST, DECISION]
    assert facts.read({7}) == Changes(anew={7})
    assert facts[7].root != root
    assert facts.read({7}) == Changes()
    source.now = [POST]
    assert facts.read({7}) == Changes(anew={7})


def test_what_is_gone_is_forgotten_and_is_a_change() -> None:
    source = Said(POST)
    facts = Facts(source, "")
    facts.read({7})
    stamp = facts.stamp
    source.now = []
    assert facts.read({7}) == Changes(gone={7})
    assert facts.stamp != stamp
    source.now = [POST]
    assert facts.read({7}) == Changes(anew={7})


def test_what_is_doubted_is_anew_though_nothing_has_changed() -> None:
    facts = Facts(Said(POST), "")
    facts.read({7})
    facts.doubt([7])
    assert facts.read({7}) == Changes(anew={7})
