"""The library for Node.js that a test drives is pinned as Python's are: by hash, and with no index named."""

import json

from tests.live import ROOT

LOCK = ROOT / "tests" / "edges" / "mastodon" / "masto" / "package-lock.json"


def test_every_library_has_its_hash_and_no_address() -> None:
    text = LOCK.read_text()
    libraries = {name: one for name, one in json.loads(text)["packages"].items() if name}
    assert "node_modules/masto" in libraries
    assert [name for name, one in libraries.items() if not one["integrity"].startswith("sha512-")] == []
    assert "resolved" not in text
    assert "://" not in text
