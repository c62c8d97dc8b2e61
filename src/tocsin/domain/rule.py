"""The rules by which a counterpart may hold something or not: each has a stable id, a reason, and what would change it.

What a rule *does* is a function of `domain.policy`. To add a rule, add a member here and a function there: how-to
"Add a rule of release". Ids are stored and shown to auditors, so they never change their meaning.
"""

from enum import StrEnum
from typing import Self

from tocsin.vocabulary.phrases import phrase


class Rule(StrEnum):
    """A rule, by its id; with why it withholds, and what would change that."""

    why: str
    change: str

    def __new__(cls, id_: str, why: str, change: str) -> Self:
        """Make a member whose value is its id."""
        member = str.__new__(cls, id_)
        member._value_ = id_
        member.why = why
        member.change = change
        return member

    CONCERNS = (
        "concerns-them",
        phrase("it bears on what concerns them, and no rule objects"),
        phrase("a marking, the agreement, or a decision not to tell them"),
    )
    AGREEMENT_EXPIRED = (
        "agreement-expired",
        phrase("our agreement with them is past its review date"),
        phrase("review the agreement and set a new date"),
    )
    NOT_THEIRS = (
        "not-theirs",
        phrase("it does not bear on what concerns them"),
        phrase("a concern of theirs that rests on it, and the decision to tell them"),
    )
    NOT_REVIEWED = (
        "not-reviewed",
        phrase("nobody has confirmed it"),
        phrase("a person confirms the claim"),
    )
    NOT_MARKED = (
        "not-marked",
        phrase("nobody has marked it, so that it is for nobody"),
        phrase("a person marks the claim"),
    )
    CEILING = (
        "tlp-ceiling",
        phrase("its marking is above what the agreement lets them hold"),
        phrase("a wider marking by whoever set it, or a higher ceiling in the agreement"),
    )
    NO_READER = (
        "red-names-nobody",
        phrase("it is TLP:RED and names no reader of theirs"),
        phrase("a marking that names somebody of theirs as a reader"),
    )
    NOT_RELEASABLE = (
        "not-releasable-to",
        phrase("it is releasable to others only"),
        phrase("its originator puts them on the list, and the claim is marked so"),
    )
    RESTRICTION_UNREAD = (
        "restriction-unread",
        phrase("it has a restriction in words (H3) that nobody here has read"),
        phrase("a person reads the restriction and marks the claim"),
    )
    CONSENT = (
        "originator-consent",
        phrase("its originator has not consented that they hold it"),
        phrase("the consent of its originator"),
    )
    UNANSWERED = (
        "originator-unanswered",
        phrase("whoever told us has not consented to their being told"),
        phrase("the consent of whoever told us, or an emergency that two persons confirm"),
    )
    DENIED = (
        "originator-denied",
        phrase("whoever told us has said no"),
        phrase("nothing but another answer of whoever told us"),
    )
    CONDITION = (
        "originator-condition",
        phrase("whoever told us consents only if it is left out"),
        phrase("another answer of whoever told us"),
    )
    IN_THE_OPEN = (
        "must-be-encrypted",
        phrase("it must travel encrypted, and they are told on paper"),
        phrase("a node of theirs, or a marking that lets it travel in the open"),
    )
    ORIGIN = (
        "special-category",
        phrase("origin and birthplace are passed on only where strictly necessary (LED art. 10)"),
        phrase("nothing: origin and birthplace route nothing and go nowhere"),
    )
    CATEGORY = (
        "category-not-covered",
        phrase("the agreement does not cover data of this kind, or about such people"),
        phrase("an agreement that covers the category"),
    )
    NO_LAW = (
        "law-not-stated",
        phrase("category, purpose, legal basis or review date is missing for somebody it is about"),
        phrase("a person states them: tocsin claim restate"),
    )
    PURPOSE = (
        "purpose-not-covered",
        phrase("it is held for a purpose that the agreement does not cover"),
        phrase("an agreement that covers the purpose"),
    )
    REGION = (
        "region-not-covered",
        phrase("it is about places that the agreement does not cover"),
        phrase("an agreement that covers the region"),
    )
    NO_AUTHORITY = (
        "no-authority",
        phrase("it makes somebody known, and they are no authority (LED art. 39)"),
        phrase("a releasing officer says why it is strictly necessary: tocsin direct decide"),
    )
    GATE = (
        "human-rights-gate",
        phrase("it tells a state of somebody whom nobody has let through the human-rights gate"),
        phrase("a passage through the gate, by two persons"),
    )
    PROTECTED = (
        "protected-person",
        phrase("it identifies a protected person to the state of his nationality"),
        phrase("two persons lift the protection, with a reason"),
    )
    OTHERS_DETAINEE = (
        "others-detainee",
        phrase("it is somebody detained whose own state another is"),
        phrase("nothing in the claim; his own state is told for itself, through its gate"),
    )
    NIGHT_MINIMUM = (
        "night-minimum",
        phrase("at night one person tells what, where and when, and nobody"),
        phrase("an approval by a second person"),
    )
    OTHERS_TARGET = (
        "others-target",
        phrase("it is a target that concerns another state"),
        phrase("nothing in the claim; ask the state whose target it is"),
    )
