"""A public log for tests, as its site serves it, and answers that somebody tampered with."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.verify_log import Unusable
from folkmoot.infra.translog import api as translog
from folkmoot.kernel.refs import post_ref
from tests import cast

Change = Callable[[str, Any], Any]


def decide(number: int) -> integrity.DecisionView:
    """Mo removes the post of that number, which is Ana's."""
    return integrity.decide_on(
        cast.mo().viewer, ref=post_ref(number), responsible=cast.ana().id, clause_id="threats", treatment="remove"
    )


def fill(count: int = 7, *, undo: bool = True) -> list[integrity.DecisionView]:
    """So many decisions, the first of them undone; all have their places."""
    made = [decide(number + 1) for number in range(count)]
    if undo:
        integrity.undo(cast.mo().viewer, decision_id=made[0].id, note="")
    translog.sequence()
    return made


def site(path: str) -> Any:
    """What the site answers to a path."""
    answer = Client().get(path)
    if answer.status_code != 200:
        raise Unusable(f"{path} answered {answer.status_code}")
    return json.loads(answer.content)


def tampered(change: Change) -> Callable[[str], Any]:
    """The same, after somebody on the way changed it."""
    return lambda path: change(path, site(path))


def on_entries(change: Callable[[list[dict[str, Any]]], object]) -> Callable[[str], Any]:
    """The site with another list of entries; what `change` leaves in the list is answered."""

    def answered(path: str, found: Any) -> Any:
        if "/log/entries" in path:
            change(found["entries"])
        return found

    return tampered(answered)
