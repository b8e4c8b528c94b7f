"""`python -m tests.upgrades.freeze 0.1.0` freezes the present schema with data in it as that release.

Once a version is released, its frozen schema never changes. Before, `--again` replaces it.
"""

import argparse
import sys

from tests.upgrades.freezing import ENGINES, archive_of, freeze


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("release", help="such as 0.1.0")
    parser.add_argument("--again", action="store_true", help="replace what was frozen; not for what is released")
    given = parser.parse_args(arguments)
    for engine in ENGINES:
        if given.again:
            archive_of(given.release, engine).unlink(missing_ok=True)
        made = freeze(given.release, engine)
        sys.stdout.write(f"{made}: {made.stat().st_size} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
