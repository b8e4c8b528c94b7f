"""The settings of a site, for tests: data and operator key in a folder of this process, SQLite in memory.

Where FOLKMOOT_DATABASE and FOLKMOOT_VAULT are set, the same tests run on those PostgreSQL databases.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from django.contrib.auth.hashers import Argon2PasswordHasher

from folkmoot.infra import operator_key

_KEPT = {"FOLKMOOT_DATABASE", "FOLKMOOT_VAULT"}


def _folder_of_this_process() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="folkmoot-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


for _name in [name for name in os.environ if name.startswith("FOLKMOOT_") and name not in _KEPT]:
    del os.environ[_name]
_folder = _folder_of_this_process()
(_folder / "data").mkdir()
os.environ["FOLKMOOT_DATA"] = str(_folder / "data")
os.environ["FOLKMOOT_KEY_FILE"] = str(_folder / "operator.key")
operator_key.create(_folder / "operator.key")

from folkmoot.wiring.settings import *  # noqa: E402, F403 - the site's settings, once the environment is made


class QuickArgon2(Argon2PasswordHasher):
    """The same algorithm with the least work that it takes, so that a test does not wait for a password."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1


PASSWORD_HASHERS = ["tests.settings.QuickArgon2"]
