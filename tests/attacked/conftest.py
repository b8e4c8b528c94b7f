import logging

import pytest


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture) -> None:
    """Refusals are what is expected here, and the log has no need of them."""
    caplog.set_level(logging.ERROR, "django.request")
