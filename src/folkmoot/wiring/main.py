"""Where the command `folkmoot` begins."""

import os
import sys

from folkmoot.edges.cli.app import app
from folkmoot.edges.cli.output import FAILED, MISCONFIGURED, Stop
from folkmoot.infra.config import ConfigError
from folkmoot.kernel.errors import FolkmootError

_OWNER_ONLY = 0o077


def main() -> None:
    """Run the command line. What an operator can mend ends in one line on stderr, never in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.wiring.settings")
    os.umask(_OWNER_ONLY)
    try:
        app()
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


def _is_of_a_database(error: Exception) -> bool:
    from django.db import Error  # only now: most commands that end well need no Django

    return isinstance(error, Error)


def _end(line: str, code: int) -> None:
    sys.stderr.write(f"folkmoot: {line}\n")
    raise SystemExit(code)


if __name__ == "__main__":
    main()
