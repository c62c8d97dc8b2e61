"""The terms on the wire: what is written is read, and what we do not know is for nobody."""

from dataclasses import replace

import pytest
from hypothesis import given

from markings import MARKINGS, ORGANISATIONS
from tocsin.domain.errors import InvalidError, UntrustedError
from tocsin.domain.terms import Terms, terms_for
from tocsin.vocabulary.tlp import Tlp
from tocsin.wire.bodies.alert import alert_bytes, read_alert
from tocsin.wire.bodies.terms import terms_json
from tocsin.wire.bodies.told import handling_json, read_handling
from wire.assessed import WHAT, a_claim, an_alert
from wire.bodies import CORRECTION

USUAL = CORRECTION.handling


def as_read(**changes):
    return read_handling({**handling_json(USUAL), **changes})


@given(MARKINGS)
def test_what_is_written_of_a_marking_is_read_again(marking):
    terms = terms_for(marking, ORGANISATIONS[0])
    handling = replace(USUAL, tlp=marking.tlp, terms=terms)

    if marking.tlp is Tlp.RED and not terms.readers:
        with pytest.raises(UntrustedError):
            read_handling(handling_json(handling))
    else:
        assert read_handling(handling_json(handling)) == handling


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": ["H4"]},
        {"codes": ["H3"]},
        {"codes": ["H2"], "ask_first": False},
        {"restrictions": ["not by day"]},
        {"policy": {**handling_json(USUAL)["policy"], "permitted_actions": "anything"}},
        {"tlp": "TLP:RED"},
        {"readers": ["Ann"]},
        {"tlp": "TLP:BLUE"},
    ],
    ids=str,
)
def test_a_marking_that_is_unknown_or_contradicts_itself_is_for_nobody(changes):
    with pytest.raises(UntrustedError) as refused:
        as_read(**changes)

    assert refused.value.code == "marking-unknown"


@pytest.mark.parametrize(
    "changes",
    [
        {"codes": ["H1", "H0"]},
        {"codes": ["H1", "H1"]},
        {"tlp": "TLP:RED", "readers": ["Ann"] * 51},
        {"tlp": "TLP:RED", "readers": ["A" * 201]},
        {"tlp": "TLP:RED", "readers": ["Ann\nBen"]},
        {"policy": {}},
        {"ask_first": 1},
    ],
    ids=lambda changes: str(changes)[:60],
)
def test_what_a_marking_lists_is_in_order_and_bounded(changes):
    with pytest.raises(UntrustedError) as refused:
        as_read(**changes)

    assert refused.value.code == "schema"


def test_a_claim_marked_more_narrowly_than_the_whole_is_for_nobody():
    secret = replace(a_claim("aa" * 16, (WHAT,)), tlp=Tlp.RED)

    with pytest.raises(UntrustedError) as refused:
        read_alert(alert_bytes(an_alert((secret,), assessment=bytes(32))))

    assert refused.value.code == "marking-unknown"


def test_more_readers_than_a_letter_carries_are_not_written():
    with pytest.raises(InvalidError, match="50"):
        terms_json(Terms(readers=tuple(f"reader {number}" for number in range(51))))
