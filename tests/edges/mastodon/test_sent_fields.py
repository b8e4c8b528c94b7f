"""What an endpoint declares of the fields that clients send is what its handler reads."""

import ast
import inspect
import textwrap
from collections.abc import Callable

import pytest

from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS


def functions_of(endpoint: Endpoint) -> list[Callable[..., object]]:
    """The handler, and the functions of its file that it calls."""
    module = inspect.getmodule(endpoint.handler)
    named = {node.func.id for node in called_in(tree_of(endpoint.handler)) if isinstance(node.func, ast.Name)}
    found = [getattr(module, name, None) for name in sorted(named)]
    return [endpoint.handler, *(one for one in found if inspect.isfunction(one) and inspect.getmodule(one) is module)]


def read_by(endpoint: Endpoint) -> set[str]:
    """The names of the structs that an endpoint reads."""
    calls = [node for function in functions_of(endpoint) for node in called_in(tree_of(function))]
    reads = [node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr == "read"]
    return {node.args[0].id for node in reads if node.args and isinstance(node.args[0], ast.Name)}


def tree_of(function: object) -> ast.Module:
    return ast.parse(textwrap.dedent(inspect.getsource(function)))  # type: ignore[arg-type]


def called_in(tree: ast.Module) -> list[ast.Call]:
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda endpoint: endpoint.name)
def test_an_endpoint_declares_what_it_reads(endpoint: Endpoint) -> None:
    declared = {endpoint.sends.__name__} if endpoint.sends is not None else set()
    assert declared == read_by(endpoint)
