"""What an account says of itself, for the case about it."""

import zlib

from folkmoot.domains.accounts.facts import words_of
from folkmoot.domains.accounts.queries import accounts_by_ids
from folkmoot.domains.integrity.api import Material


def evidence(account_id: int, reader: int | None) -> Material | None:  # noqa: ARG001 - the same for every reader
    """Names, bio and fields, which are public; None where the account is erased."""
    account = accounts_by_ids([account_id]).get(account_id)
    if account is None or account.erased:
        return None
    said = words_of(account)
    return Material(words=said, version=zlib.crc32(said.encode()) >> 1, public=True)
