"""What every test shares: examples that are the same on every run, and no test that depends on the clock."""

import os

from hypothesis import settings

os.environ["TOCSIN_PASSPHRASE"] = "a passphrase for tests"

settings.register_profile("tocsin", deadline=None, derandomize=True)
settings.load_profile("tocsin")
