"""The door of the public log: append an entry, put entries in order, sign the head, prove, read."""

from folkmoot.infra.translog.entries import (
    OPENED,
    SEALED,
    Entry,
    Sealed,
    append,
    append_opened,
    append_sealed,
    commitment,
    entries,
    entries_by_ids,
    entry,
    entry_at,
)
from folkmoot.infra.translog.heads import Head, head, head_message, head_of_size, public_key
from folkmoot.infra.translog.proofs import consistency_proof, inclusion_proof, root_of
from folkmoot.infra.translog.sequencing import sequence
from folkmoot.infra.translog.tree import leaf_hash, node_hash

__all__ = [
    "OPENED",
    "SEALED",
    "Entry",
    "Head",
    "Sealed",
    "append",
    "append_opened",
    "append_sealed",
    "commitment",
    "consistency_proof",
    "entries",
    "entries_by_ids",
    "entry",
    "entry_at",
    "head",
    "head_message",
    "head_of_size",
    "inclusion_proof",
    "leaf_hash",
    "node_hash",
    "public_key",
    "root_of",
    "sequence",
]
