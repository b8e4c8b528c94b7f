"""schemathesis finds no 500 and no answer that the document does not know.

`python -m tests.fuzz_api 50` asks fifty times as much.
"""

import os
from itertools import groupby

import pytest

from folkmoot.edges.mastodon.document.operation import tag_of
from folkmoot.edges.mastodon.routing import Endpoint
from folkmoot.edges.mastodon.table import ENDPOINTS
from tests.edges.mastodon.document.fuzzing import fuzz

_EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2"))
_FILES = [(tag, list(found)) for tag, found in groupby(ENDPOINTS, tag_of)]


@pytest.mark.usefixtures("clock")
@pytest.mark.parametrize("endpoints", [found for _, found in _FILES], ids=[tag for tag, _ in _FILES])
def test_nothing_breaks_and_every_answer_is_in_the_document(endpoints: list[Endpoint]) -> None:
    found = list(fuzz(endpoints, examples=_EXAMPLES))
    assert not found, "\n\n".join(found)
