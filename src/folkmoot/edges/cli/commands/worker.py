import signal
import threading
from datetime import timedelta
from types import FrameType

from folkmoot.edges.cli.site import alive_file, set_up
from folkmoot.edges.cli.supervisor.parent import ParentOption, end_with_parent
from folkmoot.infra.config import current

_SIGN_OF_LIFE = timedelta(seconds=5)


def worker(parent: ParentOption = None) -> None:
    """The background worker. `folkmoot run` starts it; SIGTERM ends it after the job in hand."""
    stop = threading.Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, on_signal)
    signal.signal(signal.SIGINT, on_signal)
    end_with_parent(parent)
    set_up()
    from folkmoot.infra import worker as loop

    loop.every(_SIGN_OF_LIFE, "worker.alive", alive_file(current()).touch)
    loop.run(stop)
