"""Who listens to what, and what becomes of those who do not read."""

from folkmoot.edges.streaming.channels import Channel, Kind
from folkmoot.edges.streaming.lines import MOST_WAITING, PER_TOKEN, Line, Lines
from folkmoot.edges.streaming.messages import Delivery, Message
from folkmoot.kernel.viewer import NOBODY, Viewer

HOME, PUBLIC = Channel(Kind.USER), Channel(Kind.PUBLIC)
ANA = Viewer(1)
MESSAGE = Message(1, "update", "{}")


def line(lines: Lines, viewer: Viewer = ANA, *channels: Channel, token: int | None = 5, address: str = "a") -> Line:
    made = Line(viewer, token, address)
    lines.add(made)
    lines.hear(made, channels)
    return made


def test_a_message_reaches_all_lines_of_its_reader_on_its_channel() -> None:
    lines = Lines(per_address=9)
    first, second = line(lines, ANA, HOME, PUBLIC), line(lines, ANA, HOME)
    other = line(lines, Viewer(2), HOME)
    lines.deliver([Delivery(ANA, HOME, MESSAGE)])
    assert [one.waiting.qsize() for one in (first, second, other)] == [1, 1, 0]
    lines.mute(first, [HOME])
    lines.deliver([Delivery(ANA, HOME, MESSAGE), Delivery(ANA, PUBLIC, MESSAGE)])
    assert [one.waiting.qsize() for one in (first, second)] == [2, 2]


def test_the_apps_of_a_person_are_one_reader_and_countries_are_not() -> None:
    lines = Lines(per_address=9)
    line(lines, Viewer(1, app_id=7, scopes=frozenset({"read"})), HOME)
    line(lines, Viewer(1, app_id=8, scopes=frozenset({"read"})), HOME)
    line(lines, Viewer(1, country="DE"), HOME)
    assert lines.audience() == {HOME: frozenset({Viewer(1), Viewer(1, country="DE")})}


def test_a_slow_reader_is_hung_up_on() -> None:
    lines = Lines(per_address=9)
    slow = line(lines, ANA, HOME)
    for _ in range(MOST_WAITING + 1):
        lines.deliver([Delivery(ANA, HOME, MESSAGE)])
    assert slow.ended
    assert slow.waiting.qsize() == 1
    assert slow.waiting.get_nowait() is None


def test_a_token_and_an_address_may_hold_so_many_lines() -> None:
    lines = Lines(per_address=PER_TOKEN + 1)
    held = [line(lines, ANA, HOME) for _ in range(PER_TOKEN)]
    assert lines.full(5, "a")
    assert not lines.full(6, "a")
    line(lines, NOBODY, PUBLIC, token=None)
    assert lines.full(6, "a")
    assert not lines.full(6, "b")
    lines.remove(held[0])
    assert not lines.full(5, "b")


def test_lines_end_with_their_tokens() -> None:
    lines = Lines(per_address=9)
    gone, stays = line(lines, ANA, HOME, token=5), line(lines, ANA, HOME, token=6)
    later, anonymous = line(lines, ANA, HOME, token=7), line(lines, NOBODY, PUBLIC, token=None)
    lines.keep({6}, {5, 6})
    assert [one.ended for one in (gone, stays, later, anonymous)] == [True, False, False, False]


def test_nothing_is_left_of_a_line_that_went() -> None:
    lines = Lines(per_address=9)
    gone = line(lines, ANA, HOME, PUBLIC)
    lines.remove(gone)
    lines.remove(gone)
    assert (len(lines), lines.audience(), lines.tokens()) == (0, {}, frozenset())
