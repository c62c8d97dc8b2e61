"""Labels: how a member of a closed list reads to a person, as an English text to be translated.

`phrase` marks a text for the extractor and gives it back unchanged. The labels of TLP are never translated.
"""

from collections.abc import Mapping
from enum import StrEnum

from tocsin.domain.actor import Role
from tocsin.domain.claim import AttributeKind, Basis, PlaceRole, Review, Status
from tocsin.domain.claim import Role as Part
from tocsin.domain.counterpart import Reach, Standing
from tocsin.domain.entity import EntityKind
from tocsin.domain.exchange import InboxState
from tocsin.domain.notice import Outcome
from tocsin.domain.report import OddityKind, ReportKind
from tocsin.domain.rule import Rule
from tocsin.texts.acts import ACTS
from tocsin.texts.asking import ASKING
from tocsin.texts.consents import CONSENTS
from tocsin.texts.folios import NATURES
from tocsin.texts.gates import GATES
from tocsin.texts.grounds import GROUNDS
from tocsin.texts.lawful import LAWFUL
from tocsin.texts.leaks import LEAKS
from tocsin.texts.lines import LINES
from tocsin.texts.losses import LOSSES
from tocsin.texts.mail import MAIL
from tocsin.texts.markings import MARKINGS
from tocsin.texts.phrases import phrase
from tocsin.texts.recalls import RECALLS
from tocsin.texts.subjects import SUBJECTS
from tocsin.texts.telling import TELLING
from tocsin.texts.weighing import WEIGHTS
from tocsin.vocabulary.admiralty import Credibility, Reliability
from tocsin.vocabulary.duty import Duty, Reason, WaiverGround
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.receipt import Reason as Objection
from tocsin.wire.receipt import Verdict

LABELS: tuple[Mapping[StrEnum, str], ...] = (
    {rule: rule.why for rule in Rule},
    {
        Reason.TARGET: phrase("target of an attack"),
        Reason.PROTECTED_EVENT: phrase("hosts an event that is threatened"),
        Reason.NATIONALS_THREATENED: phrase("its nationals are threatened"),
        Reason.DESTINATION: phrase("suspects mean to go there"),
        Reason.PRESENCE: phrase("suspects are there"),
        Reason.STAGING: phrase("suspects prepared there"),
        Reason.TRANSIT: phrase("suspects pass through it"),
        Reason.SUSPECT_NATIONAL: phrase("a suspect is its national"),
        Reason.DETAINED_NATIONAL: phrase("its national is detained"),
        Reason.VICTIM_NATIONAL: phrase("its national is a victim"),
        Reason.EVIDENCE_HELD: phrase("we hold evidence for its case"),
    },
    {
        OddityKind.HIDDEN: phrase("hidden characters"),
        OddityKind.DIRECTION: phrase("direction of writing overridden"),
        OddityKind.SCRIPTS: phrase("letters of several alphabets in one word"),
        OddityKind.CUT: phrase("too long to be read to the end"),
    },
    {Duty.WARN: phrase("must be warned"), Duty.INFORM: phrase("should be informed")},
    {
        Outcome.WARN: phrase("warn"),
        Outcome.INFORM: phrase("inform"),
        Outcome.ASK: phrase("ask first"),
        Outcome.WAIVE: phrase("waive the warning"),
        Outcome.NOT_MET: phrase("threshold not met"),
        Outcome.ALREADY_TOLD: phrase("already told"),
    },
    {
        WaiverGround.ALREADY_AWARE: phrase("they know of it already"),
        WaiverGround.ARMED_CONFLICT: phrase("the threat belongs to an armed conflict they are part of"),
        WaiverGround.VIOLENT_ACTOR: phrase("whoever is threatened takes part in violence himself"),
        WaiverGround.ENDANGERS_OWN: phrase("warning would endanger our people, sources or operations"),
        WaiverGround.ENDANGERS_PARTNER: phrase("warning would endanger a partner's people or sources"),
        WaiverGround.NO_REASONABLE_WAY: phrase("there is no reasonable way to warn them"),
    },
    {
        Status.OCCURRED: phrase("occurred"),
        Status.ONGOING: phrase("under way"),
        Status.PLANNED: phrase("planned"),
        Status.ATTEMPTED: phrase("attempted"),
        Status.THREATENED: phrase("threatened"),
        Status.ALLEGED: phrase("alleged"),
        Status.DENIED: phrase("denied"),
        Status.POSSIBLE: phrase("possible"),
        Status.CONDITIONAL: phrase("conditional"),
        Status.STATED: phrase("stated"),
    },
    {
        Review.DRAFT: phrase("not reviewed"),
        Review.CONFIRMED: phrase("confirmed"),
        Review.REJECTED: phrase("rejected"),
        Review.SUPERSEDED: phrase("superseded"),
    },
    *LOSSES,
    {Basis.FACT: phrase("reported as fact"), Basis.ASSESSMENT: phrase("assessment")},
    {
        AttributeKind.ALIAS: phrase("other name"),
        AttributeKind.NATIONALITY: phrase("nationality"),
        AttributeKind.ORIGIN: phrase("origin"),
        AttributeKind.BIRTHPLACE: phrase("birthplace"),
        AttributeKind.AGE: phrase("age"),
        AttributeKind.COUNT: phrase("number of people"),
        AttributeKind.ROLE: phrase("role"),
        AttributeKind.MEMBERSHIP: phrase("membership"),
        AttributeKind.COUNTRY: phrase("country"),
        AttributeKind.PROTECTED: phrase("protection"),
    },
    {
        Part.PERPETRATOR: phrase("perpetrator"),
        Part.VICTIM: phrase("victim"),
        Part.TARGET: phrase("target"),
        Part.DETAINEE: phrase("detainee"),
        Part.AUTHORITY: phrase("authority"),
        Part.ATTENDEE: phrase("attendee"),
        Part.TRAVELLER: phrase("traveller"),
        Part.INSTRUMENT: phrase("instrument"),
        Part.SOURCE: phrase("source"),
        Part.RECIPIENT: phrase("recipient"),
        Part.SUBJECT: phrase("subject"),
    },
    {
        PlaceRole.AT: phrase("at"),
        PlaceRole.FROM: phrase("from"),
        PlaceRole.TO: phrase("to"),
        PlaceRole.THROUGH: phrase("through"),
        PlaceRole.TARGET: phrase("aimed at"),
    },
    {
        EntityKind.PERSON: phrase("person"),
        EntityKind.GROUP: phrase("group"),
        EntityKind.ORGANISATION: phrase("organisation"),
        EntityKind.PLACE: phrase("place"),
        EntityKind.EVENT: phrase("event"),
        EntityKind.FACILITY: phrase("facility"),
        EntityKind.WEAPON: phrase("weapon"),
        EntityKind.IDENTIFIER: phrase("identifier"),
    },
    *MAIL,
    *GATES,
    *CONSENTS,
    *LINES,
    {
        InboxState.NEW: phrase("not opened"),
        InboxState.OPENED: phrase("opened"),
        InboxState.ACKNOWLEDGED: phrase("acknowledged"),
        InboxState.RESPONDED: phrase("answered"),
    },
    {
        Role.ANALYST: phrase("analyst"),
        Role.RELEASING_OFFICER: phrase("releasing officer"),
        Role.AUDITOR: phrase("auditor"),
        Role.ADMINISTRATOR: phrase("administrator"),
    },
    {
        Urgency.IMMEDIATE: phrase("immediate"),
        Urgency.EXPECTED: phrase("expected"),
        Urgency.FUTURE: phrase("future"),
    },
    {Reach.NODE: phrase("by its node"), Reach.BY_HAND: phrase("by hand")},
    {Standing.ACTIVE: phrase("mail may pass"), Standing.SUSPENDED: phrase("suspended")},
    {ReportKind.DOCUMENT: phrase("document"), ReportKind.NOTE: phrase("note")},
    {
        Reliability.A: phrase("A: completely reliable source"),
        Reliability.B: phrase("B: usually reliable source"),
        Reliability.C: phrase("C: fairly reliable source"),
        Reliability.D: phrase("D: not usually reliable source"),
        Reliability.E: phrase("E: unreliable source"),
        Reliability.CANNOT_JUDGE: phrase("F: the source cannot be judged"),
    },
    {
        Credibility.CONFIRMED: phrase("1: confirmed by other independent sources"),
        Credibility.PROBABLY_TRUE: phrase("2: probably true"),
        Credibility.POSSIBLY_TRUE: phrase("3: possibly true"),
        Credibility.DOUBTFUL: phrase("4: doubtful"),
        Credibility.IMPROBABLE: phrase("5: improbable"),
        Credibility.CANNOT_JUDGE: phrase("6: the information cannot be judged"),
    },
    {
        Verdict.STORED: phrase("stored"),
        Verdict.QUARANTINED: phrase("kept aside"),
        Verdict.REFUSED: phrase("refused"),
    },
    {
        Objection.SCHEMA: phrase("it is not written as its kind asks"),
        Objection.KIND_UNKNOWN: phrase("this kind of message is not known here"),
        Objection.UNSUPPORTED: phrase("this node does not read its format"),
        Objection.TOO_LARGE_BODY: phrase("it is too large"),
        Objection.MARKING_UNKNOWN: phrase("its marking is none that is known"),
        Objection.NO_AGREEMENT: phrase("no agreement covers it"),
        Objection.ABOVE_CEILING: phrase("it is marked higher than the agreement allows"),
        Objection.CARD_UNKNOWN: phrase("the sender's card is not known"),
        Objection.CARD_EXPIRED: phrase("the sender's card is out of date"),
        Objection.SENDER_SUSPENDED: phrase("the sender is suspended"),
        Objection.WRONG_RECIPIENT_KEY: phrase("it was sealed for a key that is no longer ours"),
        Objection.POSITION_CONFLICT: phrase("another message already has its place"),
        Objection.PREVIOUS_CONFLICT: phrase("it names another predecessor than the one we have"),
        Objection.EPOCH_UNKNOWN: phrase("it begins anew, and nobody has accepted that yet"),
        Objection.REFERENCE_UNKNOWN: phrase("it answers something we never had"),
        Objection.OVER_LIMIT: phrase("it is more than the agreement allows"),
    },
    {label: label.value for label in Tlp},
)

EVENTS: Mapping[str, str] = {
    "attack": phrase("attack"),
    "bombing": phrase("bombing"),
    "shooting": phrase("shooting"),
    "suicide attack": phrase("suicide attack"),
    "arson": phrase("arson"),
    "kidnapping": phrase("kidnapping"),
    "hostage taking": phrase("hostage taking"),
    "killing": phrase("killing"),
    "wounding": phrase("wounding"),
    "execution": phrase("execution"),
    "threat": phrase("threat"),
    "robbery": phrase("robbery"),
    "strike": phrase("strike"),
    "meeting": phrase("meeting"),
    "recruitment": phrase("recruitment"),
    "preparation": phrase("preparation"),
    "training": phrase("training"),
    "financing": phrase("financing"),
    "travel": phrase("travel"),
    "border crossing": phrase("border crossing"),
    "arrival": phrase("arrival"),
    "withdrawal": phrase("withdrawal of people"),
    "detention": phrase("detention"),
    "arrest": phrase("arrest"),
    "release": phrase("release"),
    "deportation": phrase("deportation"),
    "extradition": phrase("extradition"),
    "interrogation": phrase("interrogation"),
    "search": phrase("search"),
    "trial": phrase("trial"),
    "seizure": phrase("seizure"),
    "warning": phrase("warning"),
    "information sharing": phrase("information sharing"),
    "request": phrase("request"),
    "accusation": phrase("accusation"),
    "retraction": phrase("retraction"),
}

# Two lists may hold the same text ("target" is a reason and a part), so the class is part of the key.
_BY_MEMBER = {
    (type(member), member.value): text
    for labels in (
        *LABELS,
        *ACTS,
        *ASKING,
        *GROUNDS,
        *LAWFUL,
        *LEAKS,
        *MARKINGS,
        *NATURES,
        *RECALLS,
        *SUBJECTS,
        *TELLING,
        *WEIGHTS,
    )
    for member, text in labels.items()
}


def label(member: StrEnum) -> str:
    """Return the English label of a member; a `KeyError` here is a label that nobody has written."""
    return _BY_MEMBER[type(member), member.value]


def event_label(type_: str) -> str:
    """Return the English label of an event's type."""
    return EVENTS.get(type_, type_)
