"""Who is told of an edit, and what moderators and operators are told."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import RegistrationMode, SignUp
from folkmoot.domains.graph import api as graph
from folkmoot.domains.groups import api as groups
from folkmoot.domains.groups.api import Admission
from folkmoot.domains.integrity import api as integrity
from folkmoot.domains.notifications import api as notifications
from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Role
from tests import cast
from tests.domains.groups.making import group

Drain = Callable[[], None]
WISH = SignUp(handle="noor", email="noor@example.org", password=cast.PASSWORD)


def told(person: cast.Person) -> list[tuple[str, str]]:
    found = notifications.notifications_of(person.viewer, PageRequest(limit=40)).items
    return [(one.kind.value, one.actor.handle if one.actor else "") for one in found]


def edit(post: posts.PostView, text: str) -> None:
    posts.edit(cast.ana().viewer, post_id=post.id, draft=PostDraft(text=text))


def test_who_boosted_or_quoted_is_told_of_an_edit_once(drain: Drain) -> None:
    ana, ben, carla, dev = cast.ana(), cast.ben(), cast.carla(), cast.dev()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Frist"))
    posts.boost(ben.viewer, post_id=post.id)
    posts.boost(ana.viewer, post_id=post.id)
    posts.favourite(dev.viewer, post_id=post.id)
    quoting = posts.publish(carla.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    drain()
    for text in ("First", "The first"):
        edit(post, text)
        drain()
    assert told(ben) == [("update", "ana")]
    assert told(carla) == [("quoted_update", "ana")]
    assert told(dev) == []
    assert "update" not in dict(told(ana))
    (view,) = notifications.notifications_of(ben.viewer, PageRequest()).items
    assert view.post is not None
    assert (view.post.id, view.post.text) == (post.id, "The first")
    (quoted,) = notifications.notifications_of(carla.viewer, PageRequest()).items
    assert quoted.post is not None
    assert quoted.post.id == quoting.id


def test_who_took_it_back_is_not_told(drain: Drain) -> None:
    ana, ben, carla = cast.ana(), cast.ben(), cast.carla()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Frist"))
    posts.boost(ben.viewer, post_id=post.id)
    posts.unboost(ben.viewer, post_id=post.id)
    quoting = posts.publish(carla.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    posts.revoke_quote(ana.viewer, post_id=post.id, quoting_id=quoting.id)
    edit(post, "First")
    drain()
    assert (told(ben), told(carla)) == ([], [])


def test_news_of_a_removed_post_or_a_blocked_author_is_not_shown(drain: Drain) -> None:
    ana, ben, carla, mo = cast.ana(), cast.ben(), cast.carla(), cast.mo()
    post = posts.publish(ana.viewer, draft=PostDraft(text="Frist"))
    posts.boost(ben.viewer, post_id=post.id)
    posts.publish(carla.viewer, draft=PostDraft(text="Look", quote_of_id=post.id))
    edit(post, "First")
    drain()
    decision = integrity.decide_on(
        mo.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="threats", treatment="remove"
    )
    assert (told(ben), told(carla)) == ([], [])
    integrity.undo(mo.viewer, decision_id=decision.id, note="A misreading")
    assert (told(ben), told(carla)) == ([("update", "ana")], [("quoted_update", "ana")])
    graph.block(carla.viewer, target_id=ana.id)
    drain()
    assert told(carla) == []
    posts.delete(ana.viewer, post_id=post.id)
    assert told(ben) == []


def test_staff_are_told_who_joined_when_nothing_stands_in_the_way(drain: Drain) -> None:
    ana, mo, olga = cast.ana(), cast.mo(), cast.olga()
    accounts.sign_up(WISH, mode=RegistrationMode.OPEN)
    drain()
    assert (told(ana), told(mo), told(olga)) == ([], [("sign_up", "noor")], [("sign_up", "noor")])


def test_staff_are_told_of_who_waited_once_somebody_said_yes(drain: Drain) -> None:
    mo, max_ = cast.mo(), cast.max_()
    wish = SignUp(handle="noor", email="noor@example.org", password=cast.PASSWORD, reason="I live here")
    account, _ = accounts.sign_up(wish, mode=RegistrationMode.APPROVAL)
    drain()
    assert told(mo) == []
    accounts.approve(max_.viewer, account_id=account.id)
    drain()
    assert told(mo) == [("sign_up", "noor")]


def test_who_is_no_moderator_any_more_reads_nothing_of_it(drain: Drain) -> None:
    ana, ben, mo, olga = cast.ana(), cast.ben(), cast.mo(), cast.olga()
    integrity.report(
        ben.viewer,
        ref=post_ref(posts.publish(ana.viewer, draft=PostDraft(text="Hm")).id),
        responsible=ana.id,
        clause_id="",
        comment="Please look",
    )
    accounts.sign_up(WISH, mode=RegistrationMode.OPEN)
    drain()
    assert told(mo) == [("sign_up", "noor"), ("report", "ben")]
    accounts.set_role(olga.viewer, account_id=mo.id, role=Role.MEMBER)
    assert told(mo) == []


def test_staff_are_told_of_a_report_but_nobody_of_one_about_themselves(drain: Drain) -> None:
    ben, mo, max_ = cast.ben(), cast.mo(), cast.max_()
    post = posts.publish(mo.viewer, draft=PostDraft(text="Hm"))
    integrity.report(ben.viewer, ref=post_ref(post.id), responsible=mo.id, clause_id="", comment="Please look")
    drain()
    (view,) = notifications.notifications_of(max_.viewer, PageRequest()).items
    assert (view.kind.value, view.actor, view.reported) == ("report", ben.account, mo.account)
    assert view.report is not None
    assert view.report.comment == "Please look"
    assert (told(mo), told(ben)) == ([], [])


@pytest.mark.usefixtures("clock")
def test_what_stands_with_a_group_first_is_no_news_to_the_community(drain: Drain) -> None:
    ana, ben, mo = cast.ana(), cast.ben(), cast.mo()
    made = group(Admission.OPEN)
    groups.join(ben.viewer, group_id=made.id)
    post = posts.publish(ana.viewer, draft=PostDraft(text="Hm", group_id=made.id))
    integrity.report(ben.viewer, ref=post_ref(post.id), responsible=ana.id, clause_id="", comment="Please look")
    drain()
    assert told(mo) == []
