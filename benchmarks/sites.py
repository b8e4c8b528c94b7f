"""What measurements share: a new site in a folder, posts as people write them, CPU time."""

import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path

SEED = 20161108
_WORDS = (
    "moot", "river", "#bridge", "@author1", "тень", "雨", "https://town.example/market", "bread & salt", "🙂", "so",
    "we", "walked", "along", "the", "old", "wall", "and", "found", "that", "somebody", "had", "painted", "it",
)  # fmt: skip


def make_site(folder: Path) -> None:
    """A migrated site with its policy published; Django is set up afterwards."""
    os.environ |= {"FOLKMOOT_DATA": str(folder / "data"), "DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
    from folkmoot.edges.cli import site
    from folkmoot.edges.cli.commands.migrate import migrate_all
    from folkmoot.edges.cli.commands.policy import publish_configured
    from folkmoot.infra import operator_key
    from folkmoot.infra.config import current

    site.make_folders(current())
    operator_key.create(current().operator_key_file)
    site.set_up()
    migrate_all()
    publish_configured()


def texts(seed: int = SEED) -> Iterator[str]:
    """Endless posts of 5 to 40 words, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        yield " ".join(chance.choices(_WORDS, k=chance.randint(5, 40)))


def cpu() -> float:
    """Seconds of CPU that this process has used."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
