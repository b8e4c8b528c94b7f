"""What each page weighs: `python -m tests.page_weights` walks over all of them and writes docs/page-weights.md."""

import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browser.every_page import Seen

_PAGE = Path(__file__).resolve().parents[1] / "docs" / "page-weights.md"
_ROW = re.compile(r"^\| `/([^`]*)` \| (\w+) \| \d+ \| ([0-9.]+) \| [0-9.]+ \|$", re.MULTILINE)
_HEAD = """# Page weights

What the first view of each page costs a reader whose browser has kept nothing: requests, kilobytes (of 1,024 bytes) on
the wire without pictures, videos and sounds, and the cumulative layout shift (CLS) while the whole page is scrolled
through on a phone. Written by `make weights`, which fills a site and looks at every page with Chromium.

`tests/browser/test_pages_accessible.py` does the same, and fails from 60 KB and from a shift of 0.1.

"""


def table(seen: "Sequence[Seen]") -> str:
    """As Markdown."""
    lines = ["| Page | Seen by | Requests | KB | CLS |", "|---|---|---:|---:|---:|"]
    for page in seen:
        numbers = f"{page.requests} | {page.kilobytes:.1f} | {page.shift:.3f}"
        lines.append(f"| `/{page.route}` | {page.role} | {numbers} |")
    return "\n".join(lines)


def written() -> dict[tuple[str, str], float]:
    """The kilobytes in the committed page, by route and role."""
    return {(row[1], row[2]): float(row[3]) for row in _ROW.finditer(_PAGE.read_text(encoding="utf-8"))}


def main() -> None:
    from tests.browser.chromium import chromium
    from tests.browser.every_page import look
    from tests.browser.people import Cast
    from tests.live import LiveSite

    with LiveSite() as site, Cast(site) as cast, chromium() as browser:
        cast.person("Elder", days=60)
        seen, _others = look(site, cast, browser)
    _PAGE.write_text(_HEAD + table(seen) + "\n", encoding="utf-8")
    sys.stdout.write(f"Wrote {len(seen)} pages into {_PAGE}.\n")
    problems = [one for page in seen for one in (*page.violations, *page.wide)]
    sys.stdout.write("\n".join(problems) + "\n" if problems else "")


if __name__ == "__main__":
    main()
