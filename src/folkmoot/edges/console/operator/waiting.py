"""What waits, in numbers, for the start of the console."""

from dataclasses import dataclass

from folkmoot.domains.accounts import api as accounts
from folkmoot.domains.accounts.api import LoginState, PeopleFilter
from folkmoot.domains.community import api as community
from folkmoot.domains.community.api import SetupStep
from folkmoot.domains.integrity import api as integrity
from folkmoot.infra.config import current
from folkmoot.infra.health.finding import Level
from folkmoot.infra.health.machine import check_machine
from folkmoot.infra.jobs import api as jobs
from folkmoot.kernel.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Waits:
    """How much waits, of what; the numbers of operators are 0 for moderators. `setup`: first steps are open."""

    appeals: int
    people: int
    jobs: int
    troubles: int
    setup: bool

    @property
    def anything(self) -> bool:
        return bool(self.appeals or self.people or self.jobs or self.troubles)


def what_waits(viewer: Viewer) -> Waits:
    """Staff only."""
    operator = viewer.is_operator
    return Waits(
        appeals=len(integrity.appeals(viewer, "open")),
        people=accounts.count_people(viewer, PeopleFilter(states=(LoginState.WAITING,))),
        jobs=len(jobs.parked()) if operator else 0,
        troubles=_troubles() if operator else 0,
        setup=operator and SetupStep.PUT_AWAY not in community.setup_marks(viewer),
    )


def _troubles() -> int:
    """What fails on the machine; warnings stand on the page of health."""
    return sum(finding.level is Level.FAIL for finding in check_machine(current()))
