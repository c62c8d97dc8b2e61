"""Where development data is, for the tests that use it."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data: TOCSIN_SHARED, or ../shared beside the checkout."""
    folder = Path(os.environ.get("TOCSIN_SHARED", Path(__file__).resolve().parents[3] / "shared"))
    if not folder.is_dir():
        pytest.skip(f"no development data at {folder}")
    return folder
