"""What integrity may know of accounts."""

from collections.abc import Collection, Mapping

from folkmoot.domains.accounts.queries import accounts_by_ids
from folkmoot.domains.accounts.types import AccountView
from folkmoot.domains.integrity.api import Facts, Known
from folkmoot.infra import text as texts
from folkmoot.kernel import clock


def integrity_facts(ids: Collection[int]) -> Mapping[int, Known]:
    """The facts of accounts that are there: their names, bio and fields, all of them public."""
    found = accounts_by_ids(ids)
    return {one: Known(_facts(account), one) for one, account in found.items() if not account.erased}


def words_of(account: AccountView) -> str:
    """All that an account says of itself, without markup."""
    lines = [f"{field.name} {field.value}" for field in account.fields]
    return " ".join([account.name, account.handle, account.bio, *lines])


def _facts(account: AccountView) -> Facts:
    text = words_of(account)
    return Facts(
        kind="account",
        text=text,
        languages=(account.language,),
        links=tuple(texts.host_of(link) for link in texts.parse(text).links),
        account_age_hours=(clock.now() - account.created_at).total_seconds() / 3600,
    )
