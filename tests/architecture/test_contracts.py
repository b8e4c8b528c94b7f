"""Each import contract holds, and catches a deliberate violation of it."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.source import DOMAINS, ROOT, domain_names

_CONFIGURED: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
CONTRACTS = {contract["id"]: contract for contract in _CONFIGURED["contracts"]}

#: Contract -> a module that breaks it, with what it says. Packages that it names are made where they lack.
VIOLATIONS = {
    "layers": ("kernel/violation.py", "import folkmoot.infra.config"),
    "domains": ("domains/residency/violation.py", "import folkmoot.domains.posts"),
    "edges": ("edges/first_edge/violation.py", "import folkmoot.edges.second_edge"),
    "cycles": ("kernel/clock.py", "import folkmoot.kernel.ids"),
    "pure": ("domains/residency/policy.py", "import django.db"),
    "push-models": ("edges/mastodon/violation.py", "import folkmoot.edges.mastodon.push.models"),
}


def _private_models(domain: str) -> tuple[str, str]:
    """A module of another domain, or of an edge, that reaches for a domain's models."""
    return "edges/first_edge/violation.py", f"import folkmoot.domains.{domain}.models"


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_violation_is_caught(contract: str, tmp_path: Path) -> None:
    if contract.startswith("models-"):
        module, line = _private_models(contract.removeprefix("models-"))
    else:
        module, line = VIOLATIONS[contract]
    _copy_with_violation(tmp_path, module, line)
    result = _lint(tmp_path, contract)
    assert result.returncode == 1, result.stdout + result.stderr
    assert f"{CONTRACTS[contract]['name']} BROKEN" in result.stdout


def test_a_domain_without_a_place_is_caught(tmp_path: Path) -> None:
    _copy_with_violation(tmp_path, "domains/newcomer/__init__.py", "")
    result = _lint(tmp_path, "domains")
    assert result.returncode == 1
    assert "folkmoot.domains.newcomer" in result.stdout


def test_a_policy_that_reaches_django_by_a_detour_is_caught(tmp_path: Path) -> None:
    _copy_with_violation(tmp_path, "domains/residency/policy.py", "import folkmoot.domains.residency.models")
    assert "Kernel and policies are free of Django BROKEN" in _lint(tmp_path, "pure").stdout


def test_all_contracts_hold() -> None:
    result = _lint(ROOT)
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_models_of_every_domain_are_private() -> None:
    with_models = [name for name in domain_names() if list((DOMAINS / name).glob("models*"))]
    missing = [name for name in with_models if CONTRACTS.get(f"models-{name}") != _contract_of(name)]
    assert missing == [], "Add to pyproject.toml:\n" + "\n".join(map(_as_toml, missing))


def _contract_of(domain: str) -> dict[str, Any]:
    return {
        "id": f"models-{domain}",
        "name": f"The models of {domain} are its own",
        "type": "protected",
        "protected_modules": [f"folkmoot.domains.{domain}.models"],
        "allowed_importers": [f"folkmoot.domains.{domain}"],
    }


def _as_toml(domain: str) -> str:
    lines = [f"{key} = {value!r}".replace("'", '"') for key, value in _contract_of(domain).items()]
    return "\n".join(["", "[[tool.importlinter.contracts]]", *lines])


def _copy_with_violation(folder: Path, module: str, line: str) -> None:
    package = folder / "src" / "folkmoot"
    shutil.copytree(ROOT / "src" / "folkmoot", package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    file = package / module
    _make_package(file.parent)
    named = line.removeprefix("import ").split(".")
    if named[0] == "folkmoot" and not package.joinpath(*named[1:]).with_suffix(".py").exists():
        _make_package(package.joinpath(*named[1:]))
    before = file.read_text() if file.exists() else ""
    file.write_text(f"{before}\n{line}\n")


def _make_package(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").touch()


def _lint(folder: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    only = ["--contract", contract] if contract else []
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--no-logo", *only],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "200"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip
