"""Tell systemd how the site is, where it asked for that (sd_notify(3), the protocol of Type=notify)."""

import os
import socket


def tell(state: str) -> None:
    """Send such as "READY=1". Nothing happens where nobody listens."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # a name in the abstract namespace of unix(7)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
        line.sendto(state.encode(), address)
