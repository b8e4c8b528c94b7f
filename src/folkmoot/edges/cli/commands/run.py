import errno
import os
import socket
import subprocess
import sys

from folkmoot.edges.cli import demo
from folkmoot.edges.cli.output import Stop, say
from folkmoot.edges.cli.site import make_folders
from folkmoot.edges.cli.supervisor.alone import alone
from folkmoot.edges.cli.supervisor.supervisor import Supervisor
from folkmoot.infra import operator_key
from folkmoot.infra.config import Config, current

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


def run() -> None:
    """Run the site: web server, streaming and worker, watched and started again when they crash. Ctrl-C stops all.

    Checks the policy and migrates the databases first.
    """
    config = current()
    if config.demo and config.bind not in _LOOPBACK:
        raise Stop(f"This is a demo: it stays on this machine, and FOLKMOOT_BIND is {config.bind}.")
    make_folders(config)
    operator_key.read(config.operator_key_file)
    held = alone(config.data / "run.lock")
    check_port(config.bind, config.port)
    check_port(config.bind, config.listening_port, "FOLKMOOT_STREAMING_PORT")
    _prepare()
    say(f"Starting web server on port {config.port}, streaming on port {config.listening_port}, and worker …")
    Supervisor(config, held, lambda: announce(config)).run()


def check_port(host: str, port: int, setting: str = "FOLKMOOT_PORT") -> None:
    """Raise Stop if a server could not listen there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                line = f"Port {port} is taken by another program. Stop that one, or set {setting} to a free port."
            else:
                line = f"Nothing can listen on {host} port {port}: {os.strerror(error.errno or 0)}."
            raise Stop(line) from None


def announce(config: Config) -> None:
    """Say where the site is and, for a demo, who may sign in."""
    say(f"Folkmoot is ready: {config.public_origin}")
    if config.demo:
        say("This is a demo, on this machine only. Sign in as:")
        for login in demo.LOGINS:
            say(f"  {login.role:<10} {login.email:<24} password: {login.password}")
    say("Press Ctrl-C to stop.")


def _prepare() -> None:
    """In a process of its own, so that the supervisor stays small."""
    result = subprocess.run([sys.executable, "-m", "folkmoot.wiring.main", "prepare"], check=False)
    if result.returncode:
        raise SystemExit(result.returncode)
