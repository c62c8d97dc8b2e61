"""Words of Directive (EU) 2016/680 that agreements and claims are written in."""

from enum import StrEnum


class Purpose(StrEnum):
    """What a competent authority processes personal data for (art. 1(1))."""

    PREVENTION = "prevention"
    INVESTIGATION = "investigation"
    DETECTION = "detection"
    PROSECUTION = "prosecution"
    EXECUTION = "execution-of-penalties"
    PUBLIC_SECURITY = "public-security"


class SubjectCategory(StrEnum):
    """What somebody is to a matter (art. 6): one word for each person and claim."""

    SUSPECT = "suspect"  # (a) has committed an offence or is about to
    CONVICTED = "convicted"  # (b)
    VICTIM = "victim"  # (c) or may become one
    OTHER = "other"  # (d) witness, informant, contact


class DataCategory(StrEnum):
    """Of what kind a statement is, as agreements list the kinds that may be exchanged."""

    EVENT = "event"  # what happened or is planned, and who takes part
    IDENTITY = "identity"  # names, age, number
    NATIONALITY = "nationality"
    WHEREABOUTS = "whereabouts"
    AFFILIATION = "affiliation"  # roles and memberships
    ORIGIN = "origin"  # special category (art. 10)
    PROTECTION = "protection"  # asylum, refuge, source: special by what it can do to somebody


SPECIAL = frozenset({DataCategory.ORIGIN, DataCategory.PROTECTION})
"""Passed on only where strictly necessary, and for a reason that is written down (art. 10)."""
