"""Files in the data folder that the site cannot write: mostly because somebody ran a command as another user."""

import os
from collections.abc import Iterator
from pathlib import Path

from folkmoot.infra.health.finding import Finding, fail, ok
from folkmoot.kernel.sentences import Sentence, sentence

_MEDIA = "media"
_MOST_NAMED = 3


def check_owners(data: Path) -> Finding:
    """Databases, keys and what else lies in the data folder, without media."""
    foreign = sorted(_foreign(data))
    if not foreign:
        return ok(sentence("Everything in the data folder belongs to the user of the site."))
    command = f"chown -R {data.stat().st_uid} {data}"
    mend = sentence("{command}, and run every command as that user.", command=command)
    return fail(_named(data, foreign), mend)


def _named(data: Path, foreign: list[Path]) -> Sentence:
    names = ", ".join(str(file.relative_to(data)) for file in foreign[:_MOST_NAMED])
    if len(foreign) <= _MOST_NAMED:
        return sentence("These files belong to another user than the data folder: {names}.", names=names)
    return sentence(
        "These files belong to another user than the data folder: {names} and {count} more.",
        plural="These files belong to another user than the data folder: {names} and {count} more.",
        names=names,
        count=len(foreign) - _MOST_NAMED,
    )


def _foreign(data: Path) -> Iterator[Path]:
    owner = data.stat().st_uid
    for place, folders, files in os.walk(data):
        folders[:] = [name for name in folders if Path(place) != data or name != _MEDIA]
        for name in files:
            file = Path(place) / name
            if _owner(file) not in {owner, None}:
                yield file


def _owner(file: Path) -> int | None:
    """None for a file that went meanwhile."""
    try:
        return file.lstat().st_uid
    except FileNotFoundError:
        return None
