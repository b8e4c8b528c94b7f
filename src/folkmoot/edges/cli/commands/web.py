import importlib
import os
from functools import partial
from typing import Any

from folkmoot.edges.cli.supervisor.files import open_as_many_as_allowed
from folkmoot.edges.cli.supervisor.parent import ParentOption, end_with_parent
from folkmoot.infra.config import current
from folkmoot.infra.http.sizes import HEADERS, HEADERS_WITHIN

_APPLICATION = "folkmoot.wiring.wsgi:application"
_PATIENCE = 10


def web(parent: ParentOption = None) -> None:
    """One process of the web server. `folkmoot run` starts as many as the settings say."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings
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
        http1_settings=HTTP1Settings(max_buffer_size=HEADERS, header_read_timeout=HEADERS_WITHIN),
        log_level=LogLevels.warning,
    )
    server.serve(target_loader=partial(_load, os.getpid()))


def _load(server: int, target: str) -> Any:
    """In the process that answers: without its server it would hold the port for ever."""
    end_with_parent(server)
    open_as_many_as_allowed()
    module, name = target.split(":")
    return getattr(importlib.import_module(module), name)
