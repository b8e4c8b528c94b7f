"""What tests need of the machine besides Python, and which of it is missing."""

import shutil
import sys
from functools import cache
from pathlib import Path

CHROMIUM = Path("/usr/bin/chromium")

#: Marker of the tests that need the part -> what the part is called, with the Debian package that brings it.
PARTS = {
    "postgres": "PostgreSQL (Debian package: postgresql)",
    "browser": "Chromium (Debian package: chromium)",
    "node": "Node.js (Debian packages: nodejs, npm)",
    "caddy": "Caddy (Debian package: caddy)",
}


@cache
def postgres_folder() -> Path | None:
    """Where the newest PostgreSQL's programs lie; None if there is none."""
    versions = [path for path in Path("/usr/lib/postgresql").glob("*/bin") if (path / "initdb").exists()]
    if versions:
        return max(versions, key=lambda path: int(path.parent.name))
    found = shutil.which("initdb")
    return Path(found).parent if found else None


def missing() -> dict[str, str]:
    """The parts that this machine lacks, by marker."""
    present = {
        "postgres": postgres_folder() is not None,
        "browser": CHROMIUM.exists(),
        "node": all(shutil.which(program) for program in ("node", "npm")),
        "caddy": shutil.which("caddy") is not None,
    }
    return {marker: name for marker, name in PARTS.items() if not present[marker]}


if __name__ == "__main__":
    for name in missing().values():
        sys.stdout.write(f"{name}\n")
