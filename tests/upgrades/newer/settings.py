"""The settings of a site one migration later."""

from folkmoot.wiring.settings import *  # noqa: F403 - everything but one app is the same
from folkmoot.wiring.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.upgrades.newer"]
