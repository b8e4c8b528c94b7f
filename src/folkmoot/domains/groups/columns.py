"""What of groups the fast lane may read in SQL."""

from typing import Final

from folkmoot.infra.declared import Declared

MEMBERSHIP: Final = Declared(
    "groups.Membership", "groups_membership", ("account_id", "group_id", "state", "at_home")
)  # fmt: skip

DECLARED: Final = (MEMBERSHIP,)
