"""What import contracts cannot see: string foreign keys, declared sensitivities, missing migrations."""

import os
import subprocess
import sys
from typing import Any, TypeAlias

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from folkmoot.domains.residency.stores import Router
from folkmoot.infra.fields import SENSITIVE, sensitivity_of
from tests.architecture.source import ROOT

#: Tables of libraries, which come as they are.
THIRD_PARTY: frozenset[str] = frozenset()

OWN = [model for model in apps.get_models() if model._meta.app_label not in THIRD_PARTY]
Model: TypeAlias = type[models.Model]
Field: TypeAlias = "models.Field[Any, Any]"


def _fields(model: Model) -> list[Field]:
    return [field for field in model._meta.get_fields(include_hidden=True) if isinstance(field, models.Field)]


def foreign_keys_across(found: list[Model]) -> list[str]:
    """Relations between apps. Ids of another domain are plain numbers."""
    return [
        f"{model.__name__}.{field.name}"
        for model in found
        for field in _fields(model)
        if field.is_relation and field.related_model is not None
        if field.related_model._meta.app_label != model._meta.app_label
    ]


def undeclared_fields(found: list[Model]) -> list[str]:
    return [
        f"{model.__name__}.{field.name}" for model in found for field in _fields(model) if sensitivity_of(field) is None
    ]


def misplaced_sensitive_fields(found: list[Model]) -> list[str]:
    """Sensitive fields in a table that lies outside the vaults."""
    return [
        f"{model.__name__}.{field.name}"
        for model in found
        for field in _fields(model)
        if sensitivity_of(field) is SENSITIVE
        if not Router().allow_migrate("vault_home", model._meta.app_label, model._meta.model_name)
    ]


def test_every_app_is_folkmoots_own_or_exempt_by_name() -> None:
    assert [model.__name__ for model in OWN if not model.__module__.startswith("folkmoot.")] == []


def test_no_foreign_key_leaves_its_app() -> None:
    assert foreign_keys_across(OWN) == []


def test_every_field_declares_its_sensitivity() -> None:
    assert undeclared_fields(OWN) == []


def test_no_declaration_is_left_over() -> None:
    stale = [
        f"{model.__name__}.{name}"
        for model in OWN
        for name in getattr(model, "sensitivity", {})
        if name not in {field.name for field in _fields(model)}
    ]
    assert stale == []


def test_sensitive_fields_lie_only_in_the_vault() -> None:
    assert misplaced_sensitive_fields(OWN) == []


@isolate_apps("folkmoot.infra.jobs")
def test_each_of_these_rules_catches_a_violation() -> None:
    class Careless(models.Model):
        job = models.ForeignKey(apps.get_model("jobs", "Job"), on_delete=models.CASCADE, related_name="+")
        address = models.TextField()
        sensitivity = {"address": SENSITIVE}

        class Meta:
            app_label = "careless"

    assert foreign_keys_across([Careless]) == ["Careless.job"]
    assert undeclared_fields([Careless]) == ["Careless.id", "Careless.job"]
    assert misplaced_sensitive_fields([Careless]) == ["Careless.address"]


def test_no_migration_is_missing() -> None:
    environment = {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": f"{ROOT}/src:{ROOT}"}
    result = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run", "--skip-checks"],
        cwd=ROOT, env=os.environ | environment,
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert (result.returncode, result.stdout.strip()) == (0, "No changes detected"), result.stderr
