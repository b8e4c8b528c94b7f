"""Posts are found by their words, whichever database holds them.

The same test runs on SQLite and PostgreSQL against the same recorded answers; the last one makes a server of its own.
"""

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from folkmoot.domains.posts import api as posts
from folkmoot.domains.posts.api import PostDraft
from folkmoot.domains.search import api
from folkmoot.domains.search.api import SearchKind
from folkmoot.infra.worker import drain
from folkmoot.kernel.clock import FrozenClock
from tests import cast
from tests.architecture.source import ROOT
from tests.domains.search.corpus import QUESTIONS, TEXTS
from tests.postgres import server


def test_the_recorded_answers(clock: FrozenClock) -> None:
    ana, names = cast.ana(), {}
    for name, text in TEXTS.items():
        clock.advance(timedelta(minutes=1))
        names[posts.publish(ana.viewer, draft=PostDraft(text=text)).id] = name
    drain()
    reader = cast.dev().viewer
    answers = {
        question: [names[post.id] for post in api.search(reader, query=question, kind=SearchKind.POSTS).posts]
        for question in QUESTIONS
    }
    in_order = list(TEXTS)
    expected = {
        question: sorted(names.split(), key=in_order.index, reverse=True) for question, names in QUESTIONS.items()
    }
    assert answers == expected


@pytest.mark.postgres
def test_postgresql_answers_likewise() -> None:
    with server() as running:
        ran = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"{__file__}::test_the_recorded_answers"],
            cwd=ROOT,
            env=os.environ | running.environment(),
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stdout.split()) == (0, [".", "[100%]"]), ran.stdout[-3000:]
