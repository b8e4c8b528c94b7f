"""The whole table."""

from folkmoot.wiring.limits.kept import COMMON, PEOPLE, QUEUES
from folkmoot.wiring.limits.machine import MEMORY, ROOM
from folkmoot.wiring.limits.requests import FILES, RATES, REQUESTS

SECTIONS = (REQUESTS, RATES, FILES, PEOPLE, COMMON, QUEUES, MEMORY, ROOM)
