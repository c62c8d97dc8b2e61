"""Matching: how far two names may be one, in numbers and in reasons. People decide."""

from tocsin.matching.comparing import Explanation, Meeting, compare, explain
from tocsin.matching.doubts import Doubt
from tocsin.matching.meeting import Rule
from tocsin.matching.sightings import sightings
from tocsin.matching.variants import Variant, variants

__all__ = ["Doubt", "Explanation", "Meeting", "Rule", "Variant", "compare", "explain", "sightings", "variants"]
