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


class Special(StrEnum):
    """Special categories: LED art. 10, and what Law 6698 (KVKK) art. 6 adds to them."""

    ORIGIN = "racial-or-ethnic-origin"
    POLITICS = "political-opinions"
    BELIEF = "religious-or-philosophical-beliefs"
    UNION = "trade-union-membership"
    GENETIC = "genetic-data"
    BIOMETRIC = "biometric-data"
    HEALTH = "health"
    SEX_LIFE = "sex-life-or-orientation"
    DRESS = "appearance-and-dress"  # KVKK
    ASSOCIATION = "membership-of-an-association"  # KVKK
    CONVICTIONS = "convictions-and-security-measures"  # KVKK


class Controller(StrEnum):
    """Which data-protection law binds the organisation that runs a node."""

    LED = "led"  # a competent authority of a member state, Directive (EU) 2016/680
    KVKK = "kvkk"  # Law 6698 in full
    KVKK_28 = "kvkk-28"  # Law 6698 with what art. 28 leaves out: it is for lawyers to say that it applies
