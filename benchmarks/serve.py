"""granian with one process, set up as `folkmoot web` does, on any application. Says its port on the first line.

python -m benchmarks.serve MODULE:NAME
"""

import importlib
import os
import sys
from functools import partial
from typing import Any

from folkmoot.edges.cli.supervisor.parent import end_with_parent
from tests.postgres import free_port


def main(application: str) -> None:
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    end_with_parent(os.getppid())
    port = free_port()
    server = Granian(
        application, address="127.0.0.1", port=port, interface=Interfaces.WSGI, workers=1,
        blocking_threads=int(os.environ.get("FOLKMOOT_WEB_THREADS", "4")), log_level=LogLevels.warning,
    )  # fmt: skip
    print(port, flush=True)
    server.serve(target_loader=partial(_load, os.getpid()))


def _load(server: int, target: str) -> Any:
    end_with_parent(server)
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)


if __name__ == "__main__":
    main(sys.argv[1])
