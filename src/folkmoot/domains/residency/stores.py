"""Which database holds what. The router decides only where migrations run; every access names its store."""

from typing import Any

from django.db import connections

KEYS = "keys"
HOME = "home"
_VAULT_PREFIX = "vault_"
_IN_KEYS = {"personkey", "casekey", "erasure"}
_IN_VAULT = {"vaultrecord", "sharedkey", "vaultsession"}


def vault_of(region: str) -> str:
    """The database alias of a region's vault."""
    return _VAULT_PREFIX + region


def vaults() -> list[str]:
    """The aliases of all vaults."""
    return [alias for alias in connections if alias.startswith(_VAULT_PREFIX)]


class Router:
    """Tells Django's migrations which tables belong into which store."""

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **_hints: Any) -> bool:
        if app_label == "residency" and model_name in _IN_KEYS:
            return db == KEYS
        if app_label == "residency" and model_name in _IN_VAULT:
            return db.startswith(_VAULT_PREFIX)
        return db == "default"
