"""The cast, as the viewers that integrity sees: it knows people by their number only."""

from folkmoot.domains.integrity.api import Facts
from folkmoot.kernel.refs import post_ref
from folkmoot.kernel.viewer import Role, Viewer

ANA = Viewer(101)
BEN = Viewer(102)
CARLA = Viewer(103)
MO = Viewer(201, Role.MODERATOR)
MAX = Viewer(202, Role.MODERATOR)
OLGA = Viewer(301, Role.OPERATOR)
NOBODY = Viewer()

ANA_ID = 101
MO_ID = 201
POST = post_ref(1001)
OTHER_POST = post_ref(1002)


def facts(**given: object) -> Facts:
    return Facts(**{"kind": "post", "account_age_hours": 5000.0, **given})  # type: ignore[arg-type]  # fields of Facts
