"""The sequencer: gives waiting entries their places, stores the nodes of the tree that they make, signs the head."""

from folkmoot.infra.translog import heads, nodes
from folkmoot.infra.translog.models import LogEntry
from folkmoot.infra.translog.tree import Growing, Range, complete, leaf_hash
from folkmoot.infra.writes import atomic_write


def sequence(limit: int = 1000) -> int:
    """Give waiting entries their places and sign the new head; returns how many there were.

    Costs the logarithm of the log's length, and two nodes for each entry. An entry that was appended by a process
    that died, or under a clock that went back, has its place when its turn comes: places follow the turns, not ids.
    """
    if not LogEntry.objects.filter(sequence=None).exists():
        return 0
    with atomic_write():
        # Held: a second worker's sequencer waits here, and then finds that these have their places.
        waiting = list(LogEntry.objects.select_for_update().filter(sequence=None).order_by("id")[:limit])
        if not waiting:
            return 0
        last = heads.head()
        size = last.size if last else 0
        tree = Growing(size, nodes.read(complete(Range(0, size))))
        tree.add(leaf_hash(bytes(entry.body)) for entry in waiting)
        for place, entry in enumerate(waiting, start=size):
            entry.sequence = place
        LogEntry.objects.bulk_update(waiting, ["sequence"])
        nodes.write(tree.made)
        heads.sign(tree.size, tree.root, after=last)
    return len(waiting)
