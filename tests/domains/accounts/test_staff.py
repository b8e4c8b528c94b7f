"""What staff look up of people, and do for them."""

from collections.abc import Callable

import pytest

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LookReason, PeopleFilter, RegistrationMode
from folkmoot.domains.integrity.api import Treatment
from folkmoot.domains.residency import api as residency
from folkmoot.infra.audit import api as audit
from folkmoot.kernel.errors import Conflict, Forbidden, Invalid, NotSignedIn
from folkmoot.kernel.pages import PageRequest
from folkmoot.kernel.refs import account_ref
from folkmoot.kernel.viewer import NOBODY, Role
from tests import cast
from tests.queries import assert_same_query_count
from tests.removing import remove_account

PLACE = residency.SessionPlace("Firefox", "192.0.2.7")


def found(**wanted: object) -> list[str]:
    page = accounts.people(cast.mo().viewer, PeopleFilter(**wanted), PageRequest(limit=50))  # type: ignore[arg-type] # its fields
    return [one.account.handle for one in page.items]


def test_people_are_found_by_name_role_address_and_what_acts_on_them() -> None:
    for person in (cast.ana, cast.ben, cast.mo, cast.max_, cast.olga):
        person()
    assert found() == ["olga", "max", "mo", "ben", "ana"]
    assert found(words="almei") == ["ana"]
    assert found(words="@AN") == ["ana"]
    assert found(email="Ana@Example.org ") == ["ana"]
    assert found(email="ana") == []
    assert found(roles=(Role.MODERATOR, Role.OPERATOR)) == ["olga", "max", "mo"]
    remove_account(cast.ben())
    assert found(under=(Treatment.REMOVE,)) == ["ben"]
    assert found(not_under=tuple(Treatment)) == ["olga", "max", "mo", "ana"]
    assert accounts.count_people(cast.mo().viewer, PeopleFilter(not_under=tuple(Treatment))) == 4


def test_people_are_walked_by_id() -> None:
    crowd = [one.handle for one in cast.crowd(5)]
    mo = cast.mo().viewer
    first = accounts.people(mo, PeopleFilter(words="neighbour"), PageRequest(limit=2))
    assert [one.account.handle for one in first.items] == crowd[:2:-1]
    second = accounts.people(mo, PeopleFilter(words="neighbour"), PageRequest(limit=2, max_id=first.next_max_id))
    assert [one.account.handle for one in second.items] == crowd[2:0:-1]


def test_the_number_of_queries_does_not_depend_on_the_number_of_people() -> None:
    mo = cast.mo().viewer
    assert_same_query_count(
        lambda number: cast.person(f"other{number}"),
        lambda: accounts.people(mo, PeopleFilter(), PageRequest(limit=40)),
    )


def test_members_find_nobody_so() -> None:
    for viewer, error in ((cast.ana().viewer, Forbidden), (NOBODY, NotSignedIn)):
        with pytest.raises(error):
            accounts.people(viewer, PeopleFilter(), PageRequest())


def test_a_day_stands_for_the_last_visit_and_the_vault_opens_for_a_reason_only() -> None:
    ana, mo = cast.ana(), cast.mo()
    residency.sessions.open_session(ana.id, PLACE)
    assert str(accounts.staff_person(mo.viewer, ana.id).seen_on) == str(residency.sessions.last_days([ana.id])[ana.id])
    with pytest.raises(Forbidden):
        accounts.read_contact(cast.ben().viewer, account_id=ana.id, reason=LookReason.ABUSE)
    contact = accounts.read_contact(mo.viewer, account_id=ana.id, reason=LookReason.ABUSE)
    assert contact.email == "ana@example.org"
    assert [one.place for one in contact.sessions] == [PLACE]
    (entry,) = [one for one in audit.of_subject(account_ref(ana.id)) if one.verb == "contact.read"]
    assert (entry.actor_id, entry.detail) == (mo.id, {"reason": "abuse"})


def test_a_link_for_a_new_password_works_once_and_never_for_another_operator() -> None:
    olga, ana = cast.olga(), cast.ana()
    link = accounts.make_reset_link(olga.viewer, account_id=ana.id)
    token = link.rpartition("/")[2]
    accounts.reset_password(token, password="a quite new password")
    assert not accounts.reset_works(token)
    assert accounts.sign_in(identifier="ana", password="a quite new password", address="192.0.2.1") == ana.id
    other = cast.person("other", role=Role.OPERATOR)
    with pytest.raises(Invalid):
        accounts.make_reset_link(olga.viewer, account_id=other.id)
    with pytest.raises(Forbidden):
        accounts.make_reset_link(cast.mo().viewer, account_id=ana.id)
    with pytest.raises(Conflict, match="no mail"):
        accounts.send_reset(olga.viewer, account_id=ana.id)


def test_all_sessions_end_also_those_of_apps(drain: Callable[[], None]) -> None:
    from tests.edges.mastodon.api_client import client_of

    ana = cast.ana()
    token = residency.sessions.open_session(ana.id, PLACE)
    app = client_of(ana)
    accounts.end_sessions(cast.mo().viewer, account_id=ana.id)
    drain()
    assert residency.sessions.account_of(token) is None
    app.get("/api/v1/accounts/verify_credentials")
    assert app.status == 401


def test_an_address_that_is_confirmed_is_not_confirmed_again() -> None:
    with pytest.raises(Conflict, match="nothing to confirm"):
        accounts.confirm_for(cast.mo().viewer, account_id=cast.ana().id, mode=RegistrationMode.OPEN)
