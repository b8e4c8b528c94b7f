"""Tick a step, take it back, read what is ticked. Operators only."""

from datetime import datetime
from enum import StrEnum

from folkmoot.domains.community.setup.models import SetupMark
from folkmoot.infra.audit.api import record
from folkmoot.infra.writes import atomic_write
from folkmoot.kernel import clock
from folkmoot.kernel.viewer import Viewer


class SetupStep(StrEnum):
    """What the site cannot see by itself."""

    MAIL_TRIED = "mail-tried"
    """A test mail went out."""
    KEY_COPIED = "key-copied"
    """A copy of the operator key lies in another place."""
    PUT_AWAY = "put-away"
    """The list is not shown any more."""


def setup_marks(viewer: Viewer) -> dict[SetupStep, datetime]:
    """The steps that are ticked, and since when."""
    viewer.require_operator()
    return {SetupStep(row.name): row.marked_at for row in SetupMark.objects.filter(name__in=list(SetupStep))}


def mark_setup(viewer: Viewer, *, step: SetupStep, done: bool = True) -> None:
    """Tick a step, or take the tick back; twice changes nothing."""
    actor_id = viewer.require_operator()
    with atomic_write():
        if done:
            values = {"marked_at": clock.now(), "marked_by": actor_id}
            SetupMark.objects.get_or_create(name=step.value, defaults=values)
        else:
            SetupMark.objects.filter(name=step.value).delete()
        record(actor_id, "setup.mark", "community:1", step=step.value, done=done)
