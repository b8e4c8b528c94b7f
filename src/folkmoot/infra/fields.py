"""How a model declares what its fields say about people."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Field

from folkmoot.kernel.sensitivity import Sensitivity

NONE = Sensitivity.NONE
PUBLIC = Sensitivity.PUBLIC
PERSONAL = Sensitivity.PERSONAL
SENSITIVE = Sensitivity.SENSITIVE


def sensitivity_of(field: "Field[Any, Any]") -> Sensitivity | None:
    """What the field's model declares for it in its `sensitivity` mapping; None where it declares nothing.

    A test walks over every model of Folkmoot: each field must be declared, and SENSITIVE ones may stand only in a
    model of the vault.
    """
    declared: Mapping[str, Sensitivity] = getattr(field.model, "sensitivity", {})
    return declared.get(field.name)
