"""The peer door does what its OpenAPI description says, whatever schemathesis makes of that and brings to it."""

from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from exchange.forging import an_envelope
from stories import a_federation
from tocsin.surfaces import peer
from tocsin.vocabulary.urgency import Urgency
from tocsin.wire import bundle
from tocsin.wire.limits import MAX_BATCH, MAX_ENVELOPE
from tocsin.wire.receipt import REFUSAL, claimed

DESCRIPTION = Path(__file__).parents[2] / "docs/spec/peer-door.openapi.json"
ASKED = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def described():
    """The description, with a door behind it, and good envelopes for that door."""
    _, _, (alpha, bravo, _) = a_federation()
    schema = schemathesis.openapi.from_path(DESCRIPTION)
    schema.app = peer.create(alpha.node)
    schema.config.update(base_url="http://door")
    return schema, [an_envelope(bravo, alpha, urgency=urgency) for urgency in Urgency]


@st.composite
def spoilt(draw: st.DrawFn, good: bytes) -> bytes:
    """What was good, with a piece of it left out or replaced."""
    start = draw(st.integers(0, len(good) - 1))
    end = draw(st.integers(start, len(good)))
    return good[:start] + draw(st.binary(max_size=40)) + good[end:]


@pytest.mark.parametrize("path", ["/envelopes", "/bundles"])
def test_whatever_is_brought_is_answered_as_described_and_what_is_spoilt_is_refused(described, path):
    schema, envelopes = described
    goods = [*envelopes, bundle.compose(envelopes), bundle.compose(envelopes[:1])]
    operation = schema[path]["POST"]

    @given(case=operation.as_strategy(), body=st.none() | st.sampled_from(goods).flatmap(spoilt))
    @SETTINGS
    def bring(case, body):
        case.body = case.body if body is None else body
        answer = case.call()
        case.validate_response(answer, checks=ASKED)
        event(f"{answer.status_code}")
        if answer.status_code == 200:
            assert body is not None
            receipts = [answer.content] if path == "/envelopes" else bundle.batch(answer.content, bundle.Item.RECEIPT)
            assert all(claimed(each).recipient for each in receipts)
        else:
            assert answer.content == REFUSAL

    bring()


@pytest.mark.parametrize(("path", "most"), [("/envelopes", MAX_ENVELOPE), ("/bundles", MAX_BATCH)])
def test_the_description_names_the_limits_of_the_code(described, path, most):
    body = described[0][path]["POST"].definition.raw["requestBody"]["content"]["application/octet-stream"]

    assert body["schema"]["maxLength"] == most
