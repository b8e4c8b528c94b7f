"""The people of the town move in, find their friends and make their lists."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import permutations
from typing import Any

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.community import api as community
from folkmoot.domains.graph import api as graph
from folkmoot.domains.media import api as media
from folkmoot.edges.cli.demo import pictures
from folkmoot.edges.cli.demo.logins import PASSWORD, ROLES
from folkmoot.edges.cli.demo.town import NEWCOMER, Town, read
from folkmoot.kernel.viewer import Role, Viewer

_STRANGERS = 6
_MODERATORS = frozenset({"mo", "max"})
#: A friend may not decide about a friend.
_JUDGED = frozenset({"wilf", "rosa", "hamish", "raj", "ana", "leo", "dot", "beth", "sunny", "pawel", "ahmet"})
_PATIENCE = timedelta(days=16)


def settle(town: Town, say: Callable[[str], None]) -> None:
    """Everybody moves in before the two weeks that the demo shows begin."""
    data = read("people.yaml")
    for person in data["people"]:
        town.plan(town.now - timedelta(days=person["joined"]), partial(_move_in, town, person))
    for managed in data["managed"]:
        town.plan(town.now - timedelta(days=managed["joined"]), partial(_found, town, managed))
    town.happen()
    say(f"  {len(town.people)} people, pages and organisations of Exmoor-on-Sea")
    _befriend(town, data["friends"])
    town.happen()
    for deed in _arrangements(town, data):
        town.plan(town.now - timedelta(days=15), deed)
    say(f"  {town.happen()} lists, tags and requests; friends have found each other")


def _move_in(town: Town, person: dict[str, Any]) -> None:
    role = ROLES.get(person["handle"], Role.MEMBER)
    account = accounts.create_account(
        handle=person["handle"],
        email=f"{person['handle']}@demo.example",
        password=PASSWORD,
        display_name=person["name"],
        language=person.get("language", "en"),
        role=role,
    )
    viewer = Viewer(account_id=account.id, role=role)
    town.people[person["handle"]] = viewer
    _introduce(viewer, person)
    if role is Role.OPERATOR:
        _open_the_town(viewer)


def _found(town: Town, managed: dict[str, Any]) -> None:
    """A page or an organisation."""
    kind = accounts.AccountKind(managed["kind"])
    maker = town.people[managed["by"]]
    account = accounts.create_managed(maker, handle=managed["handle"], display_name=managed["name"], kind=kind)
    for manager in managed.get("managers", ()):
        accounts.add_manager(maker, account_id=account.id, person_id=town.people[manager].require_account())
    town.people[managed["handle"]] = accounts.act_as(maker, account.id)
    _introduce(town.people[managed["handle"]], managed)


def _introduce(viewer: Viewer, person: dict[str, Any]) -> None:
    change = accounts.ProfileChange(
        bio=person["bio"],
        fields=[(name, value) for name, value in person.get("fields", ())],
        locked=person.get("locked", False),
        discoverable=True,
        avatar_key=_picture(viewer, person.get("picture"), media.ProfilePicture.AVATAR, person["handle"]),
        header_key=_picture(viewer, person.get("header"), media.ProfilePicture.HEADER, person["handle"]),
    )
    accounts.edit_profile(viewer, change=change)


def _picture(viewer: Viewer, scene: str | None, kind: media.ProfilePicture, seed: str) -> str | None:
    if scene is None:
        return None
    size = (400, 400) if kind is media.ProfilePicture.AVATAR else (1500, 500)
    file = pictures.paint(scene, size, seed)
    return media.upload_profile_picture(viewer, file=file, kind=kind, account_id=viewer.require_account())


def _open_the_town(operator: Viewer) -> None:
    texts = read("site.yaml")
    community.edit_settings(operator, change=community.CommunitySettings(**texts["settings"]))
    for name, source in texts["pages"].items():
        community.edit_page(operator, name=community.SitePageName(name), source=source)


def _befriend(town: Town, circles: list[list[str]]) -> None:
    """Those as whom one signs in are told of their followers; Erin has to be asked. All others just follow."""
    pairs = _follows(town, circles)
    told = [(member, other) for member, other in pairs if other in {*ROLES, "erin"}]
    for member, other in told:
        town.plan(_met(town), partial(graph.follow, town.people[member], target_id=_id(town, other)))
    others = [(_id(town, member), _id(town, other)) for member, other in pairs if (member, other) not in told]
    town.plan(_met(town), partial(graph.import_follows, others))


def _follows(town: Town, circles: list[list[str]]) -> list[tuple[str, str]]:
    """Circles of friends both ways; and everybody some neighbours, the library and the tides."""
    found = dict.fromkeys(pair for circle in circles for pair in permutations(circle, 2))
    for name in (name for name in town.people if name != NEWCOMER):
        others = {"town_library", "tide_times", *town.some(_STRANGERS, without=name)} - {name}
        found |= dict.fromkeys((name, other) for other in sorted(others))
    return [(name, other) for name, other in found if not (name in _MODERATORS and other in _JUDGED)]


def _arrangements(town: Town, data: dict[str, Any]) -> list[Callable[[], object]]:
    deeds: list[Callable[[], object]] = [
        partial(graph.accept_request, town.people["erin"], follower_id=_id(town, name))
        for name in ("ana", "yusuf", "zainab")
    ]
    deeds += [partial(_make_list, town, wanted) for wanted in data["lists"]]
    deeds += [
        partial(graph.follow_tag, town.people[wanted["of"]], tag=tag)
        for wanted in data["tags"]
        for tag in wanted["tags"]
    ]
    deeds.append(partial(graph.mute, town.people["dev"], target_id=_id(town, "leo")))
    deeds.append(
        partial(
            graph.create_filter,
            town.people["ana"],
            title="Football",
            contexts=[graph.FilterContext.HOME],
            keywords=[("football", True)],
        )
    )
    return deeds


def _make_list(town: Town, wanted: dict[str, Any]) -> None:
    viewer = town.people[wanted["of"]]
    made = graph.create_list(viewer, title=wanted["title"])
    members = [_id(town, member) for member in wanted["members"]]
    for member in members:
        graph.follow(viewer, target_id=member)
    graph.add_to_list(viewer, list_id=made.id, account_ids=members)


def _met(town: Town) -> datetime:
    return town.now - _PATIENCE - timedelta(minutes=town.chance.randrange(10))


def _id(town: Town, name: str) -> int:
    return town.people[name].require_account()
