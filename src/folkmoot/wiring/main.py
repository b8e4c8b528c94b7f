"""Where the command `folkmoot` begins."""

import importlib
import os
import sys

from folkmoot.edges.cli.output import FAILED, MISCONFIGURED, Stop
from folkmoot.infra.config import ConfigError
from folkmoot.kernel.errors import FolkmootError

_OWNER_ONLY = 0o077
_PROCESSES = frozenset({"web", "worker", "streaming"})
_PROCESS = ("folkmoot", "NAME", "--parent", "PID")


def main() -> None:
    """Run the command line. What an operator can mend ends in one line on stderr, never in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.wiring.settings")
    os.umask(_OWNER_ONLY)
    try:
        _run()
    except ConfigError as error:
        _end(str(error), MISCONFIGURED)
    except Stop as stop:
        _end(str(stop), stop.code)
    except FolkmootError as error:
        _end(error.safe, FAILED)
    except Exception as error:
        if not _is_of_a_database(error):
            raise
        first_line = str(error).strip().partition("\n")[0]
        _end(f"The database did not do its part: {first_line}. `folkmoot doctor` says what to mend.", FAILED)


def _run() -> None:
    """A process of a site is there for long and takes one option: it does without the command line and its library."""
    if len(sys.argv) == len(_PROCESS) and sys.argv[1] in _PROCESSES:
        module = importlib.import_module(f"folkmoot.edges.cli.commands.{sys.argv[1]}")
        getattr(module, sys.argv[1])(int(sys.argv[3]))
        return
    from folkmoot.edges.cli.app import app

    app()


def _is_of_a_database(error: Exception) -> bool:
    from django.db import Error  # only now: most commands that end well need no Django

    return isinstance(error, Error)


def _end(line: str, code: int) -> None:
    sys.stderr.write(f"folkmoot: {line}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
