"""How much a field says about a person, and so where it may lie."""

from enum import StrEnum


class Sensitivity(StrEnum):
    """Declared for every model field that holds personal data (see `infra.fields`)."""

    NONE = "none"
    """Says nothing about a person: counters, states, keys of rows."""
    PUBLIC = "public"
    """The person published it: names, public posts."""
    PERSONAL = "personal"
    """About a person, and not for everyone: blocks, votes, reports. Central database, never leaves for others."""
    SENSITIVE = "sensitive"
    """Addresses, sessions, non-public text. Only in the vault of the person's region, encrypted."""
