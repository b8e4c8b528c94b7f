"""Where the source lies, and what of it is committed."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "folkmoot"
DOMAINS = PACKAGE / "domains"


def python_files(folder: Path = PACKAGE) -> list[Path]:
    return sorted(folder.rglob("*.py"))


def domain_names() -> list[str]:
    """The domains that there are."""
    return sorted(path.parent.name for path in DOMAINS.glob("*/__init__.py"))


def committed_files() -> list[Path]:
    """Every file under version control, and every new one that is not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]
