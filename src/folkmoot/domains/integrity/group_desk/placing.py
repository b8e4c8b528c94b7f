"""At whose desk a case stands."""

from datetime import timedelta
from enum import StrEnum

from django.db.models import Q

from folkmoot.domains.integrity.models import Case, Decision
from folkmoot.domains.integrity.subjects import about, ref_of
from folkmoot.kernel import clock

FIRST_FOR = timedelta(hours=24)
"""So long a report stands with the moderators of the group before those of the community see it."""
AT_ONCE = 4
"""From this severity of a clause on (harm to persons, law) both see it at once."""


class Place(StrEnum):
    COMMUNITY = ""
    GROUP = "group"
    BOTH = "both"


def with_community() -> Q:
    """Picks the cases that stand in the community's queue."""
    return ~Q(desk=Place.GROUP) | Q(group_until__lte=clock.now())


def place(case: Case, group_id: int | None) -> None:
    """Put a case that was reported and counted where it belongs, inside the caller's `atomic_write`.

    What a group has judged before is not the group's alone a second time: whoever reports it again is heard elsewhere.
    """
    if group_id is not None and case.group_id is None:
        case.group_id, case.group_until = group_id, clock.now() + FIRST_FOR
        again = Case.objects.filter(about(ref_of(case)), group_id=group_id).exclude(closed_at=None).exists()
        case.desk = Place.BOTH if again else Place.GROUP
    if case.desk == Place.GROUP and _is_pressing(case):
        case.desk = Place.BOTH
    if group_id is not None:
        case.save(update_fields=["group_id", "group_until", "desk"])


def _is_pressing(case: Case) -> bool:
    """Dangerous, or found by automation as well: a hold or a match of a hash bank among it."""
    acted = Decision.objects.filter(about(ref_of(case)), automated=True, undone_at=None)
    return case.severity >= AT_ONCE or bool(case.suggestions) or acted.exists()
