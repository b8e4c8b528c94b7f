"""A process that serves holds as many connections open as the system allows it."""

import resource
import subprocess
import sys

from tests.live import clean_environment

_SCRIPT = """
import resource
from folkmoot.edges.cli.supervisor.files import open_as_many_as_allowed
resource.setrlimit(resource.RLIMIT_NOFILE, (64, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
print(open_as_many_as_allowed(), *resource.getrlimit(resource.RLIMIT_NOFILE))
"""


def test_the_soft_limit_is_raised_to_the_hard_one() -> None:
    command = [sys.executable, "-c", _SCRIPT]
    done = subprocess.run(command, env=clean_environment(), capture_output=True, text=True, check=True, timeout=60)
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert [int(one) for one in done.stdout.split()] == [hard, hard, hard]
