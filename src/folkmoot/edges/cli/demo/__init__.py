"""The demo community: who may sign in, and what `folkmoot demo` fills an empty data folder with."""

from folkmoot.edges.cli.demo.fill import fill
from folkmoot.edges.cli.demo.logins import LOGINS

__all__ = ["LOGINS", "fill"]
