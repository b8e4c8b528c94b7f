"""Files that no row names: whoever took them in, made them or deleted them was killed in the middle."""

from datetime import timedelta

from folkmoot.domains.moving import files
from folkmoot.domains.moving.models import Archive, Arrival
from folkmoot.kernel import clock

_AGE = timedelta(days=1)


def sweep_files() -> None:
    """Delete those to which nothing was added for a day."""
    found = set(files.ids_before(clock.now() - _AGE))
    for model in (Archive, Arrival):
        found -= set(model.objects.filter(id__in=found).values_list("id", flat=True))
    files.delete(found, [])
