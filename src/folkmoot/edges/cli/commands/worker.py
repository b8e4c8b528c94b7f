import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from folkmoot.edges.cli.site import set_up
from folkmoot.edges.cli.supervisor.parent import ParentOption, end_with_parent
from folkmoot.infra.config import current
from folkmoot.infra.health.files import alive_file
from folkmoot.infra.write_lock import WEB_PATIENCE, be_patient

_PATIENCE = 20.0


def worker(parent: ParentOption = None) -> None:
    """The background worker. `folkmoot run` starts it; SIGTERM ends it after the job in hand, or after 20 seconds,
    and gives back what it could not do.
    """
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    end_with_parent(parent)
    set_up()
    from folkmoot.infra.worker import Worker

    be_patient(WEB_PATIENCE)
    at_work = Worker(stop, alive=alive_file(current()).touch)
    threading.Thread(target=_end_in_time, args=(stop, at_work.give_back), daemon=True).start()
    at_work.run()


def _end_in_time(stop: threading.Event, give_back: Callable[[], None]) -> None:
    """A job that goes on for longer than the patience is broken off; it is begun again by whoever comes next."""
    stop.wait()
    threading.Event().wait(_PATIENCE)
    give_back()
    os._exit(0)
