import importlib
import os
import signal
from functools import partial
from typing import Any

from folkmoot.edges.cli.supervisor.parent import ParentOption, end_with_parent
from folkmoot.infra.config import current

_APPLICATION = "folkmoot.wiring.wsgi:application"
_PATIENCE = 10


def web(parent: ParentOption = None) -> None:
    """One process of the web server. `folkmoot run` starts as many as the settings say."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    end_with_parent(parent)
    config = current()
    server = Granian(
        _APPLICATION,
        address=config.bind,
        port=config.port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=config.web_threads,
        workers_kill_timeout=_PATIENCE,
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_load, os.getpid()))


def _load(server: int, target: str) -> Any:
    """In the process that answers: without its server it would hold the port for ever."""
    end_with_parent(server, signal.SIGKILL)
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
