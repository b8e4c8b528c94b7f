"""A log that is older than its stored nodes gets them from the migration."""

import importlib

import pytest
from django.apps import apps
from django.db import connection

from folkmoot.infra.translog import api as translog
from folkmoot.infra.translog.models import TreeNode
from tests.infra.test_translog_proofs import fill

_FILL = importlib.import_module("folkmoot.infra.translog.migrations.0002_tree_nodes").fill


class _Editor:
    """What the migration asks of a schema editor. SQLite's own refuses to begin inside a test's transaction."""

    connection = connection


@pytest.mark.parametrize("sizes", [[1], [7], [3, 8, 2]])
def test_the_migration_makes_the_nodes_that_the_sequencer_would_have_made(sizes: list[int]) -> None:
    fill(sizes)
    made = {place: bytes(found) for place, found in TreeNode.objects.values_list("place", "hash")}
    TreeNode.objects.all().delete()
    _FILL(apps, _Editor())
    assert {place: bytes(found) for place, found in TreeNode.objects.values_list("place", "hash")} == made
    head = translog.head()
    assert head is not None
    assert translog.root_of(head.size) == head.root
