import pytest

from folkmoot.domains.graph import api as graph
from folkmoot.kernel.errors import Invalid
from folkmoot.kernel.pages import PageRequest
from tests import cast


def test_a_tag_is_followed_once_whatever_its_case() -> None:
    ana, ben = cast.ana(), cast.ben()
    assert graph.follow_tag(ana.viewer, tag="#Kayaking") == "kayaking"
    assert graph.follow_tag(ana.viewer, tag="KAYAKING") == "kayaking"
    graph.follow_tag(ben.viewer, tag="kayaking")
    assert [tag.tag for tag in graph.followed_tags(ana.viewer, PageRequest()).items] == ["kayaking"]
    assert graph.followers_of_tag("Kayaking") == tuple(sorted([ana.id, ben.id]))
    assert graph.followers_of_tag("kayaking", after=min(ana.id, ben.id)) == (max(ana.id, ben.id),)
    assert graph.follows_tag(ana.viewer, "kayaking")
    graph.unfollow_tag(ana.viewer, tag="#kayaking")
    assert not graph.follows_tag(ana.viewer, "kayaking")
    assert graph.tags_followed_by(ana.id) == frozenset()


@pytest.mark.parametrize("tag", ["", "#", "two words", "x" * 101, "a\x00b"])
def test_what_is_no_tag_is_refused(tag: str) -> None:
    ana = cast.ana()
    with pytest.raises(Invalid):
        graph.follow_tag(ana.viewer, tag=tag)
    assert graph.tags_followed_by(ana.id) == frozenset()
