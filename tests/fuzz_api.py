"""Ask the whole client API at length: `python -m tests.fuzz_api [EXAMPLES]`, so many for each endpoint and kind."""

import os
import subprocess
import sys
from pathlib import Path

_TEST = Path(__file__).parent / "edges" / "mastodon" / "document" / "test_fuzz.py"


def main(arguments: list[str]) -> int:
    """The exit code of pytest."""
    examples = str(int(arguments[0])) if arguments else "50"
    command = [sys.executable, "-m", "pytest", "-q", str(_TEST)]
    return subprocess.run(command, env=os.environ | {"FUZZ_EXAMPLES": examples}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
