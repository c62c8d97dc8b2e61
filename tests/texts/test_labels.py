from enum import StrEnum

import pytest

from tocsin.domain import (
    actor,
    claim,
    counterpart,
    delivery,
    entity,
    exchange,
    ground,
    notice,
    readers,
    report,
    rule,
)
from tocsin.domain.task import Act
from tocsin.texts.catalogue import translations
from tocsin.texts.labels import EVENTS, event_label, label
from tocsin.vocabulary import admiralty, duty
from tocsin.vocabulary.harm import EVENT_TYPES
from tocsin.vocabulary.tlp import Tlp
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire.message import Kind
from tocsin.wire.receipt import Reason, Verdict

SEEN = (
    *(actor.Role, claim.Role, claim.PlaceRole, claim.Status, claim.Basis, claim.Review, claim.AttributeKind),
    *(counterpart.Reach, counterpart.Standing, delivery.DeliveryState, entity.EntityKind, exchange.InboxState),
    *(
        notice.Outcome,
        readers.Dropped,
        readers.Failed,
        report.ReportKind,
        rule.Rule,
        admiralty.Reliability,
        admiralty.Credibility,
    ),
    *(ground.Question, ground.Rule, ground.Doubt),
    *(duty.Reason, duty.Duty, duty.WaiverGround, Urgency, Tlp, Kind, Verdict, Reason, Act),
)


@pytest.mark.parametrize("words", SEEN, ids=lambda words: f"{words.__module__}.{words.__name__}")
def test_every_member_that_people_see_has_a_label(words: type[StrEnum]) -> None:
    assert all(label(member).strip() for member in words)


def test_every_type_of_event_has_a_label() -> None:
    assert set(EVENTS) == set(EVENT_TYPES)


def test_a_type_of_event_that_is_not_known_stands_for_itself() -> None:
    assert event_label("stampede") == "stampede"


def test_a_label_of_the_traffic_light_protocol_is_never_translated() -> None:
    assert [translations("tr").gettext(label(member)) for member in Tlp] == list(Tlp)


def test_a_reason_for_withholding_is_said_in_the_words_of_the_rule() -> None:
    assert [label(member) for member in rule.Rule] == [member.why for member in rule.Rule]
