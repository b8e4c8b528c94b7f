"""Where data lies: regions and their vaults, the keys of persons, sessions.

Words: a *region* is a place with a vault of its own; a *vault* is a database for sensitive data, each record sealed
under the key of the person whose it is; an *erasure* is a deleted key, remembered so that a restored backup loses it
again.

Invariants: a record is immutable (an edit writes a new one); a record without its person's key is unreadable; only
this package names a vault's database (`using=`).
"""
