"""The gallery of pages in states that break layouts is made, and every picture in it shows something."""

import subprocess
import sys
from pathlib import Path

from PIL import Image

from tests import gallery
from tests.live import ROOT

_LEAST = 30
_SECONDS = 900


def test_the_gallery_is_made(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.gallery", "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT, timeout=_SECONDS)
    made = sorted(tmp_path.glob("*.png"))
    states = {file.name.split(".")[0] for file in made}
    assert len(states) >= _LEAST
    assert len(made) == len(states) * len(gallery.LOOKS)
    for needed in ("empty-community", "one", "ten-thousand", "longest-names", "emoji-only", "right-to-left-interface"):
        assert needed in states
    for needed in ("removed-for-its-author", "reduced-for-a-reader", "error-in-a-form", "404", "500", "maintenance"):
        assert needed in states
    for file in made:
        with Image.open(file) as picture:
            assert len(picture.convert("L").getcolors() or []) > 1, f"{file.name} is blank"
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert all(file.name in index for file in made)
