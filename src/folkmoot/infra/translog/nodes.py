"""The stored nodes of the tree."""

from collections.abc import Collection, Mapping

from folkmoot.infra.translog.models import TreeNode
from folkmoot.infra.translog.tree import Node

_BATCH = 500


def read(wanted: Collection[Node]) -> dict[Node, bytes]:
    """The hashes of stored nodes, in one query."""
    by_place = {node.place: node for node in wanted}
    rows = TreeNode.objects.filter(place__in=by_place).values_list("place", "hash") if by_place else []
    return {by_place[place]: bytes(found) for place, found in rows}


def write(made: Mapping[Node, bytes]) -> None:
    """Store new nodes, inside the caller's `atomic_write`."""
    rows = (TreeNode(place=node.place, hash=value) for node, value in made.items())
    TreeNode.objects.bulk_create(rows, batch_size=_BATCH)
