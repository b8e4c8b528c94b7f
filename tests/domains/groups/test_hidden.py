"""A hidden group and a name that is not there answer alike."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission, GroupChange
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.search import api as search
from folkmoot.domains.search.api import SearchKind
from folkmoot.domains.search.models import PersonWords
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.viewer import NOBODY, Viewer
from tests import cast
from tests.cast import Person
from tests.domains.groups.making import group, let_in
from tests.queries import captured_queries


def _refusal(viewer: Viewer, name: str) -> tuple[str, int]:
    with captured_queries() as asked, pytest.raises(NotFound) as refusal:
        accounts.access_account_by_name(viewer, name)
    return refusal.value.safe, len(asked)


@pytest.mark.parametrize("outsider", ["nobody", "member"])
def test_by_name_it_is_not_there_in_as_many_queries(outsider: str) -> None:
    group(Admission.HIDDEN, handle="secret")
    viewer = NOBODY if outsider == "nobody" else cast.ben().viewer
    assert _refusal(viewer, "secret") == _refusal(viewer, "no_such_name")


def test_no_search_list_or_mention_finds_it() -> None:
    made, ben = group(Admission.HIDDEN, handle="secret"), cast.ben()
    for query in ("secret", "@secret", "Gardeners", made.account.url):
        assert search.search(ben.viewer, query=query).accounts == ()
    assert made.id not in {one.id for one in accounts.directory(limit=50)}
    assert groups.find(ben.viewer) == groups.find(ben.viewer, "gard") == ()
    post = posts.publish(ben.viewer, draft=PostDraft(text="Is there a @secret?"))
    assert post.mentions == ()
    assert "href" not in post.html


def test_its_name_is_taken_in_the_words_of_a_reserved_one() -> None:
    group(Admission.HIDDEN, handle="secret")
    said = []
    for handle in ("secret", "admin"):
        with pytest.raises(Invalid) as refusal:
            accounts.sign_up(
                SignUp(handle, f"{handle}@example.org", "correct horse battery"), mode=RegistrationMode.OPEN
            )
        said.append(refusal.value.safe)
    assert said == ["This name is taken. Please choose another."] * 2


def test_members_and_the_invited_find_it() -> None:
    made, ben, carla = group(Admission.HIDDEN, handle="secret"), cast.ben(), cast.carla()
    let_in(made, ben)
    groups.invite(cast.ana().viewer, group_id=made.id, account_id=carla.id)
    for one in (cast.ana(), ben, carla):
        assert groups.access_group_by_name(one.viewer, "secret").id == made.id
    groups.leave(ben.viewer, group_id=made.id)
    assert _refusal(ben.viewer, "secret") == _refusal(ben.viewer, "no_such_name")


def test_an_open_group_that_hides_loses_its_name_beside_old_posts() -> None:
    made, ben = group(handle="secret"), cast.ben()
    post = posts.publish(cast.ana().viewer, draft=PostDraft(text="Open words", group_id=made.id))
    assert posts.access_post(ben.viewer, post.id).group is not None
    groups.edit(cast.ana().viewer, group_id=made.id, change=GroupChange(admission=Admission.HIDDEN))
    seen = posts.access_post(ben.viewer, post.id)
    assert (seen.text, seen.group) == ("Open words", None)
    own = posts.access_post(cast.ana().viewer, post.id)
    assert own.group is not None


def test_the_search_for_people_follows_at_once(drain: Callable[[], None]) -> None:
    """A group that opens is found by its name, with its post; one that hides is found by nobody outside."""
    made, ana, ben = group(Admission.HIDDEN, handle="secret"), cast.ana(), cast.ben()
    drain()
    assert _found(ben) == []
    groups.edit(ana.viewer, group_id=made.id, change=GroupChange(admission=Admission.OPEN))
    drain()
    assert _found(ben) == [made.id]
    groups.edit(ana.viewer, group_id=made.id, change=GroupChange(admission=Admission.HIDDEN))
    drain()
    assert _found(ben) == []
    assert not PersonWords.objects.filter(id=made.id).exists()


def _found(person: Person) -> list[int]:
    return [one.id for one in search.search(person.viewer, query="garden", kind=SearchKind.ACCOUNTS).accounts]
