"""Which replies stand on a page of a thread."""

from collections import defaultdict

from folkmoot.domains.posts.outline import ROOM, Stop, outline


def shape(stops: list[Stop]) -> list[tuple[int, int | None, int]]:
    return [(stop.depth, stop.post_id, stop.more) for stop in stops]


def everything(_post_id: int) -> bool:
    return True


def all_of(children: dict[int, list[int]], root: int) -> set[int]:
    """Every reply that a reader meets who opens each line that tells of more."""
    found: set[int] = set()
    waiting = outline(children, everything, root)
    while waiting:
        stop = waiting.pop()
        if stop.post_id is not None:
            assert stop.post_id not in found
            found.add(stop.post_id)
        else:
            part = outline(children, everything, stop.under, after=stop.after, depth=stop.depth)
            assert sum(one.post_id is not None for one in part) > 0
            waiting += part
    return found


def test_a_short_thread_stands_whole_each_branch_before_the_next() -> None:
    children = {1: [2, 3], 2: [4, 5], 4: [6]}
    assert shape(outline(children, everything, 1)) == [(1, 2, 0), (2, 4, 0), (3, 6, 0), (2, 5, 0), (1, 3, 0)]


def test_a_talk_between_two_does_not_wander_off() -> None:
    children = {one: [one + 1] for one in range(1, 31)}
    assert {stop.depth for stop in outline(children, everything, 1)} == {1}


def test_many_answers_to_one_post_are_cut_at_the_room_there_is() -> None:
    children = {1: list(range(2, 1002))}
    stops = outline(children, everything, 1)
    assert [stop.post_id for stop in stops[:-1]] == list(range(2, 2 + ROOM))
    assert stops[-1] == Stop(1, None, 1000 - ROOM, 1, 1 + ROOM)


def test_of_a_long_thread_each_branch_shows_its_first_levels() -> None:
    children: dict[int, list[int]] = defaultdict(list)
    children[1] = [2, 3]
    children[2] = list(range(10, 40))
    children[3] = list(range(50, 80))
    assert shape(outline(children, everything, 1)) == [
        (1, 2, 0), (2, 10, 0), (2, 11, 0), (2, 12, 0), (2, None, 27),
        (1, 3, 0), (2, 50, 0), (2, 51, 0), (2, 52, 0), (2, None, 27),
    ]  # fmt: skip


def test_what_may_not_be_read_is_not_counted_and_stands_only_above_what_may() -> None:
    children = {1: [2, 3], 2: [4], 3: [5]}
    hidden = {2, 3, 5}
    assert shape(outline(children, lambda one: one not in hidden, 1)) == [(1, 2, 0), (1, 4, 0)]


def test_every_reply_is_met_once_however_the_thread_grew() -> None:
    for width, count in ((1, 300), (2, 500), (3, 700), (7, 1000)):
        children: dict[int, list[int]] = defaultdict(list)
        for one in range(2, count + 1):
            children[1 + (one - 2) // width].append(one)
        assert all_of(children, 1) == set(range(2, count + 1))
