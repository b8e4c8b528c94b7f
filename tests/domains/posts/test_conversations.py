"""Direct threads, as those who take part in them have them."""

from folkmoot.domains.graph import api as graph
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft, PostView, Visibility
from folkmoot.kernel.pages import PageRequest
from tests import cast


def _direct(person: cast.Person, text: str, *, reply_to: int | None = None) -> PostView:
    return posts.publish(person.viewer, draft=PostDraft(text=text, visibility=Visibility.DIRECT, reply_to_id=reply_to))


def _names(person: cast.Person) -> list[tuple[str, ...]]:
    found = posts.conversations(person.viewer, PageRequest()).items
    return [tuple(account.handle for account in one.accounts) for one in found]


def test_nobody_learns_who_else_wrote_to_the_author_of_a_public_post() -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    question = posts.publish(ana.viewer, draft=PostDraft(text="Who can help?"))
    _direct(ben, "@ana I can", reply_to=question.id)
    _direct(carla, "@ana me too", reply_to=question.id)
    assert (_names(ben), _names(carla)) == ([("ana",)], [("ana",)])
    assert _names(ana) == [("ben", "carla")]


def test_whom_one_blocked_writes_into_no_conversation_of_oneself() -> None:
    ana, ben = cast.ana(), cast.ben()
    _direct(ana, "@ben hello")
    graph.block(ben.viewer, target_id=ana.id)
    before = posts.conversations(ben.viewer, PageRequest()).items
    posts.mark_conversation_read(ben.viewer, conversation_id=before[0].id)
    _direct(ana, "@ben hello again", reply_to=before[0].last.id)
    _direct(ana, "@ben and again")
    after = posts.conversations(ben.viewer, PageRequest()).items
    assert [(one.last.id, one.unread) for one in after] == [(before[0].last.id, False)]
