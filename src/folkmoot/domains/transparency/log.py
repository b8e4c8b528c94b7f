"""The public log, as it is served: entries in their order, and proofs. Everything here is for everybody."""

from folkmoot.domains.transparency.types import ConsistencyProof, InclusionProof
from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.api import Entry, Head
from folkmoot.kernel.errors import Invalid, NotFound
from folkmoot.kernel.sentences import sentence

PAGE_LIMIT = 1000


def head() -> Head:
    """The newest signed head. NotFound while the log is empty."""
    found = translog.head()
    if found is None:
        raise NotFound("the log is empty", safe="The log has no entries yet.")
    return found


def entries(*, start: int, limit: int) -> list[Entry]:
    """At most `limit` (and 1,000) entries from place `start` on, in their order."""
    return translog.entries(start=start, limit=min(limit, PAGE_LIMIT))


def prove_inclusion(
    *, entry_id: int | None = None, index: int | None = None, size: int | None = None
) -> InclusionProof:
    """Prove an entry, named by its id or its place, in the log of `size` entries (default: the newest head's).

    Raises NotFound for an entry that is not there or has no place yet, Invalid for a size that the log never had.
    """
    total = _known_size(size)
    entry = (
        translog.entry(entry_id) if entry_id is not None else translog.entry_at(index) if index is not None else None
    )
    if entry is None:
        raise NotFound("no such entry", safe="The log has no such entry.")
    if entry.sequence is None:
        raise NotFound(
            "not placed yet", safe="This entry has no place yet. It has one within seconds; please ask again."
        )
    if entry.sequence >= total:
        raise Invalid(
            sentence("This entry stands at place {sequence}; size must be larger.", sequence=entry.sequence),
            field="size",
        )
    path = translog.inclusion_proof(entry.sequence, total)
    leaf = translog.leaf_hash(entry.body)
    return InclusionProof(entry, entry.sequence, total, translog.root_of(total), leaf, tuple(path))


def prove_consistency(*, first: int, second: int | None = None) -> ConsistencyProof:
    """Prove that the log of `second` entries (default: the newest head's) begins with the one of `first`."""
    total = _known_size(second)
    if not 0 < first <= total:
        raise Invalid(sentence("first must be from 1 to {total}.", total=total), field="first")
    path = translog.consistency_proof(first, total)
    return ConsistencyProof(first, translog.root_of(first), total, translog.root_of(total), tuple(path))


def _known_size(size: int | None) -> int:
    newest = head().size
    if size is None:
        return newest
    if not 0 < size <= newest:
        raise Invalid(
            sentence("The log has {newest} entries: a size is from 1 to {newest}.", newest=newest), field="size"
        )
    return size
