"""Ask a live site what no door tells: run a piece of Python with its settings, and read what it prints as JSON."""

import json
import subprocess
import sys
from typing import Any

from tests.live import ROOT, LiveSite


def run_inside(site: LiveSite, source: str) -> Any:
    """What the last line says that `source` prints, with Django set up. Raises CalledProcessError."""
    environment = site.environment | {"DJANGO_SETTINGS_MODULE": "folkmoot.wiring.settings"}
    environment["PYTHONPATH"] = f"{ROOT / 'src'}:{ROOT}"
    done = subprocess.run(
        [sys.executable, "-c", f"import django, json\ndjango.setup()\n{source}"],
        env=environment, cwd=site.folder, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])
