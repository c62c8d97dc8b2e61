"""What every test shares: examples that are the same on every run, and no test that depends on the clock."""

from hypothesis import settings

settings.register_profile("tocsin", deadline=None, derandomize=True)
settings.load_profile("tocsin")
