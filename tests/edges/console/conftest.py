"""The console is looked at with the same browsers as members' pages."""

from tests.edges.web.conftest import browser

__all__ = ["browser"]
