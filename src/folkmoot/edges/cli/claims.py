"""Fact-checks from a file, on the command line."""

import gzip
import zlib
from pathlib import Path

from folkmoot.domains.integrity import api as integrity
from folkmoot.edges.cli.output import Stop, say
from folkmoot.kernel.errors import Invalid

_LIMIT = 10_000_000


def import_file(file: Path, name: str, language: str) -> None:
    """Raises Stop with one line where nothing can be read."""
    try:
        feed = integrity.import_claims(_contents(file), name=name, language=language)
    except (OSError, EOFError, zlib.error) as error:
        raise Stop(f"{file} cannot be read: {getattr(error, 'strerror', None) or error}.") from None
    except integrity.NoFeed as error:
        raise Stop(f"{file} has no fact-checks. {error}") from None
    except Invalid as error:
        raise Stop(error.safe) from None
    say(f"{feed.name}: {feed.checks:,} fact-checks are known from here.")
    for reason, count in feed.skipped:
        say(f"  {count:,} skipped: {reason}")


def _contents(file: Path) -> bytes:
    """One byte more than may be, so that whoever reads it sees that it is too large."""
    with gzip.open(file) if file.suffix == ".gz" else file.open("rb") as opened:
        return opened.read(_LIMIT + 1)
